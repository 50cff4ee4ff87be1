"""JSON files: a list of records, an object of columns, nested objects by key, nested lists by position."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.columns import CellColumn, Columns


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_json(path: Path, name: str) -> object:
    """What a JSON file holds, as numbers, lists and dictionaries; of a file of JSON lines the list of its records.

    Raises:
        FormulationError: it does not parse, or an object has a key twice.
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            value: object = [_parsed(line) for line in text.splitlines() if line.strip()]
        else:
            value = _parsed(text)
    except UnicodeDecodeError as error:
        raise fault("not-utf8", f"'{name}' is not UTF-8 text (byte {error.start}).") from None
    except json.JSONDecodeError as error:
        if not content.strip():
            raise fault("empty-table", f"'{name}' is empty.") from None
        raise fault(
            "bad-file",
            f"'{name}' is no JSON: {error.msg} in line {error.lineno}, column {error.colno}.",
            hint='A list of records is written [{"plant": "Lyon", "cost": 4}, ...].',
        ) from None
    except _Twice as error:
        raise fault(
            "duplicate-key", f"An object in '{name}' has the key '{error.key}' twice.", hint="Keep one of them."
        ) from None
    except RecursionError:
        raise fault("bad-file", f"'{name}' is nested too deeply.") from None
    return value


def tabular(value: object, name: str, path: Path | None = None) -> object:
    """Records and columns as a table; every other value as it is.

    Raises:
        FormulationError: columns of different length.
    """
    if isinstance(value, Sequence) and value and all(issubclass(kind, Mapping) for kind in set(map(type, value))):
        return _records(value, name, path)
    if isinstance(value, Mapping) and value and all(_is_column(cells) for cells in value.values()):
        lengths = {head: len(cells) for head, cells in value.items()}
        if len(set(lengths.values())) == 1 and set(map(type, value)) == {str}:
            columns = [CellColumn(head, place, cells) for place, (head, cells) in enumerate(value.items(), start=1)]
            return _Records(name, tuple(columns), path=path)
    return value


class _Records(Columns):
    """Columns of which messages name the heading, because JSON has no columns that could be counted."""

    def where(self, row: int, column: Any) -> str:
        """A place in words: ``record 3, 'cost'``."""
        return f"record {self.line(row)}, '{column.heading}'"


def _records(records: Sequence[Mapping[str, object]], name: str, path: Path | None) -> Columns:
    heads = list(records[0])
    try:
        even = sum(map(len, records)) == len(records) * len(heads)
        columns = [list(map(itemgetter(head), records)) for head in heads] if even else []
    except KeyError:
        even = False
    if not even:
        heads = list(dict.fromkeys(chain.from_iterable(records)))
        columns = [[record.get(head) for record in records] for head in heads]
    made = [CellColumn(head, place, cells) for place, (head, cells) in enumerate(zip(heads, columns, strict=True), 1)]
    return _Records(name, tuple(made), path=path)


def _is_column(cells: object) -> bool:
    return (
        isinstance(cells, Sequence)
        and not isinstance(cells, (str, bytes))
        and not any(isinstance(cell, (list, dict)) for cell in cells)
    )


def _parsed(text: str) -> object:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found
