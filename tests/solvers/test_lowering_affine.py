"""Affine rows and objectives: the arrays say what a slow reading of the formulation says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.expressions import Comparison
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Program
from tests.solvers.interpreter import Interpreter
from tests.solvers.worlds import VARIABLES, Scope, affine_text, data, indexed_names, number_text

SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate]
)


def point_of(program: Program, x: np.ndarray) -> dict:
    """The values of the columns by name and key."""
    return {
        (block.name, key): float(x[block.first + place])
        for block in program.variable_blocks
        for place, key in enumerate(block.keys)
    }


def row_values(program: Program, x: np.ndarray) -> np.ndarray:
    """``A x``, column by column."""
    rows = program.rows
    values = np.zeros(len(rows))
    columns = np.repeat(np.arange(len(program.columns)), np.diff(rows.starts))
    np.add.at(values, rows.rows, rows.values * x[columns])
    return values


def assert_no_repeats(program: Program) -> None:
    """Every place of the matrix has one entry at most, and none is 0."""
    columns = np.repeat(np.arange(len(program.columns)), np.diff(program.rows.starts))
    places = set(zip(program.rows.rows.tolist(), columns.tolist(), strict=True))
    assert len(places) == len(columns)
    assert (program.rows.values != 0).all()


@SETTINGS
@given(st.data())
def test_rows_and_objective_agree_with_a_slow_reading(draws: st.DataObject) -> None:
    """At a random point every row's excess, and the objective, are what plain Python computes."""
    world = draws.draw(data())
    rows = []
    for place in range(2):
        index, scope = draws.draw(indexed_names())
        operator = draws.draw(st.sampled_from(("<=", ">=", "==")))
        left, right = draws.draw(affine_text(scope)), draws.draw(affine_text(scope, 1))
        rows.append(f"r{place}{index}: {left} {operator} {right}")
    objective = draws.draw(affine_text(Scope()))
    text = "\n".join([world + VARIABLES + f"## Objective\nminimize {objective}\n## Constraints", *rows])
    formulation = parse(text)
    program = lower(formulation, load(formulation)).program
    x = np.random.default_rng(draws.draw(st.integers(0, 99))).integers(-20, 20, len(program.columns)) / 4
    slow = Interpreter(formulation, point_of(program, x))
    value = float(program.cost @ x) + program.constant
    assert value == pytest.approx(slow.objective(), abs=1e-7)
    assert_no_repeats(program)
    left_sides = row_values(program, x)
    blocks = {block.name: block for block in program.constraint_blocks}
    for constraint in formulation.constraints:
        block = blocks.get(constraint.name)
        kept = {} if block is None else {key: block.first + k for k, key in enumerate(block.keys)}
        assert block is None or len(kept) == len(block.keys)
        assert isinstance(constraint.body, Comparison)
        expected = dict(slow.bindings(constraint.index, {}))
        assert list(kept) == [key for key in expected if key in kept]
        for key, scope in expected.items():
            left, right = (slow.number(operand, scope) for operand in constraint.body.operands)
            if key not in kept:
                assert slow.truth(constraint.body, scope), "a dropped row must be true everywhere"
                continue
            row = kept[key]
            held = program.rows.lower[row] - 1e-7 <= left_sides[row] <= program.rows.upper[row] + 1e-7
            assert held == slow.truth(constraint.body, scope)
            if row not in program.rows.rows:
                continue
            bounds = [b for b in (program.rows.lower[row], program.rows.upper[row]) if np.isfinite(b)]
            assert abs(left_sides[row] - bounds[0]) == pytest.approx(abs(left - right), abs=1e-7)


@SETTINGS
@given(st.data())
def test_data_agree_with_a_slow_reading(draws: st.DataObject) -> None:
    """A derived parameter has, entry by entry, the value that plain Python computes."""
    world = draws.draw(data())
    index, scope = draws.draw(indexed_names())
    expression = draws.draw(number_text(scope, 3))
    formulation = parse(world + f"derived{index} = {expression}\n## Objective\nsatisfy\n")
    table = load(formulation).table("derived")
    slow = Interpreter(formulation, {}).parameters["derived"]
    assert list(table.space.keys()) == list(slow)
    assert table.values.ravel() == pytest.approx(list(slow.values()), abs=1e-7)
