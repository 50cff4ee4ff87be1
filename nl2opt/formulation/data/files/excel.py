"""Excel workbooks: one sheet is one table, ``plan.xlsx#Costs``; without a name, the first sheet that has cells."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from nl2opt.errors import MissingExtraError
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.columns import Columns, empty
from nl2opt.formulation.data.files.text import from_rows
from nl2opt.formulation.diagnostics import did_you_mean


def read_excel(path: Path, name: str, sheet: str = "") -> Columns:
    """One sheet of a workbook, with the values that Excel computed last.

    Raises:
        FormulationError: it is no workbook, it has no such sheet, or the sheet is empty.
        MissingExtraError: openpyxl is not installed.
        OSError: it cannot be read.
    """
    book = _book(path, name)
    try:
        titles = [title for title in book.sheetnames if hasattr(book[title], "iter_rows")]
        for title in [_called(sheet, titles, name)] if sheet else titles:
            rows = list(book[title].iter_rows(values_only=True))
            if any(not empty(cell) for row in rows for cell in row):
                width = max(map(len, rows))
                padded = [(*row, *[None] * (width - len(row))) for row in rows]
                found = from_rows(f"{name}#{title}" if sheet else name, padded)
                return Columns(found.name, found.columns, found.line, found.bare, path=path)
    finally:
        book.close()
    what = f"The sheet '{sheet}' of '{name}'" if sheet else f"The workbook '{name}'"
    raise fault("empty-table", f"{what} is empty.", hint="Give it a row for each key.")


def _called(sheet: str, titles: list[str], name: str) -> str:
    """The sheet of that name, by upper and lower case or without regard to it."""
    folded = {title.casefold(): title for title in titles}
    if sheet in titles or sheet.casefold() in folded:
        return sheet if sheet in titles else folded[sheet.casefold()]
    raise fault(
        "unknown-sheet",
        f"'{name}' has no sheet '{sheet}'; its sheets are {', '.join(titles)}.",
        hint=did_you_mean(sheet, titles),
    )


def sheet_names(path: Path, name: str) -> list[str]:
    """The names of a workbook's sheets, in order."""
    book = _book(path, name)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def _book(path: Path, name: str) -> Any:
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise MissingExtraError("Reading Excel files", "openpyxl", "tables") from None
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        hint = "Save it as .xlsx." if path.suffix.lower() == ".xls" else "Open it in Excel and save it again as .xlsx."
        raise fault("bad-file", f"'{name}' is no Excel workbook, or it is damaged.", hint=hint) from None
