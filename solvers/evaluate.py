"""A program's value and violation at a point, computed without any solver.

Every answer of an engine is evaluated here before anyone sees it: the objective that is reported is this one, and a
point that breaks the program is not reported as a solution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nl2opt.solvers.program import Affine, Block, Floats, Operation, Program

TOLERANCE = 1e-5
"""Relative violation above which a point is no solution. Engines aim at 1e-6 or less; scaling back may lose a digit."""


@dataclass(frozen=True, slots=True)
class Violation:
    """The worst violation of a program at a point.

    Attributes:
        amount: the excess, relative to the larger of 1, the bound and the terms that make up the left side.
        where: what is violated, in the names of the formulation; empty when ``amount`` is 0.
    """

    amount: float
    where: str = ""


def value(expression: Operation | Affine, x: Floats) -> float:
    """An expression at ``x`` of shape (columns,); ``nan`` outside of its domain, ``inf`` on overflow."""
    if isinstance(expression, Affine):
        terms = (a * float(x[j]) for j, a in zip(expression.columns, expression.coefficients))
        return math.fsum((*terms, expression.constant))
    numbers = [value(argument, x) for argument in expression.arguments]
    if any(math.isnan(number) for number in numbers):
        return math.nan
    try:
        return _apply(expression.kind, numbers)
    except (ValueError, ZeroDivisionError):
        return math.nan
    except OverflowError:
        return math.inf


def _apply(kind: str, numbers: list[float]) -> float:
    match kind:
        case "sum":
            return math.fsum(numbers)
        case "prod":
            return math.prod(numbers)
        case "div":
            return numbers[0] / numbers[1]
        case "pow":
            return math.pow(numbers[0], numbers[1])
        case "abs":
            return abs(numbers[0])
        case "sqrt" | "exp" | "log" | "sin" | "cos":
            return float(getattr(math, kind)(numbers[0]))
        case _:
            raise NotImplementedError(f"operation {kind}")


def objective(program: Program, x: Floats) -> float:
    """The objective at ``x`` of shape (columns,), in the user's direction, constant included."""
    total = float(program.cost @ x) + program.constant
    if program.quadratic is not None:
        quadratic = program.quadratic
        total += float(np.sum(quadratic.values * x[quadratic.first] * x[quadratic.second]))
    if program.nonlinear_objective is not None:
        total += value(program.nonlinear_objective, x)
    return total


def worst_violation(program: Program, x: Floats) -> Violation:
    """The largest relative violation of bounds, integrality, rows, nonlinear rows and conditions at ``x``."""
    if not bool(np.isfinite(x).all()):
        return Violation(math.inf, "a value that is not a finite number")
    found = [_bounds(program, x), _integrality(program, x), _rows(program, x)]
    found += [_nonlinear(program, x, index) for index in range(len(program.nonlinear))]
    found += [_indicator(program, x, index) for index in range(len(program.indicators))]
    found += [_all_different(program, x, index) for index in range(len(program.all_different))]
    return max(found, key=lambda violation: violation.amount)


def _bounds(program: Program, x: Floats) -> Violation:
    lower, upper = program.columns.lower, program.columns.upper
    excess = np.maximum(_relative(lower - x, lower), _relative(x - upper, upper))
    return _worst(excess, program.variable_blocks, ("columns", "auxiliary"), "the bounds of")


def _integrality(program: Program, x: Floats) -> Violation:
    distance = np.where(program.columns.integer, np.abs(x - np.round(x)), 0.0)
    return _worst(distance, program.variable_blocks, ("columns", "auxiliary"), "the integrality of")


def _rows(program: Program, x: Floats) -> Violation:
    rows = program.rows
    if not len(rows):
        return Violation(0.0)
    terms = rows.values * np.repeat(x, np.diff(rows.starts))
    activity = np.bincount(rows.rows, weights=terms, minlength=len(rows))
    largest = np.zeros(len(rows))
    np.maximum.at(largest, rows.rows, np.abs(terms))
    excess = np.maximum(
        _relative(rows.lower - activity, rows.lower, largest), _relative(activity - rows.upper, rows.upper, largest)
    )
    return _worst(excess, program.constraint_blocks, ("rows", "auxiliary"), "the constraint")


def _relative(excess: Floats, bound: Floats, terms: Floats | float = 0.0) -> Floats:
    """``excess`` over the size of the numbers that it is a difference of; 0 where there is no bound."""
    finite = np.isfinite(bound)
    scale = np.maximum(1.0, np.maximum(np.abs(np.where(finite, bound, 0.0)), terms))
    # An infinite bound gives -inf here, except one that nothing can meet (a lower bound of +inf).
    return np.maximum(np.where(finite, excess / scale, np.where(excess > 0, np.inf, 0.0)), 0.0)


def _nonlinear(program: Program, x: Floats, index: int) -> Violation:
    row = program.nonlinear[index]
    number = value(row.expression, x)
    where = name_of(program.constraint_blocks, ("nonlinear",), index, "the constraint")
    if math.isnan(number):
        return Violation(math.inf, f"{where} (undefined there)")
    excess = 0.0
    for bound, beyond in ((row.lower, row.lower - number), (row.upper, number - row.upper)):
        scale = max(1.0, abs(bound)) if math.isfinite(bound) else 1.0
        excess = max(excess, beyond / scale)
    return Violation(excess, where if excess else "")


def _indicator(program: Program, x: Floats, index: int) -> Violation:
    indicator = program.indicators[index]
    if round(float(x[indicator.column])) != int(indicator.active):
        return Violation(0.0)
    condition = indicator.condition
    terms = [abs(a * float(x[j])) for j, a in zip(condition.columns, condition.coefficients)]
    excess = max(0.0, value(condition, x)) / max(1.0, abs(condition.constant), *terms)
    return Violation(
        excess, name_of(program.constraint_blocks, ("indicators",), index, "the constraint") if excess else ""
    )


def _all_different(program: Program, x: Floats, index: int) -> Violation:
    """How much the nearest two of the numbers lack to be 1 apart."""
    numbers = sorted(value(member, x) for member in program.all_different[index].members)
    gap = min((after - before for before, after in pairwise(numbers)), default=1.0)
    where = name_of(program.constraint_blocks, ("all_different",), index, "the constraint")
    return Violation(1.0 - gap, where) if gap < 1 else Violation(0.0)


def _worst(excess: Floats, blocks: tuple[Block, ...], kinds: tuple[str, ...], what: str) -> Violation:
    if not len(excess):
        return Violation(0.0)
    index = int(np.argmax(excess))
    amount = float(excess[index])
    return Violation(amount, name_of(blocks, kinds, index, what)) if amount > 0 else Violation(0.0)


def name_of(blocks: tuple[Block, ...], kinds: tuple[str, ...], index: int, what: str) -> str:
    """``what`` and the name of the row or column number ``index`` in the words of the formulation."""
    for block in blocks:
        if block.kind in kinds and block.first <= index < block.first + len(block.keys):
            key = block.keys[index - block.first]
            return f"{what} {block.name}{'[' + ', '.join(map(str, key)) + ']' if key else ''}"
    return f"{what} number {index + 1}"
