"""Warnings about the sizes of a model's numbers."""

from __future__ import annotations

import numpy as np
import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.program import Program
from nl2opt.solvers.ranges import LARGEST, WIDEST, range_warnings
from nl2opt.solvers.testing_programs import INF, MIN, dense

BADLY_SCALED = """\
## Variables
catalyst >= 0 <= 1000000000000   # grams of catalyst
water >= 0
## Objective
minimize 3*catalyst + 0.0000000002*water
## Constraints
mix: 0.000001*catalyst + 2*water >= 4   # the catalyst's share
budget: 25000000*catalyst + 4*water <= 2000000000000   # money in cents
"""


def codes(program: Program) -> list[str]:
    """The warnings of a program, by code."""
    return [item.code for item in range_warnings(program)]


def test_each_warning_names_its_constraint() -> None:
    """Matrix, objective, right side and bound are warned of, with the names and the notes of the formulation."""
    warnings = {item.code: item.message for item in solve(parse(BADLY_SCALED)).warnings}
    assert set(warnings) == {"coefficient-range", "cost-range", "large-side", "large-bound"}
    assert "1e-06 (the constraint mix: the catalyst's share)" in warnings["coefficient-range"]
    assert "2.5e+07 (the constraint budget: money in cents)" in warnings["coefficient-range"]
    assert "the variable water" in warnings["cost-range"]
    assert "The right side of the constraint budget: money in cents is 2e+12" in warnings["large-side"]
    assert "The bound of the variable catalyst: grams of catalyst is 1e+12" in warnings["large-bound"]


@pytest.mark.parametrize(("factor", "warned"), [(WIDEST, False), (WIDEST * 1.01, True)])
def test_the_range_is_judged_by_its_width(factor: float, warned: bool) -> None:
    """A range is warned of when it is wider than the limit, wherever it lies."""
    for scale in (1e-3, 1.0, 1e5):
        rows = [(0.0, (scale, -scale * factor), INF)]
        assert ("coefficient-range" in codes(dense(MIN, (1, 1), (0, 0), (9, 9), rows))) is warned


def test_zeros_and_infinities_are_no_numbers_of_the_model() -> None:
    """Zero costs, zero bounds and missing bounds are not part of any range."""
    program = dense(MIN, (0, 1), (0, -INF), (INF, 0), [(-INF, (1, 1), INF), (0, (0, 0), 0)])
    assert codes(program) == []
    assert codes(dense(MIN, (), (), ())) == []


def test_the_largest_number_without_a_warning() -> None:
    """Numbers up to the limit pass, in sides and bounds."""
    assert codes(dense(MIN, (1,), (-LARGEST,), (LARGEST,), [(-LARGEST, (1,), LARGEST)])) == []
    assert codes(dense(MIN, (1,), (0,), (1.1 * LARGEST,), [(-1.1 * LARGEST, (1,), 0)])) == ["large-side", "large-bound"]


def test_a_double_of_the_largest_size_is_exact_to_the_tolerance_only() -> None:
    """The reason for the limit: beyond it, neighbours among doubles are further apart than the tolerance."""
    assert float(np.spacing(LARGEST)) == pytest.approx(1e-6, rel=1.0)
