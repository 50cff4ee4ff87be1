"""Solving in a worker process: a solver that hangs, dies or eats memory there takes nothing else with it.

A fresh interpreter is started for each solve, or for a series of them (no fork, so that no solver's threads or
libraries are inherited). The host enforces the time limit: first by the solver's own, then, after a grace period, by
ending the process.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from nl2opt.errors import EngineError
from nl2opt.solvers.engines import frames
from nl2opt.solvers.engines.children import kill_group
from nl2opt.solvers.engines.protocol import HostedEngine, ProgressCallback
from nl2opt.solvers.engines.threads import POLL_SECONDS, as_progress
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

GRACE_SECONDS = 5.0
"""How long a worker may go on after its time limit or after Ctrl-C before it is killed."""

LOADING_SECONDS = 60.0
"""How long a worker may take to load its solver's library, which no time limit counts."""

LEAST_MEMORY = 384 * 2**20
"""The smallest memory limit in bytes: interpreter, numpy and a solver take most of it before any model is there."""

_NO_MEMORY = ("bad_alloc", "memoryerror", "out of memory", "insufficient memory", "cannot allocate memory", "no memory")


def solve_in_worker(
    engine: HostedEngine, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
) -> EngineResult:
    """Run ``engine.solve_here`` in a process of its own.

    Raises:
        EngineError: the process died, or the solver failed in it.
        KeyboardInterrupt: at the second Ctrl-C; the process is killed.
    """
    if options.memory_limit is not None and options.memory_limit < LEAST_MEMORY:
        raise EngineError(
            f"A memory limit of {options.memory_limit / 2**20:.0f} MiB is too small for a solver's process.",
            hint=f"Allow {LEAST_MEMORY / 2**20:.0f} MiB or more.",
        )
    worker = _take(engine, options) or _Worker(options.memory_limit)
    try:
        result = worker.solve(engine, program, options, on_progress)
    finally:
        if not (worker.answered and _keep(engine, options, worker)):
            worker.close()
    return result


_kept: dict[str, list[_Worker]] | None = None
"""Idle workers by engine while they are kept; None otherwise."""


@contextmanager
def kept_workers() -> Iterator[None]:
    """Within this context, a worker that has answered serves the next solve with the same engine.

    Starting an interpreter and a solver's library takes longer than a small solve. Workers with a memory limit are not
    kept, and neither are those that were stopped.
    """
    global _kept
    before, _kept = _kept, {}
    try:
        yield
    finally:
        idle, _kept = _kept, before
        for workers in idle.values():
            for worker in workers:
                worker.close()


def _take(engine: HostedEngine, options: SolveOptions) -> _Worker | None:
    idle = None if _kept is None or options.memory_limit is not None else _kept.get(_family(engine))
    return idle.pop() if idle else None


def _keep(engine: HostedEngine, options: SolveOptions, worker: _Worker) -> bool:
    if _kept is None or options.memory_limit is not None:
        return False
    _kept.setdefault(_family(engine), []).append(worker)
    return True


def _family(engine: HostedEngine) -> str:
    """Engines of one name load the same libraries, whichever solver is named after the colon."""
    return engine.name.partition(":")[0]


