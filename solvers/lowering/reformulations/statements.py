"""Statements of logic and their shape: negation, conjunction, disjunction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2opt.formulation.data.spines import connected
from nl2opt.formulation.expressions import Comparison, Connective, Expression, LogicalCall, Not, Reduction
from nl2opt.solvers.lowering.uses import BOTH, IMPLIED, IMPLIES, Direction

COUNTS = {"at_most_one": "<=", "exactly_one": "==", "at_least_one": ">="}
"""How the number of true statements compares with 1."""
NEGATED = {"<=": ">", ">=": "<", "<": ">=", ">": "<=", "==": "!=", "!=": "==", "in": "not in", "not in": "in"}


@dataclass(frozen=True, slots=True)
class Statement:
    """An expression, or its negation."""

    expression: Expression
    positive: bool = True

    def negated(self) -> Statement:
        """Its opposite."""
        return Statement(self.expression, not self.positive)


def simple(statement: Statement) -> Statement:
    """The statement without outer ``not``, and with the negation of a single comparison carried out."""
    expression, positive = statement.expression, statement.positive
    while isinstance(expression, Not):
        expression, positive = expression.operand, not positive
    if isinstance(expression, Comparison) and not positive and len(expression.operators) == 1:
        negated = Comparison(expression.operands, (NEGATED[expression.operators[0]],), span=expression.span)
        return Statement(negated)
    return Statement(expression, positive)


def links(expression: Comparison) -> list[Comparison]:
    """The single comparisons of a chain."""
    pairs = zip(expression.operands, expression.operators, expression.operands[1:], strict=False)
    return [Comparison((left, right), (operator,), span=expression.span) for left, operator, right in pairs]


def conjunction(statement: Statement) -> list[Statement] | None:
    """The statements that must all hold, or None when this is no conjunction."""
    expression, positive = statement.expression, statement.positive
    match expression:
        case Connective("and") if positive:
            return [Statement(part) for part in connected(expression)]
        case Connective("or") if not positive:
            return [Statement(part, False) for part in connected(expression)]
        case Connective("implies", left, right) if not positive:
            return [Statement(left), Statement(right, False)]
        case LogicalCall("all", arguments) if positive:
            return [Statement(argument) for argument in arguments]
        case LogicalCall("any" | "at_least_one", arguments) if not positive:
            return [Statement(argument, False) for argument in arguments]
        case Comparison(_, operators) if positive and len(operators) > 1:
            return [Statement(link) for link in links(expression)]
        case _:
            return None


def disjunction(statement: Statement) -> list[Statement] | None:
    """The statements of which one must hold, or None when this is no disjunction."""
    parts = conjunction(statement.negated())
    return None if parts is None else [part.negated() for part in parts]


def over_all(statement: Statement) -> bool:
    """Whether the statement is ``all(... for ...)``, or the negation of ``any(... for ...)``."""
    expression = statement.expression
    if not isinstance(expression, Reduction):
        return False
    return expression.function == "all" if statement.positive else expression.function in ("any", "at_least_one")


def flattened(choices: Sequence[Statement]) -> list[Statement]:
    """The choices with nested disjunctions taken apart."""
    found: list[Statement] = []
    for choice in choices:
        choice = simple(choice)
        parts = disjunction(choice)
        found.extend(flattened(parts) if parts is not None else [choice])
    return found


def direction_of_counted(function: str) -> Direction:
    """How the literals that are counted must be tied to their statements when the count is asserted.

    For "at most one", a true statement must make its literal 1; for "at least one" a literal that is 1 must be true.
    """
    return {"at_most_one": IMPLIED, "exactly_one": BOTH, "at_least_one": IMPLIES}[function]
