"""Long and matrix layouts: found by headings, by members, and by the number of columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.text_parser import parse

SETS = """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
PERIODS = 1..3
CITIES = {a, b}
ARCS = {(a, b), (b, a), (a, a)}
BOXES = {"007", 12, "New York"}
"""
COST = [[4.0, 5.5, 6.0], [9.0, 5.0, 3.0]]


def read(declaration: str, value: object, sets: str = SETS) -> Data:
    """The data of a formulation with one parameter that is given."""
    name = declaration.partition("[")[0]
    return load(parse(f"{sets}## Parameters\n{declaration}\n## Objective\nsatisfy\n"), {name: value})


def values(declaration: str, value: object) -> Any:
    """A parameter's values as nested lists."""
    return read(declaration, value).table(declaration.partition("[")[0]).values.tolist()


@pytest.mark.parametrize(
    ("declaration", "text", "expected"),
    [
        # columns in another order than the index, known by set, singular, index or parameter
        ("cost[PLANTS, STORES]", "STORES,PLANTS,cost\n" + "".join(
            f"{s},{p},{COST[i][j]}\n" for j, s in enumerate(("Nice", "Milan", "Genoa"))
            for i, p in enumerate(("Lyon", "Turin"))), COST),
        ("need[STORES]", "amount,store\n3,Milan\n1,Nice\n2,Genoa\n", [1.0, 3.0, 2.0]),
        ("d[i in CITIES, j in CITIES]", "d,j,i\n1,a,a\n2,b,a\n3,a,b\n4,b,b\n", [[1.0, 2.0], [3.0, 4.0]]),
        # other parameters and words beside the value
        ("need[STORES]", "store,price,need,note\nNice,9,1,x\nMilan,9,3,y\nGenoa,9,2,\n", [1.0, 3.0, 2.0]),
        ("need[STORES]", "store,value\nNice,1\nMilan,3\nGenoa,2\n", [1.0, 3.0, 2.0]),
        # matrices: with a corner, without, turned, with numbers as members, and with a row alone
        ("cost[PLANTS, STORES]", "plant,Nice,Milan,Genoa\nTurin,9,5,3\nLyon,4,5.5,6\n", COST),
        ("cost[PLANTS, STORES]", "plant\tGenoa\tNice\tMilan\nTurin\t3\t9\t5\nLyon\t6\t4\t5.5\n", COST),
        ("cost[PLANTS, STORES]", ",Lyon,Turin\nNice,4,9\nMilan,5.5,5\nGenoa,6,3\n", COST),
        ("make[PLANTS, PERIODS]", ",1,2,3\nLyon,4,5,6\nTurin,7,8,9\n", [[4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
        ("need[STORES]", "Nice,Milan,Genoa\n1,3,2\n", [1.0, 3.0, 2.0]),
        ("rate[PLANTS, CITIES, PERIODS]",
         "plant,city,1,2,3\nLyon,a,1,2,3\nLyon,b,4,5,6\nTurin,a,7,8,9\nTurin,b,1,1,1\n",
         [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [1, 1, 1]]]),
        # a long table without a heading whose first row could be the heading of a matrix
        ("make[PLANTS, PERIODS]", "Lyon,1,2\nLyon,2,3\nLyon,3,1\nTurin,1,1\nTurin,2,2\nTurin,3,3\n",
         [[2.0, 3.0, 1.0], [1.0, 2.0, 3.0]]),
        # sets of tuples
        ("len[ARCS]", "from,to,km\na,b,1\na,a,3\nb,a,2\n", [1.0, 2.0, 3.0]),
        ("len[(i, j) in ARCS]", "j,i,len\nb,a,1\na,a,3\na,b,2\n", [1.0, 2.0, 3.0]),
        # labels: leading zeros, numbers, blanks, quotes
        ("size[BOXES]", '"New York", 3.5\n 007,1\n12 ,2\n', [1.0, 2.0, 3.5]),
        # decimal commas and breaks inside of quotes
        ("need[STORES]", "store;need\r\nNice;1,5\r\nMilan;1,125\r\nGenoa;-2\r\n", [1.5, 1.125, -2.0]),
        ("need[STORES]", "store,need\r\r\nNice,1\r\nMilan,2\r\nGenoa,3".replace("\r\r", "\r"), [1.0, 2.0, 3.0]),
        ("need[STORES]", "store,need\rNice,1\rMilan,2\rGenoa,3\r", [1.0, 2.0, 3.0]),
        ("need[STORES]", 'store,"the\nneed"\n"Nice","1e1"\nMilan, 2 \nGenoa,+3\n', [10.0, 2.0, 3.0]),
        ("budget", "budget\n500\n", 500.0),
    ],
)  # fmt: skip
def test_layouts_of_csv_files(tmp_path: Path, declaration: str, text: str, expected: Any) -> None:
    """However a file is laid out, each number goes to its key."""
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode())
    assert values(declaration, path) == expected


FRAME = pd.DataFrame(COST, index=["Lyon", "Turin"], columns=["Nice", "Milan", "Genoa"])
LONG = FRAME.stack().rename("cost").rename_axis(["plant", "store"])
SHUFFLED = LONG.sample(frac=1, random_state=1)


@pytest.mark.parametrize(
    "value",
    [
        FRAME,
        FRAME.T,
        FRAME[["Genoa", "Nice", "Milan"]].iloc[::-1],
        FRAME.rename_axis("plant").reset_index(),
        LONG,
        SHUFFLED,
        SHUFFLED.to_frame(),
        SHUFFLED.reset_index(),
        SHUFFLED.reset_index()[["store", "cost", "plant"]],
        SHUFFLED.reset_index().astype({"plant": "category", "store": "string", "cost": "Float64"}),
        arrow.table(SHUFFLED.reset_index()),
        arrow.table({"plant": ["Lyon", "Turin"], "Nice": [4, 9], "Milan": [5.5, 5.0], "Genoa": [6, 3]}),
        LONG.to_dict(),
        FRAME.T.to_dict(),
        FRAME.to_numpy(),
        FRAME.to_numpy().tolist(),
        SHUFFLED.reset_index().to_dict("list"),
        SHUFFLED.reset_index().to_dict("records"),
    ],
)
def test_layouts_of_python_objects(value: object) -> None:
    """Data frames, series, Arrow tables, dictionaries, lists and arrays give the same array."""
    assert values("cost[PLANTS, STORES]", value) == COST


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (pd.Series([1, 2, 3]), [1.0, 2.0, 3.0]),
        (pd.Series([1, 2, 3], index=["Genoa", "Milan", "Nice"]), [3.0, 2.0, 1.0]),
        (np.array([1, 2, 3]), [1.0, 2.0, 3.0]),
        ((1, 2.5, 3), [1.0, 2.5, 3.0]),
        ({"Nice": 1, "Genoa": 3, "Milan": np.float64(2)}, [1.0, 2.0, 3.0]),
        (pd.DataFrame({"store": ["Milan", "Nice", "Genoa"], "tons": [2, 1, 3]}), [1.0, 2.0, 3.0]),
    ],
)
def test_one_axis_from_python(value: object, expected: list[float]) -> None:
    """By position or by label, as the object says."""
    assert values("need[STORES]", value) == expected


