"""Shadow prices and ranges against textbooks, and against solving again."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Sense
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.explain.alternatives import implied_bounds, integer_alternative, linear_alternative
from nl2opt.solvers.explain.optimum import Search
from nl2opt.solvers.explain.sensitivity import LimitSlopes, Sensitivity, linear_sensitivity
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Block, Columns, Program, Rows
from nl2opt.solvers.result import SolveOptions, Status

WYNDOR = """## Variables
doors >= 0
windows >= 0
## Objective
maximize 3*doors + 5*windows
## Constraints
plant1: doors <= 4
plant2: 2*windows <= 12
plant3: 3*doors + 2*windows <= 18
"""
"""Hillier and Lieberman, Introduction to Operations Research: prices 0, 3/2, 1."""


def program_of(text: str) -> Program:
    """The program of a formulation."""
    formulation = parse(text)
    return lower(formulation, load(formulation)).program


def sensitivity_of(text: str) -> Sensitivity:
    """The sensitivity of a formulation that has an optimum."""
    found = linear_sensitivity(program_of(text))
    assert found is not None
    return found


def row(found: Sensitivity, index: int) -> LimitSlopes:
    """The slopes of one row."""
    return next(item for item in found.slopes if item.is_row and item.index == index)


def test_wyndor_glass() -> None:
    """The prices and ranges of the textbook's example come out."""
    found = sensitivity_of(WYNDOR)
    assert found.x == pytest.approx([2, 6])
    assert not found.degenerate
    assert [item.index for item in found.slopes] == [1, 2]
    second, third = row(found, 1), row(found, 2)
    assert second.more is not None
    assert second.less is not None
    assert (second.more.price, second.less.until, second.more.until) == pytest.approx((1.5, 6, 18))
    assert third.more is not None
    assert third.less is not None
    assert (third.more.price, third.less.until, third.more.until) == pytest.approx((1, 12, 24))
    assert found.cost_lower == pytest.approx([0, 2])
    assert found.cost_upper == pytest.approx([7.5, math.inf])


def test_reddy_mikks() -> None:
    """Taha's paint company: 0.75 and 0.5 thousand dollars for each ton of raw material."""
    found = sensitivity_of(
        "## Variables\nexterior >= 0\ninterior >= 0\n## Objective\nmaximize 5*exterior + 4*interior\n## Constraints\n"
        "m1: 6*exterior + 4*interior <= 24\nm2: exterior + 2*interior <= 6\nmarket: interior - exterior <= 1\n"
        "demand: interior <= 2\n"
    )
    first, second = row(found, 0), row(found, 1)
    assert first.more is not None
    assert first.less is not None
    assert (first.more.price, first.less.until, first.more.until) == pytest.approx((0.75, 20, 36))
    assert second.more is not None
    assert second.less is not None
    assert (second.more.price, second.less.until, second.more.until) == pytest.approx((0.5, 4, 20 / 3))


def test_minimum_with_demand() -> None:
    """In a minimum, a demand has a positive price and a capacity a negative one."""
    found = sensitivity_of(
        "## Variables\na >= 0\nb >= 0\n## Objective\nminimize 2*a + 5*b\n## Constraints\n"
        "need: a + b >= 10\nroom: a <= 6\n"
    )
    need, room = row(found, 0), row(found, 1)
    assert need.more is not None
    assert room.more is not None
    assert (need.more.price, room.more.price) == pytest.approx((5, -3))


def test_reduced_cost_of_a_variable_at_zero() -> None:
    """Pies earn 9 where they take what earns 12 elsewhere: their coefficient may rise to 12."""
    found = sensitivity_of(
        "## Variables\ncakes >= 0\npies >= 0\n## Objective\nmaximize 12*cakes + 9*pies\n## Constraints\n"
        "oven: cakes + pies <= 40\n"
    )
    assert found.reduced_costs == pytest.approx([0, -3])
    assert found.cost_upper[1] == pytest.approx(12)


def test_degenerate_vertex_has_a_price_for_each_direction() -> None:
    """Three limits meet in a corner: more of one is worth nothing, less of it costs."""
    found = sensitivity_of(
        "## Variables\nx >= 0\ny >= 0\n## Objective\nmaximize x + y\n## Constraints\n"
        "a: x <= 1\nb: y <= 1\nc: x + y <= 2\n"
    )
    assert found.degenerate
    for index in range(3):
        item = row(found, index)
        assert item.more is not None
        assert item.less is not None
        assert (item.more.price, item.more.until) == (0, math.inf)
        assert item.less.price == pytest.approx(1)


