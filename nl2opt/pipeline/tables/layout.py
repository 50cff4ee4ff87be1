"""What a table means: which of its headings are members of sets, and which numbers belong to which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.pipeline.tables.cells import Cell, read_cell
from nl2opt.pipeline.tables.text_table import TextTable
from nl2opt.pipeline.tables.words import is_measure, measure_named_last, numbered

Labels: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Labels that become a set, and what the table calls them."""

    labels: Labels
    title: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Numbers over one or two axes: one for each tuple of labels, in the order of the axes, the last one fastest."""

    title: str
    unit: str
    axes: tuple[Axis, ...]
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """Headings of one side of a table, as places: those that are labels, and those that name measures."""

    labels: list[int] = field(default_factory=list)
    measures: list[int] = field(default_factory=list)


def measures_of(table: TextTable, known: Iterable[Labels], prose: str, lead: str) -> list[Measure]:
    """The measures that a table holds; empty when it is not all numbers under labels, and must be read as words.

    Args:
        table: a rectangular table.
        known: labels that other tables use for sets.
        prose: the text around the tables.
        lead: the words right before this one.
    """
    table = _by_names(table)
    if len(set(table.heads[1:])) < len(table.heads) - 1 or len(set(table.stubs)) < len(table.stubs):
        return []
    if any(not stub for stub in table.stubs) or any(not head for head in table.heads[1:]):
        return []
    cells = [[read_cell(cell) for cell in row[1:]] for row in table.body]
    if any(cell.number is None and not cell.gap for row in cells for cell in row):
        return []
    columns, rows = _sides(table, set(known), prose)
    found: list[Measure] = []
    try:
        row_axis = _axis(table.stubs, rows.labels, _row_title(table))
        column_axis, shared = _column_axis(table, columns.labels)
        if columns.labels and rows.labels:
            block = _filled([[cells[i][j] for j in columns.labels] for i in rows.labels], row_axis, column_axis)
            title = shared or measure_named_last(table.caption) or measure_named_last(lead)
            found.append(Measure(title, _unit(block), (row_axis, column_axis), _numbers(block)))
        for j in columns.measures:
            line = [cells[i][j] for i in rows.labels]
            if line:
                found.append(Measure(table.heads[j + 1], _unit([line]), (row_axis,), _numbers([line])))
        for i in rows.measures:
            line = [cells[i][j] for j in columns.labels]
            if line:
                found.append(Measure(table.stubs[i], _unit([line]), (column_axis,), _numbers([line])))
        corner = [cells[i][j] for i in rows.measures for j in columns.measures]
    except _Gap:
        return []
    return found if all(cell.gap for cell in corner) else []


class _Gap(Exception):
    """A number is missing where the layout needs one."""


def _by_names(table: TextTable) -> TextTable:
    """A table whose rows have a number and then a name, labelled by the names alone."""
    if len(table.heads) < 3 or [stub.strip(".") for stub in table.stubs] != [
        str(number) for number in range(1, len(table.body) + 1)
    ]:
        return table
    names = [row[1] for row in table.body]
    if any(read_cell(name).number is not None or not re.search(r"[^\W\d_]", name) for name in names):
        return table
    return TextTable(table.span, table.heads[1:], tuple(row[1:] for row in table.body), table.caption)


def _sides(table: TextTable, known: set[Labels], prose: str) -> tuple[_Side, _Side]:
    """Which headings above and at the side are labels, and which name measures."""
    columns = _split(table.heads[1:], known | {table.stubs}, prose, table)
    rows = _stub_side(table.stubs)
    if not columns.labels:
        # Every column is a measure, so that every row is a thing that has them, whatever it is called.
        return columns, _Side(list(range(len(table.stubs))))
    return columns, rows


def _stub_side(stubs: Labels) -> _Side:
    measures = [] if numbered(stubs) else [place for place, stub in enumerate(stubs) if is_measure(stub)]
    return _Side([place for place in range(len(stubs)) if place not in measures], measures)


def _split(heads: Labels, known: set[Labels], prose: str, table: TextTable) -> _Side:
    """Headings into labels and measures. A block of labels needs evidence, since measures have no common mark."""
    if numbered(heads) is not None:
        return _Side(list(range(len(heads))), [])
    measures = [place for place, head in enumerate(heads) if is_measure(head)]
    names = [place for place in range(len(heads)) if place not in measures]
    chosen = tuple(heads[place] for place in names)
    if len(names) < 2 or not (
        numbered(chosen) is not None
        or all(re.fullmatch(r"\d+|[IVX]+", head) for head in chosen)
        or any(set(chosen) <= set(labels) for labels in known)
        or _crossed(table.heads[0])
        or _proper(chosen, prose)
        or measures_only(table.stubs)
        or _tableau(table, measures)
    ):
        return _Side([], list(range(len(heads))))
    return _Side(names, measures)


def _tableau(table: TextTable, measures: list[int]) -> bool:
    """Whether a measure at the side has numbers below the labels and none below the measures above.

    Such are transportation tables: costs, with the supply in the last column and the demand in the last row.
    """
    rows = [row for row in table.body if is_measure(row[0])]
    return bool(rows and measures) and all(not row[1 + place] for row in rows for place in measures)


def measures_only(heads: Sequence[str]) -> bool:
    """Whether every heading names something measured."""
    return all(is_measure(head) for head in heads)


def _crossed(corner: str) -> bool:
    r"""Whether the corner names both sides, as in "Machine/Part" or "From \ To"."""
    return bool(re.search(r"\w\s*[/\\|]\s*\w|\bfrom\b.*\bto\b|→", corner, re.IGNORECASE)) and "(" not in corner


def _proper(heads: Labels, prose: str) -> bool:
    """Whether the prose uses every heading as a proper noun, in the middle of a sentence."""
    return all(head[:1].isupper() and re.search(rf"[a-z,(]\s+{re.escape(head)}\b", prose) is not None for head in heads)


def _row_title(table: TextTable) -> str:
    corner = table.heads[0]
    return _parts(corner)[0] if _crossed(corner) else corner


def _column_axis(table: TextTable, places: list[int]) -> tuple[Axis, str]:
    """The axis of the labels above, and what their headings say beside the labels ("Units/Hour")."""
    heads = tuple(table.heads[1 + place] for place in places)
    alike = numbered(heads) if len(heads) > 1 else None
    corner = table.heads[0]
    title = _parts(corner)[-1] if _crossed(corner) else ""
    if alike is not None and alike[0] and alike[2]:
        return Axis(alike[1], title or alike[0]), alike[2]
    if alike is not None and alike[0]:
        return Axis(heads, title or alike[0]), ""
    if heads and not title and measures_only(table.stubs):
        title = corner  # the corner over the names of measures says what the columns are
    return Axis(heads, title), ""


def _parts(corner: str) -> list[str]:
    """The two sides that a corner names; "from" and "to" are directions and no names."""
    parts = [part.strip() for part in re.split(r"[/\\|→]|\bto\b", corner, flags=re.IGNORECASE)]
    return ["" if part.casefold() in ("from", "to") else part for part in (parts[0], parts[-1])]


def _axis(heads: Labels, places: list[int], title: str) -> Axis:
    return Axis(tuple(heads[place] for place in places), title)


def _filled(block: list[list[Cell]], rows: Axis, columns: Axis) -> list[list[Cell]]:
    """The block; half a symmetric table is mirrored, its diagonal is zero.

    Raises:
        _Gap: any other gap.
    """
    gaps = [(i, j) for i, row in enumerate(block) for j, cell in enumerate(row) if cell.gap]
    if not gaps:
        return block
    square = rows.labels == columns.labels
    if not square:
        raise _Gap
    zero = Cell(0.0)
    return [
        [zero if i == j and cell.gap else block[j][i] if cell.gap else cell for j, cell in enumerate(row)]
        for i, row in enumerate(block)
    ]


def _numbers(block: list[list[Cell]]) -> tuple[float, ...]:
    """The numbers, row by row.

    Raises:
        _Gap: a cell has none.
    """
    found: list[float] = []
    for row in block:
        for cell in row:
            if cell.number is None:
                raise _Gap
            found.append(cell.number)
    return tuple(found)


def _unit(block: list[list[Cell]]) -> str:
    """The unit that all cells agree on."""
    units = {cell.unit for row in block for cell in row if not cell.gap}
    return units.pop() if len(units) == 1 else ""
