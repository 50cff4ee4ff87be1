"""Reformulations against enumeration: over a small box, the program allows what the formulation says, and no more."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Feature, Program
from nl2opt.solvers.result import SolveOptions, Status
from tests.solvers.interpreter import Interpreter

RANDOM = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
HIGHS = SolveOptions(engine="highs", threads=1)
WORLD = """## Sets
P = {p, q, r}
## Parameters
c[P] = {p: 2, q: -1, r: 1}
## Variables
x integer >= -1 <= 2
y integer >= 0 <= 2
u[P] integer >= 0 <= 1
a binary
b binary
"""
BOX = {
    ("x", ()): range(-1, 3),
    ("y", ()): range(3),
    **{("u", (p,)): range(2) for p in "pqr"},
    ("a", ()): range(2),
    ("b", ()): range(2),
}


OPEN_WORLD = WORLD.replace("x integer >= -1 <= 2", "x integer").replace("y integer >= 0 <= 2", "y integer")
"""The same world with the bounds of x and y left to constraints."""


def model(*constraints: str, objective: str = "satisfy", world: str = WORLD) -> Formulation:
    """The world with an objective and constraints."""
    rows = "\n".join(f"r{place}: {text}" for place, text in enumerate(constraints))
    return parse(f"{world}## Objective\n{objective}\n## Constraints\n{rows}\n")


def fixed(program: Program, point: dict) -> Program:
    """The program with the formulation's own variables held at a point."""
    lower_bounds, upper_bounds = program.columns.lower.copy(), program.columns.upper.copy()
    for block in program.variable_blocks:
        if block.kind == "columns":
            for place, key in enumerate(block.keys):
                lower_bounds[block.first + place] = upper_bounds[block.first + place] = point[block.name, key]
    return replace(program, columns=replace(program.columns, lower=lower_bounds, upper=upper_bounds), _features=[])


def points() -> list[dict]:
    """Every point of the box."""
    return [dict(zip(BOX, values, strict=True)) for values in itertools.product(*BOX.values())]


def assert_same(formulation: Formulation, sample: list[dict]) -> None:
    """The best value, and what is feasible and worth how much at the sampled points, agree with enumeration."""
    program = lower(formulation, load(formulation)).program
    assert Feature.INDICATOR not in program.features
    if Feature.NONLINEAR in program.features:
        return
    values = []
    for point in points():
        slow = Interpreter(formulation, point)
        if slow.feasible():
            values.append(slow.objective() if formulation.objective.expression is not None else 0.0)
    result = solve_program(program, HIGHS)
    if not values:
        assert result.status == Status.INFEASIBLE
    else:
        assert result.status == Status.OPTIMAL
        best = min(values) if formulation.objective.sense != "maximize" else max(values)
        assert result.objective == pytest.approx(best, abs=1e-5)
    for point in sample:
        slow = Interpreter(formulation, point)
        held = solve_program(fixed(program, point), HIGHS)
        assert (held.status == Status.OPTIMAL) == slow.feasible(), point
        if held.status == Status.OPTIMAL and formulation.objective.expression is not None:
            assert held.objective == pytest.approx(slow.objective(), abs=1e-5), point


def sampled(seed: int, count: int = 8) -> list[dict]:
    """Some points of the box."""
    every = points()
    return [every[k] for k in np.random.default_rng(seed).choice(len(every), count, replace=False)]


