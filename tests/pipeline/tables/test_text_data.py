"""Tables become sets and parameters; what cannot be read for certain stays in the words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Entries
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.drafting import read_candidate, solve_candidate
from nl2opt.pipeline.examples import TABLES, Example, load_examples
from nl2opt.pipeline.tables import TextData, read_tables
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.result import SolveOptions, Status


def markdown(heads: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def values(data: TextData, name: str) -> dict[tuple[str | int, ...], float]:
    """The values of a parameter by key."""
    (parameter,) = [parameter for parameter in data.parameters if parameter.name == name]
    assert isinstance(parameter.value, Entries)
    return dict(parameter.value.items)


def test_columns_are_parameters_of_the_rows() -> None:
    """The usual table: things in rows, one column for each measure."""
    data = read_tables(
        f"Crops:\n\n{markdown(['Crop', 'Yield (kg)', 'Price'], [['Rye', '5', '$2'], ['Oat', '7', '$3']])}\n"
    )
    assert data.declarations == (
        "## Sets\nCROPS = {Rye, Oat}\n## Parameters\nyield[CROPS]  # Yield (kg)\nprice[CROPS]  # Price ($)\n"
    )
    assert values(data, "yield") == {("Rye",): 5, ("Oat",): 7}
    assert values(data, "price") == {("Rye",): 2, ("Oat",): 3}


def test_rows_are_parameters_of_the_columns() -> None:
    """The same lying down: measures in rows, months above."""
    data = read_tables(markdown(["Month", "1", "2", "3"], [["Demand", "5", "6", "7"], ["Price", "1.5", "2", "2.5"]]))
    assert data.declarations.splitlines()[:2] == ["## Sets", "MONTHS = 1..3"]
    assert values(data, "demand") == {(1,): 5, (2,): 6, (3,): 7}
    assert values(data, "price") == {(1,): 1.5, (2,): 2, (3,): 2.5}


def test_a_matrix_has_two_sets() -> None:
    """Things at the side and above, named by the corner."""
    data = read_tables(
        "The time in hours:\n" + markdown(["Machine/Part", "A", "B"], [["Mill", "1", "2"], ["Lathe", "3", "4"]])
    )
    assert "MACHINES = {Mill, Lathe}" in data.declarations
    assert "PARTS = {A, B}" in data.declarations
    assert values(data, "time") == {("Mill", "A"): 1, ("Mill", "B"): 2, ("Lathe", "A"): 3, ("Lathe", "B"): 4}


def test_a_transportation_table_has_three_parameters() -> None:
    """Costs inside, supply in the last column, demand in the last row."""
    rows = [["Lyon", "4", "6", "30"], ["Turin", "5", "3", "40"], ["Demand", "20", "25", ""]]
    data = read_tables(f"The cost of a ton:\n{markdown(['Plant', 'Oslo', 'Rome', 'Supply'], rows)}")
    assert values(data, "cost")["Turin", "Rome"] == 3
    assert values(data, "supply") == {("Lyon",): 30, ("Turin",): 40}
    assert values(data, "demand") == {("Oslo",): 20, ("Rome",): 25}


def test_a_set_is_named_by_the_words_before_its_first_member() -> None:
    """Where the corner is empty, the prose says what the rows are."""
    text = "It has 2 depots (located in Oslo and Rome).\n\n" + markdown(["", "Stock"], [["Oslo", "4"], ["Rome", "5"]])
    assert read_tables(text).declarations.startswith("## Sets\nDEPOTS = {Oslo, Rome}\n")


def test_equal_labels_of_two_tables_are_one_set() -> None:
    """Two tables about the same things share their set; numbers of different things do not."""
    one = markdown(["City", "Demand"], [["Oslo", "4"], ["Rome", "5"]])
    two = markdown(["City", "Price"], [["Oslo", "8"], ["Rome", "9"]])
    assert len(read_tables(f"{one}\n\nand\n\n{two}").sets) == 1
    month = markdown(["Month", "Demand"], [["1", "4"], ["2", "5"]])
    machine = markdown(["Machine", "Capacity"], [["1", "8"], ["2", "9"]])
    assert [item.name for item in read_tables(f"{month}\n\nand\n\n{machine}").sets] == ["MONTHS", "MACHINES"]


def test_half_a_symmetric_table_is_mirrored() -> None:
    """Distances are often given once for each pair."""
    rows = [["A", "-", "3", "4"], ["B", "", "-", "5"], ["C", "", "", "-"]]
    data = read_tables(f"The distance:\n{markdown(['', 'A', 'B', 'C'], rows)}")
    distance = values(data, "distance")
    assert distance["C", "A"] == distance["A", "C"] == 4
    assert distance["B", "B"] == 0


@pytest.mark.parametrize(
    "table",
    [
        markdown(["Job", "Time", "After"], [["a", "3", "b"], ["b", "4", "c"]]),
        markdown(["Mix", "Share"], [["A", "≥ 60%"], ["B", "≤ 20%"]]),
        markdown(["Time", "Need", "Time", "Need"], [["2", "4", "14", "7"], ["6", "8", "18", "12"]]),
        markdown(["Machine/Part", "1", "2"], [["A", "3", ""], ["B", "4", "5"]]),
        markdown(["City", "Demand"], [["Oslo", "3"], ["Oslo", "4"]]),
    ],
)
def test_a_table_that_is_not_all_numbers_stays_in_the_words(table: str) -> None:
    """Words, conditions, repeated labels and gaps are left to the language model."""
    data = read_tables(f"Here it is.\n\n{table}\n\nWhat now?")
    assert not data
    assert data.told == data.problem


def test_small_tables_stay_in_the_words_where_asked() -> None:
    """The threshold counts the numbers of all tables together."""
    text = markdown(["City", "Demand"], [["Oslo", "3"], ["Rome", "4"]])
    assert not read_tables(text, least_cells=3)
    assert read_tables(text, least_cells=2)


def test_a_large_table_costs_few_words() -> None:
    """A thousand numbers are told to the model in a few lines, and none of them is lost."""
    rows = [[f"site{i}", *(str(i * 7 % 11 + j) for j in range(1, 26))] for i in range(1, 41)]
    data = read_tables(f"The cost:\n{markdown(['Site/Hub', *map(str, range(1, 26))], rows)}\n\nOpen the best.")
    assert len(data.told) < 250
    assert "# 40 members" in data.told
    assert len(values(data, "cost")) == 1000


@given(
    st.lists(st.sampled_from(["Ada", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus"]), min_size=2, max_size=6, unique=True),
    st.lists(
        st.sampled_from(["Cost", "Demand", "Supply (tons)", "Profit per unit"]), min_size=1, max_size=4, unique=True
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40)
def test_every_number_arrives_at_its_key(things: list[str], measures: list[str], random: object) -> None:
    """Whatever the table, the arrays hold what the cells said, and the declarations are a formulation's."""
    numbers = [[round(random.uniform(0, 100), 2) for _ in measures] for _ in things]  # type: ignore[attr-defined]
    data = read_tables(
        markdown(["Who", *measures], [[thing, *map(str, row)] for thing, row in zip(things, numbers, strict=True)])
    )
    formulation = data.fill(parse(data.declarations + "## Objective\nsatisfy\n"))
    loaded = load(formulation)
    for place, parameter in enumerate(formulation.parameters):
        found = np.asarray(loaded.table(parameter.name).values).ravel()
        assert found == pytest.approx([row[place] for row in numbers])


