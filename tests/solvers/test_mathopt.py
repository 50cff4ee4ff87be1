"""MathOpt: each of its solvers on the conformance suite, duals, limits, and what its solvers get wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import host, registry
from nl2opt.solvers.engines.mathopt import MathOpt
from nl2opt.solvers.engines.protocol import Progress, refusal
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, dense
from tests.solvers.hard_programs import market_split, wide_linear
from tests.solvers.test_random_programs import linear_programs, without_objective

MATHOPT = SolveOptions(engine="mathopt", time_limit=60)


@pytest.fixture(autouse=True, scope="module")
def one_worker() -> Iterator[None]:
    """Solves of this file share workers, which saves a start for each."""
    with host.kept_workers():
        yield


IN_ONE_PROCESS = """
import sys
from dataclasses import replace
from nl2opt.solvers.engines import mathopt
from nl2opt.solvers.engines.protocol import StopSignal
from nl2opt.solvers.testing import check_engine

def here(engine, program, options, on_progress=None):
    return engine.solve_here(replace(program, _features=[]), options, lambda result: None, StopSignal())

mathopt.solve_in_worker = here
reports = list(check_engine(sys.argv[1]))
print(sum(not report.refused for report in reports))
print([report for report in reports if report.fault])
"""


@pytest.mark.parametrize(("solver", "taken"), [("glop", 15), ("pdlp", 15), ("highs", 35), ("gscip", 60)])
def test_each_solver_conforms(solver: str, taken: int) -> None:
    """Each solver of MathOpt gives the known answer to every case that it does not refuse.

    All cases are solved in one fresh process, which takes a second instead of one for each case.
    """
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_PROCESS, f"mathopt:{solver}"], capture_output=True, text=True, check=True
    )
    solved, faults = done.stdout.splitlines()
    assert faults == "[]"
    assert int(solved) >= taken


def test_variants_are_those_of_the_issue() -> None:
    """Users find the solvers that OR-Tools brings."""
    assert MathOpt().variants.known == ("glop", "pdlp", "highs", "gscip")


@pytest.mark.parametrize("engine", ["mathopt", "mathopt:pdlp", "mathopt:highs"])
def test_duals_are_changes_of_the_objective(engine: str) -> None:
    """A dual is what one unit more of the right side changes, in the user's direction."""
    rows = [(-INF, (1, 1), 3.5), (-INF, (1, 3), 6)]
    program = dense(MAX, (3, 2), (0, 0), (3, INF), rows)
    more = dense(MAX, (3, 2), (0, 0), (3, INF), [(-INF, (1, 1), 3.501), rows[1]])
    base, moved = (solve_program(item, replace(MATHOPT, engine=engine)) for item in (program, more))
    assert base.row_duals is not None
    assert base.objective is not None
    assert moved.objective is not None
    assert base.row_duals[0] == pytest.approx((moved.objective - base.objective) / 0.001, rel=1e-4)


@st.composite
def transports(draw: st.DrawFn) -> Program:
    """Feasible transport problems: three plants, three shops, decimal costs."""
    costs = draw(st.lists(st.integers(1, 99).map(lambda cost: cost / 10), min_size=9, max_size=9))
    needs = draw(st.lists(st.integers(1, 20), min_size=3, max_size=3))
    ship = np.eye(9).reshape(3, 3, 9)
    rows = [(float(need), ship[:, shop].sum(axis=0).tolist(), INF) for shop, need in enumerate(needs)]
    rows += [(-INF, ship[plant].sum(axis=0).tolist(), 25.0) for plant in range(3)]
    return dense(MIN, costs, [0.0] * 9, [INF] * 9, rows)


@settings(max_examples=6, deadline=None)
@given(transports())
def test_first_order_method_is_as_good_as_the_simplex_method(program: Program) -> None:
    """PDLP's answers are optimal to six digits, and within the tolerance of every engine (law)."""
    exact, approximate = (solve_program(program, replace(MATHOPT, engine=name)) for name in ("highs", "mathopt:pdlp"))
    assert approximate.status is Status.OPTIMAL
    assert approximate.objective == pytest.approx(exact.objective, rel=1e-6)
    assert approximate.x is not None
    assert evaluate.worst_violation(program, approximate.x).amount < 1e-6


