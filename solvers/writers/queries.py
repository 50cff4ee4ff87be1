"""What is asked of resolved expressions before they are printed."""

from __future__ import annotations

from collections.abc import Collection

from nl2opt.formulation.expressions import (
    LOGICAL_REDUCTIONS,
    Comparison,
    Connective,
    Generator,
    LogicalCall,
    Name,
    Node,
    Not,
    Reduction,
    SetLiteral,
    Subscript,
    children,
)


def reads(node: Node, names: Collection[str]) -> bool:
    """Whether a resolved expression reads one of the names as a value; indices, domains and conditions are data."""
    pending: list[Node] = [node]
    while pending:
        top = pending.pop()
        if isinstance(top, Name):
            if top.id in names:
                return True
        elif isinstance(top, Subscript):
            if top.base in names:
                return True
        elif not isinstance(top, (Generator, SetLiteral)):
            pending.extend(children(top))
    return False


def is_condition(node: Node) -> bool:
    """Whether an expression is true or false rather than a number."""
    if isinstance(node, Reduction):
        return node.function in LOGICAL_REDUCTIONS
    return isinstance(node, (Comparison, Connective, Not, LogicalCall))
