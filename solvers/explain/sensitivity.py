"""Shadow prices of a linear program, how far they hold, and how far each cost coefficient may move.

At an optimal basis, HiGHS's ranging gives the interval of each right side in which the basis stays optimal (Vanderbei,
Linear Programming, 2020, chapter 7). At a degenerate vertex that interval may end where it begins, and one unit more
and one unit less may have different prices. Such a limit is moved a little in that direction and the program is solved
again from the last basis: the optimal value is convex or concave in a right side, so a price that holds at two points
of a line through the start holds between them.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.highs import load_program
from nl2opt.solvers.program import Floats, Program

if TYPE_CHECKING:
    import highspy

_Range: TypeAlias = tuple[Floats, Floats]

NEAR = 1e-7
"""A limit (relative) this close to its activity is active; an end of a range this close to the limit is no range."""

_STEPS = (1e-2, 1e-3, 1e-4)
"""How far, relatively, a limit is moved to find a price in one direction."""


@dataclass(frozen=True, slots=True)
class Slope:
    """What one unit more of a limit does to the objective while the limit moves in one direction.

    Attributes:
        price: the change of the objective, in the user's direction, for each unit that is added to the limit.
        until: the value of the limit up to which the price holds at least; infinite without an end.
    """

    price: float
    until: float

    def mirrored(self) -> Slope:
        """The slope with the limit's sign turned."""
        return Slope(-self.price + 0.0, -self.until)


@dataclass(frozen=True, slots=True)
class LimitSlopes:
    """An active limit of a program, and what moving it does.

    Attributes:
        is_row: whether it is the bound of a row; else of a column.
        index: of the row or column.
        upper: whether it is the upper bound; equations count as both and are listed as upper.
        limit: its value.
        more: when the limit grows; None when the program is infeasible then.
        less: when the limit falls; likewise.
        settled: whether both directions were looked at; else the price of the basis stands for both.
    """

    is_row: bool
    index: int
    upper: bool
    limit: float
    more: Slope | None
    less: Slope | None
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """An optimal vertex of a linear program and what it depends on.

    Attributes:
        x: the vertex, shape (columns,).
        objective: its value, constant included.
        slopes: of every active bound of rows and columns, except lower bounds of 0: those are told by reduced costs.
        cost_lower: the cost down to which the vertex stays optimal at least, shape (columns,).
        cost_upper: the cost up to which it does.
        row_duals: prices of the basis, shape (rows,).
        reduced_costs: likewise, shape (columns,).
        row_basic: whether the basis holds the row's slack, shape (rows,).
        column_basic: whether it holds the column, shape (columns,).
        degenerate: whether a basic variable sits on one of its bounds: another basis has the same vertex, and maybe
            other prices.
    """

    x: Floats
    objective: float
    slopes: tuple[LimitSlopes, ...]
    cost_lower: Floats
    cost_upper: Floats
    row_duals: Floats
    reduced_costs: Floats
    row_basic: Any
    column_basic: Any
    degenerate: bool


def linear_sensitivity(program: Program, seconds: float = math.inf) -> Sensitivity | None:
    """The sensitivity of a linear program with a finite optimum; integrality is not looked at.

    Args:
        program: without quadratic, nonlinear or conditional parts.
        seconds: wall time for prices in one direction at degenerate vertices; when it is over, the remaining limits
            get the price of the basis for both directions.

    Returns:
        None when HiGHS finds no optimum, or has no optimal basis for it.
    """
    return _Analysis(program, seconds).run()


