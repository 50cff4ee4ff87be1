"""What-if and sweeps in Python: what is compared, and that answers are used again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nl2opt
from nl2opt.errors import Nl2optError
from nl2opt.pipeline.sweep import sweep_values
from nl2opt.solvers.result import Status

PLAN = """## Sets
PLANTS = {Lyon, Turin}
## Parameters
capacity[PLANTS] = {Lyon: 120, Turin: 90}
price
## Variables
make[PLANTS] >= 0
sell >= 0 <= 150
## Objective
maximize price*sell - sum(make[p] for p in PLANTS)
## Constraints
supply[p in PLANTS]: make[p] <= capacity[p]
balance: sell <= sum(make[p] for p in PLANTS)
"""


def test_an_answer_is_compared_with_a_changed_one() -> None:
    """The data of the answer stay, its numbers are on the left, the new ones on the right."""
    before = nl2opt.solve(nl2opt.parse(PLAN), data={"price": 3})
    found = nl2opt.whatif(before, {"capacity[Lyon]": 30})
    assert found.before is before
    assert (found.before.objective, found.after.objective) == (300, 240)
    assert (found.difference, found.percent) == (-60, -20)
    assert [limit.name for limit in found.no_longer_reached] == ["sell"]
    assert {(limit.name, limit.key) for limit in found.reached_now} <= {("supply", ("Lyon",)), ("supply", ("Turin",))}
    frame = found.to_frame()
    assert list(frame.columns) == ["variable", "index", "before", "after", "change"]
    assert frame["change"].sum() == pytest.approx(-60)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["difference"] == -60
    assert repr(found) == "<Comparison: optimal 300.0 -> optimal 240.0>"


def test_data_from_outside_are_changed() -> None:
    """A number that was given beside the formulation can be changed like any other."""
    before = nl2opt.solve(nl2opt.parse(PLAN), data={"price": 3})
    found = nl2opt.whatif(before, "price=0.5")
    assert found.after.objective == 0
    assert found.percent == -100


def test_a_file_is_compared_where_its_tables_are(tmp_path: Path) -> None:
    """Table files beside the formulation are found again for the changed model."""
    (tmp_path / "capacity.csv").write_text("plant,capacity\nLyon,120\nTurin,90\n", encoding="utf-8")
    text = PLAN.replace("= {Lyon: 120, Turin: 90}", '= table "capacity.csv"').replace("price\n", "price = 3\n", 1)
    (tmp_path / "plan.5e").write_text(text, encoding="utf-8")
    found = nl2opt.whatif(tmp_path / "plan.5e", ["capacity[Turin]=0"])
    assert (found.before.objective, found.after.objective) == (300, 240)


def test_a_change_to_nothing_feasible_is_explained() -> None:
    """The new answer carries the conflict; the difference is unknown."""
    found = nl2opt.whatif(nl2opt.parse(PLAN.replace("price\n", "price = 3\n", 1)), ["sell>=140", "capacity=10"])
    assert found.after.status is Status.INFEASIBLE
    assert found.after.explanation is not None
    assert found.difference is None
    assert "cannot hold together" in str(found)
    assert found.moves == ()


def test_a_sweep_in_python() -> None:
    """The points are those of single solves, and bends are found between them."""
    formulation = nl2opt.parse(PLAN.replace("price\n", "price = 3\n", 1))
    found = nl2opt.sweep(formulation, "capacity[Lyon]=0:120:50")
    assert [(point.value, point.objective) for point in found.points] == [(0, 180), (50, 280), (100, 300)]
    assert list(found.to_frame()["slope"])[1:] == pytest.approx([2, 0.4])
    for point in found.points:
        assert nl2opt.whatif(formulation, {"capacity[Lyon]": point.value}).after.objective == point.objective
    fine = nl2opt.sweep(formulation, "capacity[Lyon]=0:120:25")
    assert [(bend.first, bend.last, bend.before, bend.after) for bend in fine.bends] == [(60, 60, 2, 0)]
    assert "bends at 60" in str(fine)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=1:3:1", (1, 2, 3)),
        ("a[b, c]=0:1:0.25", (0, 0.25, 0.5, 0.75, 1)),
        ("a=3:1:-1", (3, 2, 1)),
        ("a=0:0.3:0.1", (0, 0.1, 0.2, 0.3)),
        ("a=2:2:1", (2,)),
    ],
)
def test_values_of_a_sweep(text: str, values: tuple[float, ...]) -> None:
    """Both ends are included, and decimal steps do not drift."""
    assert sweep_values(text)[1] == values


@pytest.mark.parametrize("text", ["a", "a=1", "a=1:2", "a=1:2:3:4", "=1:2:1", "a=1:2:0", "a=1:2:-1", "a=0:inf:1"])
def test_texts_that_are_no_sweep(text: str) -> None:
    """What is no sweep is refused with the notation."""
    with pytest.raises(Nl2optError):
        sweep_values(text)


@pytest.mark.parametrize("solver", ["highs", "scip"])
def test_answers_of_every_engine_are_explained(solver: str) -> None:
    """The explanation does not depend on which engine found the answer."""
    answer = nl2opt.solve(nl2opt.parse(PLAN), data={"price": 3}, solver=solver)
    optimum = answer.explain().optimum
    assert optimum is not None
    prices = {(limit.name, limit.key): limit.price for limit in optimum.binding}
    assert prices["sell", ()] == pytest.approx(2)
    assert prices["balance", ()] == pytest.approx(1)
    assert "the bound of sell" in str(answer.explain())


def test_an_answer_without_values_at_a_limit_is_not_explained() -> None:
    """There is nothing to explain before a solution was found."""
    answer = nl2opt.solve(
        nl2opt.parse(
            "## Sets\nI = 1..30\n## Variables\nx[I] binary\n## Objective\nsatisfy\n## Constraints\n"
            "a: sum((1000 + 7*i*i % 991)*x[i] for i in I) == 15733\n"
            "b: sum((1000 + i*i*i % 977)*x[i] for i in I) == 15811\n"
        ),
        time_limit=0.0,
    )
    assert answer.status is Status.UNKNOWN
    with pytest.raises(Nl2optError, match="no solution to explain"):
        answer.explain()
