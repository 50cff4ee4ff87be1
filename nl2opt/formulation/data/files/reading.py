"""Opens a table by the ending of its file's name."""

from __future__ import annotations

from pathlib import Path

from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.arrow import read_parquet
from nl2opt.formulation.data.files.csv_file import read_csv
from nl2opt.formulation.data.files.excel import read_excel, sheet_names
from nl2opt.formulation.data.files.json_file import read_json
from nl2opt.formulation.diagnostics import did_you_mean

TEXT_ENDINGS = ("", ".csv", ".tsv", ".txt", ".dat")
PARQUET_ENDINGS = (".parquet", ".pq")
EXCEL_ENDINGS = (".xlsx", ".xlsm")
JSON_ENDINGS = (".json", ".jsonl", ".ndjson")


def split_sheet(path: Path) -> tuple[Path, str]:
    """A path and the sheet behind its ``#``; no sheet where there is none, or where the ``#`` belongs to the name."""
    file, hash_sign, sheet = path.name.rpartition("#")
    if hash_sign and Path(file).suffix.lower() in EXCEL_ENDINGS and not path.exists():
        return path.with_name(file), sheet
    return path, ""


def is_workbook(path: Path) -> bool:
    """Whether the path is that of a workbook, without a sheet."""
    return path.suffix.lower() in EXCEL_ENDINGS


def workbook_sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook.

    Raises:
        FormulationError: the file is missing, or no workbook.
        MissingExtraError: openpyxl is not installed.
    """
    _require_file(path)
    return sheet_names(path, str(path))


def read_file(path: Path, hint: str = "") -> object:
    """The table in a file: ``Columns``, or from JSON also a number, nested lists or nested dictionaries.

    Args:
        path: of a CSV, Parquet, Excel (``plan.xlsx#Sheet``) or JSON file.
        hint: what to do when there is no such file.

    Raises:
        FormulationError: the file is missing or cannot be read as its ending promises.
        MissingExtraError: a package is needed that is not installed.
    """
    file, sheet = split_sheet(path)
    _require_file(file, hint)
    name = str(file)
    ending = file.suffix.lower()
    try:
        if ending in TEXT_ENDINGS:
            return read_csv(file, name)
        if ending in PARQUET_ENDINGS:
            return read_parquet(file, name)
        if ending in EXCEL_ENDINGS:
            return read_excel(file, name, sheet)
        if ending in JSON_ENDINGS:
            return read_json(file, name)
    except OSError as error:
        raise fault("missing-file", f"The table '{name}' cannot be read: {error.strerror or error}.") from None
    raise fault(
        "bad-file",
        f"The table '{name}' has the ending '{file.suffix}', which stands for no format that is read.",
        hint="Use .csv, .tsv, .txt, .parquet, .xlsx or .json."
        + (" Save the workbook as .xlsx." if ending == ".xls" else ""),
    )


def _require_file(path: Path, hint: str = "") -> None:
    if path.is_dir():
        raise fault("missing-file", f"'{path}' is a folder, not a table.", hint="Give a file in it.")
    if not path.exists():
        folder = path.parent
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file()) if folder.is_dir() else []
        raise fault(
            "missing-file",
            f"There is no table '{path}'.",
            hint=did_you_mean(path.name, names) or hint or "Check the path.",
        )
