"""Bounds that rows imply for their variables: ``x + y <= 10`` with ``y >= 0`` says ``x <= 10``.

One variable of a row is bounded by what the others leave to it (activity-based bound tightening; Savelsbergh 1994,
section 1.1).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from nl2opt.solvers.program import Flags, Floats

Numbers: TypeAlias = npt.NDArray[Any]

ROUNDS = 4
"""Enough for the bounds that people state; each round reads all entries."""

_MARGIN = 1e-9
"""Implied bounds are widened by this much, relatively, so that rounding cuts nothing off."""


def tightened(
    rows: Numbers,
    places: Numbers,
    values: Numbers,
    row_bounds: tuple[Floats, Floats],
    columns: tuple[Floats, Floats, Flags],
    rounds: int = ROUNDS,
) -> tuple[Floats, Floats]:
    """Lower and upper bounds of columns that every point within the rows obeys, shapes (columns,).

    Args:
        rows: the row of each entry of the matrix, shape (nonzeros,).
        places: its column.
        values: its coefficient.
        row_bounds: lower and upper bounds of the rows.
        columns: lower bounds, upper bounds and integrality of the columns.
        rounds: how often a bound may be carried on from row to row.
    """
    lower, upper, integer = columns[0].copy(), columns[1].copy(), columns[2]
    for _ in range(rounds):
        before = lower.copy(), upper.copy()
        for sign, limits in ((1.0, row_bounds[1]), (-1.0, -row_bounds[0])):
            _tighten(rows, places, sign * values, limits, lower, upper, integer)
        if np.array_equal(before[0], lower) and np.array_equal(before[1], upper):
            break
    return lower, upper


def _tighten(
    rows: Numbers, places: Numbers, values: Numbers, limits: Floats, lower: Floats, upper: Floats, integer: Flags
) -> None:
    """Narrows bounds in place by rows ``sum(values * x) <= limits``."""
    least = np.where(values > 0, values * lower[places], values * upper[places])
    open_ended = np.isneginf(least)
    finite = np.where(open_ended, 0.0, least)
    count = len(limits)
    total = np.bincount(rows, weights=finite, minlength=count)
    unknown = np.bincount(rows, weights=open_ended, minlength=count)
    usable = (unknown[rows] - open_ended == 0) & np.isfinite(limits[rows])
    rest = limits[rows] - (total[rows] - finite)
    bound = np.where(usable, rest / values, np.nan)
    margin = _MARGIN * np.maximum(1.0, np.abs(bound))
    for sign, own, other in ((1.0, upper, lower), (-1.0, lower, upper)):
        found = np.flatnonzero(usable & (sign * values > 0))
        best = np.full(len(own), np.inf)
        np.minimum.at(best, places[found], sign * bound[found] + margin[found])
        best = np.where(integer, np.floor(best + 1e-6), best)
        # Rows that contradict each other leave no interval; they are for the solver to find.
        better = (best < sign * own) & (best >= sign * other)
        own[better] = sign * best[better]
