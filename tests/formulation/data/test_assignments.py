"""What a user writes behind ``--data``: names, numbers, files, and files that name what they give."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import load
from nl2opt.formulation.data.assignments import absolute, assigned, file_hashes
from nl2opt.formulation.text_parser import parse

PLAN = parse("""## Sets
PLANTS
## Parameters
capacity[PLANTS]
price[PLANTS]
budget
old[PLANTS] = table "old.csv"
## Variables
x[PLANTS] >= 0
## Objective
minimize sum(price[p] * x[p] for p in PLANTS)
""")
ROWS = "plant,region,capacity,price\nLyon,north,120,3\nTurin,south,90,4\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a file of two parameters."""
    monkeypatch.chdir(tmp_path)
    Path("plants.csv").write_text(ROWS)
    Path("cap.csv").write_text("Lyon,1\nTurin,2\n")
    Path("old.csv").write_text("Lyon,1\nTurin,2\n")
    return tmp_path


def values(*words: str | Path) -> dict[str, object]:
    """What the words give, as plain values."""
    data = load(PLAN, {"budget": 0, **assigned(PLAN, list(words))})
    return {name: data.table(name).values.tolist() for name in ("capacity", "price", "budget")}


def test_a_file_gives_every_column_that_is_named_like_a_parameter(folder: Path) -> None:
    """Key columns are those that are not named like a parameter; a name and a file come before it."""
    assert values("plants.csv") == {"capacity": [120.0, 90.0], "price": [3.0, 4.0], "budget": 0.0}
    assert values("plants.csv", "capacity=cap.csv", "budget=2e3")["capacity"] == [1.0, 2.0]
    assert values(Path("plants.csv"), "budget = -3")["budget"] == -3.0


def test_a_workbook_gives_its_sheets(folder: Path) -> None:
    """Sheets are taken by their names; of others the columns are."""
    book = openpyxl.Workbook()
    for name in ("Capacity", "price", "notes"):
        sheet = book.create_sheet(name)
        for row in (("plant", name), ("Lyon", 5), ("Turin", 6)):
            sheet.append(row)
    book.save("plan.xlsx")
    assert values("plan.xlsx")["price"] == [5.0, 6.0]
    assert values("plants.csv", "price=plan.xlsx#PRICE")["price"] == [5.0, 6.0]


def test_a_file_is_named_after_what_it_gives(folder: Path) -> None:
    """A file without such headings gives the parameter of its own name."""
    Path("Price.csv").write_text("Lyon,5\nTurin,6\n")
    assert values("plants.csv", "capacity=cap.csv", "price=Price.csv")["price"] == [5.0, 6.0]
    assert values("capacity=cap.csv", "Price.csv")["price"] == [5.0, 6.0]


def test_a_json_object_gives_its_keys(folder: Path) -> None:
    """One file can hold everything."""
    Path("all.json").write_text('{"budget": 7, "capacity": {"Lyon": 1, "Turin": 2}, "price": [3, 4], "x": 0}')
    assert values("all.json") == {"capacity": [1.0, 2.0], "price": [3.0, 4.0], "budget": 7.0}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["capacty=cap.csv"], "Did you mean 'capacity'?"),
        (["x=3"], "'x' is a variable"),
        (["budget="], "'budget=' gives nothing"),
        (["budget=1", "budget=2"], "The data give 'budget' twice"),
        (["plants.csv", "./plants.csv"], "The data give 'capacity' twice, in 'plants.csv' and in 'plants.csv'"),
        (["cap.csv"], "'cap.csv' names no set or parameter of the formulation: it has Lyon, 1"),
        (["nothing.csv"], "There is no table 'nothing.csv'"),
        (["."], "'.' is a folder"),
        (["capacity=plan.csv"], "There is no table 'plan.csv'.*\n.*Did you mean 'plants.csv'"),
    ],
)
def test_mistakes_in_assignments(folder: Path, words: list[str], says: str) -> None:
    """A name that is unknown, given twice, or of a variable; a file that is missing or gives nothing."""
    with pytest.raises(Nl2optError, match=says.replace("?", r"\?")):
        load(PLAN, assigned(PLAN, words))


def test_words_mean_the_same_in_another_folder(folder: Path) -> None:
    """Paths become absolute, numbers and names stay; the hashes are those of the files."""
    words = absolute(["plants.csv", "budget=3", "capacity=cap.csv"])
    assert words == [str(folder / "plants.csv"), "budget=3", f"capacity={folder / 'cap.csv'}"]
    assert absolute({"capacity": Path("cap.csv"), "price": [1, 2]}) == [f"capacity={folder / 'cap.csv'}"]
    hashes = file_hashes(PLAN, ["plants.csv", "budget=3"], folder)
    assert hashes == {
        str(folder / name): hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("plants.csv", "old.csv")
    }


def test_tables_of_the_formulation_start_in_its_folder(folder: Path) -> None:
    """The path of a table is read beside the formulation, that of data in the working directory."""
    (folder / "models").mkdir()
    (folder / "models" / "old.csv").write_text("Lyon,10\nTurin,20\n")
    given = {"budget": 0, **assigned(PLAN, "plants.csv")}
    assert load(PLAN, given, folder / "models").table("old").values.tolist() == [10.0, 20.0]
    assert load(PLAN, {**given, "old": "old.csv"}, folder / "models").table("old").values.tolist() == [1.0, 2.0]
