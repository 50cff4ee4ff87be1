"""Explanations, comparisons and sweeps as text and as HTML: golden files of everything that is printed."""

from __future__ import annotations

import pytest

from nl2opt.comparing import sweep, whatif
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.given import solve_given
from nl2opt.render.units import counted, unit_of
from tests.golden_files import GOLDEN, assert_golden

WYNDOR = """## Variables
doors >= 0  # batches a week
windows >= 0
## Objective
maximize 3*doors + 5*windows  # thousand dollars a week
## Constraints
plant1: doors <= 4  # hours a week
plant2: 2*windows <= 12  # hours a week
plant3: 3*doors + 2*windows <= 18  # hours a week
"""
MODELS = {
    "linear": WYNDOR,
    "zero_and_alternative": """## Problem
> A bakery makes cakes, pies and tarts in 40 hours of oven time.
## Variables
cakes >= 0
pies >= 0
tarts >= 0 <= 6  # tarts baked
## Objective
maximize 12*cakes + 9*pies + 12*tarts  # earnings in euros
## Constraints
oven: cakes + pies + tarts <= 40  # @[42:65]
""",
    "degenerate": """## Sets
WEEKS = 1..4
## Parameters
orders[WEEKS] = [60, 90, 120, 40]  # pumps ordered
hours[WEEKS] = [100, 100, 90, 100]  # machine hours
## Variables
make[WEEKS] >= 0  # pumps made
stock[WEEKS] >= 0 <= 30
## Objective
minimize sum(30*make[w] + 2*stock[w] for w in WEEKS)  # cost in euros
## Constraints
first: stock[1] == make[1] - orders[1]
balance[w in WEEKS if w > 1]: stock[w] == stock[w-1] + make[w] - orders[w]
time[w in WEEKS]: make[w] <= hours[w]
""",
    "whole_numbers": """## Variables
cakes >= 0 integer  # cakes baked a day
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies  # earnings in euros
## Constraints
flour: 3*cakes + 2*pies <= 61  # kg of flour
oven: cakes + pies <= 25
sugar: cakes + 2*pies >= 10
""",
    "mixed": """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
## Parameters
capacity[PLANTS] = {Lyon: 120, Turin: 90}
need[STORES] = [50, 40, 30]  # tons a week
cost[PLANTS, STORES] = [[4, 6, 9], [5, 3, 2]]
## Variables
ship[PLANTS, STORES] >= 0
open[PLANTS] binary
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES) + 100 * sum(open[p] for p in PLANTS)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p] * open[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
""",
    "quadratic": """## Variables
x >= 0
y >= 0
## Objective
minimize (x - 3)**2 + (y - 2)**2
## Constraints
budget: x + y <= 4  # euros
""",
    "infeasible": "## Variables\nx >= 3  # tons\n## Objective\nminimize x\n## Constraints\ntop: x <= 2\n",
    "unbounded": "## Variables\nx >= 3  # tons\n## Objective\nmaximize x\n## Constraints\nleast: x >= 4\n",
    "inside": "## Variables\nx >= 0\n## Objective\nminimize (x - 2)**2\n## Constraints\ntop: x <= 9\n",
    "satisfy": "## Variables\n0 <= x <= 9 integer\n## Objective\nsatisfy\n## Constraints\na: 2*x == 8\n",
}


def without_times(text: str) -> str:
    """The text without what a clock says."""
    import re

    return re.sub(r"\d+ solves?, [\d.]+ s", "N solves, T s", text)


@pytest.mark.parametrize("name", MODELS)
def test_explanations(name: str) -> None:
    """What ``nl2opt explain`` prints, in a terminal of 100 columns and in a notebook."""
    explained = solve_given(parse(MODELS[name])).explain()
    assert_golden(GOLDEN / "explanations" / f"{name}.txt", without_times(explained.render(100)))
    assert_golden(GOLDEN / "explanations" / f"{name}.html", without_times(explained._repr_html_()) + "\n")


@pytest.mark.parametrize(
    ("name", "model", "changes"),
    [
        ("limit", "linear", ["plant2=30"]),
        ("several", "whole_numbers", ["flour+=10", "cakes<=5", "-sugar"]),
        ("data", "mixed", {"need[Nice]": 90}),
        ("infeasible", "mixed", ["capacity*=0.2"]),
        ("unbounded", "linear", ["-plant1", "-plant3"]),
        ("nothing", "linear", ["plant1=5"]),
    ],
)
def test_comparisons(name: str, model: str, changes: list[str] | dict[str, object]) -> None:
    """What ``nl2opt whatif`` prints."""
    found = whatif(parse(MODELS[model]), changes)
    assert_golden(GOLDEN / "comparisons" / f"{name}.txt", without_times(found.render(100)))
    assert_golden(GOLDEN / "comparisons" / f"{name}.html", without_times(found._repr_html_()) + "\n")


def test_values_are_shown_where_there_were_none() -> None:
    """A change that makes a model feasible shows the whole solution."""
    plan = parse(
        "## Variables\nx >= 0  # tons\ny >= 0\n## Objective\nmaximize x + y\n## Constraints\na: x + y <= 3\nb: x >= 5\n"
    )
    assert_golden(GOLDEN / "comparisons" / "feasible.txt", without_times(whatif(plan, ["b=2"]).render(100)))


@pytest.mark.parametrize(
    ("name", "model", "values"),
    [
        ("bends", "linear", "plant3=-6:30:4"),
        ("whole", "whole_numbers", "oven=20:26:2"),
    ],
)
def test_sweeps(name: str, model: str, values: str) -> None:
    """What ``nl2opt whatif --sweep`` prints."""
    assert_golden(GOLDEN / "comparisons" / f"sweep_{name}.txt", sweep(parse(MODELS[model]), values).render(100))


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("hours of oven time", "hour"),
        ("machine hours a week", "hour"),
        ("tons a week", "ton"),
        ("cost in euros", "euro"),
        ("kg", "kg"),
        ("the budget of the town", ""),
        ("", ""),
    ],
)
def test_units_in_notes(note: str, unit: str) -> None:
    """Usual units are found where a note begins with them or is 'in' them."""
    assert unit_of(note) == unit


@pytest.mark.parametrize(
    ("note", "thing"),
    [
        ("pumps ordered", "pump"),
        ("batches", "batch"),
        ("bodies", "body"),
        ("less", ""),
        ("The sales", ""),
        ("cost", ""),
    ],
)
def test_things_that_data_count(note: str, thing: str) -> None:
    """The first word of a note names what is counted, if it is a plural."""
    assert counted(note) == thing
