"""A formulation rewritten for a linear target has the optimum of the one that it came from."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, given, settings

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import Data
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expressions import Call, Comparison, Connective, Reduction, walk
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Status
from nl2opt.solvers.writers.identifiers import Identifiers
from nl2opt.solvers.writers.linearise import linearised
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.queries import reads
from nl2opt.solvers.writers.resolve import resolve
from tests.solvers.writers.statements import extremes, logic

LINEAR = frozenset({Construct.CONTINUOUS})
WORLD = """## Sets
P = {p, q, r}
## Parameters
c[P] = {p: 1, q: -2, r: 3}
## Variables
-1 <= x <= 2 integer
0 <= y <= 3 integer
a binary
b binary
u[P] binary
0 <= z <= 2.5
"""


def rewritten(formulation: Formulation, native: Collection[Construct] = LINEAR) -> Formulation:
    """The formulation in the words of a target that has few."""
    data = Data(formulation)
    identifiers = Identifiers(formulation.declarations())
    resolved = resolve(formulation, data, identifiers)
    return linearised(resolved, Data(resolved), native, "The target")


def assert_linear(formulation: Formulation) -> None:
    """Nothing is left that a linear target cannot say."""
    names = [variable.name for variable in formulation.variables]
    roots = [constraint.body for constraint in formulation.constraints]
    roots += [formulation.objective.expression] if formulation.objective.expression is not None else []
    for root in roots:
        for node in walk(root):
            if isinstance(node, (Call, Connective)) or (isinstance(node, Reduction) and node.function != "sum"):
                assert not reads(node, names)
    for constraint in formulation.constraints:
        body = constraint.body
        if reads(body, names):
            assert isinstance(body, Comparison)
            assert set(body.operators) <= {"<=", ">=", "=="}


def assert_same_optimum(formulation: Formulation) -> None:
    """Solves both."""
    other = rewritten(formulation)
    assert_linear(other)
    first, second = solve(formulation), solve(other)
    assert second.status is first.status
    if first.status is Status.OPTIMAL:
        assert second.objective == pytest.approx(first.objective, rel=1e-6, abs=1e-6)


RANDOM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RANDOM
@given(logic(2), logic(1))
def test_random_logic_is_the_same_in_linear_rows(statement: str, other: str) -> None:
    """Nested logic has the same optimum as rows over auxiliary variables (law)."""
    text = f"{WORLD}## Objective\nminimize x - 2*y + a - 3*b + u[p] - u[q] - u[r]\n## Constraints\n"
    assert_same_optimum(parse(f"{text}one: {statement}\ntwo: {other}\n"))


@RANDOM
@given(extremes(2), extremes(1))
def test_random_corners_are_the_same_in_linear_rows(objective: str, side: str) -> None:
    """Nested abs, min, max and products of binaries have the same optimum in linear rows (law)."""
    text = f"{WORLD}## Objective\nmaximize {objective} - 0.1 * z\n## Constraints\n"
    assert_same_optimum(parse(f"{text}one: {side} <= 1\ntwo: z + x >= 1\n"))


@pytest.mark.parametrize(
    "body",
    [
        "each[i in P]: u[i] implies abs(x - c[i]) <= 2",
        "each[i in P]: max(x, y, c[i]) >= 1 + u[i]",
        "each: all(u[i] implies x >= c[i] for i in P if i != r)",
        "each: any(x == c[i] and u[i] for i in P)",
        "each: exactly_one(x >= c[i] for i in P)",
        "each: at_most_one(u[i] for i in P) or at_least_one(x <= c[i] for i in P)",
        "each: (exactly_one(u[i] for i in P)) iff (x >= y)",
        "each: min(x + c[i] for i in P) == -1",
        "each: sum(abs(x - c[i]) * u[i] for i in P) >= 2",
        "each: prod(u[i] for i in P) + prod(1 - u[i] for i in P) == 1",
        "each: all_different(x, y, 1)",
        "each: all_different(x + c[i] * u[i] for i in P)",
        "each: not (x == 1) and not all(u[i] for i in P)",
        "each: x / (y + 1) >= 0.5",
        "each: (x >= 1) + (y >= 2) + a == 2",
        "each: x != y and x != 0",
        "each: 0 <= x < y <= 3",
        "each: x < 1.5",
        "each[i in P]: x < c[i] + 2.5",
        "each: a**3 + b**2 >= 1",
        "each: a * (x + b) >= 2",
        "each: max(a, 2) - min(y, 4, c[r]) >= x",
        "each: x > z",
    ],
)
def test_rewriting_keeps_the_optimum(body: str) -> None:
    """Each construct alone, over indices, has the same optimum in linear rows."""
    for goal in ("maximize 2*x - y + a - b + sum(c[i]*u[i] for i in P) - z", "minimize x - y + z - a"):
        assert_same_optimum(parse(f"{WORLD}## Objective\n{goal}\n## Constraints\n{body}\n"))


def test_natural_forms_need_no_binaries() -> None:
    """What is pushed to its value anyway gets rows only, and binaries among themselves get one row."""
    text = f"""{WORLD}## Objective
minimize max(x, y) + abs(x - y) - min(x, y)
## Constraints
low: min(x, y) >= 0
high: max(x, y) <= 2
near: abs(x - y) <= 2
first: a implies b
second: not (a and b)
"""
    other = rewritten(parse(text))
    binary = [variable.name for variable in other.variables if variable.kind == "binary"]
    assert binary == ["a", "b", "u"]
    assert len(other.parameters) == 1


def test_an_unbounded_condition_is_refused_or_an_indicator() -> None:
    """Without a bound there is no M; the message says for what, and which forms have indicators."""
    formulation = parse(
        "## Variables\nx >= 0\nb binary\n## Objective\nminimize -b\n## Constraints\nrule: b implies x <= 5\n"
    )
    with pytest.raises(Nl2optError) as refused:
        rewritten(formulation)
    assert "'x <= 5'" in refused.value.what
    assert "'rule'" in refused.value.what
    assert "gurobipy" in refused.value.hint
    native = rewritten(formulation, LINEAR | {Construct.INDICATOR})
    assert isinstance(native.constraints[0].body, Connective)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("minimize exp(x)", "functions such as exp"),
        ("minimize x * y", "products of variables"),
        ("minimize x / y", "functions such as exp"),
    ],
)
def test_what_a_linear_target_cannot_say_is_refused(text: str, what: str) -> None:
    """The message names the construct, the expression and the forms that have words for it."""
    formulation = parse(f"## Variables\n1 <= x <= 3\n1 <= y <= 3\n## Objective\n{text}\n")
    with pytest.raises(Nl2optError) as refused:
        rewritten(formulation)
    assert what in refused.value.what
    assert "the objective" in refused.value.what
    assert "--to pyomo" in refused.value.hint
