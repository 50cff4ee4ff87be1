"""SHA-256 of large files, remembered so that a model of a gigabyte is not read at every start."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelFileError
from nl2opt.llm.folders import cache_folder
from nl2opt.llm.records import read_record, update_record

CHUNK = 4 * 2**20


def file_hash(path: Path, *, fresh: bool = False, progress: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file, in hexadecimal digits.

    The hash is remembered in the cache folder for the file's size and time of change; a file that changes in either
    is read again.

    Args:
        path: the file.
        fresh: read the file even if its hash is remembered.
        progress: called with the number of bytes of each piece that was read.

    Raises:
        ModelFileError: the file is missing or cannot be read.
    """
    try:
        path = path.resolve(strict=True)
        stat = path.stat()
        mark = {"size": stat.st_size, "changed": stat.st_mtime_ns}
        known = _record().get(str(path), {})
        if not fresh and {name: known.get(name) for name in mark} == mark:
            return str(known["sha256"])
        digest = _hash(path, progress)
    except OSError as error:
        raise ModelFileError(
            f"The model file {path} cannot be read: {error.strerror}.", hint="Run: nl2opt model list"
        ) from error
    remember_hash(path, digest)
    return digest


def remember_hash(path: Path, digest: str) -> None:
    """Note that the file, as it is now, has this SHA-256; a folder that cannot be written costs the memory only."""
    path = path.resolve()
    stat = path.stat()
    entry = {"size": stat.st_size, "changed": stat.st_mtime_ns, "sha256": digest}

    def change(record: dict[str, Any]) -> None:
        record[str(path)] = entry
        for name in [name for name in record if not Path(name).exists()]:
            del record[name]

    with contextlib.suppress(OSError):
        update_record(cache_folder() / "hashes.json", change)


def _record() -> dict[str, Any]:
    return read_record(cache_folder() / "hashes.json")


def _hash(path: Path, progress: Callable[[int], None] | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            if progress is not None:
                progress(len(chunk))
    return digest.hexdigest()
