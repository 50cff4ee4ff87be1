"""Logic over binary variables and comparisons: what must hold becomes rows, what is weighed becomes a literal.

Statements over binaries alone become rows over these binaries (``a implies b`` is ``a <= b``). A comparison inside a
larger statement gets a binary that is tied to it in the direction that is needed and no other (the idea of Plaisted
and Greenbaum 1986 for clause forms).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.generators import extended, mentions
from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.expressions import (
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Not,
    Reduction,
)
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.all_different import all_different
from nl2opt.solvers.lowering.reformulations.conditional import complement, enforce_comparison
from nl2opt.solvers.lowering.reformulations.counting import COUNTS, direction_of_counted
from nl2opt.solvers.lowering.reformulations.products import is_literal
from nl2opt.solvers.lowering.uses import BOTH, EXACT, IMPLIED, IMPLIES, LOWER, UPPER, Direction
from nl2opt.solvers.lowering.values import Polynomial, Value, add, constant, lifted, negate, subtract, summed

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

_NEGATED = {"<=": ">", ">=": "<", "<": ">=", ">": "<=", "==": "!=", "!=": "==", "in": "not in", "not in": "in"}


@dataclass(frozen=True, slots=True)
class _Statement:
    """An expression, or its negation."""

    expression: Expression
    positive: bool = True

    def negated(self) -> _Statement:
        return _Statement(self.expression, not self.positive)


def _simple(statement: _Statement) -> _Statement:
    """The statement without outer ``not``, and with the negation of a single comparison carried out."""
    expression, positive = statement.expression, statement.positive
    while isinstance(expression, Not):
        expression, positive = expression.operand, not positive
    if isinstance(expression, Comparison) and not positive and len(expression.operators) == 1:
        negated = Comparison(expression.operands, (_NEGATED[expression.operators[0]],), span=expression.span)
        return _Statement(negated)
    return _Statement(expression, positive)


def _links(expression: Comparison) -> list[Comparison]:
    """The single comparisons of a chain."""
    pairs = zip(expression.operands, expression.operators, expression.operands[1:], strict=False)
    return [Comparison((left, right), (operator,), span=expression.span) for left, operator, right in pairs]


def _conjunction(statement: _Statement) -> list[_Statement] | None:
    """The statements that must all hold, or None when this is no conjunction."""
    expression, positive = statement.expression, statement.positive
    match expression:
        case Connective("and", left, right) if positive:
            return [_Statement(left), _Statement(right)]
        case Connective("or", left, right) if not positive:
            return [_Statement(left, False), _Statement(right, False)]
        case Connective("implies", left, right) if not positive:
            return [_Statement(left), _Statement(right, False)]
        case LogicalCall("all", arguments) if positive:
            return [_Statement(argument) for argument in arguments]
        case LogicalCall("any" | "at_least_one", arguments) if not positive:
            return [_Statement(argument, False) for argument in arguments]
        case Comparison(_, operators) if positive and len(operators) > 1:
            return [_Statement(link) for link in _links(expression)]
        case _:
            return None


def _disjunction(statement: _Statement) -> list[_Statement] | None:
    """The statements of which one must hold, or None when this is no disjunction."""
    parts = _conjunction(statement.negated())
    return None if parts is None else [part.negated() for part in parts]


def _over_all(statement: _Statement) -> bool:
    """Whether the statement is ``all(... for ...)``, or the negation of ``any(... for ...)``."""
    expression = statement.expression
    if not isinstance(expression, Reduction):
        return False
    return expression.function == "all" if statement.positive else expression.function in ("any", "at_least_one")


# What must hold


def hold(compiler: Compiler, expression: Expression, grid: Grid) -> None:
    """Adds the rows that make a statement true at each point of the grid.

    Raises:
        FormulationError: a number where a statement is needed, or what its parts raise.
    """
    _hold(compiler, _Statement(expression), grid)


def _hold(compiler: Compiler, statement: _Statement, grid: Grid) -> None:
    statement = _simple(statement)
    expression = statement.expression
    if compiler.is_data(expression, grid):
        truth = compiler.evaluator.truth(expression, grid).astype(np.float64)
        wanted = np.full((1,) * len(grid.sizes), float(statement.positive))
        constraints.constrain(compiler, constant(truth), wanted, wanted, grid)
        return
    if isinstance(expression, Comparison) and statement.positive:
        constraints.constrain_comparison(compiler, expression, grid)
        return
    parts = _conjunction(statement)
    if parts is not None:
        for part in parts:
            _hold(compiler, part, grid)
        return
    if _over_all(statement):
        assert isinstance(expression, Reduction)
        inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
        _hold(compiler, _Statement(expression.body, statement.positive), inner)
        return
    choices = _disjunction(statement)
    if choices is not None:
        _hold_one(compiler, choices, grid)
        return
    match expression:
        case Connective("xor" | "iff", left, right):
            same = (expression.operator == "iff") == statement.positive
            _hold_equal(compiler, _Statement(left), _Statement(right, same), grid)
        case Reduction(function) | LogicalCall(function) if function in COUNTS and statement.positive:
            count = _count(compiler, expression, grid, direction_of_counted(function))
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
            value = _literal(compiler, statement, grid, IMPLIES)
            one = np.ones((1,) * len(grid.sizes))
            constraints.constrain(compiler, value, one, one + np.inf, grid)


def _hold_one(compiler: Compiler, choices: Sequence[_Statement], grid: Grid) -> None:
    """One of the statements holds: the sum of their literals is at least 1.

    ``a implies (b and c)`` is two implications, and ``a implies x <= 5`` needs no binary beside ``a``.
    """
    choices = _flattened(choices)
    for place, choice in enumerate(choices):
        others = [*choices[:place], *choices[place + 1 :]]
        parts = _conjunction(choice)
        if parts is not None and all(_is_plain(compiler, other, grid) for other in others):
            for part in parts:
                _hold_one(compiler, [*others, part], grid)
            return
        expression = choice.expression
        if _over_all(choice) and isinstance(expression, Reduction):
            bound = [target for generator in expression.generators for target in generator.targets]
            visible = all(not mentions(other.expression, bound) for other in others)
            if visible and all(_is_plain(compiler, other, grid) for other in others):
                inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
                _hold_one(compiler, [*others, _Statement(expression.body, choice.positive)], inner)
                return
    open_ones = [choice for choice in choices if not _is_plain(compiler, choice, grid)]
    if len(open_ones) == 1 and len(choices) == 2 and isinstance(open_ones[0].expression, Comparison):
        plain = next(choice for choice in choices if choice is not open_ones[0])
        switch = complement(_literal(compiler, plain, grid, IMPLIES))
        if open_ones[0].positive:
            _enforce(compiler, switch, open_ones[0].expression, grid)
            return
    total: Value = constant(np.zeros((1,) * len(grid.sizes)))
    for choice in choices:
        expression = choice.expression
        if isinstance(expression, Reduction) and _over_all(choice.negated()):
            inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
            literals = _literal(compiler, _Statement(expression.body, choice.positive), inner, IMPLIES)
            total = add(total, summed(literals, inner, grid))
        else:
            total = add(total, _literal(compiler, choice, grid, IMPLIES))
    one = np.ones((1,) * len(grid.sizes))
    constraints.constrain(compiler, total, one, one + np.inf, grid)


def _flattened(choices: Sequence[_Statement]) -> list[_Statement]:
    """The choices with nested disjunctions taken apart."""
    found: list[_Statement] = []
    for choice in choices:
        choice = _simple(choice)
        parts = _disjunction(choice)
        found.extend(_flattened(parts) if parts is not None else [choice])
    return found


def _is_plain(compiler: Compiler, statement: _Statement, grid: Grid) -> bool:
    """Whether the statement is a binary variable, data, or a comparison that says no more than a binary."""
    expression = _simple(statement).expression
    if compiler.is_data(expression, grid):
        return True
    if isinstance(expression, Comparison):
        return len(expression.operators) == 1 and _as_binary(compiler, expression, grid) is not None
    return not isinstance(expression, (Connective, LogicalCall, Reduction))


def _enforce(compiler: Compiler, switch: Polynomial, comparison: Comparison, grid: Grid) -> None:
    """Where ``switch`` is 1, the comparison holds."""
    for link in _links(comparison):
        operator = link.operators[0]
        enforce_comparison(compiler, switch, _difference(compiler, link, grid, IMPLIES), operator, grid, link)


def _hold_equal(compiler: Compiler, left: _Statement, right: _Statement, grid: Grid) -> None:
    """Both statements have the same truth value."""
    for one, other in ((left, right), (right, left)):
        simple = _simple(other)
        expression = simple.expression
        single = isinstance(expression, Comparison) and len(expression.operators) == 1
        if single and _is_plain(compiler, one, grid) and not _is_plain(compiler, other, grid):
            assert isinstance(expression, Comparison)
            switch = _literal(compiler, one, grid, BOTH)
            _enforce(compiler, switch, expression, grid)
            opposite = _simple(_Statement(expression, False)).expression
            assert isinstance(opposite, Comparison)
            _enforce(compiler, complement(switch), opposite, grid)
            return
    first, second = _literal(compiler, left, grid, BOTH), _literal(compiler, right, grid, BOTH)
    zero = np.zeros((1,) * len(grid.sizes))
    constraints.constrain(compiler, subtract(first, second, grid), zero, zero, grid)


def _count(compiler: Compiler, expression: Reduction | LogicalCall, grid: Grid, direction: Direction) -> Value:
    """How many of the statements of a counting function hold."""
    if isinstance(expression, Reduction):
        inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
        return summed(_literal(compiler, _Statement(expression.body), inner, direction), inner, grid)
    total: Value = constant(np.zeros((1,) * len(grid.sizes)))
    for argument in expression.arguments:
        total = add(total, _literal(compiler, _Statement(argument), grid, direction))
    return total


# What is weighed


def literal(compiler: Compiler, expression: Expression, grid: Grid, direction: Direction) -> Polynomial:
    """A value in 0 and 1 at each point of the grid that is tied to a statement in the given direction.

    Raises:
        FormulationError: a number where a statement is needed, or what its parts raise.
    """
    return _literal(compiler, _Statement(expression), grid, direction)


def _literal(compiler: Compiler, statement: _Statement, grid: Grid, direction: Direction) -> Polynomial:
    statement = _simple(statement)
    expression = statement.expression
    if not statement.positive:
        return complement(_literal(compiler, _Statement(expression), grid, -direction))
    if compiler.is_data(expression, grid):
        return Polynomial(compiler.evaluator.truth(expression, grid).astype(np.float64))
    match expression:
        case Comparison(_, operators) if len(operators) == 1:
            known = _as_binary(compiler, expression, grid)
            return known if known is not None else _compared(compiler, expression, grid, direction)
        case Comparison() | Connective("and" | "or" | "implies") | LogicalCall("all" | "any" | "at_least_one"):
            return _joined(compiler, statement, grid, direction)
        case Connective("xor" | "iff", left, right):
            first = _literal(compiler, _Statement(left), grid, BOTH)
            second = _literal(compiler, _Statement(right), grid, BOTH)
            if expression.operator == "iff":
                return complement(_exclusive(compiler, first, second, grid, -direction))
            return _exclusive(compiler, first, second, grid, direction)
        case Reduction("all" | "any" | "at_least_one", body, generators):
            inner, _ = extended(grid.opened(), generators, compiler.evaluator)
            part = _literal(compiler, _Statement(body), inner, direction)
            if expression.function != "all":
                return _any(compiler, [(part, inner)], grid, direction)
            return complement(_any(compiler, [(complement(part), inner)], grid, -direction))
        case Reduction(function) | LogicalCall(function) if function in COUNTS:
            count = _count(compiler, expression, grid, BOTH)
            difference = subtract(count, constant(np.ones((1,) * len(grid.sizes))), grid)
            return _tied(compiler, difference, COUNTS[function], grid, direction, expression)
        case LogicalCall("all_different", arguments):
            pairs = [
                _Statement(Comparison((first, second), ("!=",), span=expression.span))
                for place, first in enumerate(arguments)
                for second in arguments[place + 1 :]
            ]
            parts = [complement(_literal(compiler, pair, grid, direction)) for pair in pairs]
            return complement(_any(compiler, [(part, grid.opened()) for part in parts], grid, -direction))
        case Reduction("all_different"):
            raise compiler.evaluator.fault(
                "unsupported-logic",
                "'all_different(... for ...)' must stand alone in a constraint.",
                expression,
                hint="Give it a constraint of its own, or list its arguments.",
            )
        case _:
            value = compiler.value(expression, grid)
            if is_literal(compiler, value, grid):
                assert isinstance(value, Polynomial)
                return value
            raise compiler.evaluator.fault(
                "not-logical",
                "A number stands where logic needs a binary variable or a comparison.",
                expression,
                hint="Compare it ('x >= 1'), or declare the variable binary.",
            )


def _joined(compiler: Compiler, statement: _Statement, grid: Grid, direction: Direction) -> Polynomial:
    """The literal of a conjunction or a disjunction."""
    choices = _disjunction(statement)
    if choices is not None:
        parts = [_literal(compiler, choice, grid, direction) for choice in _flattened(choices)]
        return _any(compiler, [(part, grid.opened()) for part in parts], grid, direction)
    negated = _flattened(_disjunction(statement.negated()) or [])
    parts = [_literal(compiler, choice, grid, -direction) for choice in negated]
    return complement(_any(compiler, [(part, grid.opened()) for part in parts], grid, -direction))


def _any(compiler: Compiler, parts: Sequence[tuple[Polynomial, Grid]], grid: Grid, direction: Direction) -> Polynomial:
    """A literal for "one of these is 1": ``z <= sum`` and ``z >=`` each, as far as the direction asks for them."""
    zero: Array = np.zeros((1,) * len(grid.sizes))
    result = compiler.new_columns(grid, zero, zero + 1, integer=True)
    if direction != IMPLIED:
        total: Value = negate(result, grid)
        for part, inner in parts:
            total = add(total, summed(part, inner, grid))
        constraints.constrain(compiler, total, zero, zero + np.inf, grid, auxiliary=True)
    if direction != IMPLIES:
        for part, inner in parts:
            gap = subtract(lifted(result, inner), part, inner)
            nothing = np.zeros((1,) * len(inner.sizes))
            constraints.constrain(compiler, gap, nothing, nothing + np.inf, inner, auxiliary=True)
    return result


def _exclusive(
    compiler: Compiler, first: Polynomial, second: Polynomial, grid: Grid, direction: Direction
) -> Polynomial:
    """A literal for "exactly one of the two is 1"."""
    zero: Array = np.zeros((1,) * len(grid.sizes))
    result = compiler.new_columns(grid, zero, zero + 1, integer=True)
    both = add(first, second)
    rows: list[tuple[Value, Array]] = []
    if direction != IMPLIED:
        rows += [(subtract(both, result, grid), zero), (negate(add(both, result), grid), zero - 2)]
    if direction != IMPLIES:
        apart = subtract(first, second, grid)
        rows += [(subtract(result, apart, grid), zero), (add(result, apart), zero)]
    for value, lower in rows:
        constraints.constrain(compiler, value, lower, zero + np.inf, grid, auxiliary=True)
    return result


def _as_binary(compiler: Compiler, comparison: Comparison, grid: Grid) -> Polynomial | None:
    """The literal of a comparison that asks one binary for its value (``open[p] == 1``), else None."""
    if comparison.operators[0] in ("in", "not in") or not all(
        isinstance(value := _quick(compiler, operand, grid), Polynomial) for operand in comparison.operands
    ):
        return None
    left, right = (_quick(compiler, operand, grid) for operand in comparison.operands)
    assert isinstance(left, Polynomial)
    assert isinstance(right, Polynomial)
    value = subtract(left, right, grid)
    assert isinstance(value, Polynomial)
    if len(value.terms) != 1 or not value.terms[0].single or value.degree != 1:
        return None
    term = value.terms[0]
    lower, upper, integer = compiler.builder.columns
    columns = term.columns[0]
    if not (integer[columns].all() and (lower[columns] >= 0).all() and (upper[columns] <= 1).all()):
        return None
    order = constraints.ORDER[comparison.operators[0]]
    nothing = np.zeros((1,) * len(grid.sizes))
    at_zero = order(value.constant, nothing).astype(np.float64)
    at_one = order(value.constant + term.coefficients, nothing).astype(np.float64)
    return Polynomial(at_zero, (replace(term, coefficients=at_one - at_zero),))


def _quick(compiler: Compiler, expression: Expression, grid: Grid) -> Value | None:
    """The value of data or of an expression whose lowering adds no columns or rows; None for others."""
    if compiler.is_data(expression, grid):
        return compiler.value(expression, grid)
    return compiler.value(expression, grid) if constraints.is_affine_text(expression) else None


def _difference(compiler: Compiler, comparison: Comparison, grid: Grid, direction: Direction) -> Value:
    """Left side minus right side of a single comparison."""
    operator = comparison.operators[0]
    if operator in ("in", "not in"):
        raise compiler.evaluator.fault(
            "unsupported-set",
            "A variable cannot be tested for membership in a set.",
            comparison,
            hint="Write bounds, or 'x == 1 or x == 3'.",
        )
    if direction == IMPLIES and operator in ("<=", "<"):
        uses = (UPPER, LOWER)
    elif direction == IMPLIES and operator in (">=", ">"):
        uses = (LOWER, UPPER)
    else:
        uses = (EXACT, EXACT)
    left, right = (compiler.value(side, grid, use) for side, use in zip(comparison.operands, uses, strict=True))
    return subtract(left, right, grid)


def _compared(compiler: Compiler, comparison: Comparison, grid: Grid, direction: Direction) -> Polynomial:
    """A new binary for a single comparison."""
    difference = _difference(compiler, comparison, grid, direction)
    return _tied(compiler, difference, comparison.operators[0], grid, direction, comparison)


def _tied(
    compiler: Compiler, difference: Value, operator: str, grid: Grid, direction: Direction, node: Expression
) -> Polynomial:
    """A new binary for ``difference operator 0``."""
    zero: Array = np.zeros((1,) * len(grid.sizes))
    result = compiler.new_columns(grid, zero, zero + 1, integer=True)
    if direction != IMPLIED:
        enforce_comparison(compiler, result, difference, operator, grid, node)
    if direction != IMPLIES:
        enforce_comparison(compiler, complement(result), difference, _NEGATED[operator], grid, node)
    return result
