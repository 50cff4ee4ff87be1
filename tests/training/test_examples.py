"""Training data: three layouts, and what is wrong with others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.llm.protocol import Message
from nl2opt.training.examples import read_examples

CHAT = [{"role": "user", "content": "How many cakes?"}, {"role": "assistant", "content": "maximize cakes"}]


def written(folder: Path, *rows: Mapping[str, Any]) -> Path:
    """The rows as JSON lines."""
    path = folder / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "row",
    [
        {"messages": CHAT},
        {"prompt": CHAT[:1], "completion": CHAT[1:]},
        {"prompt": "How many cakes?", "completion": "maximize cakes"},
        {"text": "How many cakes?", "formulation": "maximize cakes\n"},
    ],
    ids=["messages", "chats", "texts", "pair"],
)
def test_layouts(tmp_path: Path, row: Mapping[str, Any]) -> None:
    """The same example in each layout is read as the same chat and answer."""
    (example,) = read_examples([written(tmp_path, row)]).examples
    assert example.messages == (Message("user", "How many cakes?"),)
    assert example.answer == "maximize cakes"
    assert example.place == "data.jsonl:1"


def test_parquet_folder(tmp_path: Path) -> None:
    """A folder of Parquet files is read as a dataset's rows, file by file."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    for name in ("b", "a"):
        table = pyarrow.table({"text": [f"How many {name}?"], "formulation": [f"maximize {name}"]})
        parquet.write_table(table, tmp_path / f"{name}.parquet")
    data = read_examples([tmp_path])
    assert [example.answer for example in data.examples] == ["maximize a", "maximize b"]
    assert set(data.hashes) == {"a.parquet", "b.parquet"}


def test_empty_rows_are_named(tmp_path: Path) -> None:
    """Rows without a question or an answer are left out and named."""
    data = read_examples(
        [written(tmp_path, {"text": " ", "formulation": "x"}, {"messages": CHAT}, {"text": "x", "formulation": ""})]
    )
    assert len(data.examples) == 1
    assert data.empty == ("data.jsonl:1", "data.jsonl:3")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"question": "x"}, "The row has 'question'."),
        ({"messages": CHAT[:1]}, "'messages' does not end with an answer."),
        ({"messages": "x"}, "A chat must be a list of objects with 'role' and 'content'."),
        ({"text": 3, "formulation": "x"}, "'text' is 3 instead of a text."),
    ],
)
def test_wrong_rows(tmp_path: Path, row: Mapping[str, Any], message: str) -> None:
    """A row of another layout is named with its place."""
    with pytest.raises(Nl2optError) as caught:
        read_examples([written(tmp_path, {"messages": CHAT}, row)])
    assert caught.value.what == message
    assert caught.value.where == "data.jsonl:2"


def test_wrong_files(tmp_path: Path) -> None:
    """Missing files, other formats, broken lines, damaged Parquet and files without examples are refused."""
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n", encoding="utf-8")
    table = tmp_path / "data.csv"
    table.write_text("text\n", encoding="utf-8")
    parquet = tmp_path / "data.parquet"
    parquet.write_bytes(b"PAR1 but no more")
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    nothing = tmp_path / "folder"
    nothing.mkdir()
    for path, start in (
        (tmp_path / "none.jsonl", "does not exist"),
        (broken, "The line is not JSON"),
        (table, "neither JSON lines nor Parquet"),
        (parquet, "cannot be read as Parquet"),
        (empty, "There is no example to train on"),
        (nothing, "has no Parquet files"),
    ):
        with pytest.raises(Nl2optError, match=start):
            read_examples([path])
