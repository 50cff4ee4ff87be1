"""Models that do the same, found by their functional fingerprints although optima are known up to a tolerance only."""

from __future__ import annotations

import hashlib
import itertools
import math

from nl2opt.formulation.fingerprint import TOLERANCE, Fingerprint, Outcome

_CELL = 2e-3
"""The width of a cell of the index; much wider than the tolerance, so that a lookup mostly reads one cell."""

_REACH = 1.05 * TOLERANCE


def fingerprint_key(fingerprint: Fingerprint) -> str:
    """Sixteen hexadecimal digits that are equal only for fingerprints that agree.

    The optima count with six significant digits, less than the tolerance of agreement apart. Two fingerprints that
    agree may still have different keys, where an optimum lies next to a rounding boundary: ``FingerprintIndex`` finds
    these.
    """
    said = "|".join(f"{outcome.status}:{outcome.value}" for outcome in fingerprint.outcomes)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def is_telling(fingerprint: Fingerprint) -> bool:
    """Whether a fingerprint says enough to take two models with it for one.

    One optimum over moved data that is no whole number is the trace of many coefficients. A count of bins or of sites
    is the same for many models, and so is a proof of infeasibility.
    """
    moved = (outcome.exact for outcome in fingerprint.outcomes[1:])
    return any(exact is not None and abs(exact - round(exact)) > 1e-6 * max(1.0, abs(exact)) for exact in moved)


class FingerprintIndex:
    """Finds the first fingerprint that agrees with another one, in constant time for many millions."""

    def __init__(self) -> None:
        self._cells: dict[bytes, list[tuple[str, Fingerprint]]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, name: str, fingerprint: Fingerprint) -> None:
        """Keeps a fingerprint under a name."""
        places = tuple(_cell(_flat(outcome)) for outcome in fingerprint.outcomes)
        self._cells.setdefault(_digest(fingerprint, places), []).append((name, fingerprint))
        self._count += 1

    def find(self, fingerprint: Fingerprint) -> str | None:
        """The name of the first one kept that agrees; None where none does."""
        return next(iter(self.find_all(fingerprint)), None)

    def find_all(self, fingerprint: Fingerprint) -> list[str]:
        """The names of all that agree, cell by cell in the order in which they were kept."""
        reached = [_reached(outcome) for outcome in fingerprint.outcomes]
        return [
            name
            for places in itertools.product(*reached)
            for name, kept in self._cells.get(_digest(fingerprint, places), ())
            if kept.agrees(fingerprint)
        ]


def _flat(outcome: Outcome) -> float | None:
    """The optimum on a scale where the tolerance of agreement is the same everywhere."""
    value = outcome.exact
    if value is None or abs(value) <= 1.0:
        return value
    return math.copysign(1.0 + math.log(abs(value)), value)


def _cell(flat: float | None) -> int | None:
    return None if flat is None else math.floor(flat / _CELL)


def _reached(outcome: Outcome) -> tuple[int | None, ...]:
    """The cells in which an optimum that agrees may lie, its own first."""
    flat = _flat(outcome)
    if flat is None:
        return (None,)
    cells = (_cell(flat), _cell(flat - _REACH), _cell(flat + _REACH))
    return tuple(dict.fromkeys(cells))


def _digest(fingerprint: Fingerprint, places: tuple[int | None, ...]) -> bytes:
    parts = (f"{outcome.status}:{place}" for outcome, place in zip(fingerprint.outcomes, places, strict=True))
    return hashlib.blake2b("|".join(parts).encode(), digest_size=12).digest()
