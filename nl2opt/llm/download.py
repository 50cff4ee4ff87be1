"""Fetching a model file from the sources where it stands, one after the other, until one delivers the right bytes."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nl2opt.errors import ModelError, ModelFileError
from nl2opt.llm.catalogue import KnownModel
from nl2opt.llm.partial_file import CHUNK, PartialFile, WritingError

SPARE_BYTES = 32 * 2**20
"""Room on the disk beyond the file itself."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """Where a pull stands.

    Attributes:
        stage: what goes on, for a person (``Hugging Face hub``, ``waiting for another pull``).
        done: bytes that are here.
        total: bytes of the whole file.
    """

    stage: str
    done: int
    total: int


Progress = Callable[[PullProgress], None]


class SourceError(Exception):
    """A source does not deliver; the text is the reason in one line."""


class Source(Protocol):
    """A place where a model file can be had."""

    @property
    def title(self) -> str:
        """The place's name, for a person."""
        ...

    @property
    def extra_space(self) -> int:
        """Bytes on the disk that the source needs for a while, beyond the file itself."""
        ...

    def deliver(self, partial: PartialFile) -> None:
        """Append all missing bytes to ``partial``.

        Raises:
            SourceError: the place has not the file, or cannot be reached.
            WritingError: the disk refuses.
        """
        ...


class LocalFile:
    """A file that the user has got by other means."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        self.title = str(path)
        self.extra_space = 0

    def deliver(self, partial: PartialFile) -> None:
        """Copy the file."""
        try:
            with self._path.open("rb") as file:
                found = file.seek(0, 2)
                if found != self._size:
                    raise SourceError(f"has {found:,} bytes instead of {self._size:,}")
                file.seek(partial.size)
                while data := file.read(CHUNK):
                    partial.append(data)
        except OSError as error:
            raise SourceError(f"cannot be read ({error.strerror})") from error


def fetch(model: KnownModel, target: Path, sources: Sequence[Source], progress: Progress) -> None:
    """Fetch ``model`` to ``target`` from the first source that delivers it; continue what an earlier try has begun.

    The hash of the whole file decides; a file with another one never gets to ``target``.

    Raises:
        ModelFileError: the disk is full or cannot be written.
        ModelError: no source delivers the file; one line for each says why.
    """
    stage = "checking what is here"

    def report(done: int) -> None:
        progress(PullProgress(stage, done, model.size))

    reasons = []
    try:
        partial = PartialFile(target, model.size, model.sha256, report)
        try:
            for source in sources:
                _check_space(target.parent, partial.missing + source.extra_space)
                stage = source.title
                report(partial.size)
                try:
                    _deliver(model, source, partial)
                except SourceError as error:
                    reasons.append(f"{source.title}: {error}")
                else:
                    partial.finish()
                    return
        finally:
            partial.close()
    except WritingError as error:
        raise _disk_error(error.error, target.parent) from error
    except OSError as error:
        raise _disk_error(error, target.parent) from error
    listed = "".join(f"\n  {reason}" for reason in reasons)
    raise ModelError(
        f"The model '{model.name}' could not be fetched from any source.{listed}",
        hint=f"Check the network and run the command again; or get {model.file_name} from elsewhere and run: "
        f"nl2opt model pull --from FILE",
        retryable=True,
    )


def _deliver(model: KnownModel, source: Source, partial: PartialFile) -> None:
    """Let a source deliver, once more from the start if what it continued was not from the same file."""
    while True:
        resumed = partial.resumed
        try:
            source.deliver(partial)
        except OverflowError:
            wrong = f"delivers more than {model.size:,} bytes"
        else:
            if partial.missing == 0 and partial.digest == model.sha256:
                return
            wrong = f"delivers another file (SHA-256 {partial.digest[:12]}... instead of {model.sha256[:12]}...)"
            if partial.missing:
                wrong = f"delivers only {partial.size:,} of {model.size:,} bytes"
        partial.restart()
        if not resumed:
            raise SourceError(wrong)


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    needed += SPARE_BYTES
    if free < needed:
        raise ModelFileError(
            f"The disk of {folder} has {free / 1e9:.2f} GB free, but {needed / 1e9:.2f} GB are needed for the model.",
            hint="Free some space, or set NL2OPT_CACHE to a folder on another disk.",
        )


def _disk_error(error: OSError, folder: Path) -> ModelFileError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    reason = "the disk is full" if full else error.strerror or str(error)
    kept = " What was fetched is kept, and the next try continues there." if full else ""
    return ModelFileError(
        f"The model cannot be written to {folder}: {reason}.",
        hint=f"Free some space, or set NL2OPT_CACHE to a folder on another disk.{kept}"
        if full
        else "Make the folder writable, or set NL2OPT_CACHE to another one.",
    )
