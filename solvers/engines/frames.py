"""Messages between a host and its worker process: a length, then a pickle.

Both ends are this package, and the pipes are private to them; no message ever comes from a file or a network.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

from nl2opt.solvers.program import Program
from nl2opt.solvers.result import EngineResult, SolveOptions

_HEADER = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """What the host asks for, once."""

    engine: str
    program: Program
    options: SolveOptions


@dataclass(frozen=True, slots=True)
class Stop:
    """The host asks the worker to end with what it has."""


@dataclass(frozen=True, slots=True)
class Began:
    """The solver's library is loaded, and the solve begins: its time counts from here."""


@dataclass(frozen=True, slots=True)
class News:
    """An unfinished result."""

    result: EngineResult


@dataclass(frozen=True, slots=True)
class Answer:
    """The finished result; the worker ends after it."""

    result: EngineResult


@dataclass(frozen=True, slots=True)
class Failure:
    """The solve raised an error; the worker ends after it.

    Attributes:
        what, hint: as in ``Nl2optError``.
        memory: whether memory ran out.
        complete: whether ``what`` is a whole sentence for the user, and not the words of a library.
    """

    what: str
    hint: str = ""
    memory: bool = False
    complete: bool = False


Message: TypeAlias = Request | Stop | Began | News | Answer | Failure


def write(stream: BinaryIO, message: Message) -> None:
    """Send one message.

    Raises:
        OSError: the other end is gone.
    """
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO) -> Message | None:
    """Wait for one message; None when the other end is gone, whole message or not."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(header)
    body = stream.read(length)
    if len(body) < length:
        return None
    message: Any = pickle.loads(body)
    return message  # type: ignore[no-any-return]