def test_a_limit_that_cannot_move() -> None:
    """Where one unit less leaves nothing feasible, there is no price in that direction."""
    found = sensitivity_of(
        "## Variables\nx >= 0\n## Objective\nmaximize x\n## Constraints\ntop: x <= 3\nleast: 2*x >= 6\n"
    )
    assert row(found, 0).less is None
    assert row(found, 1).more is None


@st.composite
def linear_programs(draw: st.DrawFn) -> Program:
    """Small bounded linear programs with whole coefficients, which are often degenerate; feasible at a drawn point."""
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    numbers = st.integers(-4, 6)
    matrix = np.array(draw(st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=m, max_size=m)), dtype=float)
    point = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)), dtype=float)
    slack = np.array(draw(st.lists(st.integers(0, 5), min_size=m, max_size=m)), dtype=float)
    kinds = draw(st.lists(st.sampled_from(["<=", ">=", "=="]), min_size=m, max_size=m))
    activity = matrix @ point
    lower = np.array(
        [-np.inf if kind == "<=" else at - (kind == ">=") * s for kind, at, s in zip(kinds, activity, slack)]
    )
    upper = np.array(
        [np.inf if kind == ">=" else at + (kind == "<=") * s for kind, at, s in zip(kinds, activity, slack)]
    )
    rows, columns = np.nonzero(matrix.T)[1], np.nonzero(matrix.T)[0]
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=n))])
    return Program(
        sense=draw(st.sampled_from([Sense.MINIMIZE, Sense.MAXIMIZE])),
        columns=Columns(np.zeros(n), np.full(n, float(draw(st.integers(4, 9)))), np.zeros(n, dtype=np.bool_)),
        cost=np.array(draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n)), dtype=float),
        rows=Rows(starts.astype(np.int32), rows.astype(np.int32), matrix.T[matrix.T != 0], lower, upper),
        variable_blocks=(Block("x", "columns", 0, tuple((column,) for column in range(n))),),
    )


def moved(program: Program, item: LimitSlopes, to: float) -> Program:
    """The program with one limit at another value."""
    limits = program.rows if item.is_row else program.columns
    lower, upper = limits.lower.copy(), limits.upper.copy()
    both = lower[item.index] == upper[item.index]
    if both or not item.upper:
        lower[item.index] = to
    if both or item.upper:
        upper[item.index] = to
    if item.is_row:
        return replace(program, rows=replace(program.rows, lower=lower, upper=upper), _features=[])
    return replace(program, columns=replace(program.columns, lower=lower, upper=upper), _features=[])


@given(linear_programs())
@settings(max_examples=50, deadline=None)
def test_price_times_change_is_the_change_of_the_optimum(program: Program) -> None:
    """Wherever a price is said to hold, solving again gives the change that it promises."""
    found = linear_sensitivity(program)
    assert found is not None
    for item in found.slopes:
        for slope, direction in ((item.more, 1.0), (item.less, -1.0)):
            if slope is None:
                result = solve_program(moved(program, item, item.limit + direction))
                assert result.status is Status.INFEASIBLE
                continue
            end = slope.until if math.isfinite(slope.until) else item.limit + 10 * direction
            assert direction * (end - item.limit) >= 0
            for to in (end, (item.limit + end) / 2):
                result = solve_program(moved(program, item, to))
                assert result.status is Status.OPTIMAL
                assert result.objective == pytest.approx(found.objective + slope.price * (to - item.limit), abs=1e-5)


@given(linear_programs())
@settings(max_examples=40, deadline=None)
def test_values_stay_optimal_within_the_range_of_a_coefficient(program: Program) -> None:
    """At the ends of a coefficient's range, the same values are still optimal."""
    found = linear_sensitivity(program)
    assert found is not None
    for column, ends in enumerate(zip(found.cost_lower, found.cost_upper)):
        for end, direction in zip(ends, (-1, 1)):
            cost = program.cost.copy()
            cost[column] = end if math.isfinite(end) else cost[column] + 100 * direction
            changed = replace(program, cost=cost, _features=[])
            best = solve_program(changed).objective
            assert best == pytest.approx(evaluate.objective(changed, found.x), abs=1e-6)


