"""Pairs and rejections as Parquet, and back.

``details`` is JSON text, since its keys differ from row to row; a fingerprint is a list of (status, value). Equal rows
give equal bytes with one version of pyarrow.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.synth.pairs import Pair
from nl2opt.synth.production_plan import Rejection

_COMPRESSION = "zstd"
_LEVEL = 19
"""A third smaller than the default; writing takes a hundredth of the time of making the rows."""
_READ_ROWS = 1_000
_TEXT_COLUMNS = (
    "id",
    "text",
    "formulation",
    "status",
    "route",
    "origin",
    "verdict",
    "family",
    "setting",
    "domain",
    "model_class",
    "problem_class",
    "band",
)


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("Writing Parquet files", "pyarrow", "synth") from None
    return pyarrow


def pair_schema() -> Any:
    """The columns of pairs, a ``pyarrow.Schema``."""
    pa = _pyarrow()
    outcome = pa.struct([("status", pa.string()), ("value", pa.float64())])
    types = dict.fromkeys(_TEXT_COLUMNS, pa.string()) | {
        "objective": pa.float64(),
        "fingerprint": pa.list_(outcome),
        "complexity": pa.float64(),
        "seed": pa.int64(),
        "operations": pa.list_(pa.string()),
        "tries": pa.int32(),
        "details": pa.string(),
    }
    names = ["id", *Pair.__dataclass_fields__]
    return pa.schema([(name, types[name]) for name in names])


def rejection_schema() -> Any:
    """The columns of rejections, a ``pyarrow.Schema``."""
    pa = _pyarrow()
    types = {
        "seed": pa.int64(),
        "operations": pa.list_(pa.string()),
        "complexity": pa.float64(),
        "objective": pa.float64(),
        "hard": pa.bool_(),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in Rejection.__dataclass_fields__])


def pairs_to_parquet(pairs: Sequence[Pair]) -> bytes:
    """A Parquet file with a row for each pair.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    return _parquet([_flat(pair) for pair in pairs], pair_schema())


def rejections_to_parquet(rejections: Sequence[Rejection]) -> bytes:
    """A Parquet file with a row for each rejection.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    rows = []
    for rejection in rejections:
        row = asdict(rejection) | {"operations": list(rejection.operations), "details": _json(rejection.details)}
        rows.append(row | {"route": str(rejection.route), "origin": str(rejection.origin)})
    return _parquet(rows, rejection_schema())


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, in order.

    Raises:
        Nl2optError: it is no Parquet file of pairs, or a row has values that it cannot have.
    """
    for number, row in enumerate(read_rows(path, pair_schema())):
        try:
            yield pair_of(row)
        except (KeyError, TypeError, ValueError) as error:
            raise Nl2optError(
                f"The row is no pair: {type(error).__name__}: {error}.",
                where=f"{path}, row {number}",
                hint="Make the dataset again.",
            ) from None


def pair_of(row: dict[str, Any]) -> Pair:
    """The pair of a row as it stands in Parquet.

    Raises:
        KeyError, TypeError, ValueError: a column is missing or has a value that it cannot have.
    """
    outcomes = [(outcome["status"], outcome["value"]) for outcome in row["fingerprint"]]
    return Pair.from_row({**row, "fingerprint": outcomes, "details": json.loads(row["details"])})


def read_rows(path: Path, schema: Any) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as plain values.

    Raises:
        Nl2optError: it cannot be read, or has other columns.
    """
    pa = _pyarrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            if not file.schema_arrow.equals(schema):
                raise Nl2optError(
                    f"The columns are {', '.join(file.schema_arrow.names)}.",
                    where=str(path),
                    hint=f"They should be {', '.join(schema.names)}, with the types that nl2opt writes.",
                )
            for batch in file.iter_batches(_READ_ROWS):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(path, error) from None


def read_columns(path: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Some columns of a Parquet file, row by row.

    Raises:
        Nl2optError: the file cannot be read, or a column is missing.
    """
    pa = _pyarrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_READ_ROWS, columns=list(names)):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> Nl2optError:
    return Nl2optError(
        f"The file cannot be read: {str(error).splitlines()[0]}", where=str(path), hint="Make the dataset again."
    )


def _flat(pair: Pair) -> dict[str, Any]:
    row = pair.to_row()
    row["fingerprint"] = [{"status": status, "value": value} for status, value in row["fingerprint"]]
    row["details"] = _json(row["details"])
    return row


def _json(details: Any) -> str:
    return json.dumps(dict(details), sort_keys=True, ensure_ascii=False)


def _parquet(rows: list[dict[str, Any]], schema: Any) -> bytes:
    pa = _pyarrow()
    buffer = io.BytesIO()
    with pa.parquet.ParquetWriter(buffer, schema, compression=_COMPRESSION, compression_level=_LEVEL) as writer:
        if rows:  # an empty group of rows is legal, but Hugging Face's reader fails on it
            writer.write_table(pa.Table.from_pylist(rows, schema))
    return buffer.getvalue()