class _Analysis:
    """One solver that holds the program and its optimal basis, and is asked again with moved limits."""

    def __init__(self, program: Program, seconds: float) -> None:
        self.program = program
        self.end = time.monotonic() + seconds
        self.solver: highspy.Highs = load_program(program)
        self.solver.setOptionValue("solver", "simplex")
        n = len(program.columns)
        if program.columns.integer.any():
            import highspy

            kinds = np.full(n, highspy.HighsVarType.kContinuous)
            self.solver.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)

    def run(self) -> Sensitivity | None:
        solver, program = self.solver, self.program
        if not self._solve():
            return None
        self.objective = float(solver.getObjectiveValue())
        solution, basis = solver.getSolution(), solver.getBasis()
        x = np.array(solution.col_value)
        activity = np.array(solution.row_value)
        duals = np.array(solution.row_dual) + 0.0
        reduced = np.array(solution.col_dual) + 0.0
        row_basic = np.array([status.name == "kBasic" for status in basis.row_status], dtype=np.bool_)
        column_basic = np.array([status.name == "kBasic" for status in basis.col_status], dtype=np.bool_)
        rows = _Bounds(program.rows.lower, program.rows.upper, activity, duals, row_basic)
        maximise = program.sense is Sense.MAXIMIZE
        columns = _Bounds(program.columns.lower, program.columns.upper, x, reduced, column_basic)
        ranges = self._ranges(columns) if len(program.rows.values) else _apart(columns, maximise)
        if ranges is None:
            return None
        row_range, column_range, cost_range = ranges
        cost_lower, cost_upper = program.cost + cost_range[0], program.cost + cost_range[1]
        slopes = [*self._slopes(rows, row_range, True), *self._slopes(columns, column_range, False)]
        return Sensitivity(
            x=x,
            objective=self.objective,
            slopes=tuple(slopes),
            cost_lower=np.minimum(cost_lower, program.cost),
            cost_upper=np.maximum(cost_upper, program.cost),
            row_duals=duals,
            reduced_costs=reduced,
            row_basic=row_basic,
            column_basic=column_basic,
            degenerate=bool((rows.active & row_basic).any() or (columns.active & column_basic).any()),
        )

    def _ranges(self, columns: _Bounds) -> tuple[_Range, _Range, _Range] | None:
        status, ranging = self.solver.getRanging()
        if status.name != "kOk":
            return None
        n, cost = len(columns.lower), self.program.cost
        return (
            (np.array(ranging.row_bound_dn.value_), np.array(ranging.row_bound_up.value_)),
            (np.array(ranging.col_bound_dn.value_), np.array(ranging.col_bound_up.value_)),
            (np.array(ranging.col_cost_dn.value_)[:n] - cost, np.array(ranging.col_cost_up.value_)[:n] - cost),
        )

    def _solve(self) -> bool:
        self.solver.run()
        return bool(self.solver.getModelStatus().name == "kOptimal")

    def _slopes(self, bounds: _Bounds, ranges: tuple[Floats, Floats], is_row: bool) -> list[LimitSlopes]:
        found = []
        for index in np.flatnonzero(bounds.active).tolist():
            upper = bool(bounds.at_upper[index])
            limit = float(bounds.upper[index] if upper else bounds.lower[index])
            dual = float(bounds.duals[index])
            if not is_row and (bounds.lower[index] == bounds.upper[index] or (not upper and limit == 0)):
                continue  # a fixed column is data, and of a column at 0 the reduced cost is told
            low = high = limit
            if not bounds.basic[index]:
                low, high = float(ranges[0][index]), float(ranges[1][index])
            if upper and bounds.lower[index] < limit:
                low = max(low, float(bounds.lower[index]))
            elif not upper:
                high = min(high, float(bounds.upper[index]))
            loose = 0 if bounds.lower[index] == bounds.upper[index] else 1 if upper else -1
            settled = time.monotonic() < self.end
            less, more = (
                self._slope(is_row, index, limit, direction, dual, end, loose, settled)
                for direction, end in ((-1, low), (1, high))
            )
            found.append(LimitSlopes(is_row, index, upper, limit, more, less, settled))
        return found

    def _slope(
        self, is_row: bool, index: int, limit: float, direction: int, dual: float, end: float, loose: int, search: bool
    ) -> Slope | None:
        # Loosening a limit with the price 0 changes nothing, however far it goes: no unit is worth more than the last.
        if direction == loose and dual == 0:
            return Slope(0.0, direction * math.inf)
        if direction * (end - limit) > NEAR * max(1.0, abs(limit)) or not search:
            return Slope(dual, end)
        slope = self._nudged(is_row, index, limit, direction)
        if direction == loose and slope is not None and abs(slope.price) <= NEAR:
            return Slope(0.0, direction * math.inf)
        return slope

    def _nudged(self, is_row: bool, index: int, limit: float, direction: int) -> Slope | None:
        """The price in one direction, from optima with the limit moved a little; None where there are none."""
        for step in _STEPS:
            distance = step * max(1.0, abs(limit))
            moved = limit + direction * distance
            near = self._optimum_at(is_row, index, limit, limit + direction * distance / 2)
            far = self._optimum_at(is_row, index, limit, moved, ranged=True)
            if near is None or far is None:
                continue
            slope = direction * (far[0] - self.objective) / distance
            half = direction * (near[0] - self.objective) / (distance / 2)
            size = max(1.0, abs(self.objective), abs(far[0]))
            if abs(slope - half) > 1e-9 * size / distance:
                continue
            price, until = far[1], far[2 if direction > 0 else 3]
            if abs(price - slope) > 1e-7 * size / distance:
                price, until = slope, moved
            until = max(until, moved) if direction > 0 else min(until, moved)
            return Slope(price + 0.0, until)
        return None

    def _optimum_at(
        self, is_row: bool, index: int, limit: float, moved: float, ranged: bool = False
    ) -> tuple[float, float, float, float] | None:
        """Optimum, price, and the range's upper and lower end with one limit moved; the limit is put back."""
        solver, program = self.solver, self.program
        bounds = program.rows if is_row else program.columns
        lower, upper = float(bounds.lower[index]), float(bounds.upper[index])
        low = moved if lower == limit else lower
        high = moved if upper == limit else upper
        if low > high:
            return None
        change = solver.changeRowBounds if is_row else solver.changeColBounds
        change(index, low, high)
        try:
            if not self._solve():
                return None
            solution = solver.getSolution()
            price = float(solution.row_dual[index] if is_row else solution.col_dual[index])
            above = below = moved
            if ranged:
                status, ranging = solver.getRanging()
                basis = solver.getBasis()
                kind = (basis.row_status if is_row else basis.col_status)[index]
                if status.name == "kOk" and kind.name != "kBasic":
                    above = float((ranging.row_bound_up if is_row else ranging.col_bound_up).value_[index])
                    below = float((ranging.row_bound_dn if is_row else ranging.col_bound_dn).value_[index])
            return float(solver.getObjectiveValue()), price, above, below
        finally:
            change(index, lower, upper)


