"""Fingerprints: equal for two ways to write one problem, different for two problems."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.fingerprint import Fingerprint, Outcome, classes, fingerprint, rounded
from nl2opt.formulation.perturbation import Perturbation, perturb
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve as solve_formulation


def solve(formulation: Formulation) -> tuple[str, float | None]:
    """Solves with the default engine."""
    solution = solve_formulation(formulation)
    return str(solution.status), solution.objective


def mark(text: str, k: int = 3) -> Fingerprint:
    """The fingerprint of a text."""
    return fingerprint(parse(text), solve, k=k, seed=1)


def flat(constraints: str, variables: str = "x >= 0\ny >= 0", objective: str = "maximize 12*x + 7*y") -> str:
    """A small problem over x and y."""
    return f"## Variables\n{variables}\n## Objective\n{objective}\n## Constraints\n{constraints}\n"


BASE = flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y")


@pytest.mark.parametrize(
    "other",
    [
        flat("c: x >= 2*y\nb: x <= 9\na: 4*y + 3*x <= 48"),
        flat("a: 48 >= 3*x + 4*y\nb: 9 >= x\nc: 2*y <= x"),
        flat("a: 3*x + 4*y - 48 <= 0\nb: x - 9 <= 0\nc: 0 <= x - 2*y"),
        flat("a: 3*x <= 48 - 4*y\nb: x + 5 <= 14\nc: -x + 2*y <= 0"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: 0.5*x >= y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x / 2 >= y"),
        flat("a: 3*x + y + y * 4 <= 48 + y\nb: x <= 9\nc: x >= 2*y"),
        flat("a: 3*x + 4*y <= 4 * 12\nb: x <= 18 / 2\nc: x >= y * 2"),
        flat("a: 3*x + 4*y <= 48\nc: x >= 2*y", variables="0 <= x <= 9\ny >= 0"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y", variables="y >= 0\nx >= 0", objective="maximize 7*y + 12*x"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y\nd: z == 12*x + 7*y", "x >= 0\ny >= 0\nz", "maximize z"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y").replace("x", "cakes").replace("macakesimize", "maximize"),
        flat("a: 3*x + 4*y <= limit\nb: x <= most\nc: x >= (1 + 1)*y").replace(
            "## Variables", "## Parameters\nlimit = 48\nmost = limit / 4 - 3\n## Variables"
        ),
        """\
