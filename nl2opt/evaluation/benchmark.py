"""Benchmark files: a problem and its published answer on each line of a JSONL file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError


@dataclass(frozen=True, slots=True)
class Row:
    """One problem.

    Attributes:
        id: the row's own ``id``, else its line number.
        question: the problem text.
        answers: the published optima, as written; any of them counts. Some sets give one for integer and one for
            continuous variables (``answer_continuous``).
    """

    id: str
    question: str
    answers: tuple[str, ...]


def read_benchmark(path: Path) -> list[Row]:
    """The rows of a benchmark file.

    Raises:
        Nl2optError: the file cannot be read, or a line is no JSON object with ``question`` and ``answer``.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Nl2optError(f"The benchmark '{path}' cannot be read: {error.strerror}.", hint="Check its name.") from None
    except UnicodeDecodeError:
        raise Nl2optError(f"The benchmark '{path}' is not UTF-8.", hint="Save it as UTF-8 JSON lines.") from None
    rows = [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise Nl2optError(f"The benchmark '{path}' is empty.", hint="Each line is a JSON object.")
    repeated = {row.id for row in rows if sum(other.id == row.id for other in rows) > 1}
    if repeated:
        raise Nl2optError(f"{path}: the id '{min(repeated)}' is used twice.", hint="Give each row an id of its own.")
    return rows


def _row(path: Path, number: int, line: str) -> Row:
    where = f"{path}:{number}"
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        raise Nl2optError(
            f"The line is no JSON: {error}.", where=where, hint="Write one object on each line."
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("question"), str) or "answer" not in data:
        raise Nl2optError("The line has no 'question' and 'answer'.", where=where, hint="Both keys are needed.")
    answers = [data["answer"], *([data["answer_continuous"]] if data.get("answer_continuous") is not None else [])]
    return Row(str(data.get("id", number)), data["question"], tuple(str(answer) for answer in answers))
