"""Overlap of training pairs with benchmark files: common runs of thirteen words, and models that do the same.

Runs of thirteen normalized words are what GPT-3's authors and most after them test by (Brown et al. 2020, appendix C).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.fingerprint import Fingerprint
from nl2opt.synth.duplicates.fingerprints import FingerprintIndex, is_telling
from nl2opt.synth.duplicates.words import run_hashes

RUN = 13
TEXT_KEYS = ("question", "text", "problem", "description", "prompt")
"""Where the text of a row may stand; the first that is there counts."""

FingerprintOf: TypeAlias = Callable[[Formulation], Fingerprint]


class Overlap(StrEnum):
    """What a pair has in common with a benchmark."""

    WORDS = "13 words in a row"
    MODEL = "the same model"


@dataclass(frozen=True, slots=True)
class Contamination:
    """A pair that overlaps with a benchmark.

    Attributes:
        file: the name of the benchmark file.
        row: the row's ``id``, or its line number.
        overlap: what they share.
    """

    file: str
    row: str
    overlap: Overlap


class Benchmarks:
    """Benchmark files to keep out of a dataset.

    Args:
        paths: JSONL files; each line is an object with a text (see ``TEXT_KEYS``) and, if it is known, a
            ``formulation`` in five-element text.
        fingerprint_of: makes the fingerprint of a formulation, with the settings of the pairs that are tested.

    Attributes:
        rows: how many rows each file has, by its name.
        removed: how many pairs were found by ``find``, by file and overlap.

    Raises:
        Nl2optError: a file cannot be read, has a line that is no object with a text, or a formulation that is wrong.
    """

    def __init__(self, paths: Sequence[Path], fingerprint_of: FingerprintOf) -> None:
        self._runs: dict[int, tuple[str, str]] = {}
        self._models = FingerprintIndex()
        self._sources: dict[str, tuple[str, str]] = {}
        self.rows: dict[str, int] = {}
        self.removed: Counter[tuple[str, Overlap]] = Counter()
        for path in paths:
            self.rows[path.name] = self._read(path, fingerprint_of)

    def find(self, text: str, fingerprint: Fingerprint) -> Contamination | None:
        """What a pair has in common with the benchmarks; None where it is clean."""
        found = self._find(text, fingerprint)
        if found is not None:
            self.removed[found.file, found.overlap] += 1
        return found

    def _find(self, text: str, fingerprint: Fingerprint) -> Contamination | None:
        shared = [self._runs[run] for run in run_hashes(text, RUN) if run in self._runs]
        if shared:
            return Contamination(*min(shared), Overlap.WORDS)
        if is_telling(fingerprint) and (name := self._models.find(fingerprint)) is not None:
            return Contamination(*self._sources[name], Overlap.MODEL)
        return None

    def _read(self, path: Path, fingerprint_of: FingerprintOf) -> int:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise Nl2optError(
                f"The benchmark '{path}' cannot be read: {error.strerror}.", hint="Check its name."
            ) from None
        except UnicodeDecodeError:
            raise Nl2optError(f"The benchmark '{path}' is not UTF-8.", hint="Save it as UTF-8 JSON lines.") from None
        count = 0
        for number, line in enumerate(lines, start=1):
            if line.strip():
                self._add(path, number, line, fingerprint_of)
                count += 1
        if not count:
            raise Nl2optError(f"The benchmark '{path}' is empty.", hint="Each line is a JSON object.")
        return count

    def _add(self, path: Path, number: int, line: str, fingerprint_of: FingerprintOf) -> None:
        where = f"{path}:{number}"
        try:
            row: Any = json.loads(line)
        except ValueError as error:
            raise Nl2optError(
                f"The line is no JSON: {error}.", where=where, hint="Write one object on each line."
            ) from None
        fields = row if isinstance(row, dict) else {}
        text = next((fields[key] for key in TEXT_KEYS if isinstance(fields.get(key), str)), None)
        if text is None:
            raise Nl2optError(
                "The line has no text.", where=where, hint=f"Give an object with one of: {', '.join(TEXT_KEYS)}."
            )
        source = (path.name, str(fields.get("id", number)))
        for run in run_hashes(text, RUN):
            self._runs.setdefault(run, source)
        if isinstance(fields.get("formulation"), str):
            self._add_model(fields["formulation"], source, where, fingerprint_of)

    def _add_model(self, text: str, source: tuple[str, str], where: str, fingerprint_of: FingerprintOf) -> None:
        from nl2opt.formulation.text_parser import parse

        try:
            found = fingerprint_of(parse(text))
        except Nl2optError as error:
            raise Nl2optError(
                f"The formulation of this row is wrong: {error.what}", where=where, hint="Mend it, or take it out."
            ) from None
        name = f"{len(self._sources)}"
        self._sources[name] = source
        self._models.add(name, found)
