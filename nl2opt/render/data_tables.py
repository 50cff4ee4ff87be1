"""The data of a formulation as people read them: small tables over the sets, and one line for what is too large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.formulation.elements import Entries, Formulation, Key, Parameter, TableFile
from nl2opt.formulation.expressions import Name, Number
from nl2opt.render.numbers import align, format_number

MOST_ROWS = 12
"""Rows of a table that are shown at most."""
MOST_COLUMNS = 8
"""A matrix with more columns than this is one line."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data: ``heads`` and the ``rows`` below, the first cell of each a label; ``more`` rows are left out."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0


def data_tables(formulation: Formulation) -> list[DataTable]:
    """Tables of the parameters whose numbers stand in the formulation; those over one set share a table."""
    columns: dict[str, list[tuple[str, dict[Key, int | float]]]] = {}
    found: list[DataTable] = []
    for parameter in formulation.parameters:
        sets = _plain_sets(parameter)
        if not isinstance(parameter.value, Entries) or not sets:
            continue
        values = dict(parameter.value.items)
        if len(sets) == 1:
            columns.setdefault(sets[0], []).append((parameter.name, values))
        elif len(sets) == 2:
            found += _matrix(parameter.name, values)
    return [_listing(name, parameters) for name, parameters in columns.items()] + found


def data_lines(formulation: Formulation) -> Iterator[str]:
    """The same as plain text, after a line for each scalar and each parameter that no table shows."""
    shown = {head for table in data_tables(formulation) for head in table.heads}
    for parameter in formulation.parameters:
        if parameter.name not in shown and (line := _line(parameter)):
            yield f"  {line}"
    for table in data_tables(formulation):
        yield ""
        # Labels stand at the left, numbers under their heads at the right.
        body = [table.heads, *table.rows]
        padded = []
        for place in range(len(table.heads)):
            cells = [row[place] for row in body]
            if place:
                cells = [cells[0], *align(cells[1:])]
            width = max(map(len, cells))
            padded.append([cell.rjust(width) if place else cell.ljust(width) for cell in cells])
        yield from ("  " + "  ".join(row).rstrip() for row in zip(*padded, strict=True))
        if table.more:
            yield f"  and {table.more} more rows"


def _plain_sets(parameter: Parameter) -> list[str]:
    """The names of the sets of its index; empty when it has none, or conditions."""
    names = [item.domain.id for item in parameter.index if isinstance(item.domain, Name) and not item.conditions]
    return names if len(names) == len(parameter.index) else []


def _listing(name: str, parameters: list[tuple[str, dict[Key, int | float]]]) -> DataTable:
    keys = list(dict.fromkeys(key for _, values in parameters for key in values))
    rows = [
        (
            ", ".join(map(str, key)),
            *(format_number(float(values[key])) if key in values else "" for _, values in parameters),
        )
        for key in keys[:MOST_ROWS]
    ]
    return DataTable((name, *(parameter for parameter, _ in parameters)), tuple(rows), len(keys) - len(rows))


def _matrix(name: str, values: dict[Key, int | float]) -> list[DataTable]:
    if any(len(key) != 2 for key in values):
        return []
    firsts = list(dict.fromkeys(key[0] for key in values))
    seconds = list(dict.fromkeys(key[1] for key in values))
    if len(seconds) > MOST_COLUMNS:
        return []
    rows = [
        (
            str(first),
            *(format_number(float(values[first, other])) if (first, other) in values else "" for other in seconds),
        )
        for first in firsts[:MOST_ROWS]
    ]
    return [DataTable((name, *map(str, seconds)), tuple(rows), len(firsts) - len(rows))]


def _line(parameter: Parameter) -> str:
    index = ", ".join(_plain_sets(parameter))
    match parameter.value:
        case Number(value):
            note = f"  ({parameter.note})" if parameter.note else ""
            return f"{parameter.name} = {format_number(float(value))}{note}"
        case Entries(items):
            return f"{parameter.name}[{index}]: {len(items)} numbers"
        case TableFile(path):
            return f"{parameter.name}{f'[{index}]' if index else ''}: from {path}"
        case None:
            return f"{parameter.name}{f'[{index}]' if index else ''}: given with the data"
    return ""
