"""Sets that take their members from the keys of tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.text_parser import parse


def read(sets: str, parameters: str, rest: str = "## Objective\nsatisfy\n", **tables: object) -> Data:
    """The data of a formulation with these sections."""
    return load(parse(f"## Sets\n{sets}\n## Parameters\n{parameters}\n{rest}"), tables)


def test_members_come_in_the_order_of_first_appearance() -> None:
    """A long table gives both of its sets."""
    rows = [("Turin", "Nice", 1), ("Lyon", "Nice", 2), ("Turin", "Milan", 3), ("Lyon", "Milan", 4)]
    frame = pd.DataFrame(rows, columns=["plant", "store", "cost"])
    data = read("PLANTS\nSTORES", "cost[PLANTS, STORES]", cost=frame)
    assert data.set("PLANTS").labels(0) == ["Turin", "Lyon"]
    assert data.set("STORES").labels(0) == ["Nice", "Milan"]
    assert data.table("cost").values.tolist() == [[1, 3], [2, 4]]


def test_a_matrix_gives_its_rows_and_its_headings(tmp_path: Path) -> None:
    """The empty corner says that the first column has members."""
    path = tmp_path / "cost.csv"
    path.write_text(",3,1,2\nLyon,4,5,6\nTurin,7,8,9\n")
    data = read("PLANTS\nPERIODS", "cost[PLANTS, PERIODS]", cost=path)
    assert data.set("PLANTS").labels(0) == ["Lyon", "Turin"]
    assert data.set("PERIODS").labels(0) == [3, 1, 2]


def test_a_table_over_one_set_twice_gives_all_of_its_cities() -> None:
    """A city that only stands on the right is a member too."""
    data = read("CITIES", "d[CITIES, CITIES]", d={("a", "b"): 1, ("b", "c"): 2})
    assert data.set("CITIES").labels(0) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "rest",
    ["## Objective\nsatisfy\n", "## Variables\nx[ARCS]\n## Objective\nminimize sum(x[i, j] for (i, j) in ARCS)\n"],
)
def test_sets_of_tuples_come_from_the_key_columns(tmp_path: Path, rest: str) -> None:
    """Several parameters over one set of arcs stand in one file; the columns of the others are no keys."""
    path = tmp_path / "arcs.csv"
    path.write_text("from,to,cost,cap\na,b,1,10\nc,a,2,20\n")
    data = read("ARCS", "cap[ARCS]\ncost[ARCS]", rest, cap=path, cost=path)
    assert data.set("ARCS").tuples() == [("a", "b"), ("c", "a")]
    assert data.table("cost").values.tolist() == [1.0, 2.0]
    assert data.table("cap").values.tolist() == [10.0, 20.0]


def test_members_come_from_entries_in_the_formulation() -> None:
    """Keys that stand in the formulation count like those of a file."""
    data = read("PLANTS", "cap[PLANTS] = {Lyon: 1, 3: 2}")
    assert data.set("PLANTS").labels(0) == ["Lyon", 3]


def test_sets_that_need_each_other_are_found() -> None:
    """One set comes from a table, the other from a table that is indexed by both."""
    data = read("P\nS", "cost[P, S]\ncap[P]", cap={"a": 1, "b": 2}, cost={("b", 1): 1, ("a", 2): 3})
    assert data.set("P").labels(0) == ["b", "a"]
    assert data.set("S").labels(0) == [1, 2]


def test_other_tables_must_match_the_first() -> None:
    """What is missing and what is too much is told, with the table that gave the members."""
    frame = pd.DataFrame({"p": ["Lyon", "Turin"], "cap": [1, 2]})
    with pytest.raises(FormulationError) as caught:
        read("PLANTS", "cap[PLANTS]\nuse[PLANTS]", cap=frame, use={"Lyon": 1, "Turn": 2})
    extra, missing = caught.value.diagnostics
    assert (
        extra.message
        == "'use' has a value for Turn, which is not a member of PLANTS (the keys of the data frame 'cap')."
    )
    assert extra.hint == "Did you mean 'Turin'?"
    assert missing.message == "'use' has no value for Turin."


def test_a_set_without_any_table_is_missing() -> None:
    """A table by position says nothing about members, and one without rows has none."""
    with pytest.raises(FormulationError, match="'PLANTS' has no members"):
        read("PLANTS", "cap[PLANTS]", cap=[1, 2])
    with pytest.raises(FormulationError, match="'PLANTS' has no members"):
        read("PLANTS", "cap[PLANTS]", cap=pd.DataFrame({"p": [], "cap": []}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PLANTS\nLyon\nTurin\n", ["Lyon", "Turin"]),
        ("plant\nLyon\n", ["Lyon"]),
        ("Lyon\nTurin\n", ["Lyon", "Turin"]),
        ("city\n3\n1\n", [3, 1]),
        ("region,plant\nnorth,Lyon\nsouth,Turin\n", ["Lyon", "Turin"]),
    ],
)
def test_members_are_listed_in_a_file(tmp_path: Path, text: str, expected: list) -> None:
    """A column with the set's name, or the only one; a heading is no member."""
    path = tmp_path / "plants.csv"
    path.write_text(text)
    assert read("PLANTS", "", PLANTS=path).set("PLANTS").labels(0) == expected


def test_tuples_and_indexed_sets_are_listed_in_tables(tmp_path: Path) -> None:
    """Two columns are pairs; for an indexed set they are a key and a member."""
    path = tmp_path / "arcs.parquet"
    pd.DataFrame({"i": ["a", "b", "a"], "j": ["b", "c", "c"]}).to_parquet(path)
    assert read("ARCS", "", ARCS=path).set("ARCS").tuples() == [("a", "b"), ("b", "c"), ("a", "c")]
    data = read("N = {a, b}\nNEXT[N]", "", NEXT=path)
    assert data.indexed_set("NEXT").relation.tuples() == [("a", "b"), ("a", "c"), ("b", "c")]
