"""Data frames and series of pandas; pandas itself is never imported here."""

from __future__ import annotations

from typing import Any

import numpy as np

from nl2opt.formulation.data.files.columns import CellColumn, Column, Columns, NumberColumn


def is_frame(value: object) -> bool:
    """Whether the value is a data frame or a series of pandas."""
    return type(value).__module__.partition(".")[0] == "pandas" and hasattr(value, "index")


def counts_up(index: Any) -> bool:
    """Whether an index is 0, 1, 2, ... without a name, which pandas makes when nobody gave one."""
    kind = type(index).__name__
    return kind == "RangeIndex" and index.name is None and index.start == 0 and index.step == 1


def from_frame(frame: Any, name: str, head: str) -> Columns:
    """The columns of a data frame or series; its index becomes key columns at the left, unless it only counts.

    Args:
        frame: the data frame or series.
        name: how messages call it.
        head: the heading of a series without a name.
    """
    series = frame.ndim == 1
    index = [] if counts_up(frame.index) and not series else index_columns(frame.index)
    if series:
        values = [_column(frame.name if frame.name is not None else head, len(index) + 1, frame)]
    else:
        values = [
            _column(label, place, frame.iloc[:, place - 1 - len(index)])
            for place, label in enumerate(frame.columns, start=len(index) + 1)
        ]
    return _Frame(name, (*index, *values), keys=len(index))


def index_columns(index: Any) -> list[Column]:
    """The levels of an index as columns, headed by their names."""
    return [
        _column("" if name is None else name, place, index.get_level_values(place - 1))
        for place, name in enumerate(index.names, start=1)
    ]


class _Frame(Columns):
    """Columns of which messages name the heading and the row as pandas counts them."""

    def where(self, row: int, column: Column) -> str:
        """A place in words: ``row 3, column 'cost'``."""
        return f"row {self.line(row)}, column '{column.heading}'" if column.heading else super().where(row, column)


def _column(head: object, place: int, values: Any) -> Column:
    kind = getattr(values.dtype, "kind", "O")
    if kind in "iufb" and isinstance(values.dtype, np.dtype):
        array = values.to_numpy()
        return NumberColumn(head, place, array.astype(np.int64) if kind == "b" else array)
    if kind in "iuf":  # nullable numbers
        return NumberColumn(head, place, values.to_numpy(dtype=np.float64, na_value=np.nan))
    return CellColumn(head, place, values.tolist())
