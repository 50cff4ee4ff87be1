from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.solvers import evaluate
from nl2opt.solvers.program import Indicator, NonlinearRow, Program
from nl2opt.solvers.refine import refine
from nl2opt.solvers.testing_programs import INF, MAX, MIN, Case, apply, cases, dense, number, term

CIRCLE = apply("sum", apply("pow", term(0), number(2)), apply("pow", term(1), number(2)))


@pytest.mark.parametrize(
    ("program", "near", "exact"),
    [
        (
            dense(MAX, (0, 0), (0, 0), (INF, INF), [(-INF, (2, 2), 100)], quadratic={(0, 1): 1.0}),
            [24.9998, 25.0002],
            [25, 25],
        ),
        (
            dense(MAX, (1, 1), (-INF,) * 2, (INF,) * 2, nonlinear=(NonlinearRow(CIRCLE, -INF, 1),)),
            [0.7072, 0.7070],
            [math.sqrt(0.5)] * 2,
        ),
        (dense(MIN, (0.5,), (-9,), (9,), objective=apply("abs", term(0, 1, -3))), [3.00002], [3]),
        (dense(MIN, (-1,), (-INF,), (INF,), objective=apply("exp", term(0))), [1e-3], [0]),
        (dense(MIN, (1, 0), (2, 0), (9, 9), objective=CIRCLE), [2.00001, 0.00001], [2, 0]),
        (
            dense(
                MIN, (0, 1), (0, 0), (9, 1), integer=(1,), quadratic={(0, 0): 1.0},
                indicators=(Indicator(1, False, term(0, -1, 4)),),
            ),
            [3.99999, 0],
            [4, 0],
        ),
    ],
)  # fmt: skip
def test_refined_point_is_the_exact_optimum(program: Program, near: list[float], exact: list[float]) -> None:
    """From a point within a solver's tolerances, the optimum is found to the last digits."""
    assert refine(program, np.array(near)) == pytest.approx(exact, abs=1e-10)


def test_integers_stay() -> None:
    """Integer columns are not moved, whatever the gradient says."""
    program = dense(MIN, (0, 0), (-9, -9), (9, 9), integer=(0,), objective=apply("pow", term(0, 1, -2.4), number(2)))
    assert refine(program, np.array([2.0, 0.0]))[0] == 2.0


def test_linear_programs_are_left_alone() -> None:
    """Without curvature a solver's answer is exact already."""
    x = np.array([2.00001])
    assert refine(dense(MIN, (1,), (2,), (3,)), x) is x


def test_saddle_points_are_not_taken_for_optima() -> None:
    """From an optimum at the bounds, Newton's method does not move to the saddle between them."""
    program = dense(MAX, (0,), (-1,), (1,), quadratic={(0, 0): 1.0})
    assert refine(program, np.array([1.0])).tolist() == [1.0]


curved = [
    case
    for case in cases()
    if case.objective is not None
    and len(case.program.columns)
    and case.program.features - {"linear", "continuous", "integer"}
]


@pytest.mark.parametrize("case", curved, ids=lambda case: case.name)
@settings(max_examples=10, deadline=None)
@given(st.data())
def test_refinement_never_worsens(case: Case, data: st.DataObject) -> None:
    """From any point, the result violates no more and has no worse objective (law)."""
    columns = case.program.columns
    x = np.array(
        [
            data.draw(st.floats(max(lower, -5), min(upper, 5))) if not integer else float(max(lower, 0))
            for lower, upper, integer in zip(columns.lower, columns.upper, columns.integer)
        ]
    )
    found = refine(case.program, x)
    before, after = (evaluate.worst_violation(case.program, point).amount for point in (x, found))
    assert after <= max(1e-9, before)
    if before <= 1e-9 and math.isfinite(evaluate.objective(case.program, x)):
        loss = evaluate.objective(case.program, found) - evaluate.objective(case.program, x)
        loss = -loss if case.program.sense is MAX else loss
        assert loss <= 1e-5 * max(1.0, abs(evaluate.objective(case.program, x)))
