"""The worker process: ``python -m nl2opt.solvers.engines.worker [BYTES]`` solves programs for its host, one by one.

Requests come on standard input, messages go to standard output (see ``frames``). What solvers print goes to
standard error, whose end the host quotes when the process dies. BYTES limits the address space of the process.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from importlib import import_module
from typing import BinaryIO

from nl2opt.errors import Nl2optError
from nl2opt.solvers.engines import frames
from nl2opt.solvers.engines.children import kill_group
from nl2opt.solvers.engines.protocol import StopSignal
from nl2opt.solvers.result import EngineResult

_NEWS_SECONDS = 0.2
"""The least time between two messages about an unfinished solve."""


class _Postman:
    """Sends messages one at a time; of news that come faster than the host reads, only the latest."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._latest: EngineResult | None = None
        self._arrived = threading.Event()
        threading.Thread(target=self._deliver, name="news", daemon=True).start()

    def report(self, result: EngineResult) -> None:
        """Send an unfinished result soon, unless a newer one replaces it."""
        self._latest = result
        self._arrived.set()

    def begin(self) -> None:
        """Say that the solve begins."""
        with self._lock:
            frames.write(self._stream, frames.Began())

    def finish(self, message: frames.Answer | frames.Failure) -> None:
        """Send the last message of a solve."""
        with self._lock:
            self._latest = None
            frames.write(self._stream, message)

    def _deliver(self) -> None:
        pause = threading.Event()
        while self._arrived.wait():
            self._arrived.clear()
            with self._lock:
                if self._latest is not None:
                    frames.write(self._stream, frames.News(self._latest))
            pause.wait(_NEWS_SECONDS)


def _limit_memory(limit: int) -> None:
    """Let allocations beyond ``limit`` bytes of address space fail; the engine keeps a lower limit of its own."""
    try:
        import resource
    except ImportError:  # Windows: the engine's own limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _take_over_standard_output() -> BinaryIO:
    """The pipe to the host, for messages only: what else is printed goes to standard error."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


class _Listener:
    """Takes what the host sends: requests in turn, and the wish to stop the one that runs."""

    def __init__(self, stream: BinaryIO) -> None:
        self.requests: queue.SimpleQueue[tuple[frames.Request, StopSignal]] = queue.SimpleQueue()
        self._stream = stream
        threading.Thread(target=self._listen, name="host", daemon=True).start()

    def _listen(self) -> None:
        stop = StopSignal()
        while (message := frames.read(self._stream)) is not None:
            if isinstance(message, frames.Request):
                stop = StopSignal()
                self.requests.put((message, stop))
            else:
                stop.set()
        # The host is gone, and this process goes too, with all that it started.
        if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
            kill_group(os.getpid())
        os._exit(1)


def _solve(request: frames.Request, stop: StopSignal, postman: _Postman) -> frames.Answer | frames.Failure:
    from nl2opt.solvers.engines import registry

    try:
        engine = registry.hosted(request.engine)
        # On a busy machine this may take longer than a short time limit.
        import_module(engine.needs.module or engine.needs.package)
        postman.begin()
        return frames.Answer(engine.solve_here(request.program, request.options, postman.report, stop))
    except Nl2optError as error:
        return frames.Failure(error.what, error.hint, complete=True)
    except MemoryError:
        return frames.Failure("memory ran out", memory=True)
    except Exception as error:
        import traceback

        traceback.print_exc()
        return frames.Failure(f"{type(error).__name__}: {error}")


def main() -> None:
    """Serve requests until the host ends the process, or is gone."""
    # The host answers for Ctrl-C: it sends a message, and the incumbent comes back.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = _take_over_standard_output()
    if len(sys.argv) > 1:
        _limit_memory(int(sys.argv[1]))
    postman, listener = _Postman(pipe), _Listener(sys.stdin.buffer)
    while True:
        request, stop = listener.requests.get()
        postman.finish(_solve(request, stop, postman))
        # The request holds a program that may be large.
        del request, stop


if __name__ == "__main__":
    main()
