"""A large file on its way: it grows at its end, survives an interruption, and its hash is known when it is complete."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

CHECKPOINT_BYTES = 32 * 2**20
CHUNK = 2**20


class WritingError(Exception):
    """The disk refuses; ``error`` is what it says. It is no OSError, as sources take those for faults of their own."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class PartialFile:
    """The verified beginning of a file with known size, kept as ``<target>.part`` beside a small journal.

    The journal says up to which byte the file was complete, and the hash of these bytes. On opening, what lies behind
    is cut off; if the bytes before do not have that hash, all is dropped. Whoever continues may be another source than
    the one that began, because all of them are to deliver the same bytes.

    Args:
        target: the final place of the file.
        size: bytes of the whole file.
        identity: of the whole file (its hash); a partial file of another one is dropped.
        progress: called with the bytes that are complete or announced, whenever they grow.

    Raises:
        OSError: the folder cannot be written.
    """

    def __init__(self, target: Path, size: int, identity: str, progress: Callable[[int], None]) -> None:
        self._target = target
        self._path = target.with_name(f"{target.name}.part")
        self._journal = target.with_name(f"{target.name}.part.json")
        self._total = size
        self._identity = identity
        self._progress = progress
        self._hash = hashlib.sha256()
        self._size = 0
        self._safe = 0
        self._reported = 0
        self._file = self._path.open("r+b" if self._path.exists() else "w+b")
        try:
            self._resume()
        except BaseException:
            self._file.close()
            raise
        self.resumed = self._size > 0

    @property
    def size(self) -> int:
        """Bytes that are complete."""
        return self._size

    @property
    def missing(self) -> int:
        """Bytes that are still to come."""
        return self._total - self._size

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes that are complete."""
        return self._hash.hexdigest()

    def append(self, data: bytes) -> None:
        """Write ``data`` at the end.

        Raises:
            OverflowError: there are more bytes than the whole file has.
            WritingError: the disk is full, say.
        """
        if len(data) > self.missing:
            raise OverflowError(f"more than {self._total} bytes")
        try:
            self._file.write(data)
        except OSError as error:
            raise WritingError(error) from error
        self._hash.update(data)
        self._size += len(data)
        self._report(self._size)
        if self._size - self._safe >= CHECKPOINT_BYTES:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Note in the journal that all bytes up to here are good.

        Raises:
            WritingError: the disk is full, say.
        """
        note = {"identity": self._identity, "size": self._size, "sha256": self.digest}
        temporary = self._journal.with_suffix(".new")
        try:
            self._file.flush()
            temporary.write_text(json.dumps(note), encoding="utf-8")
            temporary.replace(self._journal)
        except OSError as error:
            raise WritingError(error) from error
        self._safe = self._size

    def announce(self, coming: int) -> None:
        """Report bytes that are on their way but not here yet, for the progress only."""
        self._report(min(self._size + coming, self._total))

    def restart(self) -> None:
        """Drop all bytes."""
        self._journal.unlink(missing_ok=True)
        self._truncate(0)
        self._hash = hashlib.sha256()
        self._size = self._safe = self._reported = 0
        self.resumed = False

    def finish(self) -> None:
        """Move the complete file to its final place, in one step."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.replace(self._target)
        self._journal.unlink(missing_ok=True)

    def close(self) -> None:
        """Keep what is there for the next time, as far as the disk allows."""
        if self._file.closed:
            return
        with contextlib.suppress(WritingError):
            if self._size > self._safe:
                self.checkpoint()
        # Closing writes what is left in the buffer, which a full disk refuses once more.
        with contextlib.suppress(OSError):
            self._file.close()

    def _resume(self) -> None:
        try:
            note = json.loads(self._journal.read_text(encoding="utf-8"))
            size, digest, identity = int(note["size"]), str(note["sha256"]), note["identity"]
        except (OSError, ValueError, KeyError, TypeError):
            return self._truncate(0)
        if identity != self._identity or not 0 < size <= self._total:
            return self._truncate(0)
        left = size
        while left > 0 and (data := self._file.read(min(CHUNK, left))):
            self._hash.update(data)
            left -= len(data)
        if left > 0 or self.digest != digest:
            self._hash = hashlib.sha256()
            return self._truncate(0)
        self._size = self._safe = size
        self._truncate(size)
        return self._report(size)

    def _report(self, size: int) -> None:
        # What was announced is written a moment later, and must not make the count go back.
        if size > self._reported:
            self._reported = size
            self._progress(size)

    def _truncate(self, size: int) -> None:
        self._file.seek(size)
        self._file.truncate()
