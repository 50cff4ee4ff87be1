"""The optimality conditions of a curved program at a point: multipliers of active limits, and what is left over.

At a local optimum, the slope of the objective is a combination of the slopes of active limits, with multipliers of the
right sign (Karush, Kuhn and Tucker; Nocedal and Wright, Numerical Optimization, 2006, chapter 12). The multipliers come
from least squares; those of the wrong sign are dropped one by one. A multiplier is the price of its limit for small
changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.derivatives import Differentiator
from nl2opt.solvers.explain.limits import Side
from nl2opt.solvers.program import Affine, Flags, Floats, Operation, Program

Places: TypeAlias = npt.NDArray[np.intp]

_MOST_COLUMNS = 1000
_HOLDS = 1e-5
"""Relative residual up to which the conditions count as met; engines stop at 1e-6 or so."""


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """The conditions at a point.

    Attributes:
        multipliers: for each side that was given, the change of the objective (in the user's direction) for each unit
            of its number in the program; 0 for those that hold nothing back.
        residual: what they leave of the objective's slope, relative to it.
        unique: whether the multipliers are the only ones.
    """

    multipliers: tuple[float, ...]
    residual: float
    unique: bool

    @property
    def holds(self) -> bool:
        """Whether no feasible direction improves the objective to first order."""
        return self.residual <= _HOLDS


def first_order(program: Program, x: Floats, sides: list[tuple[Side, bool]]) -> FirstOrder | None:
    """The optimality conditions at ``x`` with integer columns held.

    Args:
        program: any program without active conditions (indicators).
        x: a feasible point, shape (columns,).
        sides: the active limits of rows and nonlinear rows, each with whether it is an equation. Bounds of columns are
            found here.

    Returns:
        None where a function is not smooth at ``x``, or the program is large, or nothing can move.
    """
    free = ~program.columns.integer & (program.columns.lower < program.columns.upper)
    if not 0 < int(free.sum()) <= _MOST_COLUMNS:
        return None
    try:
        with np.errstate(all="ignore"):
            return _conditions(program, x, sides, free)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return None


def objective_gradient(program: Program, x: Floats, columns: Places) -> Floats:
    """The slope of the objective by the given columns, in the user's direction.

    Raises:
        ArithmeticError, ValueError: it is not smooth there.
    """
    gradient = program.cost.copy()
    if program.quadratic is not None:
        quadratic = program.quadratic
        np.add.at(gradient, quadratic.first, quadratic.values * x[quadratic.second])
        np.add.at(gradient, quadratic.second, quadratic.values * x[quadratic.first])
    slope: Floats = gradient[columns]
    if program.nonlinear_objective is not None:
        slope = slope + _gradient(program.nonlinear_objective, x, columns)
    return slope


def _gradient(expression: Operation | Affine, x: Floats, columns: Places) -> Floats:
    places = {int(column): place for place, column in enumerate(columns)}
    differentiator = Differentiator(x, places)
    jet = differentiator.expand(expression)
    if differentiator.kinks or not np.isfinite(jet.gradient).all():
        raise ValueError("not smooth")
    return jet.gradient


def _conditions(program: Program, x: Floats, sides: list[tuple[Side, bool]], free: Flags) -> FirstOrder:
    columns = np.flatnonzero(free)
    gradient = objective_gradient(program, x, columns)
    places = np.repeat(np.arange(len(x)), np.diff(program.rows.starts))
    normals, signs = [], []
    # In the user's direction, loosening an upper limit helps a maximum (price >= 0) and hurts no minimum (price <= 0).
    better = 1.0 if program.sense is Sense.MAXIMIZE else -1.0
    for side, equation in sides:
        if side.place == "nonlinear":
            normal = _gradient(program.nonlinear[side.index].expression, x, columns)
        else:
            dense = np.zeros(len(x))
            entries = program.rows.rows == side.index
            dense[places[entries]] = program.rows.values[entries]
            normal = dense[columns]
        normals.append(normal)
        signs.append(0.0 if equation else better if side.upper else -better)
    for place, column in enumerate(columns.tolist()):
        at, low, high = float(x[column]), float(program.columns.lower[column]), float(program.columns.upper[column])
        for bound, sign in ((high, better), (low, -better)):
            if math.isfinite(bound) and abs(at - bound) <= 1e-6 * max(1.0, abs(bound)):
                normals.append(np.eye(len(columns))[place])
                signs.append(sign)
    matrix = np.array(normals).reshape(len(normals), len(columns)).T
    kept = list(range(len(normals)))
    multipliers = np.zeros(len(normals))
    while kept:
        found = np.linalg.lstsq(matrix[:, kept], gradient, rcond=1e-10)[0]
        wrong = [found[place] * signs[index] for place, index in enumerate(kept)]
        worst = int(np.argmin(wrong))
        if wrong[worst] >= -1e-9 * max(1.0, float(np.abs(found).max())):
            multipliers[kept] = found
            break
        del kept[worst]
    rest = gradient - matrix @ multipliers
    residual = float(np.abs(rest).max(initial=0.0)) / max(1.0, float(np.abs(gradient).max(initial=0.0)))
    unique = not normals or int(np.linalg.matrix_rank(matrix)) == len(normals)
    return FirstOrder(tuple(float(number) for number in multipliers[: len(sides)]), residual, unique)
