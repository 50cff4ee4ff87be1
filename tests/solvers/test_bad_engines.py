"""Engines that are not there, refuse, die, hang or run out of memory: each the real one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nl2opt.errors import EngineError, Nl2optError
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import host, registry
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, apply, dense, term
from tests.solvers.hard_programs import market_split, wide_linear

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
SMALL = dense(MAX, (3, 2), (0, 0), (3, 9), [(-INF, (2, 2), 7)], integer=(0, 1))
ROOT = Path(__file__).parents[2]


def many(columns: int = 3000) -> Program:
    """A program larger than what Gurobi's licence without a purchase allows."""
    return dense(MIN, [1.0] * columns, [0.0] * columns, [1.0] * columns, [(1.0, [1.0] * columns, INF)])


def wavy() -> Program:
    """A nonlinear program of one variable."""
    return dense(MAX, (0,), (0,), (5,), objective=apply("sin", term(0)))


WITHOUT = """
import sys

# Finds all modules but those of one package.
class Without:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] == {package!r} else self.finder.find_spec(name, path, target)

sys.meta_path[:] = [Without(finder) for finder in sys.meta_path if hasattr(finder, "find_spec")]
from nl2opt.errors import Nl2optError
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.result import SolveOptions
from nl2opt.solvers.testing_programs import MAX, dense

try:
    solve_program(dense(MAX, (3,), (0,), (3,)), SolveOptions(engine={engine!r}))
except Nl2optError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("engine", "package", "command"),
    [
        ("highs", "highspy", "pip install highspy"),
        ("scip", "pyscipopt", "pip install pyscipopt"),
        ("cp_sat", "ortools", "pip install 'nl2opt[ortools]'"),
        ("mathopt", "ortools", "pip install 'nl2opt[ortools]'"),
        ("pyomo", "pyomo", "pip install 'nl2opt[pyomo]'"),
        ("pulp", "pulp", "pip install 'nl2opt[pulp]'"),
        ("pulp:highs", "pulp", "pip install 'nl2opt[pulp]'"),
    ],
)
def test_engine_that_is_not_installed(engine: str, package: str, command: str) -> None:
    """The error is the exact line that installs the package, in a process that really cannot import it."""
    script = WITHOUT.format(package=package, engine=engine)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    what, _, hint = done.stdout.strip().partition("\n\n")
    assert f"'{engine}'" in what
    assert f"'{package}'" in what
    assert "not installed" in what
    assert hint == f"Run: {command}"


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        ("pyomo:glpk", ("Pyomo finds no GLPK", "glpsol")),
        ("pyomo:ipopt", ("Pyomo finds no Ipopt", "conda install -c conda-forge ipopt")),
        ("pyomo:abacus", ("Pyomo finds no solver 'abacus'", "glpk")),
        ("pulp:glpk", ("PuLP finds no GLPK", "glpsol")),
        ("pulp:abacus", ("PuLP finds no solver 'abacus'", "PULP_CBC_CMD")),
    ],
)
def test_solver_that_is_not_on_the_machine(
    engine: str, words: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A modelling layer without the solver that was asked for says so, and how to get it."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    program = dense(MAX, (3,), (0,), (3,), [(0, (1,), 2)])
    with pytest.raises(EngineError) as failure:
        solve_program(program, SolveOptions(engine=engine))
    assert words[0] in failure.value.what
    assert words[1] in failure.value.hint


def test_package_that_an_interface_of_pyomo_lacks(tmp_path: Path) -> None:
    """Gurobi through Pyomo also needs scipy: without it, the error is the line that installs it."""
    pytest.importorskip("gurobipy")
    (tmp_path / "scipy.py").write_text("raise ModuleNotFoundError(\"No module named 'scipy'\", name='scipy')\n")
    script = WITHOUT.format(package="scipy", engine="pyomo:gurobi")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True, env=environment
    )
    what, _, hint = done.stdout.strip().partition("\n\n")
    assert "needs the package 'scipy'" in what
    assert hint == "Run: pip install scipy"


@pytest.mark.parametrize("engine", ["pyomo:gurobi", "pulp:gurobi"])
def test_licence_that_refuses(engine: str) -> None:
    """A model larger than the licence allows is one error that speaks of the licence, with a way out."""
    pytest.importorskip("gurobipy")
    if Path(os.environ.get("GRB_LICENSE_FILE", Path.home() / "gurobi.lic")).exists():
        pytest.skip("there is a licence without limits")
    with pytest.raises(EngineError, match="licence") as failure:
        solve_program(many(), SolveOptions(engine=engine))
    assert "Gurobi" in failure.value.what
    assert "--solver highs" in failure.value.hint


@pytest.mark.parametrize("engine", ["highs", "cp_sat", "mathopt:glop", "pulp", "pyomo:cbc"])
def test_feature_that_the_engine_does_not_take(engine: str) -> None:
    """The refusal says what the engine does not take, and names one that does."""
    with pytest.raises(EngineError, match=r"does not take .*nonlinear expressions") as failure:
        solve_program(wavy(), SolveOptions(engine=engine))
    assert "--solver scip" in failure.value.hint


def test_unknown_engine_is_an_error_with_a_guess() -> None:
    """A misspelt name leads to the right one."""
    with pytest.raises(Nl2optError, match="no engine 'pyommo'") as failure:
        registry.engine("pyommo")
    assert "Did you mean 'pyomo'?" in failure.value.hint


def processes() -> Iterator[tuple[int, str, int, int]]:
    """Id, command, parent and session of every process that has not ended."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                head, _, tail = (entry / "stat").read_text().rpartition(")")
            except OSError:
                continue
            state, parent, _, session = tail.split()[:4]
            if state != "Z":
                yield int(entry.name), head.partition("(")[2], int(parent), int(session)


