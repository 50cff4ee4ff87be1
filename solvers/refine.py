"""Newton's method from a solver's optimum of a curved program to the exact one nearby.

Branch and bound stops inside tolerances: an optimum of 25 comes back as 24.99996, since moving a little costs next to
nothing where the objective is flat. With integers, the active constraints and the columns at their bounds kept, the
optimality conditions are a smooth system of equations, and Newton's method solves it to the last digits (Nocedal and
Wright, Numerical Optimization, 2006, chapter 18). The result is only taken if it is feasible, as good, and near.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.derivatives import Differentiator, Jet
from nl2opt.solvers.program import Flags, Floats, Program

_MOST_COLUMNS = 300
"""Dense matrices of this many rows and columns are built; larger programs are left as they are."""

_NEAR = 1e-4
"""A constraint within this (relative) of its bound may be active."""

_FAR = 3e-2
"""Newton's steps beyond this (relative) leave the neighbourhood that the solver's proof is about."""

_STEPS = 12
_REVISIONS = 12


def refine(program: Program, x: Floats) -> Floats:
    """A point near ``x`` that is as good and satisfies the optimality conditions; ``x`` itself if none is found.

    Args:
        program: with a quadratic or nonlinear part; others are left alone.
        x: a solution within tolerances, integers whole, shape (columns,).
    """
    if program.quadratic is None and program.nonlinear_objective is None and not program.nonlinear:
        return x
    free = ~program.columns.integer & (program.columns.lower < program.columns.upper)
    if not 0 < int(free.sum()) <= _MOST_COLUMNS:
        return x
    try:
        with np.errstate(all="ignore"):
            found = _Refinement(program, x, free).run()
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return x
    return found if found is not None and _is_better(program, x, found) else x


def _is_better(program: Program, old: Floats, new: Floats) -> bool:
    if not bool(np.isfinite(new).all()):
        return False
    before, after = evaluate.worst_violation(program, old).amount, evaluate.worst_violation(program, new).amount
    if after > max(1e-9, 0.1 * before):
        return False
    loss = evaluate.objective(program, new) - evaluate.objective(program, old)
    if program.sense is Sense.MAXIMIZE:
        loss = -loss
    # What the old point gained by violating constraints is not a loss.
    return loss <= (1e-9 + 1e3 * before) * max(1.0, abs(evaluate.objective(program, old)))


@dataclass(slots=True)
class _Side:
    """A constraint that may be active, ``row == bound``.

    ``sign`` is that of its multiplier: 1 at an upper bound, -1 at a lower one, 0 for equations.
    """

    row: tuple[str, int]
    bound: float
    sign: int


class _Refinement:
    """One search: which constraints are active, and Newton's steps on them."""

    def __init__(self, program: Program, x: Floats, free: Flags) -> None:
        self.program = program
        self.start = x
        self.columns = np.flatnonzero(free)
        self.places = {int(column): place for place, column in enumerate(self.columns)}
        self.direction = -1.0 if program.sense is Sense.MAXIMIZE else 1.0
        self.dense_rows: dict[int, Floats] = {}
        self.lower = program.columns.lower[self.columns]
        self.upper = program.columns.upper[self.columns]

    def run(self) -> Floats | None:
        """The point where Newton's method ends on the right set of active constraints, or None."""
        x = self.start[self.columns]
        scale = np.maximum(1.0, np.abs(x))
        at_lower = x - self.lower <= _NEAR * scale
        at_upper = self.upper - x <= _NEAR * scale
        sides = self._near_sides()
        for _ in range(_REVISIONS):
            outcome = self._newton(at_lower, at_upper, sides)
            if outcome is None:
                return None
            point, multipliers, slopes = outcome
            if not self._revise(point, multipliers, slopes, at_lower, at_upper, sides):
                return point
        return None

    def _revise(
        self,
        point: Floats,
        multipliers: Floats,
        slopes: Floats,
        at_lower: Flags,
        at_upper: Flags,
        sides: list[_Side],
    ) -> bool:
        """Release what the multipliers' signs say is not active, or hold what the point violates; False if neither."""
        tolerance = 1e-7 * max(1.0, float(np.abs(slopes).max(initial=0.0)), float(np.abs(multipliers).max(initial=0.0)))
        wrong_rows = [side.sign * multiplier for side, multiplier in zip(sides, multipliers)]
        wrong_columns = np.where(at_lower & ~at_upper, slopes, np.where(at_upper & ~at_lower, -slopes, 0.0))
        worst_row = min(wrong_rows, default=0.0)
        worst_column = float(wrong_columns.min(initial=0.0))
        if min(worst_row, worst_column) < -tolerance:
            if worst_row <= worst_column:
                del sides[wrong_rows.index(worst_row)]
            else:
                index = int(np.argmin(wrong_columns))
                at_lower[index] = at_upper[index] = False
            return True
        x = point[self.columns]
        below, above = self.lower - x > 1e-12, x - self.upper > 1e-12
        if bool((below & ~at_lower).any() or (above & ~at_upper).any()):
            at_lower |= below
            at_upper |= above
            return True
        return False

    def _newton(self, at_lower: Flags, at_upper: Flags, sides: list[_Side]) -> tuple[Floats, Floats, Floats] | None:
        """Newton's method on the optimality conditions; the point, multipliers of sides, slopes of the Lagrangian."""
        point = self.start.copy()
        x = point[self.columns]
        x = np.where(at_lower, self.lower, np.where(at_upper, self.upper, x))
        moving = np.flatnonzero(~(at_lower | at_upper))
        reach = _FAR * np.maximum(1.0, np.abs(self.start[self.columns]))
        multipliers: Floats | None = None
        for _ in range(_STEPS):
            point[self.columns] = x
            objective, jets, kinks = self._expand(point, sides)
            residuals = np.array([jet.value - side.bound for jet, side in zip(jets, sides)] + [k.value for k in kinks])
            jacobian = np.array([jet.gradient for jet in (*jets, *kinks)]).reshape(len(residuals), len(x))
            if multipliers is None or len(multipliers) != len(residuals):
                multipliers = np.linalg.lstsq(jacobian[:, moving].T, -objective.gradient[moving], rcond=1e-10)[0]
            hessian = objective.hessian + sum(m * jet.hessian for m, jet in zip(multipliers, (*jets, *kinks)))
            k, m = len(moving), len(residuals)
            system = np.zeros((k + m, k + m))
            system[:k, :k] = hessian[np.ix_(moving, moving)]
            system[:k, k:] = jacobian[:, moving].T
            system[k:, :k] = jacobian[:, moving]
            right = np.concatenate([-objective.gradient[moving], -residuals])
            solution = np.linalg.lstsq(system, right, rcond=1e-12)[0]
            step, multipliers = solution[:k], solution[k:]
            x = x.copy()
            x[moving] += step
            if bool((np.abs(x - self.start[self.columns]) > reach).any()):
                return None
            if float(np.abs(step).max(initial=0.0)) <= 1e-14 * max(1.0, float(np.abs(x).max(initial=0.0))):
                break
        point[self.columns] = x
        objective, jets, kinks = self._expand(point, sides)
        jacobian = np.array([jet.gradient for jet in (*jets, *kinks)]).reshape(len(jets) + len(kinks), len(x))
        if multipliers is None or len(multipliers) != len(jacobian):
            return None
        slopes = objective.gradient + jacobian.T @ multipliers
        if float(np.abs(slopes[moving]).max(initial=0.0)) > 1e-6 * max(1.0, float(np.abs(objective.gradient).max())):
            return None
        return point, multipliers[: len(sides)], slopes

    def _expand(self, point: Floats, sides: list[_Side]) -> tuple[Jet, list[Jet], list[Jet]]:
        """Objective (to be minimised), active constraints and kinks of absolute values, to second order."""
        program, k = self.program, len(self.columns)
        differentiator = Differentiator(point, self.places, kink_width=_NEAR)
        gradient, hessian = program.cost[self.columns].copy(), np.zeros((k, k))
        objective = Jet(0.0, gradient, hessian)
        if program.quadratic is not None:
            objective = objective + self._quadratic(point)
        if program.nonlinear_objective is not None:
            objective = objective + differentiator.expand(program.nonlinear_objective)
        objective = Jet(0.0, self.direction * objective.gradient, self.direction * objective.hessian)
        jets = []
        for side in sides:
            kind, index = side.row
            if kind == "nonlinear":
                jets.append(differentiator.expand(program.nonlinear[index].expression))
            elif kind == "indicators":
                jets.append(differentiator.expand(program.indicators[index].condition))
            else:
                row = self.dense_rows[index]
                value = float(row @ point)
                jets.append(Jet(value, row[self.columns], hessian))
        return objective, jets, differentiator.kinks

    def _quadratic(self, point: Floats) -> Jet:
        quadratic, n = self.program.quadratic, len(point)
        assert quadratic is not None
        gradient = np.zeros(n)
        np.add.at(gradient, quadratic.first, quadratic.values * point[quadratic.second])
        np.add.at(gradient, quadratic.second, quadratic.values * point[quadratic.first])
        hessian = np.zeros((len(self.columns), len(self.columns)))
        for i, j, value in zip(quadratic.first.tolist(), quadratic.second.tolist(), quadratic.values.tolist()):
            a, b = self.places.get(i), self.places.get(j)
            if a is not None and b is not None:
                hessian[a, b] += value
                hessian[b, a] += value
        return Jet(0.0, gradient[self.columns], hessian)

    def _near_sides(self) -> list[_Side]:
        """Constraints that are within ``_NEAR`` of a bound at the start; of linear ones also the coefficients."""
        program, x = self.program, self.start
        sides = self._near_rows()
        for index, row in enumerate(program.nonlinear):
            sides += _sides(("nonlinear", index), evaluate.value(row.expression, x), row.lower, row.upper)
        for index, indicator in enumerate(program.indicators):
            if round(float(x[indicator.column])) == int(indicator.active):
                sides += _sides(("indicators", index), evaluate.value(indicator.condition, x), -np.inf, 0.0)
        return sides

    def _near_rows(self) -> list[_Side]:
        rows, n = self.program.rows, len(self.start)
        columns = np.repeat(np.arange(n), np.diff(rows.starts))
        activity = np.bincount(rows.rows, weights=rows.values * self.start[columns], minlength=len(rows))
        scale = _NEAR * np.maximum(1.0, np.abs(activity))
        near = np.flatnonzero((activity - rows.lower <= scale) | (rows.upper - activity <= scale))
        if len(near) > 2 * _MOST_COLUMNS:
            raise ValueError("too many rows for dense matrices")
        sides: list[_Side] = []
        for index in near.tolist():
            dense = np.zeros(n)
            entries = rows.rows == index
            dense[columns[entries]] = rows.values[entries]
            if dense[self.columns].any():
                self.dense_rows[index] = dense
                lower, upper = float(rows.lower[index]), float(rows.upper[index])
                sides += _sides(("rows", index), float(activity[index]), lower, upper)
        return sides


def _sides(row: tuple[str, int], value: float, lower: float, upper: float) -> list[_Side]:
    """The bound that a row is near, if any."""
    if lower == upper:
        return [_Side(row, lower, 0)]
    scale = _NEAR * max(1.0, abs(value))
    if value - lower <= scale:
        return [_Side(row, lower, -1)]
    return [_Side(row, upper, 1)] if upper - value <= scale else []
