"""The declared ranges that instances are drawn from, and that the feedback loop on complexity tunes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nl2opt.errors import Nl2optError

Number = int | float


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` to ``high`` in steps of ``step``, both ends included.

    Attributes:
        low, high: the ends; ``low <= high``.
        step: 1 for whole numbers; 0.5, 0.01 and so on for decimals; 10 or 50 for round numbers.
        size: whether it is the size of a set or a number of periods: it makes instances larger. Sizes are whole.
        least, most: how far tuning may move the ends; None keeps them. A size without ``most`` may grow to 60.
    """

    low: Number
    high: Number
    step: Number = 1
    size: bool = False
    least: Number | None = None
    most: Number | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise Nl2optError(f"The range from {self.low} to {self.high} is empty.", hint="Give low <= high.")
        if self.step <= 0:
            raise Nl2optError(f"The step {self.step} of a range is not positive.", hint="Give a step above 0.")

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        steps = (value - self.low) / self.step
        return self.low - 1e-9 <= value <= self.high + 1e-9 and abs(steps - round(steps)) < 1e-6

    @property
    def values(self) -> int:
        """How many numbers it has."""
        return round((self.high - self.low) / self.step) + 1

    def at(self, place: int) -> Number:
        """Its number at a place, counted from 0; exact in decimal, whole where the step is."""
        value = float(f"{self.low + place * self.step:.10g}")
        whole = isinstance(self.low, int) and isinstance(self.step, int)
        return int(value) if whole or value.is_integer() else value


class Ranges(Mapping[str, Range]):
    """Ranges by name, immutable."""

    def __init__(self, **ranges: Range) -> None:
        self._ranges = ranges

    def __getitem__(self, name: str) -> Range:
        return self._ranges[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ranges)

    def __len__(self) -> int:
        return len(self._ranges)

    def __repr__(self) -> str:
        return f"Ranges({', '.join(f'{name}={value.low}..{value.high}' for name, value in self.items())})"

    @property
    def sizes(self) -> tuple[str, ...]:
        """The names of the ranges that make instances larger."""
        return tuple(name for name, value in self._ranges.items() if value.size)

    def changed(self, **ranges: Range) -> Ranges:
        """These ranges with some of them replaced.

        Raises:
            KeyError: a name that is not there.
        """
        for name in ranges:
            self._ranges[name]
        return Ranges(**{**self._ranges, **ranges})
