"""Files that are there as a whole or not at all, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from pathlib import Path

from nl2opt.errors import Nl2optError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CHUNK = 2**20


class DiskError(Nl2optError):
    """The disk refuses to take a file; what was there before is untouched."""


def write_durably(path: Path, content: bytes) -> str:
    """Write a file so that after a crash at any time it is the old or the new one.

    Its folder is made where it is missing.

    Returns:
        The SHA-256 of the content.

    Raises:
        DiskError: the disk is full, or the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise disk_error(path, error) from None
    return hashlib.sha256(content).hexdigest()


def disk_error(path: Path, error: OSError) -> DiskError:
    """What to tell about a file that cannot be written."""
    if error.errno in _FULL:
        return DiskError(
            f"'{path.name}' cannot be written, because the disk is full.",
            where=str(path.parent),
            hint="Make room and run the same command again: it goes on where it stopped.",
            retryable=True,
        )
    return DiskError(
        f"'{path.name}' cannot be written: {error.strerror or error}.",
        where=str(path.parent),
        hint="Check the folder and its permissions, and run the same command again.",
        retryable=True,
    )


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal; None where there is no file that can be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system lets a folder be opened."""
    with contextlib.suppress(PermissionError, IsADirectoryError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
