"""What kind of constraint an expression is, as it is written and before lowering linearises it.

OptMATH counts linear, indicator, quadratic and general constraints, Gurobi's terms. A formulation says them in its own
words: logic is what Gurobi calls an indicator; a function that is neither linear nor quadratic is general.
"""

from __future__ import annotations

from collections.abc import Set
from enum import IntEnum

from nl2opt.formulation.expressions import (
    LOGICAL_REDUCTIONS,
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Reduction,
    SetLiteral,
    Subscript,
    children,
)


class ConstraintKind(IntEnum):
    """From plain to hard; a constraint is as hard as its hardest part."""

    LINEAR = 0
    INDICATOR = 1
    QUADRATIC = 2
    GENERAL = 3


_GENERAL_DEGREE = 3


def constraint_kind(body: Expression, variables: Set[str]) -> ConstraintKind:
    """The kind of a constraint.

    Args:
        body: the statement.
        variables: the names of all variables.
    """
    match body:
        case Connective("and", left, right):
            return max(constraint_kind(left, variables), constraint_kind(right, variables))
        case Reduction("all", inner):
            return constraint_kind(inner, variables)
        case Comparison(operands, operators):
            if "!=" in operators and _reads(body, variables):
                return ConstraintKind.INDICATOR
            hardest = max(expression_kind(operand, variables) for operand in operands)
            return max(hardest, ConstraintKind.INDICATOR) if any(map(_has_logic, operands)) else hardest
        case Reduction("all_different") | LogicalCall("all_different"):
            return ConstraintKind.GENERAL
        case _:
            return ConstraintKind.INDICATOR if _reads(body, variables) else ConstraintKind.LINEAR


def expression_kind(expression: Expression, variables: Set[str]) -> ConstraintKind:
    """The kind of a number that is weighed or compared: linear, quadratic or general."""
    degree = _degree(expression, variables)
    if degree <= 1:
        return ConstraintKind.LINEAR
    return ConstraintKind.QUADRATIC if degree == 2 else ConstraintKind.GENERAL


def has_logic(body: Expression, variables: Set[str]) -> bool:
    """Whether a constraint or objective says more than that comparisons hold: ``implies``, ``or``, counts of truths."""
    match body:
        case Connective("and", left, right):
            return has_logic(left, variables) or has_logic(right, variables)
        case Reduction("all", inner):
            return has_logic(inner, variables)
        case Comparison(operands, operators):
            return ("!=" in operators and _reads(body, variables)) or any(_has_logic(operand) for operand in operands)
        case _:
            return _has_logic(body) and _reads(body, variables)


def _has_logic(node: Node) -> bool:
    """Whether a statement stands in an expression; conditions of generators are data."""
    if isinstance(node, (Generator, Name, Number, Subscript)):
        return False
    if isinstance(node, (Connective, Not, LogicalCall, Comparison)):
        return True
    if isinstance(node, Reduction) and node.function in LOGICAL_REDUCTIONS:
        return True
    return any(_has_logic(child) for child in children(node))


def _reads(node: Node, variables: Set[str]) -> bool:
    match node:
        case Name(word) | Subscript(word):
            return word in variables
        case Generator() | SetLiteral() | Number():
            return False
    return any(_reads(child, variables) for child in children(node))


def _degree(node: Expression, variables: Set[str]) -> int:
    """The degree of a polynomial, at most 3; 3 for what is none. Logic inside counts as a number 0 or 1."""
    if not _reads(node, variables):
        return 0
    match node:
        case Name() | Subscript():
            return 1
        case Negation(operand):
            return _degree(operand, variables)
        case Reduction("sum", body):
            return _degree(body, variables)
        case Binary("+" | "-"):
            # Sums of a thousand terms are deep on their left side.
            highest, left = 0, node
            while isinstance(left, Binary) and left.operator in ("+", "-"):
                highest = max(highest, _degree(left.right, variables))
                left = left.left  # type: ignore[assignment]
            return max(highest, _degree(left, variables))
        case Binary("*", left, right):
            return min(_degree(left, variables) + _degree(right, variables), _GENERAL_DEGREE)
        case Binary("/", left, right) if not _reads(right, variables):
            return _degree(left, variables)
        case Binary("**", left, Number(power)) if power in (1, 2):
            return min(_degree(left, variables) * int(power), _GENERAL_DEGREE)
        case Comparison() | Connective() | Not() | LogicalCall():
            return 1
        case Reduction(function) if function in LOGICAL_REDUCTIONS:
            return 1
        case Call() | Reduction() | Binary():
            return _GENERAL_DEGREE
        case _:
            return 1
