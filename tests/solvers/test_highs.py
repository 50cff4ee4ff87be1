from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from nl2opt.errors import EngineError
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines.protocol import Progress
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, dense
from tests.solvers.hard_programs import market_split

HIGHS = SolveOptions(engine="highs")


def transport() -> Program:
    """Two plants, three stores, demand above and capacity below."""
    return dense(
        MIN,
        (4, 6, 7, 5, 3, 2),
        (0,) * 6,
        (INF,) * 6,
        [
            (-INF, (1, 1, 1, 0, 0, 0), 120),
            (-INF, (0, 0, 0, 1, 1, 1), 90),
            (50, (1, 0, 0, 1, 0, 0), INF),
            (60, (0, 1, 0, 0, 1, 0), INF),
            (70, (0, 0, 1, 0, 0, 1), INF),
        ],
    )


@pytest.mark.parametrize("row", range(5))
@pytest.mark.parametrize("flipped", [False, True])
def test_dual_is_the_change_of_the_objective_per_unit_of_the_right_side(row: int, flipped: bool) -> None:
    """A row's dual equals the difference quotient of the optimum, minimised or maximised."""
    program = transport()
    if flipped:
        program = replace(program, sense=MAX, cost=-program.cost)

    def optimum(step: float) -> float:
        rows = program.rows
        unit = np.eye(5)[row] * step
        moved = replace(program, rows=replace(rows, lower=rows.lower + unit, upper=rows.upper + unit), _features=[])
        result = solve_program(moved, HIGHS)
        assert result.objective is not None
        return result.objective

    result = solve_program(program, HIGHS)
    assert result.row_duals is not None
    assert result.row_duals[row] == pytest.approx((optimum(0.01) - optimum(0)) / 0.01, abs=1e-6)


def test_reduced_cost_is_the_change_of_the_objective_per_unit_of_the_variable() -> None:
    """Raising a variable from its bound by one changes the optimum by its reduced cost."""
    program = transport()
    result = solve_program(program, HIGHS)
    assert result.reduced_costs is not None
    assert result.x is not None
    assert result.objective is not None
    idle = int(np.flatnonzero((result.x == 0) & (result.reduced_costs > 1e-9))[0])
    lower = program.columns.lower.copy()
    lower[idle] = 0.01
    forced = solve_program(replace(program, columns=replace(program.columns, lower=lower), _features=[]), HIGHS)
    assert forced.objective is not None
    assert (forced.objective - result.objective) / 0.01 == pytest.approx(result.reduced_costs[idle], abs=1e-6)


def test_integer_programs_have_no_duals() -> None:
    """Duals of the last relaxation mean nothing to a user, so there are none."""
    result = solve_program(dense(MAX, (3, 2), (0, 0), (3, 9), [(-INF, (2, 2), 7)], integer=(0, 1)), HIGHS)
    assert result.row_duals is None
    assert result.reduced_costs is None


def test_time_limit_keeps_the_incumbent() -> None:
    """At the time limit there is a feasible solution with a bound, and the limit is named."""
    started = time.perf_counter()
    result = solve_program(market_split(), replace(HIGHS, time_limit=1.0))
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME)
    assert result.objective is not None
    assert result.bound is not None
    assert result.bound <= result.objective
    assert time.perf_counter() - started < 10


def test_no_time_at_all_is_unknown_not_infeasible() -> None:
    """A solve that had no time proves nothing."""
    result = solve_program(market_split(6, 50), replace(HIGHS, time_limit=0.0))
    assert result.status in (Status.UNKNOWN, Status.FEASIBLE)
    assert result.limit is Limit.TIME


def test_gap_lets_a_solve_stop_early() -> None:
    """With a wide gap the first good solution counts as optimal, and the gap to the bound is no wider."""
    values = np.random.default_rng(3).integers(20, 60, 40).astype(float)
    weights = (values * 1.3 + 5).round()
    program = dense(
        MAX, values.tolist(), [0] * 40, [1] * 40, [(-INF, weights.tolist(), weights.sum() / 2)], integer=range(40)
    )
    result = solve_program(program, replace(HIGHS, gap=0.05))
    assert result.status is Status.OPTIMAL
    assert result.objective is not None
    assert result.bound is not None
    assert 0 <= result.bound - result.objective <= 0.05 * result.objective


def test_progress_is_told_in_the_callers_thread() -> None:
    """A watcher hears of incumbents and bounds, in the user's direction, in the thread that asked."""
    heard: list[tuple[Progress, int]] = []
    program = market_split()
    program = replace(program, sense=MAX, cost=-program.cost, _features=[])
    solve_program(
        program, replace(HIGHS, time_limit=2.0), lambda progress: heard.append((progress, threading.get_ident()))
    )
    assert {thread for _, thread in heard} == {threading.get_ident()}
    known = [progress for progress, _ in heard if progress.objective is not None and progress.bound is not None]
    assert known
    assert all(p.objective <= p.bound <= 0 for p in known if p.objective is not None and p.bound is not None)


def test_failing_watcher_ends_the_solve() -> None:
    """An error in the watcher reaches the caller, and no solver runs on behind."""

    def fail(progress: Progress) -> None:
        raise LookupError("watcher")

    with pytest.raises(LookupError, match="watcher"):
        solve_program(market_split(), replace(HIGHS, time_limit=20.0), fail)
    deadline = time.perf_counter() + 10
    while any(thread.name == "solve with highs" for thread in threading.enumerate()):
        assert time.perf_counter() < deadline
        time.sleep(0.05)


def test_same_seed_same_answer() -> None:
    """With seed and threads fixed, two solves do the same work."""
    program = market_split(3, 20)
    options = replace(HIGHS, seed=7, threads=1)
    first, second = solve_program(program, options), solve_program(program, options)
    assert (first.nodes, first.iterations, first.objective) == (second.nodes, second.iterations, second.objective)


def test_number_of_threads_may_change_between_solves() -> None:
    """Each solve gets the threads it asks for, in one process."""
    for threads in (1, 2, 0, 1):
        result = solve_program(market_split(3, 15), replace(HIGHS, threads=threads, time_limit=20))
        assert result.status is Status.OPTIMAL


def test_solves_in_parallel_threads() -> None:
    """Two solves at once in two threads do not disturb each other."""
    results: list[float | None] = [None, None]

    def work(place: int) -> None:
        results[place] = solve_program(market_split(3, 18, seed=place), HIGHS).objective

    threads = [threading.Thread(target=work, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [solve_program(market_split(3, 18, seed=place), HIGHS).objective for place in range(2)]


def test_numbers_beyond_highs_are_refused() -> None:
    """A coefficient that HiGHS does not accept is an error with a hint, not a wrong answer."""
    with pytest.raises(EngineError, match="did not accept") as failure:
        solve_program(dense(MIN, (1, 1), (0, 0), (9, 9), [(1, (1e16, 1), 5)]), HIGHS)
    assert "1e15" in failure.value.hint


def test_integers_come_back_whole_and_the_rest_fits() -> None:
    """With a large big-M, rounding a binary of 1e-7 to 0 would break the row: the rest is solved again."""
    program = dense(MIN, (-1, 1), (0, 0), (INF, 1), [(-INF, (1, -1e6), 0), (-INF, (1, 0), 0.5)], integer=(1,))
    result = solve_program(program, HIGHS)
    assert result.status is Status.OPTIMAL
    assert result.x is not None
    assert result.x[1] in (0.0, 1.0)
    assert result.x[0] <= 1e6 * result.x[1]
