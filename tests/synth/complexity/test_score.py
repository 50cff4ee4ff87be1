from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.complexity.score import OPTMATH_WEIGHTS, Weights, model_class, score


def model(
    objective: str, *constraints: str, variables: str = "x >= 0\ny >= 0\nn >= 0 integer\nb binary\nc binary"
) -> Formulation:
    """A small model with these constraints."""
    rows = "\n".join(f"r{place}: {body}" for place, body in enumerate(constraints))
    return parse(f"## Variables\n{variables}\n## Objective\n{objective}\n## Constraints\n{rows}\n")


def indexed(size: int) -> Formulation:
    """A fixed-charge model over a set of that size."""
    return parse(
        f"""## Sets
PLANTS = 1..{size}
## Variables
x[PLANTS] >= 0
open[PLANTS] binary
k >= 0 <= 1 integer
n >= 0 integer
## Objective
minimize sum(x[p] + 9 * open[p] for p in PLANTS) + k + n
## Constraints
link[p in PLANTS]: x[p] <= 70 * open[p]
need: sum(x[p] for p in PLANTS) >= 50
"""
    )


def test_score_is_optmaths_formula_over_the_counts() -> None:
    """The score of a model that can be counted by hand."""
    found = score(indexed(3))
    assert (found.binary, found.integer, found.continuous) == (4, 1, 3)
    assert (found.linear, found.indicator, found.quadratic, found.general) == (4, 0, 0, 0)
    assert found.big_m == 75.0
    assert found.terms == 9 / 4
    assert found.score == pytest.approx(4 * 1.0 + 1 * 1.5 + 3 * 0.5 + 4 * 0.5 + 75 * 5.0 + 0.1 * 9 / 4)


@given(st.integers(1, 12), st.integers(1, 12))
@settings(max_examples=20, deadline=None)
def test_more_members_never_lower_the_score(one: int, two: int) -> None:
    """The score without the share of big Ms grows with the sizes of sets."""
    smaller, larger = sorted((one, two))
    weights = Weights(big_m=0.0)
    assert score(indexed(smaller), weights).score <= score(indexed(larger), weights).score


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("x + 2*y <= 5", "linear"),
        ("2 <= x + y <= 5", "linear"),
        ("x <= 5 and y <= 3", "linear"),
        ("all(x <= i for i in {3, 4})", "linear"),
        ("x*y <= 5", "quadratic"),
        ("x**2 + y <= 5", "quadratic"),
        ("x / 4 <= y", "linear"),
        ("x / (y + 1) <= 4", "general"),
        ("sqrt(x + 1) <= y", "general"),
        ("max(x, y) <= 5", "general"),
        ("x*y*n <= 5", "general"),
        ("b implies c", "indicator"),
        ("b implies x <= 4", "indicator"),
        ("at_most_one(b, c)", "indicator"),
        ("b or x >= 2", "indicator"),
        ("n != 3", "indicator"),
        ("all_different(n, b)", "general"),
    ],
)
def test_constraints_are_counted_by_kind(body: str, kind: str) -> None:
    """A constraint of each kind, as it is written."""
    found = score(model("minimize x + y", body))
    counts = {name: getattr(found, name) for name in ("linear", "indicator", "quadratic", "general")}
    assert counts.pop(kind) >= 1
    assert set(counts.values()) == {0}


def test_logic_counts_once_for_each_index() -> None:
    """Auxiliary rows of one rule do not count, and its indices do."""
    found = score(
        parse(
            """## Sets
I = 1..4
## Variables
b[I] binary
x[I] >= 0 <= 9
## Objective
maximize sum(x[i] for i in I)
## Constraints
rule[i in I]: b[i] implies x[i] <= 4
force: at_least_one(b[i] for i in I)
"""
        )
    )
    assert (found.indicator, found.linear) == (5, 0)


@pytest.mark.parametrize(
    ("body", "big"),
    [
        ("x <= 40*b", True),
        ("x + y <= 40*b", True),
        ("40*b >= x", True),
        ("x >= 5*b", True),
        ("x <= 40 - 40*b", True),
        ("x - y <= 90*b - 5", True),
        ("x >= y + 3 - 90*(2 - b - c)", True),
        ("n <= 12*b", True),
        ("x + 3*b <= 40", False),
        ("x + y <= 40", False),
        ("x + 30*b + 20*c <= 90", False),
        ("x == 40*b", False),
        ("b <= c", False),
        ("b + c <= 1", False),
        ("x + 50*b + 60*c >= 80", False),
    ],
)
def test_big_m_constraints_are_told_by_what_they_do(body: str, big: bool) -> None:
    """A binary that switches a bound makes a big-M constraint, one that takes a part of a budget does not."""
    assert score(model("minimize x + y", body)).big_m == (100.0 if big else 0.0)


def test_a_binary_that_admits_many_others_is_a_big_m() -> None:
    """Aggregated links count although all their variables are binaries; precedence does not."""
    text = """## Sets
I = 1..4
## Variables
take[I] binary
open binary
## Objective
maximize sum(take[i] for i in I) - open
## Constraints
"""
    assert score(parse(text + "room: sum(3 * take[i] for i in I) <= 8 * open")).big_m == 100.0
    assert score(parse(text + "order[i in I]: take[i] <= open")).big_m == 0.0
    assert score(parse(text + "room: sum(3 * take[i] for i in I) <= 8")).big_m == 0.0


@pytest.mark.parametrize(
    ("objective", "bodies", "expected"),
    [
        ("maximize x", ("x + y <= 4",), "LP"),
        ("minimize max(x, y)", ("x + y >= 4",), "LP"),
        ("maximize n + b", ("n + b <= 4",), "IP"),
        ("maximize x + b", ("x + b <= 4",), "MIP"),
        ("minimize x**2 + y**2", ("x + y >= 4",), "QP"),
        ("maximize x*y", ("x + y <= 4",), "NLP"),
        ("maximize sqrt(x)", ("x + y <= 4",), "NLP"),
        ("maximize x*y + n", ("x + y + n <= 4",), "MINLP"),
        ("maximize b + c", ("b implies not c",), "LOGIC"),
        ("maximize x", ("b implies x <= 4", "x <= 9"), "LOGIC"),
    ],
)
def test_model_class_is_what_lowering_says(objective: str, bodies: tuple[str, ...], expected: str) -> None:
    """Each class by an example; only variables that are used are declared."""
    said = set(re.findall(r"[a-z]+", " ".join((objective, *bodies))))
    declared = {"x": "x >= 0", "y": "y >= 0", "n": "n >= 0 integer", "b": "b binary", "c": "c binary"}
    variables = "\n".join(line for name, line in declared.items() if name in said)
    assert model_class(model(objective, *bodies, variables=variables)) == expected


def test_weights_are_the_published_ones() -> None:
    """The weights of OptMATH's public code."""
    assert (OPTMATH_WEIGHTS.binary, OPTMATH_WEIGHTS.integer, OPTMATH_WEIGHTS.continuous) == (1.0, 1.5, 0.5)
    assert (OPTMATH_WEIGHTS.linear, OPTMATH_WEIGHTS.indicator) == (0.5, 2.0)
    assert (OPTMATH_WEIGHTS.quadratic, OPTMATH_WEIGHTS.general) == (2.5, 3.0)
