"""Expressions for sympy and back: the same number at every point, and collected forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.checks import check
from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.expression_parser import parse_expression
from nl2opt.formulation.expressions import Binary, Call, Expression, Name, Negation, Number
from nl2opt.formulation.symbolic import NotScalarError, from_sympy, simplified, symbols_of, to_sympy
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import expression_text

MODEL = parse(
    "## Parameters\nc = 3\n## Variables\nx >= 0\ny\nb binary\n## Objective\nminimize x\n## Constraints\na: x + y >= b\n"
)


def expressions() -> st.SearchStrategy[Expression]:
    """Arithmetic over three scalars."""
    numbers = st.one_of(st.integers(0, 9), st.sampled_from([0.5, 0.1, 2.25])).map(Number)
    leaves: st.SearchStrategy[Expression] = st.one_of(numbers, st.sampled_from([Name("x"), Name("y"), Name("b")]))

    def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(
            st.builds(Negation, inner),
            st.builds(Binary, st.sampled_from("+-*"), inner, inner),
            st.builds(Binary, st.just("**"), inner, st.integers(1, 3).map(Number)),
            st.builds(Call, st.sampled_from(["abs", "sin", "exp"]), st.tuples(inner)),
            st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(inner, inner)),
        )

    return st.recursive(leaves, larger, max_leaves=8)


@given(expressions(), st.floats(0.1, 1.5), st.floats(-1.5, 1.5), st.integers(0, 1))
@settings(max_examples=60, deadline=None)
def test_there_and_back_is_the_same_number(expression: Expression, x: float, y: float, b: int) -> None:
    """Sympy's form, read back, has the value of the original."""
    values = {"x": Number(x), "y": Number(y) if y >= 0 else Negation(Number(-y)), "b": Number(b)}
    before = constant(expression, values)
    if before is None or abs(before) > 1e6:
        return
    back = from_sympy(to_sympy(expression, symbols_of(MODEL)))
    assert constant(back, values) == pytest.approx(before, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("given_text", "collected"),
    [
        ("2*x + 3*x - 1", "5 * x - 1"),
        ("(x + 1)**2 - x**2 - 2*x", "1"),
        ("x/4 + 0.1*y", "0.25 * x + 0.1 * y"),
        ("x/3", "x / 3"),
        ("-x/y", "-(x / y)"),
        ("x**0.5", "sqrt(x)"),
        ("0.1 + 0.2", "0.3"),
        ("2*x*y/(3*c)", "2 * x * y / (3 * c)"),
        ("abs(x - y) - max(x, y)", "abs(x - y) - max(x, y)"),
        ("sum(i for i in 1..3)", "sum(i for i in 1..3)"),
    ],
)
def test_like_terms_are_collected(given_text: str, collected: str) -> None:
    """Terms are added up exactly; what is no scalar arithmetic stays as it is."""
    assert expression_text(simplified(parse_expression(given_text), MODEL)) == collected


def test_logic_is_not_given_to_sympy() -> None:
    """A comparison is no number."""
    with pytest.raises(NotScalarError):
        to_sympy(parse_expression("x <= y"), symbols_of(MODEL))


@pytest.mark.parametrize(
    ("constraint", "message"),
    [
        ("(x + 1)**2 - x**2 - 2*x <= c + 2", "it says -4 <= 0, which always holds"),
        ("x + y <= x + y - 3", "it says 3 <= 0, so nothing is feasible"),
        ("2*(x + y) >= 2*x + 2*y - 1", "it says 1 >= 0, which always holds"),
        ("0.3*(x + y) - 0.1*x*3 == 0.3*y", "it says 0 == 0, which always holds"),
        ("exp(x)*2 - 2*exp(x) >= 1", "it says -1 >= 0, so nothing is feasible"),
    ],
)
def test_variables_that_cancel_are_told(constraint: str, message: str) -> None:
    """A constraint that says something about numbers only is found by algebra."""
    head = "## Parameters\nc = 3\n## Variables\nx >= 0\ny\n## Objective\nminimize x + y + c\n## Constraints\n"
    found = check(parse(f"{head}a: {constraint}"))
    assert [message in item.message for item in found if item.element == "a"] == [True]


@pytest.mark.parametrize("constraint", ["x >= 0.3*(x + y)", "x*y <= 3", "x + y - x <= 3", "sin(x)**2 <= 1"])
def test_variables_that_stay_are_not_told(constraint: str) -> None:
    """No constraint that says something is called empty."""
    found = check(parse(f"## Variables\nx >= 0\ny\n## Objective\nminimize x + y\n## Constraints\na: {constraint}"))
    assert not [item for item in found if item.element == "a"]
