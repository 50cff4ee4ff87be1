"""Titled tables with sentences, printed as plain text for terminals or as HTML for notebooks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nl2opt.render.numbers import align


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        title: one line; empty for none.
        header: the titles of the columns, of which all may be empty; no titles for no table.
        rows: texts, one for each column; a column without any text is left out.
        numbers: the columns that hold numbers.
        lines: sentences below the table.
    """

    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: frozenset[int] = frozenset()
    lines: tuple[str, ...] = ()


def sections_text(sections: Iterable[Section], width: int = 80) -> str:
    """The sections below each other, no line wider than ``width`` unless a table is."""
    return "\n\n".join("\n".join(_text(section, width)) for section in sections) + "\n"


def sections_html(sections: Iterable[Section]) -> str:
    """The sections as HTML, every text escaped."""
    return "\n".join(part for section in sections for part in _html(section))


def _text(section: Section, width: int) -> Iterator[str]:
    if section.title:
        yield from textwrap.wrap(section.title, width=max(width, 40))
    if section.rows:
        yield from _table(section)
    for line in section.lines:
        yield from textwrap.wrap(
            line,
            width=max(width, 40),
            initial_indent="  " if section.title else "",
            subsequent_indent="    " if section.title else "",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _table(section: Section) -> Iterator[str]:
    columns: list[Sequence[str]] = []
    for place, title in enumerate(section.header):
        cells = [row[place] for row in section.rows]
        if not any(cells):
            continue
        if place in section.numbers:
            cells = align(cells)
            size = max(len(title), *map(len, cells))
            columns.append([title.rjust(size), *(cell.rjust(size) for cell in cells)])
        else:
            size = max(len(title), *map(len, cells))
            columns.append([title.ljust(size), *(cell.ljust(size) for cell in cells)])
    untitled = not any(section.header)
    for line in list(zip(*columns, strict=True))[untitled:]:
        yield ("  " + "  ".join(line)).rstrip()


def _html(section: Section) -> Iterator[str]:
    if section.title:
        yield f"<p><strong>{escape(section.title)}</strong></p>"
    if section.rows:
        filled = [place for place in range(len(section.header)) if any(row[place] for row in section.rows)]

        def cells(row: Sequence[str], tag: str) -> str:
            sides = ("right" if place in section.numbers else "left" for place in filled)
            return "".join(
                f"<{tag} style='text-align:{side}'>{escape(row[place])}</{tag}>"
                for side, place in zip(sides, filled, strict=True)
            )

        body = "\n".join(f"<tr>{cells(row, 'td')}</tr>" for row in section.rows)
        head = f"<thead><tr>{cells(section.header, 'th')}</tr></thead>\n" if any(section.header) else ""
        yield f"<table>\n{head}<tbody>\n{body}\n</tbody>\n</table>"
    for line in section.lines:
        yield f"<p>{escape(line)}</p>"