@pytest.mark.parametrize("example", load_examples(TABLES), ids=lambda example: example.problem[:24])
def test_each_worked_example_is_sound(example: Example) -> None:
    """The draft goes with the tables as they are read, every number is grounded, and there is an optimum."""
    data = read_tables(example.problem)
    candidate = read_candidate(example.draft, TextNumbers(data.prose), data)
    candidate = solve_candidate(candidate, SolveOptions())
    assert candidate.findings == ()
    assert candidate.mends == ()
    assert candidate.diagnostics == ()
    assert candidate.formulation is not None
    assert candidate.formulation.problem == example.problem
    assert candidate.solution is not None
    assert candidate.solution.status is Status.OPTIMAL


def test_a_draft_that_declares_the_data_again_is_read() -> None:
    """Models copy the sets; their copies are left out, their own parameters are kept."""
    data = read_tables(markdown(["City", "Demand"], [["Oslo", "3"], ["Rome", "4"]]))
    raw = (
        "## Sets\nCITIES = {Oslo, Rome}\n## Parameters\ndemand[CITIES] = {Oslo: 9, Rome: 9}\nfactor = 2\n"
        "## Variables\nsend[CITIES] >= 0 continuous\n## Objective\nminimize sum(factor*send[c] for c in CITIES)\n"
        "## Constraints\nneed[c in CITIES]: send[c] >= demand[c]\n"
    )
    candidate = solve_candidate(read_candidate(raw, TextNumbers("2"), data), SolveOptions())
    assert candidate.solution is not None
    assert candidate.solution.objective == pytest.approx(14)
