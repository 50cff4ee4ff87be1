from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.solvers.derivatives import Differentiator
from nl2opt.solvers.evaluate import value
from nl2opt.solvers.program import Affine, Operation
from nl2opt.solvers.testing_programs import apply, number, term

COLUMNS = 3
positive = st.floats(0.5, 2.0)
leaves = st.one_of(
    st.builds(term, st.integers(0, COLUMNS - 1), positive, st.floats(0.1, 1.0)),
    st.builds(number, positive),
)


def _grow(children: st.SearchStrategy[Operation | Affine]) -> st.SearchStrategy[Operation | Affine]:
    """Operations that stay positive on positive arguments, so that every function is defined."""
    pair = st.tuples(children, children)
    return st.one_of(
        pair.map(lambda two: apply("sum", *two)),
        pair.map(lambda two: apply("prod", *two)),
        pair.map(lambda two: apply("div", *two)),
        st.tuples(children, st.sampled_from([-1.0, 0.5, 1.0, 2.0, 3.0])).map(
            lambda two: apply("pow", two[0], number(two[1]))
        ),
        st.tuples(st.builds(number, positive), leaves).map(lambda two: apply("pow", *two)),
        children.map(lambda one: apply("sqrt", one)),
        children.map(lambda one: apply("log", apply("sum", one, number(1.5)))),
        children.map(lambda one: apply("abs", one)),
        leaves.map(lambda one: apply("exp", apply("prod", number(0.5), one))),
        leaves.map(lambda one: apply("sum", apply("sin", one), number(2))),
        leaves.map(lambda one: apply("sum", apply("cos", one), number(2))),
    )


trees = st.recursive(leaves, _grow, max_leaves=6)


@given(trees, st.lists(positive, min_size=COLUMNS, max_size=COLUMNS))
def test_derivatives_are_limits_of_differences(tree: Operation | Affine, point: list[float]) -> None:
    """Value, gradient and Hessian agree with differences of values along each axis."""
    x = np.array(point)
    places = {column: column for column in range(COLUMNS)}
    jet = Differentiator(x, places).expand(tree)
    assert jet.value == pytest.approx(value(tree, x), rel=1e-12)
    step = 1e-5
    scale = max(1.0, abs(jet.value), float(np.abs(jet.gradient).max()), float(np.abs(jet.hessian).max()))
    for column in range(COLUMNS):
        move = np.eye(COLUMNS)[column] * step
        slope = (value(tree, x + move) - value(tree, x - move)) / (2 * step)
        assert jet.gradient[column] == pytest.approx(slope, abs=1e-4 * scale)
        ahead, behind = (Differentiator(x + sign * move, places).expand(tree).gradient for sign in (1, -1))
        assert jet.hessian[column] == pytest.approx((ahead - behind) / (2 * step), abs=1e-3 * scale)


def test_other_columns_are_constants() -> None:
    """Only the columns that were asked for have derivatives."""
    jet = Differentiator(np.array([2.0, 3.0]), {1: 0}).expand(apply("prod", term(0), term(1)))
    assert jet.gradient.tolist() == [2.0]
    assert jet.hessian.tolist() == [[0.0]]


def test_kinks_are_collected() -> None:
    """An absolute value within the width of its kink counts as 0, and its argument becomes a constraint."""
    differentiator = Differentiator(np.array([3.0000001]), {0: 0}, kink_width=1e-4)
    jet = differentiator.expand(apply("abs", term(0, 2, -6)))
    assert (jet.value, jet.gradient.tolist()) == (0.0, [0.0])
    assert [kink.gradient.tolist() for kink in differentiator.kinks] == [[2.0]]


@pytest.mark.parametrize(
    "tree",
    [
        apply("log", term(0)),
        apply("sqrt", term(0)),
        apply("div", number(1), term(0)),
        apply("pow", term(0), number(-1)),
    ],
)
def test_undefined_points_raise(tree: Operation) -> None:
    """At 0 these have no derivatives, and the error is an arithmetic one."""
    with pytest.raises((ArithmeticError, ValueError)):
        Differentiator(np.array([0.0]), {0: 0}).expand(tree)
