"""What the answers of other people's solvers prove, checked against the program itself.

Modelling layers give statuses and duals as their solvers spell them: an infeasible model may come back as unbounded,
and duals of a maximisation with either sign. What is said here is decided by the program's own numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.program import Affine, Columns, Feature, Floats, Operation, Program
from nl2opt.solvers.result import EngineResult, Status

_SLACK = 1e-9
_NOTHING = np.zeros(0)


def whole_bounds(columns: Columns) -> Columns:
    """The columns with bounds of integer variables rounded inward, to whole numbers."""
    integer = columns.integer
    return replace(
        columns,
        lower=np.where(integer, np.ceil(columns.lower - _SLACK), columns.lower),
        upper=np.where(integer, np.floor(columns.upper + _SLACK), columns.upper),
    )


def is_contradictory(program: Program) -> bool:
    """Whether bounds that cross, or a row without variables, already make the program infeasible.

    Modelling layers raise errors of their own for these, or drop them.
    """
    columns, rows = whole_bounds(program.columns), program.rows
    for lower, upper in ((columns.lower, columns.upper), (rows.lower, rows.upper)):
        if bool(((lower > upper) | (lower == np.inf) | (upper == -np.inf)).any()):
            return True
    empty = np.ones(len(rows), dtype=np.bool_)
    empty[rows.rows[rows.values != 0]] = False
    if bool((empty & ((rows.lower > _SLACK) | (rows.upper < -_SLACK))).any()):
        return True
    return any(
        _misses(evaluate.value(row.expression, _NOTHING), row.lower, row.upper)
        for row in program.nonlinear
        if not has_columns(row.expression)
    )


def has_columns(tree: Operation | Affine) -> bool:
    """Whether an expression depends on any variable."""
    if isinstance(tree, Affine):
        return any(tree.coefficients)
    return any(has_columns(argument) for argument in tree.arguments)


def _misses(number: float, lower: float, upper: float) -> bool:
    slack = _SLACK * max(1.0, abs(number))
    return math.isnan(number) or number < lower - slack or number > upper + slack


def optimum_in_box(program: Program) -> Floats | None:
    """The best point of a linear program that has bounds and no rows, or None where it is unbounded.

    Some solvers crash on programs without rows.
    """
    columns = whole_bounds(program.columns)
    cost = -program.cost if program.sense is Sense.MAXIMIZE else program.cost
    near_zero = np.clip(np.zeros(len(columns)), columns.lower, columns.upper)
    best = np.where(cost > 0, columns.lower, np.where(cost < 0, columns.upper, near_zero))
    return best if bool(np.isfinite(best).all()) else None


def without_objective(program: Program) -> Program:
    """The same constraints with nothing to optimize: any feasible point is an optimum of it."""
    return replace(
        program,
        cost=np.zeros_like(program.cost),
        constant=0.0,
        quadratic=None,
        nonlinear_objective=None,
        _features=[],
    )


def recedes(program: Program, solve: Callable[[Program], EngineResult]) -> bool:
    """Whether a linear objective improves for ever along some direction that every constraint allows.

    Directions are taken from a box of radius 1, which makes a bounded program of the question: whole numbers do not
    matter in it, and its optimum is 0 or well away from it.
    """
    columns, rows = program.columns, program.rows
    steepest = float(np.abs(program.cost).max(initial=0.0))
    if not steepest:
        return False
    directions = replace(
        without_objective(program),
        cost=program.cost / steepest,
        columns=Columns(
            np.where(np.isinf(columns.lower), -1.0, 0.0),
            np.where(np.isinf(columns.upper), 1.0, 0.0),
            np.zeros_like(columns.integer),
        ),
        rows=replace(
            rows,
            lower=np.where(np.isinf(rows.lower), -np.inf, 0.0),
            upper=np.where(np.isinf(rows.upper), np.inf, 0.0),
        ),
    )
    result = solve(directions)
    if result.x is None:
        return False
    slope = float(directions.cost @ result.x)
    return (slope if program.sense is Sense.MAXIMIZE else -slope) > 1e-6


def settle_unbounded(program: Program, solve: Callable[[Program], EngineResult]) -> EngineResult:
    """Tell unbounded from infeasible: a program with an improving ray is unbounded exactly if it is feasible.

    For mixed-integer programs with rational data this is a theorem (R. R. Meyer, Mathematical Programming 7, 1974).

    Args:
        program: of which a solver says that its relaxation has such a ray.
        solve: the same solver, for the program without its objective.
    """
    result = solve(without_objective(program))
    blank = replace(result, x=None, objective=None, bound=None, row_duals=None, reduced_costs=None)
    if result.status in (Status.OPTIMAL, Status.FEASIBLE):
        return replace(blank, status=Status.UNBOUNDED, limit=None, message="")
    return replace(blank, status=Status.UNKNOWN) if result.status is Status.UNBOUNDED else blank


def checked_duals(program: Program, x: Floats, duals: Floats) -> tuple[Floats, Floats] | None:
    """Duals of rows and reduced costs that satisfy the optimality conditions of a linear program at ``x``.

    The sign is the one of ``EngineResult.row_duals``, whichever the solver uses; reduced costs are what is left of the
    costs after the rows are priced.

    Returns:
        Arrays of shapes (rows,) and (columns,); None where neither sign of ``duals`` satisfies the conditions, or the
        program is not linear and continuous.
    """
    if program.features - {Feature.LINEAR, Feature.CONTINUOUS} or not bool(np.isfinite(duals).all()):
        return None
    rows, columns = program.rows, program.columns
    entries = np.repeat(np.arange(len(x)), np.diff(rows.starts))
    activity = np.bincount(rows.rows, weights=rows.values * x[entries], minlength=len(rows)).astype(np.float64)
    direction = -1.0 if program.sense is Sense.MAXIMIZE else 1.0
    scale = max(1.0, float(np.abs(program.cost).max(initial=0.0)))
    for sign in (1.0, -1.0):
        prices = sign * duals
        reduced = program.cost - np.bincount(entries, weights=rows.values * prices[rows.rows], minlength=len(x))
        reduced = np.where(np.abs(reduced) <= 1e-7 * scale, 0.0, reduced)  # CBC prints eight digits
        if _complementary(direction * prices, activity, rows.lower, rows.upper, scale) and _complementary(
            direction * reduced, x, columns.lower, columns.upper, scale
        ):
            return prices + 0.0, reduced + 0.0
    return None


def _complementary(prices: Floats, values: Floats, lower: Floats, upper: Floats, scale: float) -> bool:
    """Of a minimisation: a positive price only at the lower bound, a negative one only at the upper bound."""
    reach = 1e-6 * np.maximum(1.0, np.abs(values))
    above = (prices > 1e-7 * scale) & (values > lower + reach)
    below = (prices < -1e-7 * scale) & (values < upper - reach)
    return not bool((above | below).any())


def sound_bound(program: Program, bound: float | None, objective: float | None) -> float | None:
    """A bound as a solver gives it, or None where it is infinite or on the wrong side of a solution."""
    if bound is None or not abs(bound) < 1e20 or program.sense is Sense.SATISFY:
        return None
    if objective is None:
        return bound
    beyond = objective - bound if program.sense is Sense.MAXIMIZE else bound - objective
    return None if beyond > 1e-6 * max(1.0, abs(objective)) else bound
