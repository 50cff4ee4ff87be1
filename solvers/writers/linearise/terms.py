"""What rows are written with: literals and their complements, sums, comparisons, numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nl2opt.formulation.expressions import Binary, Comparison, Expression, Generator, Name, Negation, Number, Subscript
from nl2opt.solvers.lowering.uses import EXACT, LOWER, UPPER, Use

Index = tuple[Generator, ...]
"""The generators around an expression, outermost first; their targets all differ."""

FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}
"""Operators with their sides exchanged."""

ONE = Number(1)


def compared(left: Expression, operator: str, right: Expression) -> Comparison:
    """A single comparison."""
    return Comparison((left, right), (operator,))


def tidy(value: float) -> int | float:
    """A bound without the margin and the noise of interval arithmetic, which lie in the ninth digit."""
    short = float(f"{value:.8g}")
    value = short if abs(short - value) <= 5e-9 * abs(value) + 5e-9 else value
    return int(value) if value.is_integer() else value


def as_number(value: float) -> Expression | None:
    """A bound as an expression; None for an infinite one."""
    if not np.isfinite(value):
        return None
    size = tidy(value)
    return Number(size) if size >= 0 else Negation(Number(-size))


def floor(value: float) -> float:
    """A lower bound for a variable that its rows bound already: 0, which is what people expect, or none."""
    return 0.0 if value >= 0 else -np.inf


def times(value: float, factor: Expression) -> Expression:
    """``value * factor``."""
    if value == 1:
        return factor
    return Binary("*", as_number(value) or Number(0), factor)


def plus(left: Expression, value: float, factor: Expression) -> Expression:
    """``left + value * factor``."""
    if value == 0:
        return left
    return Binary("+" if value > 0 else "-", left, times(abs(value), factor))


def base_of(node: Expression) -> str:
    """The name of a variable that is read."""
    if isinstance(node, Subscript):
        return node.base
    assert isinstance(node, Name)
    return node.id


def complement(literal: Expression) -> Expression:
    """``1 - literal``."""
    match literal:
        case Binary("-", Number(1), other):
            return other
        case _:
            return Binary("-", ONE, literal)


def is_complement(literal: Expression) -> bool:
    """Whether an expression is ``1 -`` something."""
    return isinstance(literal, Binary) and literal.operator == "-" and literal.left == ONE


def ordered(left: Expression, operator: str, right: Expression) -> Comparison:
    """A comparison of literals; ``1 - a >= 1 - b`` is ``a <= b``."""
    if is_complement(left) and is_complement(right):
        return compared(complement(left), FLIPPED[operator], complement(right))
    return compared(left, operator, right)


def scaled(data: Expression, switch: Expression) -> Expression:
    """Data times a literal."""
    return switch if data == ONE else Binary("*", data, switch)


def sum_of(parts: Sequence[Expression]) -> Expression:
    """The sum of at least one part, written as people do."""
    total = parts[0]
    for part in parts[1:]:
        if isinstance(part, Binary) and is_complement(part):
            # a + (1 - b) is printed as a + 1 - b.
            total = Binary("-", Binary("+", total, ONE), part.right)
        else:
            total = Binary("+", total, part)
    return total


def shifted(node: Expression, by: int | float) -> Expression:
    """``node + by``; a number at its end takes it up."""
    if isinstance(node, Binary) and node.operator in ("+", "-") and isinstance(node.right, Number):
        total = by + (node.right.value if node.operator == "+" else -node.right.value)
        node = node.left
    else:
        total = by
    if total == 0:
        return node
    return Binary("+" if total > 0 else "-", node, Number(abs(total)))


def uses_of(operator: str) -> tuple[Use, Use]:
    """What a comparison asks of its two sides."""
    if operator == "<=":
        return UPPER, LOWER
    return (LOWER, UPPER) if operator == ">=" else (EXACT, EXACT)
