"""Writing one array of values as a table in every format and layout."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Rows = list[list[Any]]


def long_rows(labels: Sequence[Sequence[Any]], values: np.ndarray, heads: Sequence[str], order: Sequence[int]) -> Rows:
    """A heading and a row for each cell, the rows in the given order."""
    keys = [[axis[k] for axis, k in zip(labels, place)] for place in np.ndindex(values.shape)]
    rows = [[*key, float(value)] for key, value in zip(keys, values.ravel().tolist(), strict=True)]
    return [list(heads), *(rows[place] for place in order)]


def matrix_rows(labels: Sequence[Sequence[Any]], values: np.ndarray, corner: str, order: Sequence[int]) -> Rows:
    """A heading with the members of the second set, and a row for each member of the first, in the given order."""
    rows = [[label, *map(float, row)] for label, row in zip(labels[0], values.tolist(), strict=True)]
    return [[corner, *labels[1]], *(rows[place] for place in order)]


def write_csv(rows: Rows, path: Path, separator: str = ",") -> None:
    """A CSV file as Python's own module writes it: cells in quotes where they must be."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([[_cell(cell) for cell in row] for row in rows])


def _cell(cell: object) -> object:
    return repr(cell) if isinstance(cell, float) else cell


def write_semicolons(rows: Rows, path: Path) -> None:
    """A CSV file with semicolons and a byte order mark, as spreadsheets write it."""
    write_csv(rows, path, ";")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def write_tabs(rows: Rows, path: Path) -> None:
    """A table with tabs."""
    write_csv(rows, path, "\t")


def write_parquet(rows: Rows, path: Path) -> None:
    """A Parquet file."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    columns = list(zip(*rows[1:], strict=True))
    names = [str(head) for head in rows[0]]
    parquet.write_table(arrow.Table.from_arrays([arrow.array(column) for column in columns], names=names), path)


def write_excel(rows: Rows, path: Path) -> None:
    """A workbook whose second sheet has the table, two rows down and one column in."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.create_sheet("Table")
    for number, row in enumerate(rows, start=3):
        for place, cell in enumerate(row, start=2):
            written = sheet.cell(number, place, cell)
            if isinstance(cell, str):
                written.data_type = "s"  # openpyxl takes words that begin with '=' for formulas
    book.save(path)


def write_records(rows: Rows, path: Path) -> None:
    """A JSON list of records."""
    path.write_text(json.dumps([dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]), encoding="utf-8")


def write_columns(rows: Rows, path: Path) -> None:
    """A JSON object of columns."""
    columns = [list(column) for column in zip(*rows[1:], strict=True)]
    path.write_text(json.dumps(dict(zip(map(str, rows[0]), columns, strict=True))), encoding="utf-8")


def write_lines(rows: Rows, path: Path) -> None:
    """A JSON record on each line."""
    records = [json.dumps(dict(zip(map(str, rows[0]), row, strict=True))) for row in rows[1:]]
    path.write_text("\n".join(records), encoding="utf-8")


WRITERS: dict[str, tuple[str, Callable[[Rows, Path], None]]] = {
    "commas": (".csv", write_csv),
    "semicolons": (".csv", write_semicolons),
    "tabs": (".tsv", write_tabs),
    "parquet": (".parquet", write_parquet),
    "excel": (".xlsx", write_excel),
    "records": (".json", write_records),
    "columns": (".json", write_columns),
    "lines": (".jsonl", write_lines),
}
