"""CP-SAT: exactness, refusals, limits, and honesty about boxes that the model does not imply."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import host
from nl2opt.solvers.engines.boxes import box_of
from nl2opt.solvers.engines.protocol import Progress
from nl2opt.solvers.engines.whole_numbers import require_room, whole_objective
from nl2opt.solvers.program import Indicator, Program
from nl2opt.solvers.result import Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, SATISFY, dense, term
from tests.solvers.hard_programs import market_split

CP_SAT = SolveOptions(engine="cp_sat", time_limit=60)


@pytest.fixture(autouse=True, scope="module")
def one_worker() -> Iterator[None]:
    """Solves of this file share workers, which saves a start for each."""
    with host.kept_workers():
        yield


tenths = st.integers(-40, 40).map(lambda number: number / 10)


@st.composite
def decimal_programs(draw: st.DrawFn) -> Program:
    """Integer programs in a box whose data have a decimal or are thirds."""
    n = draw(st.integers(2, 4))
    data = st.one_of(tenths, st.integers(-9, 9).map(lambda number: number / 3))
    rows = [(-INF, [draw(data) for _ in range(n)], draw(tenths) + 4) for _ in range(draw(st.integers(1, 3)))]
    return dense(
        draw(st.sampled_from([MIN, MAX])),
        [draw(data) for _ in range(n)],
        [draw(st.integers(-3, 0)) for _ in range(n)],
        [draw(st.integers(1, 6)) for _ in range(n)],
        rows,
        integer=range(n),
        constant=draw(tenths),
    )


@settings(max_examples=12, deadline=None)
@given(decimal_programs())
def test_decimal_data_give_the_optimum_of_highs(program: Program) -> None:
    """Scaling is exact: the optimum is the one that HiGHS finds with floats (law)."""
    exact, floating = (solve_program(program, replace(CP_SAT, engine=name, gap=0.0)) for name in ("cp_sat", "highs"))
    assert exact.status is floating.status
    if floating.objective is not None:
        assert exact.objective == pytest.approx(floating.objective, abs=1e-9)
        assert exact.bound == pytest.approx(floating.objective, abs=1e-9)


def test_values_are_exact_where_tolerances_would_cheat() -> None:
    """``1000000 x <= 999999 y`` with x = y = 1 is within a tolerance of 1e-6, and CP-SAT does not use it."""
    program = dense(MAX, (1, 0), (0, 0), (1, 1), [(-INF, (1000000, -999999), 0)], integer=(0, 1))
    assert solve_program(program, CP_SAT).objective == 0


def test_continuous_variables_are_refused_with_a_way_out() -> None:
    """A model with a continuous variable is refused, and engines that take it are named."""
    with pytest.raises(EngineError, match="CP-SAT does not take continuous variables") as failure:
        solve_program(dense(MAX, (1, 1), (0, 0), (3, 3), integer=(1,)), CP_SAT)
    assert "--solver highs" in failure.value.hint


def test_irrational_data_are_refused_with_a_way_out() -> None:
    """A coefficient without a short form is named, and so are engines that compute in floats."""
    with pytest.raises(EngineError, match=r"1\.4142135623730951 in the objective") as failure:
        solve_program(dense(MAX, (2**0.5, 1), (0, 0), (3, 3), integer=(0, 1)), CP_SAT)
    assert failure.value.hint.startswith("Use --solver highs or --solver scip")


def test_integer_data_too_large_for_cp_sat() -> None:
    """Sums beyond 64 bits are an error that says so, not a wrong answer."""
    with pytest.raises(EngineError, match="integer data are too large for CP-SAT") as failure:
        solve_program(dense(MAX, (1, 1), (0, 0), (1e9, 1e9), [(-INF, (1e12, 1), 1e15)], integer=(0, 1)), CP_SAT)
    assert "--solver highs" in failure.value.hint


def test_unbounded_is_proven_by_a_direction() -> None:
    """A direction of whole numbers along which everything stays feasible proves that there is no optimum."""
    rows = [(0, (2, -3, 0), 0), (3, (1, 0, 1), INF)]
    program = dense(MAX, (1, 1, -1), (0, 0, 0), (INF, INF, 5), rows, integer=range(3))
    assert solve_program(program, CP_SAT).status is Status.UNBOUNDED


def test_direction_of_an_infeasible_program_proves_nothing() -> None:
    """A ray does not make a program unbounded that has no point."""
    rows = [(1, (2, -2, 0), 1)]
    program = dense(MAX, (0, 0, 1), (0, 0, 0), (5, 5, INF), rows, integer=range(3))
    assert solve_program(program, CP_SAT).status is Status.INFEASIBLE


def test_proof_in_a_box_of_ours_is_not_called_a_proof() -> None:
    """Where nothing bounds a variable, an answer may be best in the box only, and is called feasible."""
    program = dense(MIN, (1, 0, 0), (0, -INF, -INF), (9, INF, INF), [(0.5, (1, 3, -3), INF)], integer=range(3))
    result = solve_program(program, CP_SAT)
    assert (result.status, result.objective, result.bound) == (Status.FEASIBLE, 0, None)
    assert "Give them bounds" in result.message


def test_no_point_in_a_box_of_ours_is_not_called_infeasible() -> None:
    """``2x - 4y == 3`` has no solution in integers, which only the box shows, so nothing is claimed beyond it."""
    program = dense(SATISFY, (0, 0), (-INF, -INF), (INF, INF), [(2, (2, -4), 3), (3, (2, -4), 4)], integer=(0, 1))
    assert solve_program(program, CP_SAT).status is Status.UNKNOWN


def test_bounds_are_carried_through_many_periods() -> None:
    """Stocks of 24 periods are bounded by what can be made before, so that the optimum is proven."""
    periods = 24
    n = 2 * periods  # made, then stocked
    rows = []
    for t in range(periods):
        row = [0.0] * n
        row[t], row[periods + t] = 1.0, -1.0
        if t:
            row[periods + t - 1] = 1.0
        rows.append((3.0 + t % 5, row, 3.0 + t % 5))
    program = dense(MIN, [1.0 + t % 3 for t in range(periods)] + [0.0] * periods,
                    [0.0] * n, [9.0] * periods + [INF] * periods, rows, integer=range(n))  # fmt: skip
    result, floating = (solve_program(program, replace(CP_SAT, engine=name)) for name in ("cp_sat", "highs"))
    assert result.status is Status.OPTIMAL
    assert result.objective == floating.objective


def test_box_leaves_room_for_every_sum() -> None:
    """The widest box is as wide as 64 bits allow, whatever the coefficients."""
    program = dense(
        MIN, (1e9, 7), (-INF, 0), (INF, INF), [(-INF, (1e12, -3), 5), (1, (1, 1), INF)],
        integer=(0, 1), indicators=(Indicator(0, True, term(1)),),
    )  # fmt: skip
    objective = whole_objective(program)
    box = box_of(program, objective)
    assert box.ours.all()
    assert box.upper.min() >= 1e6
    require_room(program, box.lower, box.upper, objective)


def test_time_limit_returns_incumbent_and_bound() -> None:
    """At the time limit there is a solution, a bound that does not contradict it, and the reason."""
    program = split()
    started = time.perf_counter()
    result = solve_program(program, replace(CP_SAT, time_limit=3.0))
    assert time.perf_counter() - started < 9
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME)
    assert result.x is not None
    assert evaluate.worst_violation(program, result.x).amount == 0
    assert result.bound is not None
    assert result.objective is not None
    assert result.bound <= result.objective


def split() -> Program:
    """The market split problem with whole slacks."""
    program = market_split(5, 45)
    columns = replace(program.columns, integer=program.columns.integer | True)
    return replace(program, columns=columns, _features=[])


def test_interrupt_returns_the_incumbent() -> None:
    """Ctrl-C stops the search and keeps the best solution; progress came with objective values before."""
    seen: list[Progress] = []
    asked = threading.Event()

    def watch(progress: Progress) -> None:
        seen.append(progress)
        if progress.objective is not None and not asked.is_set():
            asked.set()
            signal.raise_signal(signal.SIGINT)

    result = solve_program(split(), CP_SAT, watch)
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.INTERRUPT)
    assert seen
    assert result.objective is not None


def test_memory_limit_is_reported() -> None:
    """A model that does not fit ends with the memory limit as reason; a small one fits into the least memory."""
    wide = dense(MIN, [1.0] * 60_000, [0.0] * 60_000, [9.0] * 60_000, [(7.0, [1.0] * 60_000, INF)] * 25,
                 integer=range(60_000))  # fmt: skip
    options = replace(CP_SAT, memory_limit=host.LEAST_MEMORY)
    result = solve_program(wide, options)
    assert (result.status, result.limit) == (Status.UNKNOWN, Limit.MEMORY)
    assert solve_program(dense(MAX, (3, 2), (0, 0), (3, 9), integer=(0, 1)), options).objective == 27


def test_seed_threads_and_gap_are_taken() -> None:
    """Options of the command line reach CP-SAT: a gap of 1 stops at the first solution."""
    result = solve_program(split(), replace(CP_SAT, seed=7, threads=2, gap=1e9))
    assert result.status is Status.OPTIMAL
    assert result.objective is not None
