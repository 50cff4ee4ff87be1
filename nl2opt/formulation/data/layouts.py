"""Finds out how a table is laid out: a row for each key (long), or a row and a column for each member (matrix).

Columns are found by their headings where these name the parameter, its sets or its indices, else by their order: the
key first, then the number. A matrix has the members of the last set as headings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.data.domains import Domain
from nl2opt.formulation.data.faults import counted, fault
from nl2opt.formulation.data.files.columns import Columns, empty, label_of, number_of
from nl2opt.formulation.data.keyed import KeyColumn, Keyed, place_in
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.expressions import Label


@dataclass(frozen=True, slots=True)
class Slot:
    """One label of a key.

    Attributes:
        names: headings under which it is found, in lower case: its set, its index.
        domain: the labels that it can have; None while the table is to say them.
    """

    names: frozenset[str]
    domain: Domain | None

    def has(self, cell: object) -> bool:
        """Whether a cell is one of its labels; never for labels that are not known."""
        return self.domain is not None and not empty(cell) and place_in(label_of(cell), self.domain) >= 0


def names_of(words: Collection[str]) -> frozenset[str]:
    """Headings that mean a set or an index: its name in lower case, and the singular of it (``plant`` for PLANTS)."""
    found = {word.casefold() for word in words if word}
    for word in tuple(found):
        if word.endswith("ies"):
            found.add(f"{word[:-3]}y")
        if word.endswith("es") and len(word) > 3:
            found.add(word[:-2])
        if word.endswith("s") and len(word) > 2:
            found.add(word[:-1])
    return frozenset(found)


def arranged(table: Columns, name: str, slots: Sequence[Slot], others: Collection[str] = ()) -> Keyed:
    """The entries of a table for one parameter.

    Args:
        table: the table.
        name: of the parameter.
        slots: the labels of a key, in order.
        others: names of other parameters, whose columns are no keys.

    Raises:
        FormulationError: columns that do not fit the parameter's index, or an empty cell where a label should be.
    """
    heads = [column.heading.casefold() for column in table.columns]
    _require_distinct(table, heads, name)
    named = [_named(heads, slot.names) for slot in slots]
    value = heads.index(name.casefold()) if name.casefold() in heads else None
    if value is None and _is_matrix(table, slots):
        return _matrix(table, name, slots)
    if value is None and "value" in heads and all(place is not None for place in named):
        value = heads.index("value")
    if value is not None:
        keys = _key_places(table, name, slots, named, value, {other.casefold() for other in others})
        return _long(table, name, keys, value)
    if len(heads) != len(slots) + 1:
        raise _wrong_width(table, name, slots)
    keys = [place for place in named if place is not None]
    if len(keys) == len(slots) == len(set(keys)):
        return _long(table, name, keys, next(place for place in range(len(heads)) if place not in keys))
    return _long(_with_first_row(table, slots), name, range(len(slots)), len(slots))


def key_columns(table: Columns, slots: Sequence[Slot], name: str) -> tuple[KeyColumn, ...]:
    """The columns of a table that lists keys alone, such as the members of a set.

    Raises:
        FormulationError: another number of columns than slots, or an empty cell.
    """
    heads = [column.heading.casefold() for column in table.columns]
    named = [_named(heads, slot.names) for slot in slots]
    places = [place for place in named if place is not None]
    if len(places) < len(slots) or len(set(places)) < len(places):
        if len(table.columns) != len(slots):
            raise fault(
                "wrong-shape",
                f"{table.title} has {counted(len(table.columns), 'column', 'columns')}, but a member of '{name}' has "
                f"{counted(len(slots), 'label', 'labels')}.",
                hint=f"Name the column with the members '{name}'." if len(slots) == 1 else "Leave the others out.",
                element=name,
            )
        # Nothing tells a heading from a member but its words, or that only it is no number.
        places = list(range(len(slots)))
        column = table.columns[0]
        rest = column.distinct[0]
        only_word = isinstance(label_of(column.head), str) and all(isinstance(label_of(cell), int) for cell in rest)
        if table.bare is not None and not any(place is not None for place in named) and not (only_word and rest):
            table = table.bare()
    _require_labels(table, places, name)
    return tuple(KeyColumn.of_cells(*table.columns[place].distinct) for place in places)


def _require_distinct(table: Columns, heads: Sequence[str], name: str) -> None:
    if heads.count(name.casefold()) > 1:
        places = [
            str(column.place) for column, head in zip(table.columns, heads, strict=True) if head == name.casefold()
        ]
        raise fault(
            "duplicate-key",
            f"{table.title} has the heading '{name}' in columns {' and '.join(places)}.",
            hint="Keep one of them.",
            element=name,
        )


def _named(heads: Sequence[str], names: frozenset[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if head in names), None)


def _key_places(
    table: Columns, name: str, slots: Sequence[Slot], named: Sequence[int | None], value: int, others: set[str]
) -> list[int]:
    """The columns of the key, when that of the value is known by its heading: by their headings, else the first."""
    places = [place for place in named if place is not None and place != value]
    if len(places) == len(slots) == len(set(places)):
        return places
    heads = [column.heading.casefold() for column in table.columns]
    places = [place for place, head in enumerate(heads) if place != value and head not in others][: len(slots)]
    if len(places) < len(slots):
        raise _wrong_width(table, name, slots)
    return places


def _is_matrix(table: Columns, slots: Sequence[Slot]) -> bool:
    """Whether the headings behind the first columns are members of the last set.

    Where that set is not known yet, a table is a matrix when it has an empty corner, more columns than a long table,
    or an index as a data frame has it.
    """
    columns, first = table.columns, len(slots) - 1
    if not slots or len(columns) <= first or (first == 0 and table.rows != 1):
        return False
    heads = [column.head for column in columns[first:]]
    if any(isinstance(head, tuple) for head in heads):
        return False
    last, narrow = slots[-1], len(columns) == len(slots) + 1
    # Without a heading, a long table begins with a row such as 'Lyon, 2, 4.5', whose last cells can be members too.
    if table.bare is not None and narrow and all(slot.has(columns[k].head) for k, slot in enumerate(slots)):
        return False
    if last.domain is not None:
        fitting = sum(last.has(head) for head in heads)
        if fitting == len(heads):
            return True
        if len(slots) == 2 and slots[0].domain is not None and all(slots[0].has(head) for head in heads):
            return True
        if narrow:
            return bool(first) and fitting > 0 and np.isnan(number_of(heads[-1]))
        return bool(first) and len(columns) > len(slots) + 1 and (fitting > 0 or not columns[0].heading)
    if not first:
        return False
    return not columns[0].heading or len(columns) > len(slots) + 1 or 0 < table.keys == first


def _matrix(table: Columns, name: str, slots: Sequence[Slot]) -> Keyed:
    """The entries of a matrix, row by row; empty cells do not count."""
    first = len(slots) - 1
    columns = table.columns[first:]
    empty_heads = [str(column.place) for column in columns if not column.heading]
    if empty_heads:
        raise fault(
            "missing-label",
            f"Column {empty_heads[0]} of {table.title} has no heading, but a matrix has a member in each.",
            hint="Write the member above its column, or take the column out.",
            element=name,
        )
    _require_labels(table, range(first), name)
    rows, width = table.rows, len(columns)
    values = np.column_stack([column.numbers for column in columns]).ravel()
    absent = None
    if np.isnan(values).any():
        absent = np.column_stack([column.blank for column in columns]).ravel()
    keys = []
    for column in table.columns[:first]:
        found = KeyColumn.of_cells(*column.distinct)
        keys.append(KeyColumn(found.labels, np.repeat(found.codes, width)))
    heads = KeyColumn.of_list([column.head for column in columns])
    keys.append(KeyColumn(heads.labels, np.tile(heads.codes, rows)))
    if _turned(slots, heads.labels):
        keys.reverse()
    return Keyed(
        table.name,
        tuple(keys),
        values,
        lambda entry: columns[entry % width].cell(entry // width),
        lambda entry: table.where(entry // width, columns[entry % width]),
        lambda entry: table.where(entry // width, columns[entry % width]),
        absent,
    )


def _turned(slots: Sequence[Slot], heads: Sequence[Label]) -> bool:
    """Whether a matrix has the first set as its headings and the second one in its rows."""
    if len(slots) != 2 or slots[0].domain is None or slots[1].domain is None:
        return False
    return all(slots[0].has(head) for head in heads) and not all(slots[1].has(head) for head in heads)


def _with_first_row(table: Columns, slots: Sequence[Slot]) -> Columns:
    """The table with its first row as data, unless that is a heading.

    It is data when its last cell is a number, or its first cells are members of the sets.
    """
    if table.bare is None:
        return table
    heads = [column.head for column in table.columns]
    members = bool(slots) and all(slot.has(head) for slot, head in zip(slots, heads, strict=False))
    numeric = not np.isnan(table.bare().columns[-1].numbers[0])
    return table.bare() if numeric or members else table


def _long(table: Columns, name: str, keys: Sequence[int], value: int) -> Keyed:
    """The entries of a table with a row for each key."""
    _require_labels(table, keys, name)
    column = table.columns[value]
    return Keyed(
        table.name,
        tuple(KeyColumn.of_cells(*table.columns[place].distinct) for place in keys),
        column.numbers,
        column.cell,
        lambda entry: table.where(entry, column).partition(",")[0],
        lambda entry: table.where(entry, column),
    )


def _require_labels(table: Columns, places: Sequence[int], name: str) -> None:
    for place in places:
        column = table.columns[place]
        words, codes = column.distinct
        blank = next((code for code, word in enumerate(words) if empty(word)), None)
        if blank is not None:
            row = int(np.flatnonzero(codes == blank)[0])
            where = table.where(row, column)
            raise fault(
                "missing-label",
                f"{where[0].upper()}{where[1:]} of {table.title} is empty, but a label belongs there.",
                hint="Write the label in every row (of merged cells in a spreadsheet only the first has it).",
                element=name,
            )


def _wrong_width(table: Columns, name: str, slots: Sequence[Slot]) -> Exception:
    keys, columns = len(slots), len(table.columns)
    heads = [column.heading for column in table.columns if column.heading]
    shown = f" ({', '.join(heads[:8])}{', ...' if len(heads) > 8 else ''})" if heads else ""
    needs = f"{counted(keys, 'column', 'columns')} for the key and one for the value" if keys else "one column"
    return fault(
        "wrong-shape",
        f"{table.title} has {counted(columns, 'column', 'columns')}{shown}, but '{name}' needs {needs}.",
        hint=did_you_mean(name, heads) or f"Name the column with the values '{name}', or leave the others out.",
        element=name,
    )
