"""Literals: a binary, or 1 minus one, that is tied to a statement in one direction or in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Kind
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Name,
    Not,
    Number,
    Reduction,
    Subscript,
)
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.reformulations.statements import (
    COUNTS,
    NEGATED,
    Statement,
    conjunction,
    disjunction,
    flattened,
    simple,
)
from nl2opt.solvers.lowering.uses import BOTH, IMPLIED, IMPLIES, Direction
from nl2opt.solvers.writers.linearise.terms import FLIPPED, ONE, Index, compared, complement, ordered, sum_of
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise.lineariser import Lineariser

_WORDS = {"<=": "at_most", ">=": "at_least", "==": "is", "<": "below", ">": "above"}


class Literals:
    """The part of a ``Lineariser`` that gives statements a value in 0 and 1."""

    def __init__(self, lineariser: Lineariser) -> None:
        self.base = lineariser

    def literal(self, expression: Expression, index: Index, direction: Direction) -> Expression:
        """A value in 0 and 1 that is tied to a statement in the given direction."""
        return self.of(Statement(expression), index, direction)

    def of(self, statement: Statement, index: Index, direction: Direction) -> Expression:
        """The literal of a statement or of its opposite."""
        statement = simple(statement)
        expression = statement.expression
        known = self._known(statement)
        if known is not None:
            return known
        if not statement.positive and disjunction(statement) is None and conjunction(statement) is None:
            return complement(self.of(Statement(expression), index, -direction))
        own = self.base.needed(expression, index)
        text = expression_text(expression if statement.positive else Not(expression))
        result = self.base.variable(self._wanted_name(expression), own, kind=Kind.BINARY, note=f"1 if {text}")
        name = result.base if isinstance(result, Subscript) else getattr(result, "id", "")
        if isinstance(expression, Comparison) and len(expression.operators) == 1:
            if direction != IMPLIED:
                self._tie(result, expression, own, f"{name}_then")
            if direction != IMPLIES:
                self._tie(
                    complement(result),
                    replace(expression, operators=(NEGATED[expression.operators[0]],)),
                    own,
                    f"{name}_if",
                )
            return result
        self._tie_compound(result, statement, own, direction, name)
        return result

    def _wanted_name(self, expression: Expression) -> str:
        """``staff_at_least_7`` for ``staff >= 7``, else a name made from that of the constraint."""
        match expression:
            case Comparison((Name(name) | Subscript(name), Number(value)), (operator,)) if operator in _WORDS:
                if isinstance(value, int):
                    return f"{name}_{_WORDS[operator]}_{value}"
        return f"{self.base.element}_holds"

    def _known(self, statement: Statement) -> Expression | None:
        """The literal of data, of a binary variable, and of a comparison that asks a binary for its value."""
        expression = statement.expression
        if not self.base.reads(expression):
            return expression if statement.positive else Not(expression)
        if self.base.is_literal(expression, ()) and isinstance(expression, (Name, Subscript, Binary)):
            return expression if statement.positive else complement(expression)
        if isinstance(expression, Comparison) and len(expression.operators) == 1 and statement.positive:
            (left, right), (operator,) = expression.operands, expression.operators
            if isinstance(left, Number):
                left, operator, right = right, FLIPPED[operator], left
            if isinstance(left, (Name, Subscript)) and isinstance(right, Number) and self.base.is_literal(left, ()):
                if (operator, right.value) in (("==", 1), (">=", 1), ("!=", 0), (">", 0)):
                    return left
                if (operator, right.value) in (("==", 0), ("<=", 0), ("!=", 1), ("<", 1)):
                    return complement(left)
        return None

    def is_plain(self, statement: Statement) -> bool:
        """Whether a statement has a literal without a new variable."""
        return self._known(simple(statement)) is not None

    # Rows between a literal and its statement

    def _tie(self, switch: Expression, comparison: Comparison, index: Index, name: str) -> None:
        """Where the switch is 1, the comparison holds."""
        if comparison.operators[0] == "!=":
            left, right = comparison.operands
            above = self.base.variable(f"{name}_above", index, kind=Kind.BINARY)
            below = self.base.variable(f"{name}_below", index, kind=Kind.BINARY)
            self.base.row(compared(sum_of([above, below]), ">=", switch), index, name=self.base.fresh(f"{name}_side"))
            self.base.comparisons.where(
                [complement(above)], compared(left, ">", right), index, self.base.fresh(f"{name}_up")
            )
            self.base.comparisons.where(
                [complement(below)], compared(left, "<", right), index, self.base.fresh(f"{name}_down")
            )
            return
        self.base.comparisons.where([complement(switch)], comparison, index, self.base.fresh(name))

    def _tie_compound(
        self, result: Expression, statement: Statement, index: Index, direction: Direction, name: str
    ) -> None:
        """Rows between a binary and a statement with parts."""
        expression = statement.expression
        parts = disjunction(statement)
        if parts is not None:
            literals = [self.of(part, index, direction) for part in flattened(parts)]
            self._tie_any(result, [(literal, ()) for literal in literals], index, direction, name)
            return
        parts = conjunction(statement)
        if parts is not None:
            literals = [complement(self.of(part, index, direction)) for part in parts]
            self._tie_any(complement(result), [(literal, ()) for literal in literals], index, -direction, name)
            return
        match expression:
            case Reduction("any" | "at_least_one", body, generators):
                part = self.literal(body, (*index, *generators), direction)
                self._tie_any(result, [(part, generators)], index, direction, name)
            case Reduction("all", body, generators):
                part = complement(self.literal(body, (*index, *generators), direction))
                self._tie_any(complement(result), [(part, generators)], index, -direction, name)
            case Connective("iff" | "xor", left, right):
                first, second = self.literal(left, index, BOTH), self.literal(right, index, BOTH)
                if expression.operator == "iff":
                    second = complement(second)
                self._tie_exclusive(result, first, second, index, name)
            case Reduction(function) | LogicalCall(function) if function in COUNTS:
                count = self.how_many(expression, index, BOTH)
                self._tie_count(result, count, expression, COUNTS[function], index, name)
            case _:
                raise self.base.refusal(f"cannot say '{expression_text(expression)}' inside logic", Construct.LOGIC)

    def _tie_any(
        self,
        result: Expression,
        parts: Sequence[tuple[Expression, Index]],
        index: Index,
        direction: Direction,
        name: str,
    ) -> None:
        """``result`` is 1 where one of the parts is."""
        if direction != IMPLIED:
            total = sum_of([Reduction("sum", part, over) if over else part for part, over in parts])
            self.base.row(ordered(result, "<=", total), index, name=self.base.fresh(f"{name}_any"))
        if direction != IMPLIES:
            for part, over in parts:
                self.base.row(ordered(result, ">=", part), (*index, *over), name=self.base.fresh(f"{name}_each"))

    def _tie_exclusive(
        self, result: Expression, first: Expression, second: Expression, index: Index, name: str
    ) -> None:
        """``result`` is 1 where exactly one of the two is."""
        both = sum_of([first, second])
        for body in (
            compared(result, "<=", both),
            compared(result, "<=", Binary("-", Number(2), both)),
            compared(result, ">=", Binary("-", first, second)),
            compared(result, ">=", Binary("-", second, first)),
        ):
            self.base.row(body, index, name=self.base.fresh(f"{name}_xor"))

    def _tie_count(
        self, result: Expression, count: Expression, node: Expression, operator: str, index: Index, name: str
    ) -> None:
        """``result`` is 1 exactly where the count of true parts compares with 1."""
        most = self._number_of(node, index)
        if operator in ("<=", "=="):
            slack = Binary("*", Number(max(most - 1, 1)), complement(result))
            self.base.row(
                compared(count, "<=", Binary("+", ONE, slack)), index, name=self.base.fresh(f"{name}_at_most")
            )
        if operator in (">=", "=="):
            self.base.row(compared(count, ">=", result), index, name=self.base.fresh(f"{name}_at_least"))
        if operator == "<=":
            self.base.row(
                compared(count, ">=", Binary("*", Number(2), complement(result))),
                index,
                name=self.base.fresh(f"{name}_else"),
            )
        elif operator == ">=":
            self.base.row(
                compared(count, "<=", Binary("*", Number(most), result)), index, name=self.base.fresh(f"{name}_else")
            )
        else:
            more = self.base.variable(f"{name}_more", index, kind=Kind.BINARY, note="1 if more than one holds")
            none = self.base.variable(f"{name}_none", index, kind=Kind.BINARY, note="1 if none holds")
            total = sum_of([result, more, none])
            self.base.row(compared(total, "==", ONE), index, name=self.base.fresh(f"{name}_one_of"))
            self.base.row(
                compared(count, ">=", Binary("*", Number(2), more)), index, name=self.base.fresh(f"{name}_two")
            )
            self.base.row(
                compared(count, "<=", Binary("*", Number(most), complement(none))),
                index,
                name=self.base.fresh(f"{name}_no"),
            )

    def _number_of(self, node: Expression, index: Index) -> int:
        """How many statements a counting function has at most."""
        if isinstance(node, LogicalCall):
            return len(node.arguments)
        assert isinstance(node, Reduction)
        one: Expression = Reduction("sum", ONE, node.generators)
        return int(self.base.limits.interval(one, index)[1])

    def how_many(self, node: Expression, index: Index, direction: Direction) -> Expression:
        """How many of the statements hold."""
        if isinstance(node, Reduction):
            part = self.literal(node.body, (*index, *node.generators), direction)
            return Reduction("sum", part, node.generators)
        assert isinstance(node, LogicalCall)
        return sum_of([self.literal(argument, index, direction) for argument in node.arguments])
