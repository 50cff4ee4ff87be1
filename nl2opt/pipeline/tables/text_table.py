"""A table as it stands in a text: its place and its cells, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from nl2opt.formulation.spans import Span


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of a text.

    Attributes:
        span: what to take out of the text, from the first character of a line to the end of the last one.
        heads: the cells of the heading; the first stands over the row labels and may be empty.
        body: the other rows, each with as many cells as ``heads``.
        caption: the words that the table itself gives for a title; empty without one.
    """

    span: Span
    heads: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    caption: str = ""

    @property
    def stubs(self) -> tuple[str, ...]:
        """The first cell of each row: its label, or the name of what the row holds."""
        return tuple(row[0] for row in self.body)

    @property
    def rectangular(self) -> bool:
        """Whether every row is as long as the heading, and there is something besides headings and stubs."""
        return len(self.heads) > 1 and len(self.body) > 0 and all(len(row) == len(self.heads) for row in self.body)


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text with the offsets at which they start."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        found.append((start, line.rstrip("\r\n")))
        start += len(line)
    return found
