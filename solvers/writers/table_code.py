"""Parameters that a script reads from the CSV file which the formulation names."""

from __future__ import annotations

import csv
from pathlib import Path

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.domains import Domain
from nl2opt.formulation.elements import Parameter, TableFile
from nl2opt.solvers.writers.literals import string_code
from nl2opt.solvers.writers.python_code import PythonCode

OPENED = 'encoding="utf-8-sig", newline=""'


def csv_path(value: object) -> Path | None:
    """The path of a CSV file, where that is what a parameter's value is."""
    if isinstance(value, TableFile):
        value = value.path
    if isinstance(value, (str, Path)) and Path(value).suffix.lower() == ".csv":
        return Path(value)
    return None


def csv_lines(parameter: Parameter, data: Data, code: PythonCode, path: Path, folder: Path) -> list[str]:
    """The statement that reads a parameter: from rows of key and value, or from a matrix with headings."""
    code.modules |= {"csv", "pathlib"}
    with open(folder / path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        separator = max(",;\t", key=first.count)
        heads = [cell.strip() for cell in next(csv.reader([first], delimiter=separator))]
    name = code.identifiers[parameter.name]
    domains = data.table(parameter.name).space.domains
    options = f", delimiter={string_code(separator)}" if separator != "," else ""
    targets = [target for generator in parameter.index for target in generator.targets]
    opening = f"with open(HERE / {string_code(path.as_posix())}, {OPENED}) as file:"
    if _is_matrix(heads, domains):
        row, column = (_label(word, domain) for word, domain in zip(("row[0]", "head"), domains, strict=True))
        return [
            opening,
            f"    heads, *rows = csv.reader(file{options})",
            f"    {name} = {{",
            f"        ({row}, {column}): float(cell) for row in rows for head, cell in zip(heads[1:], row[1:])",
            "    }",
        ]
    columns = _columns(parameter, heads, len(domains))
    if columns is None:
        keys = [_label(target, domain) for target, domain in zip(targets, domains, strict=True)]
        key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
        skip = [] if _is_number(heads[-1]) else ["    next(file)  # headings"]
        return [
            opening,
            *skip,
            f"    rows = csv.reader(file{options})",
            f"    {name} = {{{key}: float(value) for {', '.join(targets)}, value in rows}}",
        ]
    cells = [f"row[{string_code(head)}]" for head in columns]
    keys = [_label(cell, domain) for cell, domain in zip(cells, domains, strict=False)]
    key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
    return [
        opening,
        f"    rows = csv.DictReader(file{options})",
        f"    {name} = {{{key}: float({cells[-1]}) for row in rows}}",
    ]


def reads_alike(parameter: Parameter, data: Data, path: Path) -> bool:
    """Whether the lines of :func:`csv_lines` find in a file what the formulation has, and nothing else.

    They do not where a file has other columns, decimal commas or blank rows; such values are written out instead.
    """
    table = data.table(parameter.name)
    domains = table.space.domains
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            separator = max(",;\t", key=first.count)
            heads = [cell.strip() for cell in next(csv.reader([first], delimiter=separator))]
            rows = list(csv.reader(file, delimiter=separator))
        items: list[tuple[tuple[str, ...], float]] = []
        if _is_matrix(heads, domains):
            items = [
                ((row[0], head), float(cell)) for row in rows for head, cell in zip(heads[1:], row[1:], strict=True)
            ]
        elif (columns := _columns(parameter, heads, len(domains))) is not None:
            places = [heads.index(head) for head in columns]
            items = [(tuple(row[k] for k in places[:-1]), float(row[places[-1]])) for row in rows]
        else:
            rows = [heads, *rows] if _is_number(heads[-1]) else rows
            items = [(tuple(key), float(value)) for *key, value in rows]
    except (OSError, ValueError, IndexError, StopIteration):
        return False
    found = dict(items)
    keys = [tuple(map(str, key)) for key in iter(table.space.keys())]
    values = table.values.ravel().tolist()
    known = {key: value for key, value in zip(keys, values, strict=True) if value == value}
    return len(found) == len(items) and found == known


def _is_matrix(heads: list[str], domains: tuple[Domain, ...]) -> bool:
    return len(domains) == 2 and len(heads) > 1 and all(_position(domains[1], head) >= 0 for head in heads[1:])


def _position(domain: Domain, cell: str) -> int:
    place = domain.position(cell)
    if place < 0:
        try:
            place = domain.position(int(cell))
        except ValueError:
            return -1
    return place


def _columns(parameter: Parameter, heads: list[str], arity: int) -> list[str] | None:
    """The headings of the key's columns and of the value's, where the file has headings that say so."""
    wanted = [
        {str(getattr(generator.domain, "id", "")).casefold(), *(target.casefold() for target in generator.targets)}
        for generator in parameter.index
    ]
    if len(wanted) == arity:
        found = [next((head for head in heads if head.casefold() in words), None) for words in wanted]
        value = next((head for head in heads if head.casefold() in (parameter.name.casefold(), "value")), None)
        names = [head for head in (*found, value) if head is not None]
        if len(names) == arity + 1 and len(set(names)) == arity + 1:
            return names
    if not _is_number(heads[-1]) and len(heads) == arity + 1 and len(set(heads)) == arity + 1:
        return heads
    return None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _label(cell: str, domain: Domain) -> str:
    return f"int({cell})" if domain.numeric else cell
