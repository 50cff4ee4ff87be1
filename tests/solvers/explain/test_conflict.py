"""Conflicts: irreducible by the definition, for linear, integer, logical and nonlinear models."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings

from nl2opt.formulation.data import load
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.conflict import Conflict, find_conflict
from nl2opt.solvers.explain.members import MemberKind
from nl2opt.solvers.result import Status
from tests.solvers.explain.small_models import NAMES, SmallModel, part_of, small_models


def conflict_of(text: str, seconds: float = 60.0) -> Conflict:
    """The conflict of a model that has one."""
    formulation = parse(text)
    found = find_conflict(formulation, load(formulation), Budget(seconds))
    assert found is not None
    return found


def texts(conflict: Conflict) -> list[str]:
    """What the members say."""
    return [member.text for member in conflict.members]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_models())
def test_every_member_is_needed_and_together_they_cannot_hold(model: SmallModel) -> None:
    """A proven conflict has no solution, and without any one of its members it has one."""
    assume(model.status() is Status.INFEASIBLE)
    formulation = model.formulation()
    conflict = find_conflict(formulation, load(formulation), Budget(60.0))
    assert conflict is not None
    assert conflict.proven
    parts = [part_of(member) for member in conflict.members]
    assert model.status(parts) is Status.INFEASIBLE
    for part in parts:
        assert model.status([other for other in parts if other != part]) is not Status.INFEASIBLE, part


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_models())
def test_factors_prove_the_conflict(model: SmallModel) -> None:
    """Members times their factors add up to a false statement about numbers, in exact arithmetic."""
    assume(model.status() is Status.INFEASIBLE)
    formulation = model.formulation()
    conflict = find_conflict(formulation, load(formulation), Budget(60.0))
    assert conflict is not None
    assume(conflict.multipliers)
    # Each member is 'terms <= number' for one of its two signs; a choice of signs makes the terms cancel.
    sides: list[list[tuple[dict[str, Fraction], Fraction]]] = []
    for member, factor in zip(conflict.members, conflict.multipliers, strict=True):
        sides.append([(_scaled(t, factor), Fraction(factor) * n) for t, n in _upper_forms(model, *part_of(member))])
    totals: list[tuple[dict[str, Fraction], Fraction]] = [({}, Fraction(0))]
    for forms in sides:
        totals = [(_sum(terms, own), number + bound) for terms, number in totals for own, bound in forms]
    assert any(not any(terms.values()) and number < 0 for terms, number in totals)


def _upper_forms(model: SmallModel, kind: MemberKind, name: str) -> list[tuple[dict[str, Fraction], int]]:
    if kind is MemberKind.CONSTRAINT:
        coefficients, sign, right = model.rows[int(name.removeprefix("row"))]
        terms = {own: Fraction(c) for own, c in zip(NAMES, coefficients)}
        upper, lower = (terms, right), (_scaled(terms, -1), -right)
        return [upper] if sign == "<=" else [lower] if sign == ">=" else [upper, lower]
    low, up, _ = model.variables[NAMES.index(name)]
    if kind is MemberKind.UPPER:
        return [({name: Fraction(1)}, up or 0)]
    return [({name: Fraction(-1)}, -(low or 0))]


def _scaled(terms: dict[str, Fraction], factor: float) -> dict[str, Fraction]:
    return {name: Fraction(factor) * value for name, value in terms.items()}


def _sum(one: dict[str, Fraction], other: dict[str, Fraction]) -> dict[str, Fraction]:
    return {name: one.get(name, Fraction(0)) + other.get(name, Fraction(0)) for name in {*one, *other}}


def test_two_cities_over_capacity() -> None:
    """In a transportation model the stores that want too much and the plants are named one by one."""
    conflict = conflict_of(
        """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Rome}
