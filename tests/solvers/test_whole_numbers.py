"""Exact scaling to whole numbers: which fraction a float stands for, and that no point changes sides."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines.whole_numbers import (
    NotWholeError,
    fraction,
    multiplied,
    require_room,
    whole_objective,
    whole_program,
)
from nl2opt.solvers.program import Affine, Block, Indicator, Program
from nl2opt.solvers.testing_programs import INF, MAX, MIN, dense

decimals = st.tuples(st.integers(-5000, 5000), st.integers(0, 3)).map(lambda pair: Decimal(pair[0]).scaleb(-pair[1]))


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        (0.1, Fraction(1, 10)),
        (0.1 + 0.2, Fraction(3, 10)),
        (1.1 * 3, Fraction(33, 10)),
        (1 / 3, Fraction(1, 3)),
        (-2 / 7, Fraction(-2, 7)),
        (1e-9, Fraction(1, 10**9)),
        (123456789.12345, Fraction(12345678912345, 100000)),
        (9007199254740991.0, Fraction(2**53 - 1)),
        (0.0, Fraction(0)),
        (3.0000000000000004, Fraction(3)),
    ],
)
def test_floats_stand_for_what_people_mean(number: float, meant: Fraction) -> None:
    """Short decimals, also with an error of rounding, and simple fractions are recognised."""
    assert fraction(number) == meant


@pytest.mark.parametrize("number", [2**0.5, 3.141592653589793, 1.2345678901234567e-20, 1 / 1021])
def test_numbers_that_stand_for_nothing_simple_are_refused(number: float) -> None:
    """The square root of 2 is not replaced by something near."""
    with pytest.raises(NotWholeError):
        fraction(number)


@given(decimals)
def test_every_short_decimal_is_recognised(number: Decimal) -> None:
    """A float stands for the decimal that it was read from (law)."""
    assert fraction(float(number)) == Fraction(number)


@given(st.lists(decimals.filter(bool), min_size=1, max_size=5))
def test_multiplying_keeps_ratios_and_has_no_common_divisor(numbers: list[Decimal]) -> None:
    """Scaled numbers are the numbers times the factor, whole, and as small as can be (law)."""
    whole, factor = multiplied(np.array([float(number) for number in numbers]))
    assert [Fraction(number) for number in whole] == [Fraction(number) * factor for number in numbers]
    assert np.gcd.reduce(np.array(whole)) == 1


@given(
    st.lists(st.lists(decimals, min_size=2, max_size=2), min_size=1, max_size=3),
    st.lists(decimals, min_size=3, max_size=3),
    st.lists(decimals.map(abs), min_size=3, max_size=3),
)
def test_scaled_rows_have_the_same_points(
    table: list[list[Decimal]], lows: list[Decimal], widths: list[Decimal]
) -> None:
    """A point of integers is within the scaled rows exactly when it is within the decimal ones (law)."""
    rows = [(float(low), [float(a) for a in line], float(low + width)) for line, low, width in zip(table, lows, widths)]
    program = dense(MIN, (1, 1), (-3, -3), (3, 3), rows, integer=(0, 1))
    scaled = whole_program(program)
    assert np.array_equal(scaled.rows.values, np.round(scaled.rows.values))
    for point in itertools.product(range(-3, 4), repeat=2):
        inside = all(
            low <= sum(a * x for a, x in zip(line, point, strict=True)) <= low + width
            for line, low, width in zip(table, lows, widths)
        )
        assert (evaluate.worst_violation(scaled, np.array(point, float)).amount == 0) == inside


def test_whole_data_stay_as_they_are() -> None:
    """Rows without fractions are not divided, and their arrays are equal."""
    program = dense(MIN, (2, 4), (0, 0), (9, 9), [(2, (2, 4), 8)], integer=(0, 1))
    scaled = whole_program(program)
    assert scaled.rows.values.tolist() == program.rows.values.tolist()
    assert (scaled.rows.lower.tolist(), scaled.rows.upper.tolist()) == ([2.0], [8.0])


def test_fractional_bounds_of_whole_sums_are_rounded_inwards() -> None:
    """``x + y <= 2.5`` says ``x + y <= 2`` of integers, and a bound within noise of 3 is 3."""
    rows = [(0.5, (1, 1), 2.5), (-INF, (1, 1), 2.9999999999999996), (5e-17, (1, 1), INF)]
    scaled = whole_program(dense(MIN, (1, 1), (0, 0), (9, 9), rows, integer=(0, 1)))
    assert scaled.rows.lower.tolist() == [1.0, -INF, 0.0]
    assert scaled.rows.upper.tolist() == [2.0, 3.0, INF]


def test_condition_is_scaled_with_its_constant() -> None:
    """``0.5 x - 2.2 <= 0`` says ``x <= 4`` of an integer."""
    condition = Indicator(1, True, Affine((0,), (0.5,), -2.2))
    program = dense(MIN, (1, 1), (0, 0), (9, 1), integer=(0, 1), indicators=(condition,))
    assert whole_program(program).indicators[0].condition == Affine((0,), (1.0,), -4.0)


def named(program: Program) -> Program:
    """The program with names: a row ``supply`` for each of two cities."""
    from dataclasses import replace

    blocks = (Block("supply", "rows", 0, (("Lyon",), ("Turin",))),)
    return replace(program, constraint_blocks=blocks, variable_blocks=(Block("x", "columns", 0, (("a",), ("b",))),))


def test_refusal_names_the_row_and_the_number() -> None:
    """A coefficient that is neither decimal nor fraction is named with its constraint."""
    program = named(dense(MIN, (1, 1), (0, 0), (9, 9), [(0, (1, 1), 9), (1, (2**0.5, 1), 9)], integer=(0, 1)))
    with pytest.raises(EngineError, match=r"1\.4142135623730951 in the constraint supply\[Turin\]"):
        whole_program(program)


def test_coefficients_too_far_apart_are_too_large() -> None:
    """One row with 1e9 and 1e-9 needs more digits than there are."""
    program = named(dense(MIN, (1, 1), (0, 0), (9, 9), [(0, (1e9 + 1, 1e-9), 9), (0, (1, 1), 9)], integer=(0, 1)))
    with pytest.raises(EngineError, match=r"too large for CP-SAT: in the constraint supply\[Lyon\]"):
        whole_program(program)


@pytest.mark.parametrize(
    ("program", "where"),
    [
        (dense(MIN, (0, 0), (0, 0), (4e9, 4e9), [(0, (1, 1), 9), (0, (1e10, 1), 9)], integer=(0, 1)), "supply"),
        (dense(MAX, (1e12, 1), (0, 0), (1e8, 1), [(0, (1, 1), 9)], integer=(0, 1)), "the objective"),
        (dense(MAX, (0, 0), (0, 0), (1e10, 1e10), integer=(0, 1), quadratic={(0, 1): 1.0}), "the objective"),
        (dense(MIN, (0, 0), (-1e19, 0), (0, 1), integer=(0, 1)), r"the bounds of x\[a\]"),
    ],
)
def test_sums_beyond_64_bits_are_refused_by_name(program: Program, where: str) -> None:
    """Data whose sums could overflow are refused before CP-SAT sees them."""
    program = named(program)
    with pytest.raises(EngineError, match=f"too large for CP-SAT: in (the constraint )?{where}"):
        require_room(program, program.columns.lower, program.columns.upper, whole_objective(program))
