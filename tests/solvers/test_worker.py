"""Worker processes that are killed, stopped, limited and interrupted: each of them real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nl2opt.errors import EngineError
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import host
from nl2opt.solvers.engines.protocol import Progress
from nl2opt.solvers.result import Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, dense
from tests.solvers.hard_programs import market_split, rugged, wide_linear

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")

SCIP = SolveOptions(engine="scip")
SMALL = dense(MAX, (3, 2), (0, 0), (3, 9), [(-INF, (2, 2), 7)], integer=(0, 1))


def workers(host_id: int | None = None) -> Iterator[int]:
    """The process ids of a process's workers, by default of this one."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (OSError, IndexError):
                continue
            if parent == (host_id or os.getpid()) and b"nl2opt.solvers.engines.worker" in command:
                yield int(entry.name)


def at_first_incumbent(act: Callable[[int], None]) -> Callable[[Progress], None]:
    """A watcher that does ``act`` to the worker once, as soon as a solution is known."""
    done = threading.Event()

    def watch(progress: Progress) -> None:
        if progress.objective is not None and not done.is_set():
            done.set()
            for worker in workers():
                act(worker)

    return watch


def test_killed_worker_is_reported() -> None:
    """A worker that is killed ends in an error that names the signal and what may have happened."""
    with pytest.raises(EngineError, match="SCIP was ended by SIGKILL") as failure:
        solve_program(market_split(), SCIP, at_first_incumbent(lambda worker: os.kill(worker, signal.SIGKILL)))
    assert "memory" in failure.value.hint
    assert not list(workers())


def test_crashed_worker_is_reported() -> None:
    """A crash inside the solver's library is an error, not the end of the caller."""
    with pytest.raises(EngineError, match="SIGSEGV"):
        solve_program(market_split(), SCIP, at_first_incumbent(lambda worker: os.kill(worker, signal.SIGSEGV)))


def test_hanging_worker_is_ended_at_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that no longer moves is killed after the limit and a grace period; its last incumbent is the answer."""
    monkeypatch.setattr(host, "GRACE_SECONDS", 0.5)
    started = time.perf_counter()
    result = solve_program(
        market_split(),
        replace(SCIP, time_limit=3.0),
        at_first_incumbent(lambda worker: os.kill(worker, signal.SIGSTOP)),
    )
    assert 3.0 <= time.perf_counter() - started < 10
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME)
    assert result.objective is not None
    assert "ended" in result.message
    assert not list(workers())


def test_time_limit_is_kept() -> None:
    """A solver that obeys its limit returns its incumbent and bound soon after."""
    started = time.perf_counter()
    result = solve_program(market_split(), replace(SCIP, time_limit=1.5))
    assert time.perf_counter() - started < 6
    assert (result.status, result.limit) == (Status.FEASIBLE, Limit.TIME)
    assert result.bound is not None


@pytest.mark.parametrize("engine", ["scip", "highs"])
def test_memory_limit_stops_the_solve_and_nothing_else(engine: str) -> None:
    """A model that does not fit ends with the memory limit as reason, and the caller lives on."""
    result = solve_program(wide_linear(), SolveOptions(engine=engine, memory_limit=host.LEAST_MEMORY, time_limit=60))
    assert (result.status, result.limit) == (Status.UNKNOWN, Limit.MEMORY)
    assert solve_program(SMALL, SolveOptions(engine=engine)).status is Status.OPTIMAL


@pytest.mark.parametrize("engine", ["scip", "highs"])
def test_small_model_fits_into_the_least_memory(engine: str) -> None:
    """The smallest limit that is allowed leaves room for a small model."""
    result = solve_program(SMALL, SolveOptions(engine=engine, memory_limit=host.LEAST_MEMORY))
    assert result.status is Status.OPTIMAL


def test_memory_limit_below_the_least_is_refused() -> None:
    """A limit in which no solver starts is the user's mistake, said at once."""
    with pytest.raises(EngineError, match="too small") as failure:
        solve_program(SMALL, replace(SCIP, memory_limit=10 * 2**20))
    assert "MiB or more" in failure.value.hint


INTERRUPTED = """
import sys
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.result import SolveOptions
from tests.solvers.hard_programs import {program}

def watch(progress):
    if progress.objective is not None:
        print("incumbent", flush=True)

result = solve_program({program}(), SolveOptions(engine={engine!r}), watch)
print(result.status, result.limit, result.objective is not None, len(result.x), flush=True)
"""


def interrupted(program: str, engine: str) -> subprocess.Popen[str]:
    """A process that solves without a time limit and prints ``incumbent`` at each."""
    script = INTERRUPTED.format(program=program, engine=engine)
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("program", "engine"), [("market_split", "highs"), ("market_split", "scip"), ("rugged", "scip")]
)
def test_ctrl_c_keeps_the_incumbent(program: str, engine: str) -> None:
    """SIGINT to a solving process, as a terminal sends it, ends the solve with its best solution."""
    with interrupted(program, engine) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "incumbent\n"
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    columns = {"market_split": market_split, "rugged": rugged}[program]().columns
    assert out.splitlines()[-1] == f"feasible interrupted True {len(columns)}"


def test_second_ctrl_c_gives_up_at_once() -> None:
    """When the worker does not answer the first Ctrl-C, a second one ends the solve without its grace period."""
    with interrupted("market_split", "scip") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "incumbent\n"
        (worker,) = workers(process.pid)
        os.kill(worker, signal.SIGSTOP)
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=host.GRACE_SECONDS - 1)
    assert process.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in err
    assert not Path(f"/proc/{worker}").exists()


def test_worker_ends_with_its_host() -> None:
    """When the host is killed, its worker does not go on burning the machine."""
    with interrupted("market_split", "scip") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "incumbent\n"
        mine = list(workers(process.pid))
        assert len(mine) == 1
        process.kill()
        process.wait()
    deadline = time.perf_counter() + 10
    while Path(f"/proc/{mine[0]}").exists():
        state = Path(f"/proc/{mine[0]}/stat").read_text().rpartition(")")[2].split()[0]
        if state == "Z":
            break
        assert time.perf_counter() < deadline, "the worker is still there"
        time.sleep(0.1)


def test_failing_watcher_leaves_no_worker() -> None:
    """An error in the watcher reaches the caller, and the worker is gone."""

    def fail(progress: Progress) -> None:
        raise LookupError("watcher")

    with pytest.raises(LookupError, match="watcher"):
        solve_program(market_split(), replace(SCIP, time_limit=20), fail)
    assert not list(workers())


def test_worker_works_beside_a_folder_that_shadows_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder called nl2opt in the working directory is not taken for the package."""
    (tmp_path / "nl2opt").mkdir()
    (tmp_path / "nl2opt" / "__init__.py").write_text("raise RuntimeError('the wrong package')\n")
    monkeypatch.chdir(tmp_path)
    assert solve_program(SMALL, SCIP).objective == pytest.approx(9)