ROUTES = {(Lyon, Nice), (Lyon, Milan), (Turin, Nice), (Turin, Milan), (Turin, Rome)}
## Parameters
capacity[PLANTS] = {Lyon: 40, Turin: 50}
need[STORES] = {Nice: 60, Milan: 50, Rome: 0}
## Variables
ship[ROUTES] >= 0
## Objective
minimize sum(ship[p, s] for (p, s) in ROUTES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES if (p, s) in ROUTES) <= capacity[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS if (p, s) in ROUTES) >= need[s]
"""
    )
    assert conflict.proven
    assert [member.label for member in conflict.members if member.kind is MemberKind.CONSTRAINT] == [
        "supply[Lyon]",
        "supply[Turin]",
        "demand[Nice]",
        "demand[Milan]",
    ]
    assert texts(conflict)[0] == "ship[Lyon, Nice] + ship[Lyon, Milan] <= 40"
    assert conflict.contradiction == "110 <= 90"


def test_whole_numbers_are_members() -> None:
    """Where only whole numbers are in the way, they are named."""
    conflict = conflict_of(
        "## Variables\nx integer\ny integer\nz >= 0\n## Objective\nminimize z\n## Constraints\n"
        "odd: 2*x + 4*y == 7\nother: x + z <= 10\n"
    )
    assert texts(conflict) == ["2*x + 4*y == 7", "x integer", "y integer"]
    assert conflict.proven


def test_binaries_are_one_member() -> None:
    """A binary variable is one thing to say, not two bounds and a whole number."""
    conflict = conflict_of(
        "## Variables\nx binary\ny binary\n## Objective\nsatisfy\n## Constraints\nboth: x + y >= 3\n"
    )
    assert [(member.kind, member.text) for member in conflict.members] == [
        (MemberKind.CONSTRAINT, "x + y >= 3"),
        (MemberKind.BINARY, "x binary"),
        (MemberKind.BINARY, "y binary"),
    ]
    half = conflict_of("## Variables\nx binary\n## Objective\nsatisfy\n## Constraints\nhalf: 2*x == 1\n")
    assert texts(half) == ["2*x == 1", "x binary"]


def test_a_row_that_is_false_alone() -> None:
    """Data may make a row false whatever the variables are; then it is the only member."""
    conflict = conflict_of(
        "## Sets\nI = {a, b}\n## Parameters\nc[I] = {a: 1, b: 0}\n## Variables\nx >= 0\n## Objective\nminimize x\n"
        "## Constraints\nmeet[i in I]: c[i]*x >= 2\ncap: x <= 9\n"
    )
    assert [(member.label, member.text) for member in conflict.members] == [("meet[b]", "0 >= 2")]
    assert conflict.proven


def test_chains_name_the_side() -> None:
    """A chain that lowers to two rows is blamed for the one that is in the way."""
    conflict = conflict_of(
        "## Variables\nx >= 0\ny >= 0\n## Objective\nminimize x\n## Constraints\nchain: x <= y <= 4\nmany: x >= 5\n"
    )
    assert texts(conflict) == ["x <= y", "y <= 4", "x >= 5"]


def test_objective_plays_no_part() -> None:
    """What the objective is made of does not get into a conflict."""
    conflict = conflict_of(
        "## Variables\nx >= 0\ny >= 0\n## Objective\nminimize max(x, 2*y) + abs(x - y)\n## Constraints\n"
        "low: x + y <= 4\nhigh: x + y >= 5\n"
    )
    assert texts(conflict) == ["x + y <= 4", "x + y >= 5"]


LOGIC = """## Sets
PLANTS = {Lyon, Turin, Genoa}
## Parameters
capacity[PLANTS] = {Lyon: 40, Turin: 50, Genoa: 30}
## Variables
open[PLANTS] binary
0 <= ship[PLANTS] <= 60
## Objective
minimize sum(ship[p] for p in PLANTS)
## Constraints
link[p in PLANTS]: ship[p] <= capacity[p]*open[p]
pick: at_most_one(open[p] for p in PLANTS)
together: open[Lyon] implies open[Turin]
need: sum(ship[p] for p in PLANTS) >= 60
least[p in PLANTS]: open[p] implies ship[p] >= 10
"""


def test_logic() -> None:
    """Logical constraints are left out as a whole, with all rows that they were lowered to."""
    conflict = conflict_of(LOGIC)
    assert conflict.proven
    assert texts(conflict) == [
        "ship[Lyon] <= 40 * open[Lyon]",
        "ship[Turin] <= 50 * open[Turin]",
        "ship[Genoa] <= 30 * open[Genoa]",
        "at_most_one(open[Lyon], open[Turin], open[Genoa])",
        "ship[Lyon] + ship[Turin] + ship[Genoa] >= 60",
    ]


def test_bounds_that_a_reformulation_is_built_on() -> None:
    """Without the bound of x its big-M goes too: the bound is not blamed for more than it says."""
    conflict = conflict_of(
        "## Variables\n0 <= x <= 10\nb binary\n## Objective\nminimize x\n## Constraints\n"
        "on: b == 1\nrule: b implies x >= 20\n"
    )
    assert conflict.proven
    assert sorted((str(member.kind), member.name) for member in conflict.members) == [
        ("constraint", "on"),
        ("constraint", "rule"),
        ("upper bound", "x"),
    ]


def test_nonlinear() -> None:
    """A product that needs more than the sum allows: each is needed, the shape is not."""
    conflict = conflict_of(
        "## Variables\nx >= 1\ny >= 1\n## Objective\nminimize x\n## Constraints\narea: x*y >= 50\n"
        "fence: 2*x + 2*y <= 20\nshape: x <= 3*y\n"
    )
    names = {member.name for member in conflict.members if member.kind is MemberKind.CONSTRAINT}
    assert {"area", "fence"} <= names
    if conflict.proven:
        assert names == {"area", "fence"}


def test_all_different() -> None:
    """Four numbers cannot differ among three values, though what is needed of that cannot all be tried."""
    conflict = conflict_of(
        "## Sets\nI = 1..4\n## Variables\n1 <= a[I] <= 3 integer\n## Objective\nsatisfy\n## Constraints\n"
        "diff: all_different(a[i] for i in I)\nsum: sum(a[i] for i in I) >= 4\n"
    )
    assert texts(conflict)[0] == "all_different(a[1], a[2], a[3], a[4])"
    assert "sum" not in {member.name for member in conflict.members}


def test_several_conflicts() -> None:
    """That there is another conflict, of other members, is known."""
    rows = "low: x <= 1\nhigh: x >= 2\n"
    text = "## Variables\nx\ny\n## Objective\nsatisfy\n## Constraints\n"
    assert conflict_of(text + rows).others is False
    assert conflict_of(text + rows + "less: y <= 1\nmore: y >= 2\n").others is True


def test_no_time() -> None:
    """Without time there is no conflict to report, and nothing is claimed."""
    formulation = parse(LOGIC)
    assert find_conflict(formulation, load(formulation), Budget(0.0)) is None
