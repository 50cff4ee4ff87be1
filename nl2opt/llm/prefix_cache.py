"""Processed prompt prefixes on disk, so that a new process need not read a common prompt again.

A file is what llama.cpp saves for a slot. llama.cpp aborts the whole process when such a file is truncated, so a
file's name carries its own hash and size, and a file that does not match is deleted instead of restored.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from pathlib import Path

KEEP_FILES = 8
KEEP_BYTES = 512 * 2**20
STALE_SECONDS = 3600.0
"""After so long, a file that is still being saved has lost its process."""
_SUFFIX = ".prefix"


class PrefixCache:
    """The prefixes in one folder; at most ``keep_files`` files and ``keep_bytes`` bytes, the least used go first.

    Args:
        folder: made if it is missing.
        settings: whatever else the processed form depends on (model hash, context length, engine version); strings.
        keep_files: the most files to keep.
        keep_bytes: the most bytes to keep.
    """

    def __init__(
        self, folder: Path, settings: tuple[str, ...], *, keep_files: int = KEEP_FILES, keep_bytes: int = KEEP_BYTES
    ) -> None:
        self.folder = folder
        self._settings = settings
        self._keep_files = keep_files
        self._keep_bytes = keep_bytes
        self._intact: dict[Path, tuple[int, ...]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def key(self, tokens: tuple[int, ...], adapter: str) -> str:
        """The name under which these tokens are kept, for the adapter with this hash (empty for none)."""
        content = json.dumps([self._settings, adapter, tokens]).encode()
        return hashlib.sha256(content).hexdigest()[:32]

    def find(self, key: str) -> str | None:
        """The name of an intact file for ``key`` inside the folder, or None; damaged files are deleted."""
        for path in self.folder.glob(f"{key}-*{_SUFFIX}"):
            if self._is_intact(path, path.stem.removeprefix(f"{key}-")):
                return path.name
            _delete(path)
        return None

    def temporary_name(self) -> str:
        """A name in the folder under which nobody looks for a prefix."""
        return f"saving-{os.getpid()}-{secrets.token_hex(4)}.tmp"

    def keep(self, key: str, temporary: str, size: int) -> None:
        """Give the file that llama.cpp has saved as ``temporary`` its place, and delete what is too much.

        A file that has not ``size`` bytes is deleted: the disk was full, which costs time at the next start and
        nothing else.
        """
        path = self.folder / temporary
        try:
            if size > 0 and path.stat().st_size == size:
                path.replace(self.folder / f"{key}-{_describe(path)}{_SUFFIX}")
            else:
                _delete(path)
        except OSError:
            _delete(path)
        self._trim()

    def discard(self, name: str) -> None:
        """Delete a file that turned out to be of no use."""
        _delete(self.folder / name)

    def _is_intact(self, path: Path, description: str) -> bool:
        """Whether the content is what the name says; read again only if the file's size or time has changed."""
        if self._intact.get(path) != _stamp(path) or not _stamp(path):
            if _describe(path) != description:
                return False
            with contextlib.suppress(OSError):
                os.utime(path)
            self._intact[path] = _stamp(path)
        return True

    def _trim(self) -> None:
        for path in self.folder.glob("saving-*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE_SECONDS:
                    _delete(path)
        found = []
        for path in self.folder.glob(f"*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime_ns, stat.st_size, path))
        total = 0
        for count, (_, size, path) in enumerate(sorted(found, reverse=True), 1):
            total += size
            if count > 1 and (count > self._keep_files or total > self._keep_bytes):
                _delete(path)


def _describe(path: Path) -> str:
    """Size and hash of a file's content, as its name carries them; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "blake2b").hexdigest()
            return f"{file.tell()}-{digest[:32]}"
    except OSError:
        return ""


def _stamp(path: Path) -> tuple[int, ...]:
    """Size and time of change; empty for a file that is not there."""
    try:
        stat = path.stat()
    except OSError:
        return ()
    return (stat.st_size, stat.st_mtime_ns)


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
