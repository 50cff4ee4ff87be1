"""What is wrong with a formulation, with its place and the way out.

A parser or a check never prints: it returns diagnostics, and the error that carries them prints them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from nl2opt.errors import Nl2optError
from nl2opt.formulation.spans import Span, line_and_column


class Severity(StrEnum):
    """An error stops the solve; a warning is shown beside the answer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: a stable word for programs and for the failure table, such as ``unknown-name``.
        message: one sentence, what is wrong.
        hint: one sentence, what to do; may be empty.
        where: its place in the formulation's text; None when there is no text (a formulation made by code).
        element: the name of the element that it is about; may be empty.
    """

    severity: Severity
    code: str
    message: str
    hint: str = ""
    where: Span | None = None
    element: str = ""

    def render(self, text: str = "", filename: str = "") -> str:
        """The finding as a person reads it: place, message, hint, and the line with a caret where the text is known."""
        place, excerpt = "", ""
        if self.where is not None and text:
            line, column = line_and_column(text, self.where.start)
            place = f"{filename}:{line}:{column}: " if filename else f"line {line}, column {column}: "
            excerpt = _excerpt(text, self.where)
        elif self.element:
            place = f"{self.element}: "
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.severity}: {self.message} [{self.code}]{excerpt}{hint}"


class FormulationError(Nl2optError):
    """A formulation that cannot be read or does not hold together; ``diagnostics`` has every finding."""

    def __init__(self, diagnostics: Sequence[Diagnostic], text: str = "", filename: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.text = text
        super().__init__("\n".join(item.render(text, filename) for item in self.diagnostics))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``Did you mean 'capacity'?`` for the closest known word, or an empty string."""
    candidates = sorted(set(known))
    close = get_close_matches(word, candidates, n=1, cutoff=0.6)
    if not close:
        folded = {name.casefold().replace("_", ""): name for name in candidates}
        match = folded.get(word.casefold().replace("_", ""))
        close = [match] if match else []
    return f"Did you mean '{close[0]}'?" if close else ""


_EXCERPT_WIDTH = 100


def _excerpt(text: str, where: Span) -> str:
    """The line of ``where.start`` with carets below; of a long line, the part around them; nothing of an empty one."""
    begin = text.rfind("\n", 0, where.start) + 1
    end = text.find("\n", where.start)
    row = text[begin : len(text) if end < 0 else end].rstrip("\r")
    column = where.start - begin
    if not row.strip():
        return ""
    first = max(0, column - _EXCERPT_WIDTH // 2) if len(row) > _EXCERPT_WIDTH else 0
    shown = row[first : first + _EXCERPT_WIDTH]
    width = max(1, min(where.end - where.start, len(shown) - (column - first)))
    # A tab in the line is a tab below it, so that the carets stay under their words.
    indent = "".join("\t" if letter == "\t" else " " for letter in row[first:column])
    return f"\n    {shown}\n    {indent}{'^' * width}"
