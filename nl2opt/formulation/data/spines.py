"""Long chains: a sum of a thousand terms is a thousand nodes deep on its left, and is read in a loop."""

from __future__ import annotations

from collections.abc import Sequence

from nl2opt.formulation.expressions import Binary, Connective, Expression


def binary_spine(node: Binary, operators: Sequence[str] | None = None) -> tuple[Expression, list[Binary]]:
    """The innermost left operand of a chain, and the operations on it, first to last.

    Args:
        node: the last operation.
        operators: those that belong to the chain; None for all.
    """
    steps: list[Binary] = []
    first: Expression = node
    while isinstance(first, Binary) and (operators is None or first.operator in operators):
        steps.append(first)
        first = first.left
    return first, steps[::-1]


def connected(node: Connective) -> list[Expression]:
    """The operands of ``a and b and c`` (or ``or``, ``xor``), in order."""
    parts: list[Expression] = []
    first: Expression = node
    while isinstance(first, Connective) and first.operator == node.operator:
        parts.append(first.right)
        first = first.left
    return [first, *reversed(parts)]
