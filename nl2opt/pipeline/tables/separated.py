"""Tables of plain lines: cells parted by commas, semicolons, tabs, or by two blanks and more."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

from nl2opt.formulation.spans import Span
from nl2opt.pipeline.tables.cells import read_cell
from nl2opt.pipeline.tables.text_table import TextTable, lines_of

_LEAST_ROWS = 2
"""Rows below the heading that a block must have: fewer are more often prose than a table."""


def _by(separator: str) -> Callable[[str], tuple[str, ...]]:
    def split(line: str) -> tuple[str, ...]:
        if separator not in line:
            return ()
        return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True), ()))

    return split


def _by_blanks(line: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s{2,}", line.strip())) if re.search(r"\S\s{2,}\S", line) else ()


_SPLITTERS = (_by("\t"), _by(";"), _by(","), _by_blanks)


def find_separated(text: str) -> Iterator[TextTable]:
    """Every block of lines that have the same number of cells, numbers in all but the first of each row.

    Prose has commas too, so a block must be a table beyond doubt: a heading without numbers of data, and below it
    rows of which every cell but the first is a number or marks a gap.
    """
    lines = lines_of(text)
    place = 0
    while place < len(lines):
        table, after = _longest(lines, place)
        if table is not None:
            yield table
        place = after


def _longest(lines: list[tuple[int, str]], place: int) -> tuple[TextTable | None, int]:
    """The longest table that starts at a line, with any separator, and the line behind it."""
    best: tuple[TextTable | None, int] = (None, place + 1)
    for split in _SPLITTERS:
        heads = split(lines[place][1])
        if len(heads) < 2:
            continue
        end, body = place + 1, list[tuple[str, ...]]()
        while end < len(lines) and _is_row(row := split(lines[end][1]), len(heads)):
            body.append(row)
            end += 1
        if len(body) < _LEAST_ROWS or end <= best[1] or not _is_heading(heads, tuple(body)):
            continue
        start, last = lines[place][0], lines[end - 1]
        best = (TextTable(Span(start, last[0] + len(last[1])), heads, tuple(body)), end)
    return best


def _is_row(row: tuple[str, ...], width: int) -> bool:
    if len(row) != width or not row[0]:
        return False
    cells = [read_cell(cell) for cell in row[1:]]
    return all(cell.number is not None or cell.gap for cell in cells) and any(cell.number is not None for cell in cells)


def _is_heading(heads: tuple[str, ...], body: tuple[tuple[str, ...], ...]) -> bool:
    """Words, or labels that are numbers (months 1, 2, 3) over rows that are labelled as well."""
    if any(not head for head in heads[1:]):
        return False
    if any(read_cell(head).number is None for head in heads[1:]):
        return True
    return heads[0] == "" or (
        read_cell(heads[0]).number is None and all(read_cell(row[0]).number is None for row in body)
    )
