"""Running a solve in a thread of its own, so that Ctrl-C stops it and keeps the incumbent.

Python delivers Ctrl-C to the main thread, and only between its own instructions: a solver that is called there holds
it back until it ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from nl2opt.solvers.engines.protocol import Progress, ProgressCallback, StopSignal
from nl2opt.solvers.result import EngineResult

POLL_SECONDS = 0.1
"""How often a waiting thread looks for news of the solve."""


def run_interruptibly(
    solve: Callable[[Callable[[EngineResult], None], StopSignal], EngineResult],
    on_progress: ProgressCallback | None,
    name: str,
) -> EngineResult:
    """Call ``solve(report, stop)`` in a thread and wait for it.

    Args:
        solve: the work; it must end soon after ``stop`` is set.
        on_progress: called here, in the caller's thread, with what ``solve`` reports.
        name: names the thread.

    Raises:
        KeyboardInterrupt: at the second Ctrl-C; the thread is left behind.
    """
    stop, done = StopSignal(), threading.Event()
    results: list[EngineResult] = []
    failures: list[BaseException] = []
    news: list[EngineResult] = []

    def work() -> None:
        try:
            results.append(solve(news.append if on_progress else _ignore, stop))
        except BaseException as failure:
            failures.append(failure)
        finally:
            done.set()

    threading.Thread(target=work, name=f"solve with {name}", daemon=True).start()
    while True:
        try:
            # With a timeout, because a wait without one cannot be interrupted on Windows.
            while not done.wait(POLL_SECONDS):
                if on_progress and news:
                    latest, news[:] = news[-1], []
                    on_progress(as_progress(latest))
            break
        except KeyboardInterrupt:
            if stop.is_set():
                raise
            stop.set()
        except BaseException:  # on_progress failed: end the solve, too
            stop.set()
            raise
    if failures:
        raise failures[0]
    return results[0]


def as_progress(result: EngineResult) -> Progress:
    """The part of an unfinished result that a watcher sees."""
    return Progress(result.seconds, result.objective, result.bound, result.nodes)


def _ignore(result: EngineResult) -> None:
    """Nobody watches."""
