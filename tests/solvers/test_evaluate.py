from __future__ import annotations

import math

import numpy as np
import pytest

from nl2opt.solvers import evaluate
from nl2opt.solvers.program import Affine, Block, Indicator, NonlinearRow
from nl2opt.solvers.testing_programs import INF, MAX, MIN, apply, dense, number, term


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (apply("sum", term(0), term(1, 2), number(1)), 2 + 6 + 1),
        (apply("prod", term(0), term(1), number(2)), 12),
        (apply("div", term(1), term(0)), 1.5),
        (apply("pow", term(0), term(1)), 8),
        (apply("abs", term(0, -1)), 2),
        (apply("sqrt", term(0, 8)), 4),
        (apply("exp", term(0)), math.exp(2)),
        (apply("log", term(1)), math.log(3)),
        (apply("sin", term(0)), math.sin(2)),
        (apply("cos", term(0)), math.cos(2)),
        (Affine((0, 1), (0.5, -1.0), 4.0), 2.0),
    ],
)
def test_values_of_trees(tree, expected) -> None:
    """Each kind of node has the value of its function."""
    assert evaluate.value(tree, np.array([2.0, 3.0])) == pytest.approx(expected)


@pytest.mark.parametrize(
    "tree",
    [
        apply("log", term(0)),
        apply("sqrt", term(0)),
        apply("div", number(1), term(0, 1, 1)),
        apply("pow", term(0), number(0.5)),
        apply("sum", apply("log", term(0)), number(1)),
    ],
)
def test_outside_of_its_domain_a_tree_is_nan(tree) -> None:
    """At -1, none of these is a number, and nothing is raised."""
    assert math.isnan(evaluate.value(tree, np.array([-1.0])))


def test_overflow_is_infinite() -> None:
    """exp(1000) is too large for a float, and says so as infinity."""
    assert evaluate.value(apply("exp", term(0)), np.array([1000.0])) == math.inf


def test_objective_has_all_its_parts() -> None:
    """Linear, quadratic, nonlinear and constant parts are added up."""
    program = dense(
        MAX,
        (1, 2),
        (0, 0),
        (9, 9),
        constant=5,
        quadratic={(0, 1): 3.0, (1, 1): 1.0},
        objective=apply("exp", term(0, 0)),
    )
    assert evaluate.objective(program, np.array([2.0, 3.0])) == pytest.approx(2 + 6 + 5 + 18 + 9 + 1)


@pytest.mark.parametrize(
    ("program", "x", "amount", "where"),
    [
        (dense(MIN, (1,), (0,), (4,)), [4.5], 0.125, "bounds of number 1"),
        (dense(MIN, (1,), (0,), (4,)), [-0.5], 0.5, "bounds of number 1"),
        (dense(MIN, (1, 1), (0, 0), (4, 4), integer=(1,)), [0.5, 1.25], 0.25, "integrality of number 2"),
        (dense(MIN, (1,), (0,), (99,), [(20, (1,), INF)]), [10], 0.5, "constraint number 1"),
        (dense(MIN, (1,), (0,), (99,), [(-INF, (0,), -1)]), [10], 1.0, "constraint number 1"),
        (
            dense(MIN, (1,), (0,), (99,), nonlinear=(NonlinearRow(apply("sqrt", term(0)), -INF, 2),)),
            [16],
            1.0,
            "constraint number 1",
        ),
        (
            dense(MIN, (1,), (-9,), (99,), nonlinear=(NonlinearRow(apply("log", term(0)), -INF, 2),)),
            [-1],
            math.inf,
            "undefined",
        ),
        (
            dense(MIN, (1, 1), (0, 0), (9, 1), integer=(1,), indicators=(Indicator(1, True, term(0, 1, -4)),)),
            [6, 1],
            1 / 3,
            "constraint number 1",
        ),
        (dense(MIN, (1,), (0,), (4,)), [math.nan], math.inf, "not a finite number"),
    ],
)
def test_worst_violation_is_measured_and_named(program, x, amount, where) -> None:
    """Each kind of violation is found, relative to the numbers in it, and says where it is."""
    found = evaluate.worst_violation(program, np.array(x, np.float64))
    assert found.amount == pytest.approx(amount)
    assert where in found.where


def test_satisfied_program_has_no_violation() -> None:
    """Inside everything there is nothing to say, an inactive condition included."""
    program = dense(
        MIN, (1, 1), (0, 0), (9, 1), [(0, (1, 1), 9)], integer=(1,), indicators=(Indicator(1, True, term(0, 1, -4)),)
    )
    assert evaluate.worst_violation(program, np.array([6.0, 0.0])) == evaluate.Violation(0.0)


def test_large_numbers_are_compared_relatively() -> None:
    """An error of 1 in terms of ten millions is rounding, an error of 1 in terms of 10 is not."""
    big = dense(MIN, (1, 1), (0, 0), (INF, INF), [(0, (1e7, -1e7), 0)])
    assert evaluate.worst_violation(big, np.array([1.0 + 1e-7, 1.0])).amount < evaluate.TOLERANCE
    small = dense(MIN, (1, 1), (0, 0), (INF, INF), [(0, (1, -1), 0)])
    assert evaluate.worst_violation(small, np.array([11.0, 10.0])).amount > evaluate.TOLERANCE


def test_violation_names_the_element_and_its_key() -> None:
    """With the blocks of a formulation, a violation is ``supply[Lyon]``."""
    from dataclasses import replace

    program = dense(MIN, (1, 1), (0, 0), (9, 9), [(-INF, (1, 0), 3), (-INF, (0, 1), 3)])
    named = replace(program, constraint_blocks=(Block("supply", "rows", 0, (("Turin",), ("Lyon",))),), _features=[])
    assert evaluate.worst_violation(named, np.array([1.0, 6.0])).where == "the constraint supply[Lyon]"