STATEMENTS = [
    "a implies not b",
    "a implies x <= 0",
    "x <= 0 implies a",
    "a iff x + y >= 2",
    "a xor b",
    "not (a xor x >= 1)",
    "not (a and b)",
    "not (x <= 1)",
    "not (x == 1)",
    "not (x != 1)",
    "not (0 <= x <= 1)",
    "a or b or x > 1",
    "a implies (b and y == 2)",
    "(a and b) implies (x == y)",
    "(a or y == 0) implies (b or x < 0)",
    "not (a implies b)",
    "a iff b",
    "a iff not b",
    "x != y",
    "x - y != 1",
    "a implies x != y",
    "x == y or x == y + 2",
    "at_most_one(u[i] for i in P)",
    "exactly_one(u[i] for i in P)",
    "at_least_one(u[i] for i in P)",
    "at_most_one(a, b, x >= 1)",
    "exactly_one(a, x >= 1, y == 0)",
    "not at_most_one(a, b, u[p])",
    "not exactly_one(a, b)",
    "not at_least_one(a, b)",
    "a implies at_most_one(b, u[p], u[q])",
    "a iff exactly_one(u[i] for i in P)",
    "all(u[i] for i in P if i != p) or a",
    "any(u[i] for i in P) implies a",
    "a implies all(u[i] for i in P)",
    "all(u[i] implies x >= c[i] for i in P)",
    "not all(u[i] for i in P)",
    "not any(u[i] for i in P)",
    "any(u[i] == 1 and x == c[i] for i in P)",
    "all_different(x, y)",
    "all_different(x, y, a + 1)",
    "all_different(u[i] + 2*x*0 + c[i] for i in P)",
    "a implies all_different(x, y, 1)",
    "abs(x) >= 1",
    "abs(x - y) <= 1",
    "abs(x - y) == 1",
    "abs(x) - abs(y) >= 0",
    "max(x, y) <= 1",
    "max(x, y) >= 2",
    "max(x, y, a + b) == 2",
    "min(x, y) >= 1",
    "min(x, y) <= 0",
    "min(x, y) == 1",
    "min(u[i] for i in P) == a",
    "max(c[i]*u[i] for i in P) >= 1",
    "a*b == 1",
    "a*b*u[p] + x == 2",
    "a*x <= 1",
    "a*x*b >= 1",
    "a**2 + b == 2",
    "prod(u[i] for i in P) >= 1",
    "prod(1 - u[i] for i in P) == a",
    "sum(x >= c[i] for i in P) == 2",
    "sum((u[i] and a) for i in P) >= 2",
    "2 <= x + y <= 3",
    "x < y",
    "0 < x <= 1",
    "a == b",
    "(x == 1) implies (y == 2)",
    "(a == 1) implies (b == 0)",
    "3 >= x + y >= 2",
    "1 + 1 == 2",
    "1 + 1 == 3",
    "(y + 1) / (y + u[p] + 1) <= 0.75",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement_agrees_with_enumeration(statement: str) -> None:
    """A constraint holds at a point of the box exactly when the program is feasible there."""
    formulation = model(statement, objective="minimize 3*x - 2*y + a - b + sum(c[i]*u[i] for i in P)")
    assert_same(formulation, sampled(STATEMENTS.index(statement), 16))


@pytest.mark.parametrize("statement", STATEMENTS[::3])
def test_bounds_may_come_from_constraints(statement: str) -> None:
    """Where rows bound the variables, the reformulation is the same as where declarations do: no indicators."""
    rows = (statement, "-1 <= x", "x <= y + 2", "x + y <= 4", "0 <= y", "3 * x <= 6", "y <= 2")
    formulation = model(*rows, objective="maximize 3*x - 2*y + a - b", world=OPEN_WORLD)
    assert_same(formulation, sampled(STATEMENTS.index(statement), 4))


@pytest.mark.parametrize(
    "objective",
    [
        "minimize abs(x - y) + abs(x - 1)",
        "maximize abs(x - y) - a",
        "minimize max(x, y, 1) - min(x, y)",
        "maximize max(x, 2*y) + min(x, a)",
        "minimize -max(x, y) * 2",
        "maximize a*b + 3*a*x - b*y",
        "minimize sum(abs(x - c[i])*u[i] for i in P) - a",
        "minimize max(abs(x), abs(y)) - 2*abs(x)",
        "maximize sum(u[i]*u[j] for i in P for j in P if i != j) - 4*u[p]*a",
        "minimize (a + b - 1)**2 + (u[p] - u[q])*(x - 1)",
        "maximize (x >= 1) + (x <= y) - 2*(a xor b)",
        "minimize (x >= 1) - (y == 2)",
        "minimize min(abs(x - 1), y) - max(min(x, y), a)",
        "maximize prod(u[i] for i in P) - max(u[i] for i in P)",
    ],
)
def test_objective_agrees_with_enumeration(objective: str) -> None:
    """The optimum, and the value at every point of a sample, are those of the formulation."""
    assert_same(model("x + y <= 3", objective=objective), sampled(1, 16))


def logic(depth: int) -> st.SearchStrategy[str]:
    """Random statements."""
    leaf = st.sampled_from(
        ("a", "b", "u[p]", "u[q]", "x >= 1", "x == y", "y != 1", "x < y", "x + y <= 2", "abs(x) >= 1", "max(x, y) <= 1")
    )
    if depth == 0:
        return leaf
    inner = logic(depth - 1)
    connective = st.sampled_from(("and", "or", "xor", "implies", "iff"))
    function = st.sampled_from(("at_most_one", "exactly_one", "at_least_one", "all", "any"))
    return st.one_of(
        leaf,
        st.tuples(inner, connective, inner).map(lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"),
        inner.map(lambda part: f"not ({part})"),
        st.tuples(function, inner, inner, leaf).map(lambda p: f"{p[0]}({p[1]}, {p[2]}, {p[3]})"),
    )


@RANDOM
@given(logic(3), logic(1), st.integers(0, 9))
def test_random_logic_agrees_with_enumeration(statement: str, other: str, seed: int) -> None:
    """Nested logic means the same to the program as to a slow reading."""
    formulation = model(statement, other, objective="minimize x - 2*y + a - 3*b + u[p] - u[q] - u[r]")
    assert_same(formulation, sampled(seed, 6))


def number(depth: int) -> st.SearchStrategy[str]:
    """Random expressions with absolute values, extremes and products of binaries."""
    leaf = st.sampled_from(("x", "y", "a", "u[p]", "2", "x - y", "c[q]", "a*x", "b*u[q]"))
    if depth == 0:
        return leaf
    inner = number(depth - 1)
    pair = st.tuples(st.sampled_from(("max", "min")), inner, inner)
    return st.one_of(
        leaf,
        inner.map(lambda part: f"abs({part})"),
        pair.map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(inner, st.sampled_from(("+", "-")), inner).map(lambda p: f"({p[0]} {p[1]} ({p[2]}))"),
        inner.map(lambda part: f"-2 * ({part})"),
    )


@RANDOM
@given(number(3), number(2), st.sampled_from(("minimize", "maximize")), st.sampled_from(("<=", ">=", "==")))
def test_random_extremes_agree_with_enumeration(objective: str, side: str, sense: str, operator: str) -> None:
    """Nested abs, min and max are exact wherever they are not pushed to their value anyway."""
    assert_same(model(f"{side} {operator} 1", objective=f"{sense} {objective}"), sampled(3, 6))


def test_interpreter_and_box_are_as_large_as_they_seem() -> None:
    """The box has every combination once."""
    assert len(points()) == math.prod(len(values) for values in BOX.values()) == 384