class _Bounds:
    """Bounds of rows or of columns, and where the optimum stands to them; arrays of one length."""

    def __init__(self, lower: Floats, upper: Floats, value: Floats, duals: Floats, basic: Any) -> None:
        self.lower, self.upper, self.duals, self.basic = lower, upper, duals, basic
        self.at_lower = _touches(lower, value)
        self.at_upper = _touches(upper, value)
        self.active = self.at_lower | self.at_upper


def _apart(columns: _Bounds, maximise: bool) -> tuple[_Range, _Range, _Range]:
    """The ranges of a program whose rows are empty, for which HiGHS has none: every column stands for itself."""
    n = len(columns.lower)
    endless = np.full(n, -np.inf), np.full(n, np.inf)
    # A cost may grow in the direction that keeps the column where it is, and fall to 0 in the other.
    kept_by_growth = columns.at_lower != maximise
    room = np.abs(columns.duals)
    return (
        (np.zeros(0), np.zeros(0)),
        endless,
        (np.where(kept_by_growth, -room, -np.inf), np.where(kept_by_growth, np.inf, room)),
    )


def _touches(bound: Floats, value: Floats) -> Any:
    finite = np.isfinite(bound)
    scale = NEAR * np.maximum(1.0, np.abs(np.where(finite, bound, 0.0)))
    return finite & (np.abs(np.where(finite, bound, 0.0) - value) <= scale)
