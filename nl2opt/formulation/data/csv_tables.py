"""Tables in CSV files: one row for each key (long), or a row and a column for each member (matrix)."""

from __future__ import annotations

import csv
from pathlib import Path

from nl2opt.formulation.data.evaluation import Table
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.data.tables import filled, fitting
from nl2opt.formulation.elements import Key, Parameter


def read_rows(path: Path, parameter_name: str) -> list[list[str]]:
    """The rows of a CSV file, blank ones dropped; the separator is a comma, semicolon or tab.

    Raises:
        FormulationError: a file that is missing, empty, or not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise fault(
            "missing-file",
            f"The table '{path}' of '{parameter_name}' does not exist.",
            hint="A table's path is read from the folder of the formulation.",
            element=parameter_name,
        ) from None
    except UnicodeDecodeError:
        raise fault("not-utf8", f"The table '{path.name}' is not UTF-8 text.", element=parameter_name) from None
    except OSError as error:
        raise fault(
            "missing-file", f"The table '{path.name}' cannot be read: {error}.", element=parameter_name
        ) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=separator)]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise fault("missing-entry", f"The table '{path.name}' is empty.", element=parameter_name)
    return rows


def from_csv(parameter: Parameter, space: Space, path: Path) -> Table:
    """A parameter from a CSV file.

    The long layout has a column for each label of a key and then the value; the first row is a heading when its last
    cell is no number. Columns are found by their headings where these name the parameter's sets or indices.
    The matrix layout, for two labels, has members of the second set as headings and one of the first in each row.

    Raises:
        FormulationError: cells that are no numbers, with row and column, and what :func:`filled` raises.
    """
    rows = read_rows(path, parameter.name)
    arity = space.arity
    domains = space.domains
    if arity == 2 and len(rows[0]) > 1:
        heads = rows[0][1:]
        second = Space(space.axes[1:]) if len(space.axes) == 2 else None
        if second is not None and all(domains[1].position(fitting((head,), second)[0]) >= 0 for head in heads):
            return _from_matrix_layout(parameter, space, rows, path)
    order = _columns(parameter, rows[0], arity)
    body = rows if _is_number(rows[0][order[-1]] if order[-1] < len(rows[0]) else "") else rows[1:]
    offset = len(rows) - len(body)
    items: list[tuple[Key, float]] = []
    for number, row in enumerate(body, start=1 + offset):
        if len(row) <= max(order):
            raise _bad_cell(parameter, path, number, len(row) + 1, "is missing")
        key = fitting([row[column] for column in order[:-1]], space)
        items.append((key, _number(parameter, path, number, order[-1] + 1, row[order[-1]])))
    return filled(parameter, space, items)


def _columns(parameter: Parameter, heads: list[str], arity: int) -> list[int]:
    """The columns of a long table: those of the key in order, then that of the value."""
    folded = [head.casefold() for head in heads]
    wanted = [
        {str(getattr(generator.domain, "id", "")).casefold(), *(target.casefold() for target in generator.targets)}
        - {""}
        for generator in parameter.index
    ]
    if len(wanted) == arity:
        found = [next((k for k, head in enumerate(folded) if head in names), None) for names in wanted]
        value = next((k for k, head in enumerate(folded) if head in (parameter.name.casefold(), "value")), None)
        keys = [column for column in found if column is not None]
        if value is not None and len(keys) == arity and len(set(keys)) == arity and value not in keys:
            return [*keys, value]
    if len(heads) != arity + 1:
        raise fault(
            "wrong-shape",
            f"The table of '{parameter.name}' has {len(heads)} columns, but needs {arity + 1}.",
            hint="One column for each index and one for the value, or headings that name them.",
            where=parameter.where,
            element=parameter.name,
        )
    return list(range(arity + 1))


def _from_matrix_layout(parameter: Parameter, space: Space, rows: list[list[str]], path: Path) -> Table:
    items: list[tuple[Key, float]] = []
    heads = rows[0][1:]
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(heads) + 1:
            what = "is missing" if len(row) <= len(heads) else "is extra"
            raise _bad_cell(parameter, path, number, min(len(row), len(heads) + 1) + 1, what)
        for column, (head, cell) in enumerate(zip(heads, row[1:], strict=True), start=2):
            items.append((fitting((row[0], head), space), _number(parameter, path, number, column, cell)))
    return filled(parameter, space, items)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(parameter: Parameter, path: Path, row: int, column: int, cell: str) -> float:
    if not _is_number(cell):
        raise _bad_cell(parameter, path, row, column, f"holds '{cell}', which is no number")
    return float(cell)


def _bad_cell(parameter: Parameter, path: Path, row: int, column: int, what: str) -> Exception:
    return fault(
        "not-a-number",
        f"Row {row}, column {column} of '{path.name}' {what}.",
        hint="Put a number there.",
        where=parameter.where,
        element=parameter.name,
    )
