"""Literals: values in 0 and 1 that are tied to statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.expressions import (
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Reduction,
)
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.affine import is_affine
from nl2opt.solvers.lowering.reformulations.conditional import complement, enforce_comparison
from nl2opt.solvers.lowering.reformulations.products import is_literal
from nl2opt.solvers.lowering.reformulations.statements import (
    COUNTS,
    NEGATED,
    Statement,
    disjunction,
    flattened,
    links,
    simple,
)
from nl2opt.solvers.lowering.uses import BOTH, EXACT, IMPLIED, IMPLIES, LOWER, UPPER, Direction
from nl2opt.solvers.lowering.values import Polynomial, Value, add, constant, lifted, negate, subtract, summed

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def literal(compiler: Compiler, expression: Expression, grid: Grid, direction: Direction) -> Polynomial:
    """A value in 0 and 1 at each point of the grid that is tied to a statement in the given direction.

    Raises:
        FormulationError: a number where a statement is needed, or what its parts raise.
    """
    return literal_of(compiler, Statement(expression), grid, direction)


def literal_of(compiler: Compiler, statement: Statement, grid: Grid, direction: Direction) -> Polynomial:
    """The same for a statement, which may be negated."""
    statement = simple(statement)
    expression = statement.expression
    if not statement.positive:
        return complement(literal_of(compiler, Statement(expression), grid, -direction))
    if compiler.is_data(expression, grid):
        return Polynomial(compiler.evaluator.truth(expression, grid).astype(np.float64))
    match expression:
        case Comparison(_, operators) if len(operators) == 1:
            known = _as_binary(compiler, expression, grid)
            return known if known is not None else _compared(compiler, expression, grid, direction)
        case Comparison() | Connective("and" | "or" | "implies") | LogicalCall("all" | "any" | "at_least_one"):
            return _joined(compiler, statement, grid, direction)
        case Connective("xor" | "iff", left, right):
            first = literal_of(compiler, Statement(left), grid, BOTH)
            second = literal_of(compiler, Statement(right), grid, BOTH)
            if expression.operator == "iff":
                return complement(_exclusive(compiler, first, second, grid, -direction))
            return _exclusive(compiler, first, second, grid, direction)
        case Reduction("all" | "any" | "at_least_one", body, generators):
            inner, _ = extended(grid.opened(), generators, compiler.evaluator)
            part = literal_of(compiler, Statement(body), inner, direction)
            if expression.function != "all":
                return _any(compiler, [(part, inner)], grid, direction)
            return complement(_any(compiler, [(complement(part), inner)], grid, -direction))
        case Reduction(function) | LogicalCall(function) if function in COUNTS:
            count = how_many(compiler, expression, grid, BOTH)
            difference = subtract(count, constant(np.ones((1,) * len(grid.sizes))), grid)
            return _tied(compiler, difference, COUNTS[function], grid, direction, expression)
        case LogicalCall("all_different", arguments):
            pairs = [
                Statement(Comparison((first, second), ("!=",), span=expression.span))
                for place, first in enumerate(arguments)
                for second in arguments[place + 1 :]
            ]
            parts = [complement(literal_of(compiler, pair, grid, direction)) for pair in pairs]
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


def _joined(compiler: Compiler, statement: Statement, grid: Grid, direction: Direction) -> Polynomial:
    """The literal of a conjunction or a disjunction."""
    choices = disjunction(statement)
    if choices is not None:
        parts = [literal_of(compiler, choice, grid, direction) for choice in flattened(choices)]
        return _any(compiler, [(part, grid.opened()) for part in parts], grid, direction)
    negated = flattened(disjunction(statement.negated()) or [])
    parts = [literal_of(compiler, choice, grid, -direction) for choice in negated]
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
    return compiler.value(expression, grid) if is_affine(compiler, expression) else None


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
        enforce_comparison(compiler, complement(result), difference, NEGATED[operator], grid, node)
    return result


def how_many(compiler: Compiler, expression: Reduction | LogicalCall, grid: Grid, direction: Direction) -> Value:
    """How many of the statements of a counting function hold."""
    if isinstance(expression, Reduction):
        inner, _ = extended(grid.opened(), expression.generators, compiler.evaluator)
        return summed(literal_of(compiler, Statement(expression.body), inner, direction), inner, grid)
    total: Value = constant(np.zeros((1,) * len(grid.sizes)))
    for argument in expression.arguments:
        total = add(total, literal_of(compiler, Statement(argument), grid, direction))
    return total


def is_plain(compiler: Compiler, statement: Statement, grid: Grid) -> bool:
    """Whether the statement is a binary variable, data, or a comparison that says no more than a binary."""
    expression = simple(statement).expression
    if compiler.is_data(expression, grid):
        return True
    if isinstance(expression, Comparison):
        return len(expression.operators) == 1 and _as_binary(compiler, expression, grid) is not None
    return not isinstance(expression, (Connective, LogicalCall, Reduction))


def enforce_where(compiler: Compiler, switch: Polynomial, comparison: Comparison, grid: Grid) -> None:
    """Where ``switch`` is 1, the comparison holds."""
    for link in links(comparison):
        operator = link.operators[0]
        enforce_comparison(compiler, switch, _difference(compiler, link, grid, IMPLIES), operator, grid, link)