class _Worker:
    """One worker process, from its start to its end.

    Attributes:
        answered: whether it waits for another request.
    """

    def __init__(self, memory_limit: int | None) -> None:
        self.answered = False
        self._messages: queue.SimpleQueue[frames.Message | None] = queue.SimpleQueue()
        self._last_words: deque[bytes] = deque(maxlen=20)
        # -P: the working directory must not shadow the installed package.
        command = [sys.executable, "-P", "-m", "nl2opt.solvers.engines.worker"]
        if memory_limit is not None:
            command.append(str(memory_limit))
        windows = sys.platform == "win32"
        # What the solver writes to disk goes when the worker does, however it ends.
        self._folder = TemporaryDirectory(prefix="nl2opt-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": self._folder.name, "TEMP": self._folder.name, "TMP": self._folder.name},
            start_new_session=not windows,  # Ctrl-C in a terminal reaches the host only
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        )
        self._readers = [
            threading.Thread(target=self._read_messages, daemon=True),
            threading.Thread(target=self._read_words, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def close(self) -> None:
        """End the process and all that it started."""
        self._process.kill()
        kill_group(self._process.pid)
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not yet written to a process that is gone
                    continue
        self._folder.cleanup()

    def solve(
        self, engine: HostedEngine, program: Program, options: SolveOptions, on_progress: ProgressCallback | None
    ) -> EngineResult:
        """Solve in this process; see ``solve_in_worker``."""
        self.answered = False
        self._title = engine.title
        self._name = engine.name
        self._options = options
        self._started = time.perf_counter()
        self._latest: EngineResult | None = None
        self._last_words.clear()
        # The names are of no use to a solver, and may be the larger part.
        nameless = replace(program, variable_blocks=(), constraint_blocks=(), _features=[])
        self.send(frames.Request(engine.name, nameless, options))
        return self.wait(on_progress)

    def send(self, message: frames.Message) -> None:
        """Send a message; a worker that is gone is noticed when it is waited for."""
        try:
            frames.write(cast(BinaryIO, self._process.stdin), message)
        except OSError:
            return

    def wait(self, on_progress: ProgressCallback | None) -> EngineResult:
        """The worker's answer, or the last incumbent of a worker that had to be killed at a limit."""
        limit = self._options.time_limit
        deadline = None if limit is None else time.perf_counter() + limit + LOADING_SECONDS
        stopped_by = Limit.TIME
        while True:
            try:
                message = self._next(on_progress)
                if isinstance(message, frames.Answer):
                    self.answered = stopped_by is Limit.TIME
                    return replace(message.result, seconds=self._seconds())
                if isinstance(message, frames.Failure):
                    return self._failed(message)
                if isinstance(message, frames.Began) and limit is not None and stopped_by is Limit.TIME:
                    deadline = time.perf_counter() + limit + GRACE_SECONDS
                if deadline is not None and time.perf_counter() > deadline:
                    return self._last_incumbent(stopped_by, f"{self._title} did not stop by itself and was ended.")
            except _Gone:
                return self._died()
            except KeyboardInterrupt:
                if stopped_by is Limit.INTERRUPT:
                    raise
                stopped_by = Limit.INTERRUPT
                deadline = time.perf_counter() + GRACE_SECONDS
                self.send(frames.Stop())

    def _next(self, on_progress: ProgressCallback | None) -> frames.Message | None:
        try:
            message = self._messages.get(timeout=POLL_SECONDS)
        except queue.Empty:
            return None
        if message is None:
            raise _Gone
        if isinstance(message, frames.News):
            self._latest = message.result
            if on_progress:
                on_progress(as_progress(message.result))
        return message

    def _read_messages(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        while (message := frames.read(stream)) is not None:
            self._messages.put(message)
        self._messages.put(None)

    def _read_words(self) -> None:
        for line in cast(BinaryIO, self._process.stderr):
            # SoPlex without GMP says this thousands of times, and it harms nothing.
            if b"without GMP" not in line:
                self._last_words.append(line)

    def _failed(self, failure: frames.Failure) -> EngineResult:
        if failure.memory:
            return self._out_of_memory()
        self.answered = True
        what = failure.what if failure.complete else f"{self._title} failed: {failure.what}"
        raise EngineError(what, hint=failure.hint)

    def _died(self) -> EngineResult:
        kill_group(self._process.pid)
        code = self._process.wait()
        for reader in self._readers:
            reader.join()
        words = b"".join(self._last_words).decode(errors="replace").strip()
        if self._options.memory_limit is not None and any(phrase in words.casefold() for phrase in _NO_MEMORY):
            return self._out_of_memory()
        hint = "Another engine or a smaller model may do."
        if code == -getattr(signal, "SIGKILL", 9):
            hint = "The system may have run out of memory: close other programs, or set a memory limit."
        last = f" Its last words: {words.splitlines()[-1]}" if words else ""
        raise EngineError(
            f"The process of {self._title} {_how_it_ended(code)} after {self._seconds():.1f} s.{last}", hint=hint
        )

    def _out_of_memory(self) -> EngineResult:
        return self._last_incumbent(Limit.MEMORY, f"{self._title} reached the memory limit.")

    def _last_incumbent(self, limit: Limit, message: str) -> EngineResult:
        latest = self._latest or EngineResult(Status.UNKNOWN, self._name)
        status = Status.UNKNOWN if latest.x is None else Status.FEASIBLE
        objective = None if latest.x is None else latest.objective
        return replace(
            latest, status=status, objective=objective, limit=limit, seconds=self._seconds(), message=message
        )

    def _seconds(self) -> float:
        return time.perf_counter() - self._started


class _Gone(Exception):
    """The worker closed its pipe."""


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"ended with the code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