def test_an_index_of_dates_gives_words() -> None:
    """Days are labels as they are written."""
    days = pd.Series([5.0, 7.0], index=pd.to_datetime(["2026-03-01", "2026-03-02"]))
    data = read("need[DAYS]", days, "## Sets\nDAYS\n")
    assert data.set("DAYS").labels(0) == ["2026-03-01", "2026-03-02"]


def test_gaps_of_a_matrix_count_only_when_they_are_read() -> None:
    """A diagonal may be empty; reading it names the cell."""
    parameters = "d[C, C]\ns = sum(d[i, j] for i in C for j in C if COND)"
    text = f"## Sets\nC = {{a, b}}\n## Parameters\n{parameters}\n## Objective\nsatisfy\n"
    frame = pd.DataFrame([[None, 1.0], [2.0, None]], index=["a", "b"], columns=["a", "b"])
    assert load(parse(text.replace("COND", "i != j")), {"d": frame}).table("s").values == 3.0
    with pytest.raises(FormulationError, match="row 1, column 'a' of the data frame 'd' is empty"):
        load(parse(text.replace("COND", "i == j")), {"d": frame})


def test_rows_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """Blank lines, breaks inside of quotes and the heading all count."""
    path = tmp_path / "t.csv"
    path.write_text('store,need\n\n"Ni\nce",1\nMilan,x\n')
    with pytest.raises(FormulationError, match=r"Row 5, column 2"):
        read("need[STORES]", path)


@pytest.mark.parametrize("digits", range(1, 25))
def test_numbers_of_any_length_are_exact(tmp_path: Path, digits: int) -> None:
    """Numbers read from bytes are those that Python reads, to the last bit."""
    generator = np.random.default_rng(digits)
    words = []
    for place in range(300):
        figures = "".join(map(str, generator.integers(0, 10, digits)))
        point = int(generator.integers(0, digits + 1))
        word = f"{figures[:point]}.{figures[point:]}" if place % 3 else figures
        words.append(("", "-", "+")[place % 7 % 3] + word + ("", "e5", "E-7")[place % 11 % 3])
    path = tmp_path / "t.csv"
    path.write_text("\n".join(f"{k},{word}" for k, word in enumerate(words, 1)))
    data = read("u[T]", path, "## Sets\nT = 1..300\n")
    assert data.table("u").values.tolist() == [float(word) for word in words]
