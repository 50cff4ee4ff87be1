"""Writes the tasks of a dataset as JSON lines, one example a line, as trainers read them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.synth.jobs.lookup import pairs_of
from nl2opt.synth.tasks.registry import mixture, names


def write_tasks(folder: Path, out: Path, shares: Iterable[str], seed: int) -> Mapping[str, int]:
    """Write the examples of a dataset's pairs; returns how many there are of each task.

    Args:
        folder: of a finished dataset.
        out: a JSON lines file; it is replaced when all is written.
        shares: ``NAME`` or ``NAME=SHARE``; all tasks with share 1 where there are none.
        seed: of the choice of pairs, phrasings and slips.

    Raises:
        Nl2optError: a task or share is wrong, the folder holds no dataset, or the file cannot be written.
    """
    chosen = dict(_share(each) for each in shares) or dict.fromkeys(names(), 1.0)
    counts: Counter[str] = Counter()
    draft = out.with_name(out.name + ".part")
    try:
        with draft.open("w", encoding="utf-8") as file:
            for task, line in _lines(folder, chosen, seed):
                counts[task] += 1
                file.write(line + "\n")
        draft.replace(out)
    except OSError as error:
        raise Nl2optError(
            f"The tasks cannot be written to '{out}': {error.strerror}.", hint="Check the folder and its space."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return {name: counts[name] for name in chosen}


def _lines(folder: Path, shares: Mapping[str, float], seed: int) -> Iterator[tuple[str, str]]:
    for example in mixture(pairs_of(folder), shares, seed):
        yield example.task, json.dumps(example.to_row(), ensure_ascii=False)


def _share(text: str) -> tuple[str, float]:
    name, equals, share = text.partition("=")
    try:
        return name.strip(), float(share) if equals else 1.0
    except ValueError:
        raise Nl2optError(f"'{share}' is no share of the task '{name}'.", hint="Write --task repair=0.2.") from None
