"""Where a problem comes from, and what is wrong with sources that cannot be used."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from nl2opt.errors import ExitCode, Nl2optError
from nl2opt.source import LARGEST, Source, read_source


class Piped:
    """A standard input with something in it, as a pipe gives it."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)

    def isatty(self) -> bool:
        """Nobody is there."""
        return False


class Terminal(Piped):
    """A standard input with a person behind it."""

    def isatty(self) -> bool:
        """Somebody is there."""
        return True


def fault(argument: str | None) -> Nl2optError:
    """The error that ``argument`` leads to."""
    with pytest.raises(Nl2optError) as caught:
        read_source(argument)
    assert caught.value.exit_code == ExitCode.USER_ERROR
    assert caught.value.hint
    return caught.value


def test_text_argument() -> None:
    """An argument that names no file is the problem itself."""
    assert read_source("Make as many cakes as you can, at most 5.") == Source(
        "Make as many cakes as you can, at most 5."
    )


def test_file_argument(tmp_path: Path) -> None:
    """An argument that names a file is read, with its byte order mark dropped."""
    path = tmp_path / "bakery.txt"
    path.write_bytes(b"\xef\xbb\xbfA bakery ...")
    source = read_source(str(path))
    assert (source.text, source.path, source.is_formulation) == ("A bakery ...", path, False)


def test_existing_file_without_a_known_suffix(tmp_path: Path) -> None:
    """Any existing file is read, whatever it is called."""
    path = tmp_path / "problem"
    path.write_text("A bakery ...")
    assert read_source(str(path)).text == "A bakery ..."


@pytest.mark.parametrize("argument", [None, "-"])
def test_standard_input(argument: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No argument in a pipe, and ``-``, read standard input."""
    monkeypatch.setattr(sys, "stdin", Piped("Bäckerei".encode()))
    assert read_source(argument) == Source("Bäckerei")


def test_no_argument_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who gives nothing is told how to give a problem, instead of a process that waits."""
    monkeypatch.setattr(sys, "stdin", Terminal(b""))
    assert "no problem" in fault(None).what


@pytest.mark.parametrize("text", ["", "  \n\t", "\ufeff"])
def test_empty_text(text: str) -> None:
    """A text without words is refused before any model is loaded."""
    assert fault(text).what == "The text is empty."


def test_long_text_is_no_path() -> None:
    """A text longer than any path is a text, and does not trip over the limits of the file system."""
    text = "word " * 400
    assert read_source(text).text == text
    assert read_source("x" * 300).text == "x" * 300


def test_missing_formulation_file(tmp_path: Path) -> None:
    """A known suffix without such a file is a mistake in the path and not a problem; a close name is proposed."""
    (tmp_path / "plan.5e").write_text("## Objective\nsatisfy\n")
    error = fault(str(tmp_path / "plam.5e"))
    assert error.what == f"There is no file '{tmp_path / 'plam.5e'}'."
    assert error.hint == f"Did you mean '{tmp_path / 'plan.5e'}'?"


def test_folder(tmp_path: Path) -> None:
    """A folder is no text."""
    assert fault(str(tmp_path)).what == f"'{tmp_path}' is a folder."


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    """Another encoding is named as such, with the byte at which reading failed and a command that mends it."""
    path = tmp_path / "latin.txt"
    path.write_bytes("Ein Bäcker".encode("latin-1"))
    error = fault(str(path))
    assert error.what == f"'{path}' is not UTF-8 text (byte 5)."
    assert "iconv" in error.hint


def test_argument_that_is_not_utf8() -> None:
    """Bytes that the shell passed on and that are not UTF-8 are refused."""
    assert "not UTF-8" in fault(b"Ein B\xe4cker".decode("utf-8", "surrogateescape")).what


def test_binary_file(tmp_path: Path) -> None:
    """A file with NUL characters is no text."""
    path = tmp_path / "model.txt"
    path.write_bytes(b"ab\0cd")
    assert "NUL" in fault(str(path)).what


def test_huge_file(tmp_path: Path) -> None:
    """More than the limit is refused without reading all of it."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 10)
    assert fault(str(path)).what == f"'{path}' holds more than 16 MB of text."


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to open is reported with the system's reason."""

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    path = tmp_path / "secret.txt"
    path.write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert fault(str(path)).what == f"'{path}' cannot be read: Permission denied."


@pytest.mark.parametrize(
    ("text", "formulation"),
    [
        ("## Variables\nx <= 4\n## Objective\nmaximize x\n", True),
        ("## Problem\n> Two goods.\n", False),
        ("Maximize the objective of two variables.", False),
    ],
)
def test_formulation_is_recognized_without_a_file(text: str, formulation: bool) -> None:
    """A piped formulation is known by its headings."""
    assert Source(text).is_formulation is formulation


def test_suffix_decides_over_content(tmp_path: Path) -> None:
    """A ``.5e`` file is a formulation even when its headings are wrong, so that its mistakes are explained as such."""
    assert Source("nonsense", tmp_path / "a.5e").is_formulation
    assert not Source("## Variables\nx\n## Objective\nmaximize x", tmp_path / "a.md").is_formulation
