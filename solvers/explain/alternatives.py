"""Whether an optimum is the only one, and if not, another one that is as different as possible."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.explain.optimum import Alternative, Search
from nl2opt.solvers.explain.sensitivity import Sensitivity
from nl2opt.solvers.program import Block, Columns, Feature, Floats, Program, Rows
from nl2opt.solvers.result import EngineResult, SolveOptions, Status

_DIFFERENT = 1e-3
"""Relative movement from which on two points are two solutions; less is what the tolerance on the objective buys."""
_FREE = 1e-9
"""A price or reduced cost (relative to the largest cost) below this is zero."""
_MOST_WHOLE = 2000
"""Integer columns between their bounds for which a search is made; each needs a column that says up or down."""


def linear_alternative(program: Program, sensitivity: Sensitivity, options: SolveOptions) -> Alternative:
    """Another optimal vertex of a linear program, or the proof that there is none.

    The optimal face fixes every column and row with a price; what can still move are nonbasic columns and rows without
    one. A point of the face where none of them has moved is the vertex itself, so the largest total movement is zero
    exactly when the optimum is unique (Mangasarian, Linear Algebra and its Applications 25, 1979).

    Args:
        program: linear, integrality not looked at.
        sensitivity: its optimal basis.
        options: engine and limits of the search.
    """
    face, movement, offset = _face(program, sensitivity)
    if not movement.any():
        return Alternative(Search.NONE)
    result = _farthest(face, movement, offset, sensitivity.x, options)
    if result.x is None or result.status is not Status.OPTIMAL:
        return Alternative(Search.UNSETTLED)
    return _accepted(program, sensitivity.x, result.x, proof=True)


def integer_alternative(program: Program, x: Floats, options: SolveOptions) -> Alternative:
    """Another optimum of a linear program with integers: as good, with integer columns as far away as possible.

    Args:
        program: linear, with integer columns.
        x: an optimum, integers whole.
        options: engine and limits of the search.
    """
    search = _Distant(program, x)
    if search.program is None:
        return Alternative(Search.UNSETTLED)
    result = solve_program(search.program, replace(options, gap=0.05))
    if result.x is None:
        return Alternative(Search.UNSETTLED)
    return _accepted(program, x, result.x[: len(x)], proof=result.status is Status.OPTIMAL and search.complete)


def _face(program: Program, sensitivity: Sensitivity) -> tuple[Program, Floats, float]:
    """The optimal face, and the total movement off the vertex as costs and a constant."""
    free = _FREE * max(1.0, float(np.abs(program.cost).max(initial=0.0)))
    columns, rows, x = program.columns, program.rows, sensitivity.x
    held = np.abs(sensitivity.reduced_costs) > free
    lower, upper = np.where(held, x, columns.lower), np.where(held, x, columns.upper)
    places = np.repeat(np.arange(len(x)), np.diff(rows.starts))
    activity = np.bincount(rows.rows, weights=rows.values * x[places], minlength=len(rows))
    row_held = np.abs(sensitivity.row_duals) > free
    row_lower, row_upper = np.where(row_held, activity, rows.lower), np.where(row_held, activity, rows.upper)
    movement, row_movement = np.zeros(len(x)), np.zeros(len(rows))
    loose = ~sensitivity.column_basic & ~held & (lower < upper)
    at_upper = np.abs(columns.upper - x) <= np.abs(x - columns.lower)
    movement[loose] = np.where(at_upper, -1.0, 1.0)[loose]
    row_loose = ~sensitivity.row_basic & ~row_held & (row_lower < row_upper)
    row_at_upper = np.abs(rows.upper - activity) <= np.abs(activity - rows.lower)
    row_movement[row_loose] = np.where(row_at_upper, -1.0, 1.0)[row_loose]
    np.add.at(movement, places, rows.values * row_movement[rows.rows])
    offset = float(-movement @ x)
    if bool(np.all(np.abs(movement) <= 1e-12)):
        movement = np.zeros(len(x))
    face = replace(
        program,
        columns=Columns(lower, upper, np.zeros(len(x), dtype=np.bool_)),
        rows=replace(rows, lower=row_lower, upper=row_upper),
        _features=[],
    )
    return face, movement, offset


def _farthest(face: Program, movement: Floats, offset: float, x: Floats, options: SolveOptions) -> EngineResult:
    """The point of the face with the largest movement; of a face without end, one within a box around ``x``."""
    target = replace(
        face,
        sense=Sense.MAXIMIZE,
        cost=movement,
        constant=offset,
        quadratic=None,
        nonlinear_objective=None,
        _features=[],
    )
    result = solve_program(target, options)
    if result.status is not Status.UNBOUNDED:
        return result
    reach = 1.0 + np.abs(x)
    box = Columns(
        np.maximum(face.columns.lower, x - reach), np.minimum(face.columns.upper, x + reach), face.columns.integer
    )
    return solve_program(replace(target, columns=box, _features=[]), options)


def _accepted(program: Program, x: Floats, other: Floats, *, proof: bool) -> Alternative:
    """The point as an alternative if it is feasible, as good and different; else what is then known."""
    difference = np.abs(other - x) / np.maximum(1.0, np.abs(x))
    if float(difference.max(initial=0.0)) <= _DIFFERENT:
        return Alternative(Search.NONE if proof else Search.UNSETTLED)
    if not any(_differs(difference, block) for block in program.variable_blocks if block.kind == "columns"):
        return Alternative(Search.UNSETTLED)  # only what a reformulation added has moved
    best, found = evaluate.objective(program, x), evaluate.objective(program, other)
    as_good = math.isclose(best, found, rel_tol=1e-6, abs_tol=1e-6)
    if not as_good or evaluate.worst_violation(program, other).amount > evaluate.TOLERANCE:
        return Alternative(Search.UNSETTLED)
    return Alternative(Search.FOUND, objective=found, x=other)


def _differs(difference: Floats, block: Block) -> bool:
    part = difference[block.first : block.first + len(block.keys)]
    return bool((part > _DIFFERENT).any())


class _Distant:
    """The program of points that are as good as ``x``, with the distance of their integer columns to be maximised.

    A column at a bound moves one way, so its distance is linear; one between its bounds gets a binary column that
    says whether it goes up, and distance columns for both ways.

    Attributes:
        program: None when there are too many columns between their bounds.
        complete: whether no optimum is out of reach; an unbounded column is searched a long way only.
    """

    def __init__(self, program: Program, x: Floats) -> None:
        columns, n = program.columns, len(x)
        self.complete = True
        whole = np.flatnonzero(columns.integer & (columns.lower < columns.upper))
        at_lower, at_upper = x <= columns.lower + 0.5, x >= columns.upper - 0.5
        inner = [int(j) for j in whole if not at_lower[j] and not at_upper[j]]
        self.program: Program | None = None
        if len(inner) > _MOST_WHOLE or not len(whole):
            return
        k = len(inner)
        cost = np.zeros(n + 3 * k)
        cost[whole[at_lower[whole]]] = 1.0
        cost[whole[at_upper[whole] & ~at_lower[whole]]] = -1.0
        offset = -float(cost[:n] @ x)
        cost[n : n + 2 * k] = 1.0
        lowest, highest = implied_bounds(program)
        ups = np.array([self._room(highest[j] - x[j], x[j]) for j in inner])
        downs = np.array([self._room(x[j] - lowest[j], x[j]) for j in inner])
        # Rows for each inner column j: x - p + q = x*, p - up u <= 0, q + down u <= down; then the objective.
        m = len(program.rows)
        entries: list[tuple[int, int, float]] = []
        for place, j in enumerate(inner):
            p, q, u = n + place, n + k + place, n + 2 * k + place
            row = m + 3 * place
            entries += [(row, j, 1.0), (row, p, -1.0), (row, q, 1.0)]
            entries += [(row + 1, p, 1.0), (row + 1, u, -float(ups[place]))]
            entries += [(row + 2, q, 1.0), (row + 2, u, float(downs[place]))]
        last = m + 3 * k
        entries += [(last, j, float(program.cost[j])) for j in np.flatnonzero(program.cost).tolist()]
        value = float(program.cost @ x)
        slack = 1e-7 * max(1.0, abs(value))
        low = np.tile([0.0, -np.inf, -np.inf], k)
        high = np.zeros(3 * k)
        low[0::3] = high[0::3] = x[inner]
        high[2::3] = downs
        maximise = program.sense is Sense.MAXIMIZE
        ends = (value - slack, np.inf) if maximise else (-np.inf, value + slack)
        rows = _extended(program.rows, n, entries, np.append(low, ends[0]), np.append(high, ends[1]), 3 * k)
        limits = Columns(
            np.concatenate([columns.lower, np.zeros(3 * k)]),
            np.concatenate([columns.upper, ups, downs, np.ones(k)]),
            np.concatenate([columns.integer, np.zeros(2 * k, dtype=np.bool_), np.ones(k, dtype=np.bool_)]),
        )
        self.program = Program(Sense.MAXIMIZE, limits, cost, rows, offset)
        if Feature.INDICATOR in program.features:
            self.program = replace(self.program, indicators=program.indicators, _features=[])

    def _room(self, distance: float, value: float) -> float:
        if math.isfinite(distance):
            return float(distance)
        self.complete = False
        return 1000.0 * max(1.0, abs(float(value)))


def implied_bounds(program: Program, rounds: int = 5) -> tuple[Floats, Floats]:
    """Bounds of columns that follow from single rows and the bounds of their other columns; shapes (columns,)."""
    rows, low, high = program.rows, program.columns.lower.copy(), program.columns.upper.copy()
    places = np.repeat(np.arange(len(low)), np.diff(rows.starts))
    for _ in range(rounds):
        before = low.copy(), high.copy()
        for sign, bounds in ((1.0, rows.upper), (-1.0, rows.lower)):
            # sign * row <= bound: what the other columns leave, at least, to each column of the row.
            values, most = sign * rows.values, sign * bounds
            least = np.where(values > 0, values * low[places], values * high[places])
            endless = ~np.isfinite(least)
            count = np.bincount(rows.rows, weights=endless, minlength=len(rows))
            total = np.bincount(rows.rows, weights=np.where(endless, 0.0, least), minlength=len(rows))
            others = count[rows.rows] - endless
            room = most[rows.rows] - total[rows.rows] + np.where(endless, 0.0, least)
            known = (others == 0) & np.isfinite(room)
            end = room[known] / values[known]
            up = values[known] > 0
            np.minimum.at(high, places[known][up], end[up])
            np.maximum.at(low, places[known][~up], end[~up])
        whole = program.columns.integer
        low, high = np.where(whole, np.ceil(low - 1e-6), low), np.where(whole, np.floor(high + 1e-6), high)
        if np.array_equal(low, before[0]) and np.array_equal(high, before[1]):
            break
    return low, high


def _extended(
    rows: Rows, n: int, entries: list[tuple[int, int, float]], low: Floats, high: Floats, columns: int
) -> Rows:
    """The rows with more entries, rows and columns, column by column."""
    old = np.repeat(np.arange(n), np.diff(rows.starts))
    where = np.concatenate([old, np.array([entry[1] for entry in entries], dtype=np.int64)])
    numbers = np.concatenate([rows.rows, np.array([entry[0] for entry in entries], dtype=np.int64)])
    values = np.concatenate([rows.values, np.array([entry[2] for entry in entries])])
    order = np.argsort(where, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(where, minlength=n + columns))])
    return Rows(
        starts.astype(np.int32),
        numbers[order].astype(np.int32),
        values[order],
        np.concatenate([rows.lower, low]),
        np.concatenate([rows.upper, high]),
    )
