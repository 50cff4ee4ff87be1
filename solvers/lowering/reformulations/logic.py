"""Logic over binary variables and comparisons: what must hold becomes rows, what is weighed becomes a literal.

Statements over binaries alone become rows over these binaries (``a implies b`` is ``a <= b``). A comparison inside a
larger statement gets a binary that is tied to it in the direction that is needed and no other (the idea of Plaisted
and Greenbaum 1986 for clause forms).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.generators import extended, mentions
from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.expressions import (
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Reduction,
)
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.all_different import all_different
from nl2opt.solvers.lowering.reformulations.conditional import complement
from nl2opt.solvers.lowering.reformulations.literals import enforce_where, how_many, is_plain, literal_of
from nl2opt.solvers.lowering.reformulations.statements import (
    COUNTS,
    Statement,
    conjunction,
    direction_of_counted,
    disjunction,
    flattened,
    over_all,
    simple,
)
from nl2opt.solvers.lowering.uses import BOTH, IMPLIES
from nl2opt.solvers.lowering.values import Value, add, constant, subtract, summed

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def hold(compiler: Compiler, expression: Expression, grid: Grid) -> None:
    """Adds the rows that make a statement true at each point of the grid.

    Raises:
        FormulationError: a number where a statement is needed, or what its parts raise.
    """
    _hold(compiler, Statement(expression), grid)


def _hold(compiler: Compiler, statement: Statement, grid: Grid) -> None:
    statement = simple(statement)
    expression = statement.expression
    if compiler.is_data(expression, grid):
        truth = compiler.evaluator.truth(expression, grid).astype(np.float64)
        wanted = np.full((1,) * len(grid.sizes), float(statement.positive))
        constraints.constrain(compiler, constant(truth), wanted, wanted, grid)
        return
    if isinstance(expression, Comparison) and statement.positive:
        constraints.constrain_comparison(compiler, expression, grid)
        return
    parts = conjunction(statement)
    if parts is not None:
        for part in parts:
            _hold(compiler, part, grid)
        return
    if over_all(statement):
        assert isinstance(expression, Reduction)
        inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
        _hold(compiler, Statement(expression.body, statement.positive), inner)
        return
    choices = disjunction(statement)
    if choices is not None:
        _hold_one(compiler, choices, grid)
        return
    match expression:
        case Connective("xor" | "iff", left, right):
            same = (expression.operator == "iff") == statement.positive
            _hold_equal(compiler, Statement(left), Statement(right, same), grid)
        case Reduction(function) | LogicalCall(function) if function in COUNTS and statement.positive:
            count = how_many(compiler, expression, grid, direction_of_counted(function))
            one = np.ones((1,) * len(grid.sizes))
            difference = subtract(count, constant(one), grid)
            constraints.constrain_difference(compiler, difference, COUNTS[function], grid, expression)
        case Reduction("all_different", body, generators) if statement.positive:
            inner, _ = extended(grid.opened(), generators, compiler.evaluator)
            all_different(compiler, [(compiler.value(body, inner), inner)], grid, expression)
        case LogicalCall("all_different", arguments) if statement.positive:
            values = [(compiler.value(argument, grid), grid.opened()) for argument in arguments]
            all_different(compiler, values, grid, expression)
        case _:
            value = literal_of(compiler, statement, grid, IMPLIES)
            one = np.ones((1,) * len(grid.sizes))
            constraints.constrain(compiler, value, one, one + np.inf, grid)


def _hold_one(compiler: Compiler, choices: Sequence[Statement], grid: Grid) -> None:
    """One of the statements holds: the sum of their literals is at least 1.

    ``a implies (b and c)`` is two implications, and ``a implies x <= 5`` needs no binary beside ``a``.
    """
    choices = flattened(choices)
    known = [choice for choice in choices if compiler.is_data(choice.expression, grid)]
    if known:
        # Where data make one of them true nothing is asked; "t > 1 implies ..." is a condition, and guards "t - 1".
        false = np.ones((1,) * len(grid.sizes), dtype=np.bool_)
        for choice in known:
            false = false & (compiler.evaluator.truth(choice.expression, grid) != choice.positive)
        grid = grid.kept(false)
        choices = [choice for choice in choices if choice not in known]
        if not choices:
            nothing = constant(np.zeros((1,) * len(grid.sizes)))
            constraints.constrain(compiler, nothing, nothing.constant + 1, nothing.constant + 1, grid)
            return
        if len(choices) == 1:
            _hold(compiler, choices[0], grid)
            return
    for place, choice in enumerate(choices):
        others = [*choices[:place], *choices[place + 1 :]]
        parts = conjunction(choice)
        if parts is not None and all(is_plain(compiler, other, grid) for other in others):
            for part in parts:
                _hold_one(compiler, [*others, part], grid)
            return
        expression = choice.expression
        if over_all(choice) and isinstance(expression, Reduction):
            bound = [target for generator in expression.generators for target in generator.targets]
            visible = all(not mentions(other.expression, bound) for other in others)
            if visible and all(is_plain(compiler, other, grid) for other in others):
                inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
                _hold_one(compiler, [*others, Statement(expression.body, choice.positive)], inner)
                return
    open_ones = [choice for choice in choices if not is_plain(compiler, choice, grid)]
    if len(open_ones) == 1 and len(choices) == 2 and isinstance(open_ones[0].expression, Comparison):
        plain = next(choice for choice in choices if choice is not open_ones[0])
        switch = complement(literal_of(compiler, plain, grid, IMPLIES))
        if open_ones[0].positive:
            enforce_where(compiler, switch, open_ones[0].expression, grid)
            return
    total: Value = constant(np.zeros((1,) * len(grid.sizes)))
    for choice in choices:
        expression = choice.expression
        if isinstance(expression, Reduction) and over_all(choice.negated()):
            inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
            literals = literal_of(compiler, Statement(expression.body, choice.positive), inner, IMPLIES)
            total = add(total, summed(literals, inner, grid))
        else:
            total = add(total, literal_of(compiler, choice, grid, IMPLIES))
    one = np.ones((1,) * len(grid.sizes))
    constraints.constrain(compiler, total, one, one + np.inf, grid)


def _hold_equal(compiler: Compiler, left: Statement, right: Statement, grid: Grid) -> None:
    """Both statements have the same truth value."""
    for one, other in ((left, right), (right, left)):
        bare = simple(other)
        expression = bare.expression
        single = isinstance(expression, Comparison) and len(expression.operators) == 1
        if single and is_plain(compiler, one, grid) and not is_plain(compiler, other, grid):
            assert isinstance(expression, Comparison)
            switch = literal_of(compiler, one, grid, BOTH)
            enforce_where(compiler, switch, expression, grid)
            opposite = simple(Statement(expression, False)).expression
            assert isinstance(opposite, Comparison)
            enforce_where(compiler, complement(switch), opposite, grid)
            return
    first, second = literal_of(compiler, left, grid, BOTH), literal_of(compiler, right, grid, BOTH)
    zero = np.zeros((1,) * len(grid.sizes))
    constraints.constrain(compiler, subtract(first, second, grid), zero, zero, grid)
