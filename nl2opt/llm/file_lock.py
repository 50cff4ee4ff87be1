"""A lock between processes, held through an open file; the system frees it when its process dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import FileIO
from pathlib import Path

POLL_SECONDS = 0.1


class FileLock:
    """A context manager that only one process (or thread) can be inside at a time.

    Args:
        path: the lock's file, made if it is missing and left behind.
        waiting: called once when somebody else holds the lock.

    Raises:
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path, waiting: Callable[[], None] | None = None) -> None:
        self._path = path
        self._waiting = waiting
        self._file: FileIO | None = None

    def __enter__(self) -> FileLock:
        file = FileIO(self._path, "a+")
        try:
            announced = False
            while not _try_lock(file):
                if not announced and self._waiting is not None:
                    self._waiting()
                announced = True
                time.sleep(POLL_SECONDS)
        except BaseException:
            file.close()
            raise
        self._file = file
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: FileIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
