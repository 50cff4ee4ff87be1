"""Laws over random programs: engines agree, and answers are what brute force says."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, dense

small = st.integers(-4, 4).map(float)


@st.composite
def linear_programs(draw: st.DrawFn, bounded: bool = False) -> Program:
    """Linear and mixed-integer programs of up to four columns and rows, feasible or not, bounded or not."""
    n, m = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    integer = [column for column in range(n) if draw(st.booleans())]
    lower = [draw(small) for _ in range(n)]
    upper = [low + draw(st.integers(0, 5)) for low in lower]
    if not bounded:
        # Integers stay bounded: branch and bound need not end over unbounded ones.
        for column in range(n):
            if column not in integer:
                lower[column] = draw(st.sampled_from([lower[column], -INF]))
                upper[column] = draw(st.sampled_from([upper[column], INF]))
    rows = []
    for _ in range(m):
        side = draw(st.integers(-6, 6))
        width = draw(st.sampled_from([0.0, 2.0, INF]))
        coefficients = [draw(small) for _ in range(n)]
        rows.append(
            (float(side), coefficients, side + width)
            if draw(st.booleans())
            else (side - width, coefficients, float(side))
        )
    return dense(
        draw(st.sampled_from(Sense)) if not bounded else draw(st.sampled_from([Sense.MINIMIZE, Sense.MAXIMIZE])),
        [draw(small) for _ in range(n)],
        lower,
        upper,
        rows,
        integer=range(n) if bounded else integer,
        constant=draw(small),
    )


def without_objective(program: Program) -> Program:
    """A satisfaction problem has no objective."""
    from dataclasses import replace

    if program.sense is not Sense.SATISFY:
        return program
    return replace(program, cost=np.zeros_like(program.cost), constant=0.0, _features=[])


@settings(max_examples=20, deadline=None)
@given(linear_programs().map(without_objective))
def test_engines_agree_on_linear_and_integer_programs(program: Program) -> None:
    """HiGHS and SCIP prove the same status and the same optimum (law)."""
    highs, scip = (solve_program(program, SolveOptions(engine=name, time_limit=60)) for name in ("highs", "scip"))
    assert highs.status is scip.status
    assert highs.status in (Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED)
    if highs.objective is not None:
        assert highs.objective == pytest.approx(scip.objective, rel=1e-6, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(linear_programs(bounded=True))
def test_integer_optimum_is_the_best_of_all_points(program: Program) -> None:
    """On a box of integers, the optimum is the one that enumeration finds (law)."""
    result = solve_program(program, SolveOptions(engine="highs", gap=0.0))
    box = (range(int(low), int(high) + 1) for low, high in zip(program.columns.lower, program.columns.upper))
    points = (np.array(point, np.float64) for point in itertools.product(*box))
    values = [
        evaluate.objective(program, point) for point in points if evaluate.worst_violation(program, point).amount < 1e-9
    ]
    if not values:
        assert result.status is Status.INFEASIBLE
    else:
        best = max(values) if program.sense is Sense.MAXIMIZE else min(values)
        assert result.status is Status.OPTIMAL
        assert result.objective == pytest.approx(best)


@st.composite
def convex_programs(draw: st.DrawFn) -> Program:
    """Convex quadratic programs, Hessians of any rank, feasible or not, bounded or not."""
    n, m, rank = draw(st.integers(1, 4)), draw(st.integers(0, 3)), draw(st.integers(1, 3))
    factor = np.array([[draw(small) for _ in range(n)] for _ in range(rank)]) * draw(st.sampled_from([0.01, 1.0, 30.0]))
    sense = draw(st.sampled_from([Sense.MINIMIZE, Sense.MAXIMIZE]))
    sign = 1.0 if sense is Sense.MINIMIZE else -1.0
    matrix = sign * factor.T @ factor
    quadratic = {
        (i, j): float(matrix[i, j]) * (1 if i == j else 2) for i in range(n) for j in range(i, n) if matrix[i, j]
    }
    return dense(
        sense,
        [draw(small) for _ in range(n)],
        [draw(st.sampled_from([-3.0, 0.0, -INF])) for _ in range(n)],
        [draw(st.sampled_from([2.0, 5.0, INF])) for _ in range(n)],
        [(-INF, [draw(small) for _ in range(n)], draw(st.integers(-3, 9).map(float))) for _ in range(m)],
        quadratic=quadratic or None,
    )


@settings(max_examples=150, deadline=None)
@given(convex_programs(), st.integers(0, 2**32 - 1))
def test_convex_optimum_is_not_beaten_by_any_point_nearby(program: Program, seed: int) -> None:
    """No feasible point around a proven optimum of a convex program is better, so none anywhere is (law)."""
    result = solve_program(program)
    assert result.status in (Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED)
    if result.x is None or result.objective is None:
        return
    random = np.random.default_rng(seed)
    sign = 1.0 if program.sense is Sense.MINIMIZE else -1.0
    for radius in (1e-3, 0.1, 3.0):
        for step in random.normal(size=(20, len(result.x))) * radius:
            point = np.clip(result.x + step, program.columns.lower, program.columns.upper)
            if evaluate.worst_violation(program, point).amount == 0:
                loss = sign * (result.objective - evaluate.objective(program, point))
                assert loss <= 1e-6 * max(1.0, abs(result.objective))