@settings(max_examples=25, deadline=None)
@given(st.one_of(linear_programs(), linear_programs(bounded=True)).map(without_objective))
def test_or_tools_agree_with_highs(program: Program) -> None:
    """MathOpt and CP-SAT prove the status and the optimum that HiGHS proves, wherever they take the program (law)."""
    expected = solve_program(program, replace(MATHOPT, engine="highs", gap=0.0))
    for name in ("mathopt", "mathopt:glop", "mathopt:highs", "mathopt:gscip", "cp_sat"):
        if refusal(registry.engine(name), program.features):
            continue
        result = solve_program(program, replace(MATHOPT, engine=name, gap=0.0))
        assert (name, result.status) == (name, expected.status)
        if expected.objective is not None:
            assert result.objective == pytest.approx(expected.objective, rel=1e-6, abs=1e-6)


def test_integers_are_refused_by_solvers_of_linear_programs() -> None:
    """GLOP does not take integers, and the refusal names engines that do."""
    with pytest.raises(EngineError, match=r"MathOpt \(GLOP\) does not take integer variables") as failure:
        solve_program(dense(MAX, (1,), (0,), (3,), integer=(0,)), replace(MATHOPT, engine="mathopt:glop"))
    assert "--solver mathopt" in failure.value.hint


def test_runaway_of_gscip_is_unbounded() -> None:
    """GSCIP says unbounded by an infinite objective, which MathOpt rejects; users get the status."""
    program = dense(MAX, (1, 0), (0, 0), (INF, INF), [(-INF, (1, -1), 2)])
    assert solve_program(program, replace(MATHOPT, engine="mathopt:gscip")).status is Status.UNBOUNDED


@pytest.mark.parametrize("solver", MathOpt().variants.known)
def test_options_are_taken_or_left(solver: str) -> None:
    """Threads, seed and gap reach the solvers that have them, and disturb none that has not."""
    options = replace(MATHOPT, engine=f"mathopt:{solver}", threads=2, seed=5, gap=0.01)
    assert solve_program(dense(MAX, (3, 2), (0, 0), (3, 9), [(-INF, (2, 2), 7)]), options).objective == pytest.approx(
        10
    )


@pytest.mark.parametrize("engine", ["mathopt", "mathopt:highs"])
def test_time_limit_returns_the_incumbent(engine: str) -> None:
    """At the time limit there is a solution and the reason."""
    program = market_split(5, 45)
    result = solve_program(program, replace(MATHOPT, engine=engine, time_limit=2.0))
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME)
    assert result.x is not None
    assert result.seconds < 2 + host.GRACE_SECONDS


def test_interrupt_returns_the_incumbent() -> None:
    """Ctrl-C stops GSCIP and keeps its best solution; solutions were told of as they came."""
    seen: list[Progress] = []
    asked = threading.Event()

    def watch(progress: Progress) -> None:
        seen.append(progress)
        if progress.objective is not None and not asked.is_set():
            asked.set()
            signal.raise_signal(signal.SIGINT)

    result = solve_program(market_split(5, 45), MATHOPT, watch)
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.INTERRUPT)
    assert seen


def test_memory_limit_is_reported() -> None:
    """A model that does not fit ends with the memory limit as reason."""
    result = solve_program(wide_linear(), replace(MATHOPT, memory_limit=host.LEAST_MEMORY))
    assert (result.status, result.limit) == (Status.UNKNOWN, Limit.MEMORY)


def test_engines_that_cannot_share_a_process_serve_one_caller() -> None:
    """HiGHS in this process, then MathOpt and CP-SAT in workers, in either order: none disturbs the others."""
    program = dense(MAX, (3, 2), (0, 0), (3, 9), [(-INF, (2, 2), 7)], integer=(0, 1))
    for engine in ("highs", "mathopt:highs", "cp_sat", "highs"):
        assert solve_program(program, replace(MATHOPT, engine=engine)).objective == 9
    assert "ortools" not in sys.modules
