"""One pair of a dataset."""

from __future__ import annotations

from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.synth.jobs.folder import JobFolder
from nl2opt.synth.jobs.parquet_rows import read_pairs
from nl2opt.synth.pairs import Pair


def find_pair(path: Path, name: str) -> Pair:
    """The pair of an id, of the beginning of one, or of a number of up to seven digits, counted from 0.

    Raises:
        Nl2optError: there is no finished dataset, or no such pair.
    """
    manifest = JobFolder(path).require_manifest()
    if manifest.final is None:
        raise Nl2optError(f"The dataset in '{path}' is not finished.", hint="Run its job again to finish it.")
    number = int(name) if name.isdecimal() and len(name) < 8 else None
    place = 0
    for stored in manifest.final.files:
        for pair in read_pairs(path / stored.file):
            if place == number or (number is None and pair.id.startswith(name)):
                return pair
            place += 1
    raise Nl2optError(f"There is no pair '{name}' in '{path}'.", hint=f"Give a number from 0 to {place - 1}, or an id.")
