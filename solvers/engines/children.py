"""Programs that a worker starts: solvers that a modelling layer runs as commands of their own.

A worker leads a process group, so that what it started is found again whatever layer started it.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress


def interrupt_children() -> None:
    """In a worker: ask the programs that it started to stop, as Ctrl-C in a terminal would.

    The worker itself ignores the signal; solvers like CBC end with the best solution they have.
    """
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGINT)


def kill_group(leader: int) -> None:
    """In the host: end a worker and all that it started, at once."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
