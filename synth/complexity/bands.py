"""Five bands of complexity: intervals of the score, with the time that an instance may take to solve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from nl2opt.errors import Nl2optError


@dataclass(frozen=True, slots=True)
class Band:
    """What instances of a band are like.

    Attributes:
        name: ``trivial``, ``easy``, ``medium``, ``hard`` or ``extreme``, or a name of the user's.
        least, most: the interval of the mean score, ``least <= S < most``.
        seconds: the largest mean time to solve an instance; a single one may take twice as long.
        feasible: the least share of instances that solve to a proven optimum.
    """

    name: str
    least: float
    most: float
    seconds: float
    feasible: float = 0.9

    def __post_init__(self) -> None:
        if not 0 <= self.least < self.most:
            raise Nl2optError(
                f"The band '{self.name}' goes from {self.least:g} to {self.most:g}.", hint="Give 0 <= least < most."
            )
        if self.seconds <= 0 or not 0 <= self.feasible <= 1:
            raise Nl2optError(
                f"The band '{self.name}' asks for {self.seconds:g} seconds and a feasible share of {self.feasible:g}.",
                hint="Give seconds above 0 and a share from 0 to 1.",
            )

    def __contains__(self, score: object) -> bool:
        return isinstance(score, int | float) and self.least <= score < self.most


BANDS = MappingProxyType(
    {
        band.name: band
        for band in (
            Band("trivial", 0, 10, 2),
            Band("easy", 10, 50, 5),
            Band("medium", 50, 150, 30),
            Band("hard", 150, 500, 120),
            Band("extreme", 500, 2500, 300),
        )
    }
)
"""By name, from plain to hard. The three in the middle are those of OptMATH's code; it has five in its paper."""


def band(name: str) -> Band:
    """The band of that name.

    Raises:
        Nl2optError: there is none.
    """
    try:
        return BANDS[name]
    except KeyError:
        raise Nl2optError(f"There is no band '{name}'.", hint=f"There are: {', '.join(BANDS)}.") from None


def band_of(score: float, bands: Iterable[Band] = tuple(BANDS.values())) -> Band:
    """The band that a score falls in; what is beyond all of them belongs to the one that ends highest."""
    ordered = sorted(bands, key=lambda each: each.most)
    return next((each for each in ordered if score < each.most), ordered[-1])
