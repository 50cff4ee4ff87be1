"""The pairs of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.synth.jobs.folder import JobFolder
from nl2opt.synth.jobs.parquet_rows import read_pairs
from nl2opt.synth.pairs import Pair


def pairs_of(path: Path) -> Iterator[Pair]:
    """All pairs of a finished dataset, in order.

    Raises:
        Nl2optError: there is none.
    """
    manifest = JobFolder(path).require_manifest()
    if manifest.final is None:
        raise Nl2optError(f"The dataset in '{path}' is not finished.", hint="Run its job again to finish it.")
    for stored in manifest.final.files:
        yield from read_pairs(path / stored.file)


def find_pair(path: Path, name: str) -> Pair:
    """The pair of an id, of the beginning of one, or of a number of up to seven digits, counted from 0.

    Raises:
        Nl2optError: there is no finished dataset, or no such pair.
    """
    number = int(name) if name.isdecimal() and len(name) < 8 else None
    place = -1
    for place, pair in enumerate(pairs_of(path)):
        if place == number or (number is None and pair.id.startswith(name)):
            return pair
    raise Nl2optError(f"There is no pair '{name}' in '{path}'.", hint=f"Give a number from 0 to {place}, or an id.")