def members(leader: int) -> list[str]:
    """What a worker and all that it started still run, when they had a moment to die."""
    running: list[str] = []
    for _ in range(100):
        running = [command for _, command, _, session in processes() if session == leader]
        if not running:
            break
        time.sleep(0.1)
    return running


def when_it_runs(program: str, act: Callable[[int, int], None], seconds: float = 60) -> threading.Thread:
    """Call ``act(worker, child)`` soon after a worker of this process runs ``program``."""

    def wait() -> None:
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            running = list(processes())
            workers = {number for number, _, parent, session in running if parent == os.getpid() and session == number}
            for number, command, _, session in running:
                if command == program and session in workers:
                    time.sleep(0.2)
                    act(session, number)
                    return
            time.sleep(0.05)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@needs_proc
@pytest.mark.parametrize("engine", ["pulp", "pyomo:cbc"])
def test_killed_worker_takes_its_solver_with_it(engine: str) -> None:
    """When a worker is killed, the error says so, and the solver's program that it had started is gone."""
    leaders: list[int] = []

    def kill(worker: int, _: int) -> None:
        leaders.append(worker)
        os.kill(worker, signal.SIGKILL)

    thread = when_it_runs("cbc", kill)
    with pytest.raises(EngineError, match="was ended by SIGKILL"):
        solve_program(market_split(), SolveOptions(engine=engine))
    thread.join()
    assert not members(leaders[0])


@needs_proc
def test_killed_solver_is_reported() -> None:
    """When the solver's own program dies under PuLP, that is an error and not a status."""
    thread = when_it_runs("cbc", lambda _, child: os.kill(child, signal.SIGKILL))
    with pytest.raises(EngineError, match="CBC through PuLP failed"):
        solve_program(market_split(), SolveOptions(engine="pulp"))
    thread.join()


@needs_proc
def test_solver_that_hangs_is_ended_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that no longer moves is ended soon after the time limit, and so is its worker."""
    monkeypatch.setattr(host, "GRACE_SECONDS", 3.0)
    leaders: list[int] = []

    def stop(worker: int, child: int) -> None:
        leaders.append(worker)
        os.kill(child, signal.SIGSTOP)

    thread = when_it_runs("cbc", stop)
    started = time.perf_counter()
    result = solve_program(market_split(), SolveOptions(engine="pulp", time_limit=3))
    assert time.perf_counter() - started < 20
    thread.join()
    assert leaders
    assert (result.status, result.limit) == (Status.UNKNOWN, Limit.TIME)
    assert "was ended" in result.message
    assert not members(leaders[0])


@pytest.mark.parametrize("engine", ["pulp:highs", "pyomo:cbc"])
def test_time_limit_reaches_the_solver_after_a_colon(engine: str) -> None:
    """The solver itself stops at the limit, with a solution, a bound that is one, and the limit as reason."""
    result = solve_program(market_split(), SolveOptions(engine=engine, time_limit=2))
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME), result
    assert "ended" not in result.message
    assert result.objective is not None
    assert result.bound is not None
    assert -1e-6 <= result.bound <= result.objective  # a sum of slacks is not negative


@pytest.mark.parametrize("engine", ["pulp", "pyomo"])
def test_memory_limit_stops_the_solve_and_nothing_else(engine: str) -> None:
    """A model that does not fit ends with the memory limit as reason, and a small one is solved after it."""
    options = SolveOptions(engine=engine, memory_limit=host.LEAST_MEMORY, time_limit=60)
    result = solve_program(wide_linear(rows=12), options)
    assert (result.status, result.limit) == (Status.UNKNOWN, Limit.MEMORY), result
    assert solve_program(SMALL, SolveOptions(engine=engine)).objective == pytest.approx(9)


def test_options_that_cannot_be_passed_on_are_named() -> None:
    """An option that a modelling layer has no way to pass on is said in the message, and others are not."""
    result = solve_program(SMALL, SolveOptions(engine="pulp:scip", seed=5, threads=1, gap=1e-4))
    assert result.message == "SCIP was not told the seed: PuLP has no way to pass it on."
    assert solve_program(SMALL, SolveOptions(engine="pulp", seed=5, threads=1)).message == ""
    assert solve_program(SMALL, SolveOptions(engine="pyomo", seed=5, threads=1, gap=1e-4)).message == ""
