"""Tuned ranges by subject and band, kept in a file so that a job tunes once and draws the same rows ever after."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.feedback import BandUnreachable, Outcome
from nl2opt.synth.complexity.score import OPTMATH_WEIGHTS
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Ranges

SHIPPED = Path(__file__).with_name("tuned_ranges.json")


class TunedRanges:
    """A store of what tuning found.

    Entries belong to a subject as it is (its model and its declared ranges), a band and the weights of the score: when
    one of them changes, the old entry is not found any more.

    Args:
        path: a JSON file; None keeps entries in memory only. It is read at once, if it is there.

    Raises:
        Nl2optError: the file cannot be read or was not written by this class.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._entries: dict[str, dict[str, Any]] = {}
        if path is not None and path.exists():
            self._entries = _read(path)

    def __len__(self) -> int:
        return len(self._entries)

    def ranges(self, subject: Subject, band: Band) -> Ranges | None:
        """The tuned ranges; None where there are none, or the band cannot be reached."""
        entry = self._entries.get(_key(subject, band))
        if entry is None or entry["sizes"] is None:
            return None
        sizes = entry["sizes"]
        changed = {
            name: replace(subject.ranges[name], low=low, high=high)
            for name, (low, high) in sizes.items()
            if name in subject.ranges
        }
        return subject.ranges.changed(**changed)

    def unreachable(self, subject: Subject, band: Band) -> str:
        """Why the band cannot be reached; empty where it can, or nobody has tried."""
        entry = self._entries.get(_key(subject, band))
        return "" if entry is None or entry["sizes"] is not None else str(entry["reason"])

    def add(self, subject: Subject, band: Band, outcome: Outcome) -> None:
        """Keeps an outcome, and writes the file.

        Raises:
            Nl2optError: the file cannot be written.
        """
        entry: dict[str, Any] = {
            "subject": subject.name,
            "band": band.name,
            "proposer": outcome.proposer,
            "rounds": [
                {
                    "sizes": {name: [each.ranges[name].low, each.ranges[name].high] for name in each.ranges.sizes},
                    "mean": round(each.statistics.mean, 3) if each.statistics.scores else None,
                    "statuses": dict(each.statistics.statuses),
                    "note": each.note,
                }
                for each in outcome.rounds
            ],
        }
        if isinstance(outcome, BandUnreachable):
            entry |= {"sizes": None, "reason": outcome.reason}
        else:
            sizes = outcome.ranges.sizes
            entry |= {"sizes": {name: [outcome.ranges[name].low, outcome.ranges[name].high] for name in sizes}}
        self._entries[_key(subject, band)] = entry
        if self._path is not None:
            _write(self._path, self._entries)


@functools.cache
def shipped_ranges() -> TunedRanges:
    """What ``python -m nl2opt.synth.complexity`` found for all families and bands; entries of changed families rest."""
    return TunedRanges(SHIPPED)


def _key(subject: Subject, band: Band) -> str:
    parts = {
        "model": subject.model,
        "ranges": {name: asdict(each) for name, each in subject.ranges.items()},
        "band": [band.least, band.most, band.seconds, band.feasible],
        "weights": asdict(OPTMATH_WEIGHTS),
    }
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
    return f"{subject.name}/{band.name}/{digest}"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    hint = "Delete the file; the ranges are then tuned anew."
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Nl2optError(f"The tuned ranges in '{path}' cannot be read: {error}.", hint=hint) from None
    if not isinstance(entries, dict) or not all(
        isinstance(each, dict) and "sizes" in each for each in entries.values()
    ):
        raise Nl2optError(f"The file '{path}' holds no tuned ranges.", hint=hint)
    return entries


def _write(path: Path, entries: dict[str, dict[str, Any]]) -> None:
    """Writes beside the file and renames, so that a kill leaves the old one or the new one."""
    draft = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise Nl2optError(
            f"The tuned ranges cannot be written to '{path}': {error.strerror}.", hint="Check the folder and its space."
        ) from None
