"""How trials are divided between easy and difficult problems, so that rejection does not starve the difficult ones.

DART-Math (arXiv 2407.13690): with equal trials, the rows that are kept come from easy problems mostly. *Uniform* tries
each problem until it has as many rows as the others; *proportional to difficulty* gives each rows in proportion to how
often its candidates are rejected, and the most difficult one the most. A problem here is whatever a job counts by: a
family in a band, a route, one formulation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nl2opt.errors import Nl2optError
from nl2opt.synth.production_plan import Allocation

BINS = 10
"""Bars of a histogram of difficulty."""


@dataclass(frozen=True, slots=True)
class Trials:
    """What happened to the candidates of one problem so far.

    Attributes:
        name: of the problem, unique.
        tries: candidates.
        accepted: of these, the ones that became rows.
    """

    name: str
    tries: int
    accepted: int

    def __post_init__(self) -> None:
        if not 0 <= self.accepted <= self.tries:
            raise Nl2optError(
                f"'{self.name}' has {self.accepted} rows from {self.tries} tries.", hint="Give 0 <= accepted <= tries."
            )

    @property
    def acceptance(self) -> float:
        """The chance of a candidate, between 0 and 1 exclusive: one half where nothing is known (Laplace's rule)."""
        return (self.accepted + 1) / (self.tries + 2)

    @property
    def difficulty(self) -> float:
        """The chance that a candidate is rejected."""
        return 1 - self.acceptance


def allocated(problems: Sequence[Trials], rows: int, by: Allocation) -> dict[str, int]:
    """How many of the rows each problem shall have.

    Args:
        problems: with unique names.
        rows: in all; the result adds up to it.
        by: the rule. With both, every problem has a row if there are enough rows.

    Raises:
        Nl2optError: there is no problem, a name comes twice, or the number is negative.
    """
    names = [problem.name for problem in problems]
    if not names or len(set(names)) < len(names) or rows < 0:
        raise Nl2optError(
            f"{rows} rows cannot be divided between {len(names)} problems.",
            hint="Give at least one problem, each name once, and rows >= 0.",
        )
    weights = [1.0 if by is Allocation.UNIFORM else problem.difficulty for problem in problems]
    # One row for each comes first, as in DART, the rest by weight.
    base = 1 if rows >= len(names) else 0
    shares = _apportioned(weights, rows - base * len(names))
    return {name: base + share for name, share in zip(names, shares, strict=True)}


def kept_by_equal_trials(problems: Sequence[Trials], rows: int) -> dict[str, int]:
    """The rows of each problem if all had equally many tries: what allocation is compared with."""
    shares = _apportioned([problem.acceptance for problem in problems], rows)
    return {problem.name: share for problem, share in zip(problems, shares, strict=True)}


def tries_for(problem: Trials, rows: int, most_per_row: int = 20) -> int:
    """How many candidates a problem needs for its rows, on average, but at most so many for each row."""
    return min(math.ceil(rows / problem.acceptance), rows * most_per_row)


def _apportioned(weights: Sequence[float], total: int) -> list[int]:
    """Whole shares in proportion to weights, by largest remainders; earlier ones first where these are equal."""
    whole = sum(weights)
    exact = [weight / whole * total for weight in weights] if whole else [0.0 for _ in weights]
    shares = [math.floor(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares


@dataclass(frozen=True, slots=True)
class DifficultyHistogram:
    """Rows by the difficulty of their problems.

    Attributes:
        counts: rows in each bar; bar ``k`` of n holds difficulties from ``k / n`` to ``(k + 1) / n``.
    """

    counts: tuple[int, ...]

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean difficulty, each row in the middle of its bar; 0 without rows."""
        width = 1 / len(self.counts)
        return sum((place + 0.5) * width * count for place, count in enumerate(self.counts)) / max(1, self.rows)

    def lines(self, width: int = 40) -> list[str]:
        """One line for each bar, the longest one that wide."""
        longest = max(self.counts, default=0) or 1
        step = 1 / len(self.counts)
        return [
            f"{place * step:.1f}-{(place + 1) * step:.1f} {'#' * round(width * count / longest):{width}} {count}"
            for place, count in enumerate(self.counts)
        ]


def histogram(problems: Iterable[Trials], rows: Mapping[str, int], bins: int = BINS) -> DifficultyHistogram:
    """The rows of problems by difficulty; problems without rows count nothing."""
    counts = [0] * bins
    for problem in problems:
        counts[min(int(problem.difficulty * bins), bins - 1)] += rows.get(problem.name, 0)
    return DifficultyHistogram(tuple(counts))
