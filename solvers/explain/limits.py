"""The limits of a program as a person names them: each side of a constraint, and the bounds that are reached."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.elements import Constraint, Formulation
from nl2opt.formulation.expressions import Comparison, Node
from nl2opt.solvers import evaluate
from nl2opt.solvers.explain.optimum import Limit
from nl2opt.solvers.explain.sensitivity import LimitSlopes, Slope
from nl2opt.solvers.program import Block, Floats, Program

BINDING = 1e-6
"""Relative distance from its limit at which an activity counts as reaching it; engines' tolerances are as large."""


@dataclass(frozen=True, slots=True)
class Side:
    """Where a limit is found in the program.

    Attributes:
        place: ``row``, ``column`` or ``nonlinear``.
        index: of the row or column.
        upper: whether it is the upper bound there; equations count as upper.
        turned: whether the person's limit is the negative of the program's.
        shift: what is added to the program's number to get the person's, when it is not turned.
    """

    place: str
    index: int
    upper: bool
    turned: bool = False
    shift: float = 0.0


def limits_of(formulation: Formulation, program: Program, x: Floats) -> list[tuple[Limit, Side]]:
    """Both sides of every constraint, and the bounds of variables that are reached and are not a lower bound of 0.

    Logic (``a implies b``), which has no number to move, and the rows of reformulations are left out.

    Args:
        formulation: what the program was lowered from.
        program: the program.
        x: a feasible point, shape (columns,).
    """
    found = [*_rows(formulation, program, x), *_nonlinear(program, x), *_bounds(program, x)]
    order = {element.name: place for place, element in enumerate(formulation.elements())}
    return sorted(found, key=lambda pair: (pair[0].is_bound, order.get(pair[0].name, 0)))


def with_slopes(pairs: list[tuple[Limit, Side]], slopes: tuple[LimitSlopes, ...]) -> list[tuple[Limit, Side]]:
    """The same limits with their prices; a limit that is not binding has the price 0 until it binds."""
    known = {(item.is_row, item.index, item.upper): item for item in slopes}
    priced = []
    for limit, side in pairs:
        item = known.get((side.place == "row", side.index, side.upper))
        if item is not None:
            limit = replace(limit, more=_as_stated(item.more, side), less=_as_stated(item.less, side), priced=True)
            if side.turned:
                limit = replace(limit, more=limit.less, less=limit.more)
        elif not limit.binding:
            until, free = Slope(0.0, limit.activity), Slope(0.0, np.inf if limit.relation == "<=" else -np.inf)
            more, less = (free, until) if limit.relation == "<=" else (until, free)
            limit = replace(limit, more=more, less=less, priced=True)
        priced.append((limit, side))
    return priced


def _as_stated(slope: Slope | None, side: Side) -> Slope | None:
    if slope is None:
        return None
    return slope.mirrored() if side.turned else replace(slope, until=slope.until + side.shift)


def _rows(formulation: Formulation, program: Program, x: Floats) -> Iterator[tuple[Limit, Side]]:
    rows = program.rows
    columns = np.repeat(np.arange(len(x)), np.diff(rows.starts))
    activity = np.bincount(rows.rows, weights=rows.values * x[columns], minlength=len(rows))
    positive = np.zeros(len(rows), dtype=np.bool_)
    positive[rows.rows[rows.values > 0]] = True
    compared = (constraint for constraint in formulation.constraints if isinstance(constraint.body, Comparison))
    constraints = {constraint.name: constraint for constraint in compared}
    for block in program.constraint_blocks:
        if block.kind != "rows" or block.name not in constraints:
            continue
        stated = _stated_shift(constraints[block.name], formulation)
        for offset, key in enumerate(block.keys):
            index = block.first + offset
            low, high, at = float(rows.lower[index]), float(rows.upper[index]), float(activity[index])
            shift = 0.0 if stated is None else stated(low, high)
            # The sign of an equation is nobody's choice: its number is shown positive.
            turned = stated is None and (low < 0 if low == high else not positive[index])
            for upper in _sides(low, high):
                relation = "==" if low == high else "<=" if upper != turned else ">="
                value = high if upper else low
                sign = -1.0 if turned else 1.0
                limit = Limit(
                    block.name,
                    key,
                    False,
                    relation,
                    sign * value + shift + 0.0,
                    sign * at + shift + 0.0,
                    _reached(at, value),
                )
                yield limit, Side("row", index, upper, turned, shift)


def _stated_shift(constraint: Constraint, formulation: Formulation) -> Callable[[float, float], float] | None:
    """How to get from a row's bound to the number that is written, as in ``2*x + 5 <= 40``; None without one."""
    body = constraint.body
    if not isinstance(body, Comparison) or constraint.index or len(body.operands) != 2:
        return None
    scalars = {
        parameter.name: parameter.value
        for parameter in formulation.parameters
        if not parameter.index and isinstance(parameter.value, Node)
    }
    for operand in body.operands:
        number = constant(operand, scalars)
        if number and body.operators[0] in ("<=", ">=", "=="):
            stated = number
            return lambda low, high: stated - (high if np.isfinite(high) else low)
    return None


def _sides(low: float, high: float) -> tuple[bool, ...]:
    """Which sides a row or column has, as ``upper`` flags; an equation has one."""
    if low == high:
        return (True,)
    return tuple(upper for upper, bound in ((False, low), (True, high)) if np.isfinite(bound))


def _reached(activity: float, bound: float) -> bool:
    return math.isfinite(bound) and abs(activity - bound) <= BINDING * max(1.0, abs(bound))


def _nonlinear(program: Program, x: Floats) -> Iterator[tuple[Limit, Side]]:
    for block in program.constraint_blocks:
        if block.kind != "nonlinear":
            continue
        for offset, key in enumerate(block.keys):
            index = block.first + offset
            row = program.nonlinear[index]
            at = evaluate.value(row.expression, x)
            for upper in _sides(row.lower, row.upper):
                relation = "==" if row.lower == row.upper else "<=" if upper else ">="
                value = row.upper if upper else row.lower
                limit = Limit(block.name, key, False, relation, value, at, _reached(at, value))
                yield limit, Side("nonlinear", index, upper)


def _bounds(program: Program, x: Floats) -> Iterator[tuple[Limit, Side]]:
    columns = program.columns
    for block in program.variable_blocks:
        if block.kind != "columns":
            continue
        for index, key in _reached_columns(block, program, x):
            low, high = float(columns.lower[index]), float(columns.upper[index])
            if low == high or (program.columns.integer[index] and (low, high) == (0.0, 1.0)):
                continue
            upper = _reached(float(x[index]), high)
            value = high if upper else low
            if value or upper:
                relation = "<=" if upper else ">="
                yield Limit(block.name, key, True, relation, value, float(x[index]), True), Side("column", index, upper)


def _reached_columns(block: Block, program: Program, x: Floats) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    part = slice(block.first, block.first + len(block.keys))
    at = x[part]
    near = np.zeros(len(at), dtype=np.bool_)
    for bound in (program.columns.lower[part], program.columns.upper[part]):
        finite = np.where(np.isfinite(bound), bound, np.nan)
        with np.errstate(invalid="ignore"):
            near |= np.abs(at - finite) <= BINDING * np.maximum(1.0, np.abs(finite))
    for offset in np.flatnonzero(near).tolist():
        yield block.first + offset, block.keys[offset]
