"""Where a problem comes from: an argument, a file, or standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from nl2opt.errors import Nl2optError

FORMULATION_SUFFIX = ".5e"
TEXT_SUFFIXES = (".txt", ".md")
LARGEST = 16 * 2**20
"""Bytes; more than any context holds, and far more than a formulation with its data in tables needs."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it came from; ``path`` is None for an argument and for standard input."""

    text: str
    path: Path | None = None

    @property
    def is_formulation(self) -> bool:
        """Whether it is written in the formulation language: by its suffix, else by its headings."""
        if self.path is not None and self.path.suffix.lower() == FORMULATION_SUFFIX:
            return True
        if self.path is not None and self.path.suffix.lower() in TEXT_SUFFIXES:
            return False
        lines = {line.strip().lower() for line in self.text.splitlines()}
        return "## objective" in lines and not lines.isdisjoint({"## variables", "## constraints"})

    @property
    def folder(self) -> Path | None:
        """Where table files are looked for: beside the file; None for the working directory."""
        return self.path.parent if self.path is not None else None

    @property
    def name(self) -> str:
        """How messages call it."""
        return str(self.path) if self.path is not None else "<text>"


def read_source(argument: str | None) -> Source:
    """What a verb works on: the text or file that its argument names, or standard input.

    ``-``, or no argument with something piped in, is standard input; for the rest see ``read_argument``.

    Raises:
        Nl2optError: there is no text, or it cannot be read.
    """
    if argument is None and sys.stdin.isatty():
        raise Nl2optError(
            "There is no problem to work on.",
            hint='Give it as text in quotes, as a file, or through a pipe: nl2opt solve "A bakery makes ..."',
        )
    if argument is None or argument == "-":
        return Source(_decode(sys.stdin.buffer.read(LARGEST + 1), "Standard input"))
    return read_argument(argument)


def read_argument(argument: str) -> Source:
    """A file where the argument names one, else the argument itself.

    It names a file when there is one, or when it ends in ``.5e``, ``.txt`` or ``.md`` and has no blank.

    Raises:
        Nl2optError: there is no text, or it cannot be read.
    """
    path = _as_path(argument)
    if path is not None:
        return read_file(path)
    # The shell hands bytes over; Python keeps those that are not UTF-8 as lone surrogates.
    return Source(_decode(argument.encode("utf-8", "surrogateescape"), "The text"))


def read_file(path: Path) -> Source:
    """The text of a file, in UTF-8.

    Raises:
        Nl2optError: it is missing, a folder, too large, empty, or not UTF-8.
    """
    if path.is_dir():
        raise Nl2optError(f"'{path}' is a folder.", hint="Give a file in it.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Nl2optError(f"There is no file '{path}'.", hint=_neighbour(path)) from None
    except OSError as error:
        raise Nl2optError(f"'{path}' cannot be read: {error.strerror}.", hint="Check its permissions.") from error
    return Source(_decode(data, f"'{path}'"), path)


def _as_path(argument: str) -> Path | None:
    suffixed = argument.lower().endswith((FORMULATION_SUFFIX, *TEXT_SUFFIXES))
    if "\n" in argument or len(argument) > 1024:
        return None
    path = Path(argument)
    named = suffixed and not any(map(str.isspace, argument))
    return path if named or (argument and os.path.exists(argument)) else None


def _decode(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise Nl2optError(
            f"{name} holds more than {LARGEST >> 20} MB of text.",
            hint='Put large tables into CSV files and name them in the formulation: cost[A, B] = table "cost.csv"',
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Nl2optError(
            f"{name} is not UTF-8 text (byte {error.start}).",
            hint="Save it as UTF-8, for example with: iconv -f LATIN1 -t UTF-8",
        ) from error
    return _not_empty(text, name)


def _not_empty(text: str, name: str) -> str:
    if not text.strip():
        raise Nl2optError(f"{name} is empty.", hint="Describe what is to be decided, the limits, and what is best.")
    if "\0" in text:
        raise Nl2optError(f"{name} holds NUL characters, so it is no text.", hint="Give a plain text in UTF-8.")
    return text


def _neighbour(path: Path) -> str:
    from difflib import get_close_matches

    folder = path.parent
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file()) if folder.is_dir() else []
    close = get_close_matches(path.name, names, n=1, cutoff=0.6)
    return f"Did you mean '{folder / close[0]}'?" if close else "Check the path."
