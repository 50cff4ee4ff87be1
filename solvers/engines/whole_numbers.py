"""Programs in whole numbers, for solvers that compute with nothing else.

A float stands for the decimal that a person would have written for it: 0.1 is one tenth, and so is a float next to it
that rounding left there. A float without a short decimal stands for a fraction with a small denominator, if there is
one: 0.3333333333333333 is one third. Rows are multiplied by what their fractions have in common, so nothing is lost; a
number that is neither is an error, never rounded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.solvers.evaluate import name_of
from nl2opt.solvers.program import Affine, AllDifferent, Floats, Indicator, Program

LARGEST_COEFFICIENT = 2**53
"""Whole numbers up to this one are exact as floats."""

LARGEST_SUM = 4.0e18
"""What a row or the objective may come to: CP-SAT adds up in 64 bits, which end at 9.2e18, and wants room."""

_SHORT, _LONG = 1e12, 1e15
"""Decimals of up to 12 digits are recognised next to a float, those of up to 15 only where the float is theirs."""

_NEXT_TO = 2.0**-50
"""Relative distance of neighbours: four units in the last place, as left by a few additions."""

_LARGEST_DENOMINATOR = 1000
_NOISE = 1e-9
"""A bound of a whole sum this close to a whole number is that number."""


class NotWholeError(Exception):
    """A number that stands for no short decimal and no simple fraction."""

    def __init__(self, number: float) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class WholeObjective:
    """``(linear @ x + sum(quadratic * x[first] * x[second])) / scale + constant``.

    Attributes:
        linear: whole numbers, shape (columns,).
        quadratic: whole numbers, shape (terms,).
        scale: what the user's coefficients were multiplied by.
    """

    linear: Floats
    quadratic: Floats
    scale: Fraction


@lru_cache(maxsize=1 << 18)
def fraction(number: float) -> Fraction:
    """The fraction that a finite float stands for.

    Raises:
        NotWholeError: none.
    """
    size = abs(number)
    if number.is_integer():
        return Fraction(number)
    if size < _LONG:
        for places in range(1, 16):
            power = 10**places
            tenfold = round(number * power)
            distance, digits = abs(tenfold / power - number), abs(tenfold)
            if (distance == 0 and digits <= _LONG) or (distance <= _NEXT_TO * size and digits <= _SHORT):
                return Fraction(tenfold, power)
    exact = Fraction(number)
    simple = exact.limit_denominator(_LARGEST_DENOMINATOR)
    if abs(simple - exact) > _NEXT_TO * abs(exact):
        raise NotWholeError(number)
    return simple


def multiplied(numbers: Floats) -> tuple[list[int], Fraction]:
    """The numbers times the smallest factor that makes all of them whole without a common divisor, and the factor.

    Raises:
        NotWholeError: one of them stands for no fraction.
    """
    exact = [fraction(number) for number in numbers.tolist()]
    multiple = math.lcm(*(item.denominator for item in exact))
    whole = [item.numerator * (multiple // item.denominator) for item in exact]
    common = math.gcd(*whole) or 1
    return [number // common for number in whole], Fraction(multiple, common)


def whole_objective(program: Program) -> WholeObjective:
    """The objective in whole numbers.

    Raises:
        EngineError: it cannot be scaled exactly.
    """
    count = len(program.columns)
    terms = np.zeros(0) if program.quadratic is None else program.quadratic.values
    both = np.concatenate([program.cost, terms])
    used = np.flatnonzero(both)
    whole = _scaled(both[used], "the objective")
    both = np.zeros(len(both))
    both[used] = whole[0]
    return WholeObjective(both[:count], both[count:], whole[1])


def whole_program(program: Program) -> Program:
    """The program with whole coefficients and bounds in all constraints, and whole bounds of integer columns.

    Raises:
        EngineError: a constraint cannot be scaled exactly; the message names it.
    """
    columns = program.columns
    lower, upper = np.ceil(columns.lower - _NOISE), np.floor(columns.upper + _NOISE)
    return replace(
        _with_whole_rows(program),
        columns=replace(columns, lower=lower, upper=upper),
        indicators=tuple(_whole_indicator(program, place) for place in range(len(program.indicators))),
        all_different=tuple(_whole_members(program, place) for place in range(len(program.all_different))),
        _features=[],
    )


def _with_whole_rows(program: Program) -> Program:
    rows = program.rows
    values, lower, upper = rows.values.copy(), np.ceil(rows.lower - _NOISE), np.floor(rows.upper + _NOISE)
    broken = (values != np.rint(values)) | (np.abs(values) > LARGEST_COEFFICIENT)
    affected = np.unique(rows.rows[broken])
    if len(affected):
        concerned = np.flatnonzero(np.isin(rows.rows, affected))
        order = concerned[np.argsort(rows.rows[concerned], kind="stable")]
        starts = np.searchsorted(rows.rows[order], affected)
        for row, places in zip(affected.tolist(), np.split(order, starts[1:]), strict=True):
            values[places], factor = _scaled(rows.values[places], _row_name(program, row))
            lower[row] = -_floor(-float(rows.lower[row]), factor)
            upper[row] = _floor(float(rows.upper[row]), factor)
    return replace(program, rows=replace(rows, values=values, lower=lower, upper=upper))


def _whole_indicator(program: Program, place: int) -> Indicator:
    indicator = program.indicators[place]
    condition = indicator.condition
    where = name_of(program.constraint_blocks, ("indicators",), place, "the constraint")
    coefficients, factor = _scaled(np.array(condition.coefficients), where)
    limit = _floor(-condition.constant, factor)
    return replace(indicator, condition=Affine(condition.columns, tuple(coefficients.tolist()), -limit))


def _whole_members(program: Program, place: int) -> AllDifferent:
    """All members times one factor, so that equal ones stay equal."""
    members = program.all_different[place].members
    where = name_of(program.constraint_blocks, ("all_different",), place, "the constraint")
    numbers = [number for member in members for number in (*member.coefficients, member.constant)]
    whole = iter(_scaled(np.array(numbers), where)[0].tolist())
    return AllDifferent(
        tuple(Affine(member.columns, tuple(next(whole) for _ in member.columns), next(whole)) for member in members)
    )


def _scaled(numbers: Floats, where: str) -> tuple[Floats, Fraction]:
    """``multiplied`` as floats that hold whole numbers.

    Raises:
        EngineError: with the place in words.
    """
    try:
        whole, factor = multiplied(numbers)
    except NotWholeError as error:
        raise EngineError(
            f"CP-SAT computes in whole numbers, and {error.number!r} in {where} is no short decimal or simple fraction."
        ) from None
    largest = max(map(abs, whole), default=0)
    if largest > LARGEST_COEFFICIENT:
        raise too_large(where, f"scaled to whole numbers, coefficients have up to {len(str(largest))} digits")
    return np.array(whole, np.float64), factor


def too_large(where: str, why: str) -> EngineError:
    """The error for numbers beyond the 64 bits of CP-SAT."""
    return EngineError(f"The integer data are too large for CP-SAT: in {where}, {why}.")


def _row_name(program: Program, row: int) -> str:
    return name_of(program.constraint_blocks, ("rows", "auxiliary"), row, "the constraint")


def require_room(program: Program, lower: Floats, upper: Floats, objective: WholeObjective) -> None:
    """Check that no row, indicator or objective can leave the numbers of CP-SAT while the columns keep their bounds.

    Raises:
        EngineError: one can; the message names it.
    """
    largest = np.maximum(np.abs(lower), np.abs(upper))
    rows = program.rows
    sums = np.bincount(rows.rows, weights=np.abs(rows.values) * np.repeat(largest, np.diff(rows.starts)))
    if sums.max(initial=0.0) > LARGEST_SUM:
        row = int(np.argmax(sums))
        raise too_large(_row_name(program, row), f"sums reach {sums[row]:.1e}, beyond its 64 bits")
    for place, indicator in enumerate(program.indicators):
        total = _reach(indicator.condition, largest)
        if total > LARGEST_SUM:
            where = name_of(program.constraint_blocks, ("indicators",), place, "the constraint")
            raise too_large(where, f"sums reach {total:.1e}, beyond its 64 bits")
    for place, different in enumerate(program.all_different):
        total = max((_reach(member, largest) for member in different.members), default=0.0)
        if total > LARGEST_SUM:
            where = name_of(program.constraint_blocks, ("all_different",), place, "the constraint")
            raise too_large(where, f"numbers reach {total:.1e}, beyond its 64 bits")
    total = float(np.abs(objective.linear) @ largest)
    if program.quadratic is not None:
        products = largest[program.quadratic.first] * largest[program.quadratic.second]
        total += float(np.abs(objective.quadratic) @ products)
    if total > LARGEST_SUM:
        raise too_large("the objective", f"sums reach {total:.1e}, beyond its 64 bits")
    if largest.max(initial=0.0) > LARGEST_SUM:
        column = int(np.argmax(largest))
        where = name_of(program.variable_blocks, ("columns", "auxiliary"), column, "the bounds of")
        raise too_large(where, f"numbers reach {largest[column]:.1e}, beyond its 64 bits")


def _reach(expression: Affine, largest: Floats) -> float:
    columns: Sequence[int] = expression.columns
    terms = np.abs(np.array(expression.coefficients)) * largest[list(columns)]
    return float(terms.sum()) + abs(expression.constant)


def _floor(bound: float, factor: Fraction) -> float:
    """``bound * factor``, exactly, rounded down; a whole number within noise counts as one."""
    if math.isinf(bound):
        return bound
    try:
        exact = fraction(bound)
    except NotWholeError:
        exact = Fraction(bound)
    return float(math.floor(exact * factor + Fraction(_NOISE)))