## Sets
P = {x, y}
I = 1..2
## Parameters
gain[P] = {y: 7, x: 12}
use[P] = [3, 4]
limit[I] = [48, 9]
## Variables
make[P] >= 0
## Objective
maximize sum(gain[p] * make[p] for p in P)
## Constraints
c: make[x] >= 2 * make[y]
a[i in I]: sum(use[p] * make[p] for p in P if i == 1) + sum(make[p] for p in P if i == 2 and p == x) <= limit[i]
""",
    ],
)
def test_one_problem_in_other_words(other: str) -> None:
    """Order, names, sides, literals, parameters, tables, reciprocals and auxiliary variables do not matter."""
    ours, theirs = mark(BASE), mark(other)
    assert ours.agrees(theirs)
    assert len({outcome.value for outcome in ours.outcomes}) == len(ours.outcomes)


def test_percentages_in_other_words() -> None:
    """A share may be a decimal, a fraction of 100, a parameter, or what is left of the whole."""
    forms = ["0.35*x + y", "35/100*x + y", "35*x/100 + y", "x * share + y", "(1 - 0.65)*x + y", "share100*x/100 + y"]
    prints = [
        mark(
            "## Parameters\nshare = 0.35\nshare100 = 35\n"
            + flat(f"a: 3*x + 4*y <= 48\nb: {form} <= 7", objective="maximize 2*x + 3*y")
        )
        for form in forms
    ]
    assert classes(prints) == [list(range(len(forms)))]


@pytest.mark.parametrize(
    "other",
    [
        flat("a: 3*x + 4*y <= 47\nb: x <= 9\nc: x >= 2*y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x <= 2*y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9"),
        flat("a: 3*x + 4*y <= 48\nc: x >= 2*y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y", objective="minimize 12*x + 7*y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y", objective="maximize 7*x + 12*y"),
        flat("a: 3*x + 4*y <= 48\nb: x <= 9\nc: x >= 2*y", variables="x >= 0 integer\ny >= 0 integer"),
        flat("a: 3*x + 4*y >= 48\nb: x <= 9\nc: x >= 2*y"),
    ],
)
def test_other_problems(other: str) -> None:
    """Another number, direction, kind or constraint gives another fingerprint."""
    assert not mark(BASE).agrees(mark(other))


def test_same_optimum_for_different_reasons() -> None:
    """Two models with one optimum over the given data are told apart by the copies."""
    one, two = mark(flat("a: x <= 4\nb: y <= 6")), mark(flat("a: x + y <= 10\nb: x <= 4"))
    assert one.original == two.original
    assert not one.agrees(two)


def test_dropped_constraints_are_mostly_noticed() -> None:
    """Of constraints that do not bind but are near to it, most are missed by the fingerprint when they go."""
    draw = random.Random(5)
    noticed = 0
    for _ in range(20):
        a, b = draw.randint(2, 9), draw.randint(2, 9)
        limit = draw.randint(40, 90)
        slack = math.ceil(limit / a * draw.uniform(1.02, 1.25))
        whole = flat(f"a: {a}*x + {b}*y <= {limit}\nb: x <= {slack}", objective=f"maximize {a + 3}*x + {b}*y")
        dropped = "\n".join(line for line in whole.splitlines() if not line.startswith("b:"))
        ours, theirs = mark(whole, k=4), mark(dropped, k=4)
        assert ours.original.agrees(theirs.original)
        noticed += not ours.agrees(theirs)
    assert noticed >= 14


NUMBERS = st.sampled_from([2, 3, 4, 5, 7, 12, 0.4, 2.5, 15, 60, 1.25])


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """Variables, terms of the objective and constraints of a bounded feasible problem."""
    names = ["x", "y", "z"][: draw(st.integers(2, 3))]
    variables = [f"{name} >= 0" + draw(st.sampled_from(["", " integer"])) for name in names]
    objective = [f"{draw(NUMBERS)}*{name}" for name in names]
    constraints = []
    for place in range(draw(st.integers(1, 3))):
        left = " + ".join(f"{draw(NUMBERS)}*{name}" for name in names)
        constraints.append(f"c{place}: {left} <= {draw(st.integers(20, 99))}")
    return variables, objective, constraints


@settings(max_examples=15, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_order_does_not_matter(problem: tuple[list[str], list[str], list[str]], draw: random.Random) -> None:
    """Any order of variables, terms and constraints has the same fingerprint."""
    variables, objective, constraints = problem

    def text() -> str:
        goal = " + ".join(objective)
        return flat("\n".join(constraints), "\n".join(variables), f"maximize {goal}")

    before = mark(text(), k=2)
    for part in (variables, objective, constraints):
        draw.shuffle(part)
    assert mark(text(), k=2).agrees(before)
    assert before.original.status == "optimal"


@given(st.floats(1e-6, 1e9), st.integers(0, 5), st.floats(0.01, 2))
def test_laws_of_the_factor(value: float, seed: int, spread: float) -> None:
    """Sign and powers of ten leave a factor as it is, a reciprocal has the reciprocal one, and all are bounded."""
    move = Perturbation(seed, spread)
    value = float(f"{value:.4g}")
    factor = move.factor(value)
    assert 1 / (1 + spread) - 1e-9 <= factor <= 1 + spread + 1e-9
    assert move.factor(-value) == factor
    assert move.factor(value * 100) == pytest.approx(factor, rel=1e-12)
    assert move.factor(1 / value) == pytest.approx(1 / factor, rel=1e-9)
    assert move(value) == value * factor


@pytest.mark.parametrize("value", [0, 1, -1, 10, 100, 0.01, 1e6])
def test_structural_numbers_stay(value: float) -> None:
    """0, 1 and the powers of ten are not moved."""
    assert Perturbation(3)(value) == value


def test_what_stays_in_a_copy() -> None:
    """Sets, indices, conditions on indices, exponents, and equations between whole numbers keep their data."""
    text = """\
