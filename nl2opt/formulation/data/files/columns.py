"""What every format is read into: a table as columns of cells, with the place of each row in its file.

A column answers the two questions that data are asked: which distinct labels does it hold and where, and what are its
numbers. How it does so is up to its kind; none of them runs Python code for each cell of a large file.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.expressions import Label

Numbers = npt.NDArray[np.float64]

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")


class Column(ABC):
    """One column of a table.

    Attributes:
        head: its heading; empty when it has none, a tuple where headings have several levels.
        place: where it stands in the file, counted from 1.
    """

    def __init__(self, head: object, place: int) -> None:
        self.head = head
        self.place = place

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def cell(self, row: int) -> object:
        """A cell as it stands in the file, for messages."""

    @property
    @abstractmethod
    def distinct(self) -> tuple[list[object], Positions]:
        """The distinct cells in the order of first appearance, and for each row which of them it holds."""

    @property
    @abstractmethod
    def numbers(self) -> Numbers:
        """The cells as numbers, shape (rows,); NaN where a cell holds none."""

    @cached_property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Where a cell is empty, shape (rows,)."""
        words, codes = self.distinct
        return np.array([empty(word) for word in words], dtype=np.bool_)[codes] if words else np.zeros(0, np.bool_)

    @property
    def heading(self) -> str:
        """The heading as a word."""
        return str(self.head).strip()


class CellColumn(Column):
    """Cells as Python objects, as a spreadsheet or JSON has them."""

    def __init__(self, head: object, place: int, cells: Sequence[object]) -> None:
        super().__init__(head, place)
        self._cells = cells

    def __len__(self) -> int:
        return len(self._cells)

    def cell(self, row: int) -> object:
        """A cell as it stands in the file."""
        return self._cells[row]

    @cached_property
    def distinct(self) -> tuple[list[object], Positions]:
        """The distinct cells in the order of first appearance, and which of them each row holds."""
        cells = self._cells
        try:
            distinct = dict.fromkeys(cells)
        except TypeError:  # lists and dictionaries of JSON
            cells = [item if isinstance(item, Hashable) else str(item) for item in cells]
            distinct = dict.fromkeys(cells)
        codes = {word: code for code, word in enumerate(distinct)}
        return list(codes), np.fromiter(map(codes.__getitem__, cells), np.intp, len(cells))

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers; NaN where a cell holds none."""
        kinds = set(map(type, self._cells))
        if kinds <= {int, float, bool}:
            try:
                return np.array(self._cells, dtype=np.float64)
            except OverflowError:
                pass
        return np.fromiter(map(number_of, self._cells), np.float64, len(self._cells))


class NumberColumn(Column):
    """Cells as an array of numbers, as Parquet files and data frames have them; NaN where one is missing."""

    def __init__(self, head: object, place: int, values: npt.NDArray[Any]) -> None:
        super().__init__(head, place)
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def cell(self, row: int) -> object:
        """A cell as it stands in the file."""
        value = self._values[row].item()
        return None if isinstance(value, float) and math.isnan(value) else value

    @cached_property
    def distinct(self) -> tuple[list[object], Positions]:
        """The distinct cells in the order of first appearance, and which of them each row holds."""
        words, codes = in_order(self._values)
        return [None if word != word else word for word in words.tolist()], codes

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers; NaN where one is missing."""
        return np.asarray(self._values, dtype=np.float64)


class WordColumn(Column):
    """Distinct cells and their codes, as dictionaries of Parquet files have them."""

    def __init__(self, head: object, place: int, words: list[object], codes: Positions) -> None:
        super().__init__(head, place)
        self._words = words
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    def cell(self, row: int) -> object:
        """A cell as it stands in the file."""
        return self._words[int(self._codes[row])]

    @cached_property
    def distinct(self) -> tuple[list[object], Positions]:
        """The distinct cells in the order of first appearance, and which of them each row holds."""
        seen, codes = in_order(self._codes)
        return [self._words[place] for place in seen.tolist()], codes

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers; NaN where a cell holds none."""
        values = np.fromiter(map(number_of, self._words), np.float64, len(self._words))
        return values[self._codes] if len(values) else np.zeros(len(self._codes))


@dataclass(frozen=True)
class Columns:
    """A table.

    Attributes:
        name: how messages call it: ``cost.csv``, ``plan.xlsx#Costs``, ``the data frame``.
        columns: its columns, all of one length.
        line: the number of a row in the file, as its program counts rows.
        bare: the same table with its first row as data, for formats in which nobody knows whether it is a heading.
        keys: how many columns at the left are keys for sure (the index of a data frame).
        path: the file that it came from.
    """

    name: str
    columns: tuple[Column, ...]
    line: Callable[[int], int] = field(default=lambda row: row + 1)
    bare: Callable[[], Columns] | None = None
    keys: int = 0
    path: Path | None = None

    @property
    def title(self) -> str:
        """The name as it stands in a sentence: that of a file in quotes."""
        return titled(self.name)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.columns[0]) if self.columns else 0

    def where(self, row: int, column: Column) -> str:
        """A place in words: ``row 3, column 2``."""
        return f"row {self.line(row)}, column {column.place}"


def titled(name: str) -> str:
    """A table's name in a sentence: a file's in quotes, other words (``the data frame 'cost'``) as they are."""
    return name if name.startswith("the ") else f"'{name}'"


def in_order(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Positions]:
    """The distinct values in the order of first appearance, and for each value which of them it is."""
    if values.dtype.kind == "f":  # every NaN is one value
        values = np.where(np.isnan(values), np.nan, values)
    change = np.flatnonzero(values[1:] != values[:-1]) + 1
    if len(change) < len(values) // 4:  # long runs, as in a sorted table: look at each run once
        starts = np.concatenate(([0], change)) if len(values) else change
        found, codes = _ranked(values[starts])
        return found, np.repeat(codes, np.diff(np.append(starts, len(values))))
    return _ranked(values)


def _ranked(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Positions]:
    found, first, codes = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return found[order], rank[codes.ravel()]


def number_of(cell: object, comma: bool = False) -> float:
    """The number in a cell; NaN when there is none. Text is read in Python's notation, without ``_``.

    Args:
        cell: what stands there.
        comma: whether a comma is the decimal sign.
    """
    if isinstance(cell, str):
        text = cell.replace(",", ".") if comma and "." not in cell and cell.count(",") == 1 else cell
        if "_" in text:
            return math.nan
        try:
            return float(text)
        except ValueError:
            return math.nan
    if cell is None or isinstance(cell, complex):
        return math.nan
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return math.nan


def empty(cell: object) -> bool:
    """Whether nothing stands in a cell: no text, None, or the NaN (or NaT) by which libraries say so."""
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or cell != cell or type(cell).__name__ == "NAType"


def label_of(cell: object) -> Label:
    """A cell as a label: a whole number, or a word.

    Text of digits is a whole number when it is written as one; ``007`` stays a word.
    """
    if isinstance(cell, str):
        word = cell.strip()
        return int(word) if _WHOLE.fullmatch(word) and word != "-0" else word
    if isinstance(cell, Real) and not isinstance(cell, bool):
        number = float(cell)
        if math.isfinite(number) and number == int(number):
            return int(cell) if isinstance(cell, int) else int(number)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    if isinstance(cell, np.generic):
        return label_of(cell.item())
    return str(cell)
