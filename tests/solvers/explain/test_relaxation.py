"""Relaxations: the least change there is, and the best solution with it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, assume, given, settings

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import load
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.members import MemberKind
from nl2opt.solvers.explain.relaxation import Relaxation, find_relaxation, require_weights
from nl2opt.solvers.result import Status
from tests.solvers.explain.small_models import NAMES, SmallModel, small_models

CAKES = """## Variables
cakes >= 0 integer
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies
## Constraints
eggs: 3*cakes + 2*pies <= 60
min_cakes: cakes >= 15
min_pies: pies >= 10
"""
CITIES = """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan}
## Parameters
capacity[PLANTS] = {Lyon: 40, Turin: 50}
need[STORES] = {Nice: 60, Milan: 50}
## Variables
ship[PLANTS, STORES] >= 0
## Objective
minimize sum(ship[p, s] for p in PLANTS for s in STORES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
"""


def relaxed(text: str, **weights: float) -> Relaxation:
    """The relaxation of a model."""
    formulation = parse(text)
    return find_relaxation(formulation, load(formulation), weights, Budget(60.0))


def moves(relaxation: Relaxation) -> list[tuple[str, float, float]]:
    """Each change by its label."""
    return [(change.member.label, change.old, change.new) for change in relaxation.changes]


def _missed(model: SmallModel, point: tuple[int, ...]) -> list[float]:
    """By how much each row is missed at a point."""
    found = []
    for coefficients, sign, right in model.rows:
        value = sum(c * x for c, x in zip(coefficients, point))
        over, under = max(0, value - right), max(0, right - value)
        found.append(float(over if sign == "<=" else under if sign == ">=" else over + under))
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_models(boxed=True, goal=True))
def test_the_change_is_the_smallest_and_the_objective_the_best_then(model: SmallModel) -> None:
    """On models small enough to try every point: least total of relative changes first, then the best objective."""
    points = list(itertools.product(*[range(low or 0, (high or 0) + 1) for low, high, _ in model.variables]))
    totals = {
        point: sum(miss / abs(right) for miss, (_, _, right) in zip(_missed(model, point), model.rows))
        for point in points
    }
    least = min(totals.values())
    assume(least > 0)
    best = max(sum(c * x for c, x in zip(model.goal, point)) for point in points if totals[point] <= least + 1e-9)
    relaxation = relaxed(model.text(), **dict.fromkeys(NAMES[: len(model.variables)], 0.0))
    assert relaxation.proven
    assert sum(abs(change.amount) / abs(change.old) for change in relaxation.changes) == pytest.approx(least, abs=1e-5)
    assert relaxation.solution is not None
    assert relaxation.solution.status is Status.OPTIMAL
    assert relaxation.solution.objective == pytest.approx(best, abs=1e-5)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_models(boxed=True))
def test_the_changed_model_is_feasible(model: SmallModel) -> None:
    """A model with the new limits instead of the old ones has a solution."""
    assume(model.status() is Status.INFEASIBLE)
    relaxation = relaxed(model.text(), **dict.fromkeys(NAMES[: len(model.variables)], 0.0))
    rows = list(model.rows)
    for change in relaxation.changes:
        place = int(change.member.name.removeprefix("row"))
        rows[place] = (rows[place][0], rows[place][1], change.new)  # type: ignore[assignment]
    assert SmallModel(model.variables, tuple(rows)).status() is Status.OPTIMAL


def test_one_limit() -> None:
    """The limit that is cheapest to move is moved as far as whole numbers need."""
    relaxation = relaxed(CAKES)
    assert moves(relaxation) == [("eggs", 60, 65)]
    assert relaxation.solution is not None
    assert relaxation.solution.objective == 270
    assert set(relaxation.solution.values) == {"cakes", "pies"}


def test_weights() -> None:
    """A weight of 0 forbids a change, for a constraint, a row of it, or a variable; a large one avoids it."""
    assert moves(relaxed(CAKES, eggs=0)) == [("min_pies", 10, 7.5)] or moves(relaxed(CAKES, eggs=0)) == [
        ("min_cakes", 15, 13)
    ]
    assert moves(relaxed(CITIES, supply=10)) == [("demand[Nice]", 60, 40)]
    assert moves(relaxed(CITIES, **{"supply": 10, "demand[Nice]": 0})) == [("demand[Milan]", 50, 30)]
    assert moves(relaxed(CITIES, **{"demand": 0, "supply[Turin]": 0})) == [("supply[Lyon]", 40, 60)]
    nothing = relaxed(CAKES, eggs=0, min_cakes=0, min_pies=0)
    assert nothing.solution is None
    assert nothing.reason.startswith("No change of limits makes the model feasible")


def test_bounds_move_but_not_below_zero() -> None:
    """A bound that is a number moves like a limit; that an amount is not negative stays, unless a weight says else."""
    text = "## Variables\nx >= 0\n0 <= y <= 4\n## Objective\nminimize x\n## Constraints\nlow: x + y <= -1\n"
    assert moves(relaxed(text)) == [("low", -1, 0)]
    assert moves(relaxed(text, low=0, x=1)) == [("x", 0, -1)]
    upper = relaxed("## Variables\n0 <= y <= 4\n## Objective\nminimize y\n## Constraints\nmany: y >= 100\n", many=0)
    assert moves(upper) == [("y", 4, 100)]
    assert upper.changes[0].member.kind is MemberKind.UPPER


def test_rows_without_a_number_move_last() -> None:
    """``x <= 2*y`` is missed only when no limit with a number can help."""
    text = (
        "## Variables\n0 <= x <= 9\n0 <= y <= 9\n## Objective\nminimize x\n## Constraints\n"
        "tie: x == 2*y\nmany: x >= 6\nfew: y <= 2\n"
    )
    assert moves(relaxed(text)) == [("many", 6, 4)]
    tied = relaxed(text, many=0, few=0)
    assert [(change.member.label, change.stated, abs(change.amount)) for change in tied.changes] == [("tie", False, 2)]


def test_logic_and_products() -> None:
    """Limits move in models with logic and products; logic itself does not."""
    logic = relaxed(
        "## Variables\na binary\nb binary\n0 <= x <= 60\n## Objective\nminimize x\n## Constraints\n"
        "cap: x <= 30*a + 40*b\none: not (a and b)\nneed: x >= 50\n"
    )
    assert moves(logic) == [("need", 50, 40)]
    product = relaxed(
        "## Variables\nx >= 1\ny >= 1\n## Objective\nminimize x\n## Constraints\narea: x*y >= 50\n"
        "fence: 2*x + 2*y <= 20\n",
        area=0,
    )
    assert product.changes[0].new == pytest.approx(4 * 50**0.5, abs=1e-4)


def test_strict_orders_of_whole_numbers() -> None:
    """``x < y`` of whole numbers does not become ``x <= y`` because it may be missed."""
    relaxation = relaxed(
        "## Variables\nx >= 0 integer\ny >= 0 integer\n## Objective\nminimize x\n## Constraints\n"
        "s1: x < y\ns2: y < x + 1\n"
    )
    assert [abs(change.amount) for change in relaxation.changes] == [1]


def test_bounds_that_a_constraint_needs() -> None:
    """``all_different`` cannot do without bounds; then they stay, and that is said."""
    relaxation = relaxed(
        "## Sets\nI = 1..4\n## Variables\n1 <= a[I] <= 3 integer\n## Objective\nsatisfy\n## Constraints\n"
        "diff: all_different(a[i] for i in I)\n"
    )
    assert relaxation.solution is None
    assert "bounds of variables stay as they are" in relaxation.reason


def test_unbounded_once_it_is_feasible() -> None:
    """The changed model may be unbounded; that is what is said of it."""
    relaxation = relaxed(
        "## Variables\nx >= 0\ny >= 0\n## Objective\nmaximize y\n## Constraints\nlow: x <= 1\nhigh: x >= 2\n"
    )
    assert relaxation.solution is not None
    assert relaxation.solution.status is Status.UNBOUNDED
    assert relaxation.solution.values == {}


@pytest.mark.parametrize(
    ("name", "weight", "said"),
    [("egs", 1.0, "no constraint or variable 'egs'"), ("eggs", -1.0, "must be 0 or more")],
)
def test_weights_that_mean_nothing(name: str, weight: float, said: str) -> None:
    """A weight for an unknown name, or below 0, is refused."""
    with pytest.raises(Nl2optError, match=said):
        require_weights(parse(CAKES), {name: weight})


def test_no_time() -> None:
    """Without time nothing is changed, and the reason is said."""
    formulation = parse(CAKES)
    relaxation = find_relaxation(formulation, load(formulation), {}, Budget(0.0))
    assert relaxation.solution is None
    assert not relaxation.proven
    assert "in the time allowed" in relaxation.reason
