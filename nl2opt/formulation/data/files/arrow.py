"""Parquet files, and the tables of every library that hands out Arrow data (pyarrow, polars, duckdb)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.errors import MissingExtraError
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.columns import CellColumn, Column, Columns, NumberColumn, WordColumn


def read_parquet(path: Path, name: str) -> Columns:
    """A Parquet file.

    Raises:
        FormulationError: it is no complete Parquet file.
        MissingExtraError: pyarrow is not installed.
        OSError: it cannot be read.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError("Reading Parquet files", "pyarrow", "tables") from None
    try:
        table = parquet.read_table(path)
    except arrow.ArrowInvalid as error:
        if not path.stat().st_size:
            raise fault("empty-table", f"'{name}' is empty.", hint="Write it again.") from None
        reason = str(error).split("\n")[0].rstrip(".").rpartition(": ")[2]
        raise fault(
            "bad-file",
            f"'{name}' is no complete Parquet file: {reason}.",
            hint="Write it again, or copy it again from where it came.",
        ) from None
    return from_arrow(table, name, path)


def from_arrow(table: Any, name: str, path: Path | None = None) -> Columns:
    """The columns of an Arrow table, or of an object that can be made into one.

    The index that pandas keeps in a Parquet file becomes key columns at the left.
    """
    if not hasattr(table, "combine_chunks"):
        try:
            import pyarrow
        except ImportError:
            raise MissingExtraError("Reading such a table", "pyarrow", "tables") from None
        table = pyarrow.table(table)
    kept = ((table.schema.pandas_metadata or {}).get("index_columns") or []) if table.schema.metadata else []
    index = [head for head in kept if isinstance(head, str) and head in table.column_names]
    heads = [*index, *(head for head in table.column_names if head not in index)]
    columns = [
        _column("" if head.startswith("__index_level_") else head, place, table.column(head))
        for place, head in enumerate(heads, start=1)
    ]
    return Columns(name, tuple(columns), keys=len(index), path=path)


def _column(head: str, place: int, values: Any) -> Column:
    import pyarrow as arrow

    kind = values.type
    if arrow.types.is_integer(kind) and not values.null_count:
        return NumberColumn(head, place, values.to_numpy())
    if arrow.types.is_floating(kind):
        return NumberColumn(head, place, np.asarray(values.to_numpy(), dtype=np.float64))
    if arrow.types.is_decimal(kind) or (arrow.types.is_integer(kind) and values.null_count):
        return NumberColumn(head, place, values.cast(arrow.float64()).to_numpy())
    if arrow.types.is_string(kind) or arrow.types.is_large_string(kind) or arrow.types.is_string_view(kind):
        values = values.dictionary_encode(null_encoding="encode")
    if arrow.types.is_dictionary(values.type):
        whole = values.unify_dictionaries().combine_chunks()
        chunk = whole.chunk(0) if hasattr(whole, "chunk") and whole.num_chunks else whole
        if not len(chunk):
            return CellColumn(head, place, [])
        words = [*chunk.dictionary.to_pylist(), None]
        codes = chunk.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        return WordColumn(head, place, words, codes.astype(np.intp))
    return CellColumn(head, place, values.to_pylist())