## Sets
T = 1..horizon
## Parameters
horizon = 4
first = 2
need[T] = [3, 5, 7, 2]
## Variables
make[T] >= 0
team[T] integer
## Objective
minimize sum(3 * make[t] ** 2 for t in T if t >= first) + make[first + 1] / 7
## Constraints
hire[t in T]: team[t] + 3 == need[t]
meet[t in T if t != 3]: make[t] >= need[t] + horizon
"""
    copy = perturb(parse(text), seed=4)
    told = to_text(copy)
    assert "T = 1..horizon" in told
    assert "horizon = 4\n" in told
    assert "need[T] = [3, 5, 7, 2]" in told
    assert "** 2 for t in T if t >= first" in told
    assert "make[first + 1]" in told
    assert "hire[t in T]: team[t] + 3 == need[t]" in told
    assert "meet[t in T if t != 3]: make[t] >= need_moved[t] + " in told
    assert [finding for finding in check(copy) if finding.severity is Severity.ERROR] == []
    moved = next(parameter for parameter in copy.parameters if parameter.name == "need_moved")
    assert (
        moved.value == perturb(parse("## Parameters\nq = [3, 5, 7, 2]\n## Objective\nsatisfy\n"), 4).parameters[0].value
    )


def test_conditions_that_count_are_moved() -> None:
    """The numbers of a condition that counts as 1 or 0 move like those of any other."""
    text = "## Variables\nx >= 0\n## Objective\nsatisfy\n## Constraints\nc: 3 * (x >= 7) + (x >= 70 and x <= 9) <= 4\n"
    told = to_text(perturb(parse(text), 1))
    assert not any(f" {number}" in told for number in ("3 *", "7)", "70", "9)", "4\n"))


def test_shares_of_long_sums() -> None:
    """A sum of thousands of terms is perturbed without recursion."""
    terms = " + ".join(f"{place} * x" for place in range(1, 3001))
    copy = perturb(parse(f"## Variables\nx >= 0\n## Objective\nminimize {terms}\n"), 1)
    assert copy.objective.expression is not None


def test_copies_do_not_depend_on_names() -> None:
    """Renaming commutes with perturbing."""
    renamed = BASE.replace("y", "pies")
    assert to_text(perturb(parse(BASE), 7)).replace("y", "pies") == to_text(perturb(parse(renamed), 7))


def test_seeds_give_other_copies() -> None:
    """Another seed is another copy; the same seed is the same copy."""
    assert perturb(parse(BASE), 1) == perturb(parse(BASE), 1)
    assert perturb(parse(BASE), 1) != perturb(parse(BASE), 2)


def test_failures_are_outcomes() -> None:
    """A solve that fails is recorded, and such fingerprints are not informative."""

    def failing(formulation: Formulation) -> tuple[str, float | None]:
        raise EngineError("It does not take such a model.")

    told = fingerprint(parse(BASE), failing, k=1)
    assert told.outcomes == (Outcome("error"), Outcome("error"))
    assert not told.informative


def test_rounding() -> None:
    """Optima are rounded to six significant digits, and noise around 0 is 0."""
    assert rounded(123456.49) == 123456
    assert rounded(-0.00012345678) == -0.000123457
    assert rounded(1e-9) == 0


def test_classes_are_ordered_by_size() -> None:
    """The largest class comes first; of equal ones, the one that appeared first."""
    one, two = Fingerprint((Outcome("optimal", 1.0, 1.0),)), Fingerprint((Outcome("infeasible"),))
    assert classes([two, one, one]) == [[1, 2], [0]]
    assert classes([two, one]) == [[0], [1]]
    assert classes([]) == []
