"""Explanations of optima: limits as they are written, prices of whole-number and curved models, other optima."""

from __future__ import annotations

import math

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed import apply_changes
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.explain.analysis import explain_optimum, limits_at
from nl2opt.solvers.explain.optimum import Limit, Optimum, PriceKind, Search
from nl2opt.solvers.result import SolveOptions, Status

BAKERY = """## Variables
cakes >= 0 integer
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies
## Constraints
flour: 3*cakes + 2*pies <= 61
oven: cakes + pies <= 25
"""
CAN = """## Variables
0.1 <= r <= 100
0.1 <= h <= 100
## Objective
minimize 6.2831853*r*h + 6.2831853*r**2
## Constraints
volume: 3.14159265*r**2*h >= 330
"""
FACILITY = """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
## Parameters
capacity[PLANTS] = {Lyon: 120, Turin: 90}
need[STORES] = [50, 40, 30]
cost[PLANTS, STORES] = [[4, 6, 9], [5, 3, 2]]
## Variables
ship[PLANTS, STORES] >= 0
open[PLANTS] binary
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES) + 100 * sum(open[p] for p in PLANTS)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p] * open[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
"""


def explained(text: str) -> Optimum:
    """The explanation of a formulation's optimum."""
    formulation = parse(text)
    return explain_optimum(formulation, solve(formulation))


def limit(optimum: Optimum, name: str, *key: str | int, relation: str = "") -> Limit:
    """One limit by its name and index."""
    return next(
        item for item in optimum.limits if item.name == name and item.key == key and relation in ("", item.relation)
    )


@pytest.mark.parametrize(
    ("constraint", "relation", "value", "price"),
    [
        ("x + y <= 40", "<=", 40, 3),
        ("40 >= x + y", "<=", 40, 3),
        ("2 + x + y <= 42", "<=", 42, 3),
        ("60 - x - y >= 20", ">=", 20, -3),
        ("40 - x - y >= 0", "<=", 40, 3),
        ("x <= 40 - y", "<=", 40, 3),
        ("-x - y >= -40", ">=", -40, -3),
        ("x + y == 40", "==", 40, 3),
        ("40 - y == x", "==", 40, 3),
        ("5 <= x + y <= 40", "<=", 40, 3),
        ("x + y < 40", "<=", 40, 3),
    ],
)
def test_limits_are_shown_as_they_are_written(constraint: str, relation: str, value: float, price: float) -> None:
    """The number, its relation and its price are those of the number that a person wrote."""
    found = explained(
        f"## Variables\nx >= 0\ny >= 0\n## Objective\nmaximize 3*x + 2*y\n## Constraints\nroom: {constraint}"
    )
    room = limit(found, "room", relation=relation)
    assert (room.value, room.binding) == (value, True)
    assert room.price == pytest.approx(price)


def test_slack_is_the_distance_from_the_limit() -> None:
    """A limit that is not reached has the price 0 up to where it would bind."""
    found = explained(
        "## Variables\nx >= 0\n## Objective\nmaximize x\n## Constraints\na: x <= 4\nb: 2*x + 1 <= 15\nc: x >= 1\n"
    )
    loose, least = limit(found, "b"), limit(found, "c")
    assert (loose.value, loose.activity, loose.slack, loose.price) == (15, 9, 6, 0)
    assert loose.less is not None
    assert loose.less.until == 9
    assert (least.slack, least.price) == (3, 0)
    assert least.more is not None
    assert (least.more.until, least.less) == (4, least.less)


def test_bounds_of_variables_are_limits() -> None:
    """An upper bound that is reached has a price, a lower bound of 0 is told as a reduced cost."""
    found = explained(
        "## Variables\n0 <= x <= 5\ny >= 0\n## Objective\nmaximize 4*x - y\n## Constraints\na: x + y <= 9\n"
    )
    bound = limit(found, "x")
    assert (bound.is_bound, bound.value, bound.price) == (True, 5, 4)
    assert [item.name for item in found.limits if item.is_bound] == ["x"]
    y = next(item for item in found.coefficients if item.name == "y")
    assert (y.reduced_cost, y.upper, y.at_bound) == (-1, 0, "lower")


def test_whole_numbers_have_steps_and_no_prices() -> None:
    """Each step is what a file with that limit gives."""
    found = explained(BAKERY)
    assert found.prices is PriceKind.NONE
    assert all(not item.priced for item in found.limits)
    assert [(step.limit.name, step.value) for step in found.steps] == [("flour", 62), ("oven", 26)]
    for step in found.steps:
        changed = apply_changes(parse(BAKERY), f"{step.limit.name}={step.value}").formulation
        again = solve(changed)
        assert step.proven
        assert step.objective == again.objective
        assert step.change == pytest.approx((again.objective or 0) - (found.solution.objective or 0))


def test_prices_with_whole_numbers_fixed() -> None:
    """Where continuous variables are left, prices of the model with fixed plants are given, and said to be that."""
    found = explained(FACILITY)
    assert found.prices is PriceKind.INTEGERS_FIXED
    assert [limit(found, "demand", store).price for store in ("Nice", "Milan", "Genoa")] == pytest.approx([4, 3, 2])
    assert {step.limit.name for step in found.steps} == {"supply", "demand"}
    assert not any(item.is_bound for item in found.limits)


