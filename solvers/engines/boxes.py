"""Finite boxes for whole-number solvers, and what an answer inside such a box proves outside of it.

Integer columns without bounds are bounded by the rows where the rows do so. What stays open gets the widest box in
which no sum leaves 64 bits. That box is ours, not the user's, so that a proof inside it need not be one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.whole_numbers import LARGEST_SUM, WholeObjective
from nl2opt.solvers.program import Flags, Floats, Program
from nl2opt.solvers.tightening import tightened

_WIDEST = 2.0**50
"""Values beyond this would not leave room for a sum of a few as floats."""

_WIDEST_SQUARE = 2.0**25
"""The same for columns in products."""

_ROUNDS = 100
"""A stock is bounded by that of the period before, and so on back to the first."""

_LONGEST_STEP = 2.0**20
"""How far a direction may go in one column."""


@dataclass(frozen=True, slots=True)
class Box:
    """Bounds of the columns, and which columns have one that the program does not imply; shapes (columns,)."""

    lower: Floats
    upper: Floats
    ours: Flags


def box_of(program: Program, objective: WholeObjective) -> Box:
    """The bounds that ``program`` implies, and the widest safe ones where it implies none."""
    lower, upper = _implied(program)
    ours = np.isinf(lower) | np.isinf(upper)
    if not bool(ours.any()):
        return Box(lower, upper, ours)
    room = _room(program, objective, lower, upper, ours)
    return Box(np.where(np.isinf(lower), -room, lower), np.where(np.isinf(upper), room, upper), ours)


def _implied(program: Program, cutoff: float | None = None) -> tuple[Floats, Floats]:
    """What rows (and an objective no worse than ``cutoff``) say of columns that have no bounds of their own."""
    columns, rows = program.columns, program.rows
    known = columns.lower, columns.upper, columns.integer
    open_ended = np.isinf(columns.lower) | np.isinf(columns.upper)
    if not bool(open_ended.any()):
        return columns.lower, columns.upper
    places = np.repeat(np.arange(len(columns)), np.diff(rows.starts))
    rows_of, values, limits = rows.rows, rows.values, (rows.lower, rows.upper)
    if cutoff is not None:
        used = np.flatnonzero(program.cost)
        sign = -1.0 if program.sense is Sense.MAXIMIZE else 1.0
        rows_of = np.concatenate([rows_of, np.full(len(used), len(rows))])
        places = np.concatenate([places, used])
        values = np.concatenate([values, sign * program.cost[used]])
        limits = np.append(rows.lower, -np.inf), np.append(rows.upper, sign * (cutoff - program.constant))
    lower, upper = tightened(rows_of, places, values, limits, known, _ROUNDS)
    # Bounds of the user's stay as they are: presolve finds the rest, and the user's are exact.
    return np.where(np.isinf(columns.lower), lower, columns.lower), np.where(
        np.isinf(columns.upper), upper, columns.upper
    )


def _room(program: Program, objective: WholeObjective, lower: Floats, upper: Floats, ours: Flags) -> Floats:
    """How far each open column may go in either direction."""
    rows = program.rows
    room = np.full(len(ours), _WIDEST)
    if program.quadratic is not None:
        room[program.quadratic.first] = room[program.quadratic.second] = _WIDEST_SQUARE
    room[_conditioned(program)] = _WIDEST_SQUARE
    closed = np.where(ours, 0.0, np.maximum(np.abs(lower), np.abs(upper)))
    sizes, places = np.abs(rows.values), np.repeat(np.arange(len(ours)), np.diff(rows.starts))
    taken = np.bincount(rows.rows, weights=sizes * closed[places], minlength=len(rows))
    shared = np.bincount(rows.rows, weights=sizes * ours[places], minlength=len(rows))
    with np.errstate(divide="ignore"):
        left = np.floor(np.maximum(LARGEST_SUM - taken, 0.0) / shared)
    np.minimum.at(room, places, left[rows.rows])
    linear = np.abs(objective.linear)
    if linear[ours].any():
        rest = np.floor(max(LARGEST_SUM - float(linear @ closed), 0.0) / float(linear @ ours))
        room[linear > 0] = np.minimum(room[linear > 0], rest / 2)
    rounded: Floats = np.floor(room)
    return rounded


def holds_everywhere(program: Program, box: Box, objective: float) -> bool:
    """Whether every point of ``program`` that is no worse than ``objective`` lies in the box."""
    if program.sense is Sense.SATISFY:
        return True
    if program.quadratic is not None:
        return False
    lower, upper = _implied(program, objective)
    return bool((lower >= box.lower).all() and (upper <= box.upper).all())


def directions(program: Program) -> Program | None:
    """The program of directions along which every point of ``program`` stays feasible.

    A whole direction that improves the objective proves that ``program`` is unbounded, if it is feasible at all: from
    any point one may go that way without end. Columns in products and conditions stay where they are.

    Returns:
        A program whose objective is the change along the direction; None where there is no linear objective.
    """
    if program.sense is Sense.SATISFY or not program.cost.any():
        return None
    columns, rows = program.columns, program.rows
    still = np.zeros(len(columns), np.bool_)
    if program.quadratic is not None:
        still[program.quadratic.first] = still[program.quadratic.second] = True
    still[_conditioned(program)] = True
    return replace(
        program,
        columns=replace(
            columns,
            lower=np.where(np.isinf(columns.lower) & ~still, -_LONGEST_STEP, 0.0),
            upper=np.where(np.isinf(columns.upper) & ~still, _LONGEST_STEP, 0.0),
        ),
        rows=replace(
            rows,
            lower=np.where(np.isinf(rows.lower), -np.inf, 0.0),
            upper=np.where(np.isinf(rows.upper), np.inf, 0.0),
        ),
        constant=0.0,
        quadratic=None,
        indicators=(),
        all_different=(),
        _features=[],
    )


def without_open_rows(program: Program, box: Box) -> Program:
    """The program without the constraints that touch columns with a bound of ours: a relaxation of it."""
    rows = program.rows
    places = np.repeat(np.arange(len(box.ours)), np.diff(rows.starts))
    touched = np.bincount(rows.rows, weights=box.ours[places], minlength=len(rows)) > 0
    return replace(
        program,
        rows=replace(rows, lower=np.where(touched, -np.inf, rows.lower), upper=np.where(touched, np.inf, rows.upper)),
        indicators=tuple(
            indicator for indicator in program.indicators if not box.ours[list(indicator.condition.columns)].any()
        ),
        all_different=tuple(
            different
            for different in program.all_different
            if not any(box.ours[list(member.columns)].any() for member in different.members)
        ),
        cost=np.zeros_like(program.cost),
        quadratic=None,
        _features=[],
    )


def _conditioned(program: Program) -> list[int]:
    """The columns of conditions and of all-different constraints."""
    expressions = [indicator.condition for indicator in program.indicators]
    expressions += [member for different in program.all_different for member in different.members]
    return [column for expression in expressions for column in expression.columns]