@given(linear_programs())
@settings(max_examples=50, deadline=None)
def test_alternatives_are_as_good_and_different(program: Program) -> None:
    """Another optimum is feasible, optimal and different; where there is said to be none, no column can move."""
    found = linear_sensitivity(program)
    assert found is not None
    other = linear_alternative(program, found, SolveOptions())
    spread = float(_spread(program, found).max())
    if other.search is Search.FOUND:
        assert other.x is not None
        assert evaluate.worst_violation(program, other.x).amount <= 1e-6
        assert evaluate.objective(program, other.x) == pytest.approx(found.objective, abs=1e-6)
        assert np.abs(other.x - found.x).max() > 1e-5
    else:
        assert other.search is Search.NONE
        assert spread <= 1e-5


def _spread(program: Program, found: Sensitivity) -> np.ndarray:
    """How far each column moves over all optimal points, by two solves for each."""
    value = found.objective
    n, m = len(program.columns), len(program.rows)
    dense = np.zeros((m + 1, n))
    places = np.repeat(np.arange(n), np.diff(program.rows.starts))
    dense[program.rows.rows, places] = program.rows.values
    dense[m] = program.cost
    rows, columns = np.nonzero(dense.T)[1], np.nonzero(dense.T)[0]
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=n))]).astype(np.int32)
    limits = np.append(program.rows.lower, value - 1e-9), np.append(program.rows.upper, value + 1e-9)
    held = replace(program, rows=Rows(starts, rows.astype(np.int32), dense.T[dense.T != 0], *limits), _features=[])
    spreads = []
    for column in range(n):
        ends = [
            solve_program(replace(held, cost=np.eye(n)[column], sense=sense, _features=[])).objective
            for sense in (Sense.MAXIMIZE, Sense.MINIMIZE)
        ]
        assert ends[0] is not None
        assert ends[1] is not None
        spreads.append(ends[0] - ends[1])
    return np.array(spreads)


@given(linear_programs())
@settings(max_examples=25, deadline=None)
def test_alternatives_with_whole_numbers(program: Program) -> None:
    """With integer columns, another optimum is whole, feasible, as good and different, and a proof of none is right."""
    whole = replace(program, columns=replace(program.columns, integer=np.ones(len(program.columns), dtype=np.bool_)))
    result = solve_program(whole)
    if result.x is None or result.objective is None:
        return
    other = integer_alternative(whole, result.x, SolveOptions())
    grids = np.meshgrid(*[np.arange(int(top) + 1) for top in whole.columns.upper], indexing="ij")
    points = np.stack([grid.ravel() for grid in grids], axis=1).astype(float)
    if len(points) > 3000:
        return
    as_good = [
        point
        for point in points
        if abs(point @ whole.cost - result.objective) < 1e-9 and evaluate.worst_violation(whole, point).amount < 1e-9
    ]
    if other.search is Search.FOUND:
        assert other.x is not None
        assert evaluate.worst_violation(whole, other.x).amount <= 1e-6
        assert evaluate.objective(whole, other.x) == pytest.approx(result.objective, abs=1e-6)
        assert np.abs(other.x - result.x).max() > 0.5
    else:
        assert other.search is Search.NONE
        assert len(as_good) == 1


@given(linear_programs())
@settings(max_examples=25, deadline=None)
def test_implied_bounds_cut_nothing_off(program: Program) -> None:
    """Every column's largest and smallest feasible value lies within its implied bounds."""
    free = replace(program, columns=replace(program.columns, upper=np.full(len(program.columns), np.inf)), _features=[])
    low, high = implied_bounds(free)
    for column in range(len(low)):
        cost = np.eye(len(low))[column]
        for sense, bound in ((Sense.MAXIMIZE, high), (Sense.MINIMIZE, low)):
            result = solve_program(replace(free, cost=cost, sense=sense, _features=[]))
            if result.status is Status.UNBOUNDED:
                assert np.isinf(bound[column])
            else:
                assert result.objective is not None
                gap = bound[column] - result.objective
                assert (gap if sense is Sense.MAXIMIZE else -gap) >= -1e-6