def test_prices_of_a_convex_quadratic_model() -> None:
    """The multiplier predicts the change of the optimum for a small change of the limit."""
    text = "## Variables\nx >= 0\ny >= 0\n## Objective\nminimize (x-3)**2 + (y-2)**2\n## Constraints\nb: x + y <= {}\n"
    found = explained(text.format(4))
    assert found.prices is PriceKind.FIRST_ORDER
    assert found.local is not None
    assert (found.local.holds, found.local.convex) == (True, True)
    more, less = (solve(parse(text.format(value))).objective for value in (4.001, 3.999))
    assert more is not None
    assert less is not None
    assert limit(found, "b").price == pytest.approx((more - less) / 0.002, abs=1e-4)


def test_prices_of_a_nonlinear_model() -> None:
    """The can of least metal: one more millilitre costs what the multiplier says, and the conditions hold."""
    found = explained(CAN)
    assert found.local is not None
    assert found.local.holds
    assert found.local.residual < 1e-6
    more, less = (solve(parse(CAN.replace("330", str(volume)))).objective for volume in (331, 329))
    assert more is not None
    assert less is not None
    assert limit(found, "volume").price == pytest.approx((more - less) / 2, rel=1e-3)


def test_a_point_without_a_slope_has_no_prices() -> None:
    """Where the objective has no derivative, nothing is claimed."""
    found = explained("## Variables\n0 <= x <= 5\n## Objective\nminimize sqrt(x)\n## Constraints\na: x <= 4\n")
    assert found.prices is PriceKind.NONE
    assert found.remarks


def test_another_optimum_is_shown_by_name() -> None:
    """Both vertices of an optimal edge are known after the explanation."""
    found = explained("## Variables\nx >= 0\ny >= 0\n## Objective\nmaximize x + y\n## Constraints\na: x + y <= 10\n")
    assert found.alternative.search is Search.FOUND
    values = found.alternative.values
    assert values["x"].numbers[0] + values["y"].numbers[0] == pytest.approx(10)
    assert abs(values["x"].numbers[0] - found.solution.values["x"].numbers[0]) == pytest.approx(10)


def test_whole_numbers_with_other_optima() -> None:
    """Two items of one value: taking the other is as good."""
    found = explained(
        "## Variables\na binary\nb binary\nc binary\n## Objective\nmaximize 5*a + 5*b + 3*c\n## Constraints\n"
        "room: 4*a + 4*b + 3*c <= 7\n"
    )
    assert found.alternative.search is Search.FOUND
    taken = [name for name in "abc" if found.solution.values[name].numbers[0] == 1]
    other = [name for name in "abc" if found.alternative.values[name].numbers[0] == 1]
    assert sorted([taken, other]) == [["a", "c"], ["b", "c"]]


def test_whole_numbers_with_one_optimum_only() -> None:
    """The proof that there is no other optimum is found for unbounded integers, too, by the bounds that rows imply."""
    assert explained(BAKERY).alternative.search is Search.NONE


def test_logic_has_no_limit_to_move() -> None:
    """``a implies not b`` is no number; the limits beside it are explained."""
    found = explained(
        "## Variables\na binary\nb binary\nx >= 0 <= 100\n## Objective\nmaximize 3*x - 20*a - 30*b\n## Constraints\n"
        "use: x <= 60*a + 50*b\nrule: a implies not b\ncap: x <= 58\n"
    )
    assert [item.name for item in found.limits] == ["use", "cap"]
    assert {step.limit.name for step in found.steps} == {"use", "cap"}


def test_an_unsolved_model_is_refused() -> None:
    """There is nothing to explain without values."""
    formulation = parse("## Variables\nx >= 3\n## Objective\nminimize x\n## Constraints\na: x <= 2\n")
    solution = solve(formulation)
    assert solution.status is Status.INFEASIBLE
    with pytest.raises(Nl2optError, match="no solution to explain"):
        explain_optimum(formulation, solution)
    assert limits_at(formulation, solution) == ()


def test_any_feasible_point_is_explained_without_prices() -> None:
    """Without an objective there are limits and nothing else."""
    found = explained("## Variables\nx >= 0 <= 9\n## Objective\nsatisfy\n## Constraints\na: x == 4\n")
    assert found.prices is PriceKind.NONE
    assert limit(found, "a").binding


def test_reformulated_parts_are_solved_for_again() -> None:
    """A model with columns of a reformulation is explained at the answer's own values."""
    text = (
        "## Variables\n0 <= x <= 9\n0 <= y <= 9\n## Objective\nminimize max(x, 5 - x) + abs(y - 3)\n"
        "## Constraints\na: x + y >= 4\n"
    )
    found = explained(text)
    assert found.solution.objective == pytest.approx(2.5)
    assert {item.name for item in found.limits} <= {"a", "x", "y"}


def test_data_are_json_ready() -> None:
    """Every number of the JSON form is finite or null."""
    import json

    for text in (BAKERY, CAN, FACILITY):
        data = json.dumps(explained(text).to_dict(), allow_nan=False)
        assert json.loads(data)["status"] == "optimal"


def test_the_time_limit_is_kept() -> None:
    """An explanation with no time still has the limits, and says what it left out."""
    formulation = parse(FACILITY)
    found = explain_optimum(formulation, solve(formulation), options=SolveOptions(time_limit=0.0))
    assert len(found.limits) == 5
    assert math.isclose(found.solution.objective or 0, 580)
