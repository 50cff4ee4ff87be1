"""Logic as rows: statements over binary variables become sums, comparisons inside statements get a binary.

The rules are those of ``nl2opt.solvers.lowering.reformulations.logic``, on the formulation instead of the matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nl2opt.formulation.expressions import (
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
from nl2opt.solvers.writers.linearise.terms import ONE, Index, compared, complement, is_complement, ordered, sum_of
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise.lineariser import Lineariser


class Logic:
    """The part of a ``Lineariser`` that deals with statements which must hold."""

    def __init__(self, lineariser: Lineariser) -> None:
        self.base = lineariser

    # What must hold

    def hold(self, expression: Expression, index: Index) -> None:
        """Adds the rows that make a statement true at each place."""
        if Construct.LOGIC in self.base.native:
            self.base.row(expression, index)
            return
        self._hold(Statement(expression), index)

    def _hold(self, statement: Statement, index: Index) -> None:
        statement = simple(statement)
        expression = statement.expression
        if not self.base.reads(expression):
            self.base.row(expression if statement.positive else Not(expression), index)
            return
        if Construct.CLAUSE in self.base.native and self._is_clause(statement):
            self.base.row(expression if statement.positive else Not(expression), index)
            return
        if isinstance(expression, Comparison) and statement.positive:
            self.base.comparisons.comparison(expression, index)
            return
        parts = conjunction(statement)
        if parts is not None:
            for part in parts:
                self._hold(part, index)
            return
        if over_all(statement):
            assert isinstance(expression, Reduction)
            self._hold(Statement(expression.body, statement.positive), (*index, *expression.generators))
            return
        choices = disjunction(statement)
        if choices is not None:
            self._one_of(flattened(choices), index)
            return
        self._other(statement, index)

    def _other(self, statement: Statement, index: Index) -> None:
        """A statement that is neither a comparison nor built with ``and`` and ``or``."""
        expression, positive = statement.expression, statement.positive
        match expression:
            case Connective("iff" | "xor", left, right):
                same = (expression.operator == "iff") == positive
                first = self.base.literals.literal(left, index, BOTH)
                second = self.base.literals.literal(right, index, BOTH)
                if same:
                    self.base.row(ordered(first, "==", second), index)
                else:
                    self.base.row(compared(sum_of([first, second]), "==", ONE), index)
            case Reduction("any" | "at_least_one", body, generators) if positive:
                part = self.base.literals.literal(body, (*index, *generators), IMPLIES)
                self.base.row(compared(Reduction("sum", part, generators), ">=", ONE), index)
            case Reduction("all", body, generators):
                part = self.base.literals.literal(Not(body), (*index, *generators), IMPLIES)
                self.base.row(compared(Reduction("sum", part, generators), ">=", ONE), index)
            case Reduction(function) | LogicalCall(function) if function in COUNTS and positive:
                count = self.base.literals.how_many(expression, index, direction_of_counted(function))
                self.base.row(compared(count, COUNTS[function], ONE), index)
            case LogicalCall("all_different", arguments) if positive:
                for place, first in enumerate(arguments):
                    for second in arguments[place + 1 :]:
                        self.base.comparisons.comparison(compared(first, "!=", second), index)
            case Reduction("all_different", body, generators) if positive:
                self.base.comparisons.all_different(expression, body, generators, index)
            case _:
                literal = self.base.literals.of(statement, index, IMPLIES)
                self.base.row(compared(literal, "==", ONE), index)

    def _one_of(self, choices: list[Statement], index: Index) -> None:
        """At least one choice holds; a single comparison among binaries is switched by these."""
        plain = [choice for choice in choices if self.base.literals.is_plain(choice)]
        others = [choice for choice in choices if not self.base.literals.is_plain(choice)]
        single = len(others) == 1 and isinstance(others[0].expression, Comparison) and others[0].positive
        if single and plain:
            comparison = others[0].expression
            assert isinstance(comparison, Comparison)
            if len(comparison.operators) == 1 and comparison.operators[0] != "!=":
                escapes = [self.base.literals.of(choice, index, IMPLIES) for choice in plain]
                self.base.comparisons.where(escapes, comparison, index)
                return
        literals = [self.base.literals.of(choice, index, IMPLIES) for choice in choices]
        self._clause(literals, index)

    def _clause(self, literals: Sequence[Expression], index: Index) -> None:
        """At least one literal is 1: ``a <= b + c`` for ``not a or b or c``, ``a + b <= 1`` for ``not a or not b``."""
        negative = [complement(part) for part in literals if is_complement(part)]
        positive = [part for part in literals if not is_complement(part)]
        spare = Number(len(negative) - 1)
        if not negative:
            body = compared(sum_of(positive), ">=", ONE)
        elif not positive:
            body = compared(sum_of(negative), "<=", spare)
        elif spare.value == 0:
            body = compared(negative[0], "<=", sum_of(positive))
        else:
            body = compared(sum_of(negative), "<=", sum_of([*positive, spare]))
        self.base.row(body, index)

    # What constraint programming takes as it is

    def _is_clause(self, statement: Statement) -> bool:
        """Whether a statement is one that constraint programming has words for, over variables as they are."""
        node = statement.expression
        if not statement.positive:
            return self._is_switch(node)
        match node:
            case Connective("or", left, right):
                return all(self._is_alternative(side) for side in (left, right))
            case Connective("implies" | "iff" | "xor", left, right):
                return self._is_switch(left) and self._is_switch(right)
            case LogicalCall("all_different") | Reduction("all_different"):
                return True
            case LogicalCall(function, arguments) if function in COUNTS or function == "any":
                return all(self._is_switch(argument) for argument in arguments)
            case Reduction(function, body) if function in COUNTS or function == "any":
                return self._is_switch(body)
            case _:
                return self._is_switch(node)

    def _is_alternative(self, node: Expression) -> bool:
        """Whether an expression is a binary variable, ``not`` one, or ``or`` between such."""
        if isinstance(node, Connective) and node.operator == "or":
            return self._is_alternative(node.left) and self._is_alternative(node.right)
        return self._is_switch(node)

    def _is_switch(self, node: Expression) -> bool:
        """Whether a statement is a binary variable, or ``not`` one."""
        while isinstance(node, Not):
            node = node.operand
        return isinstance(node, (Name, Subscript)) and self.base.is_literal(node, ())
