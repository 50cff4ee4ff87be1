"""Logic as rows: statements over binary variables become sums, comparisons inside statements get a binary.

The rules are those of ``nl2opt.solvers.lowering.reformulations.logic``, on the formulation instead of the matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.elements import Kind
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
    Range,
    Reduction,
    Subscript,
)
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.reformulations.conditional import LARGEST_M
from nl2opt.solvers.lowering.reformulations.statements import (
    COUNTS,
    NEGATED,
    Statement,
    conjunction,
    direction_of_counted,
    disjunction,
    flattened,
    links,
    over_all,
    simple,
)
from nl2opt.solvers.lowering.uses import BOTH, EXACT, IMPLIED, IMPLIES, LOWER, UPPER, Direction, Use
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise import Index, Lineariser

_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}
_WORDS = {"<=": "at_most", ">=": "at_least", "==": "is", "<": "below", ">": "above"}
_ONE = Number(1)


def complement(literal: Expression) -> Expression:
    """``1 - literal``."""
    match literal:
        case Binary("-", Number(1), other):
            return other
        case _:
            return Binary("-", _ONE, literal)


def _is_complement(literal: Expression) -> bool:
    return isinstance(literal, Binary) and literal.operator == "-" and literal.left == _ONE


def _ordered(left: Expression, operator: str, right: Expression) -> Comparison:
    """A comparison of literals; ``1 - a >= 1 - b`` is ``a <= b``."""
    if _is_complement(left) and _is_complement(right):
        return _compared(complement(left), _FLIPPED[operator], complement(right))
    return _compared(left, operator, right)


def _compared(left: Expression, operator: str, right: Expression) -> Comparison:
    return Comparison((left, right), (operator,))


def _scaled(data: Expression, switch: Expression) -> Expression:
    """Data times a literal."""
    return switch if data == _ONE else Binary("*", data, switch)


def _sum(parts: Sequence[Expression]) -> Expression:
    total = parts[0]
    for part in parts[1:]:
        if isinstance(part, Binary) and _is_complement(part):
            # a + (1 - b) is printed as a + 1 - b.
            total = Binary("-", Binary("+", total, _ONE), part.right)
        else:
            total = Binary("+", total, part)
    return total


class Logic:
    """The part of a ``Lineariser`` that deals with statements."""

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
            self._comparison(expression, index)
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
                first = self.literal(left, index, BOTH)
                second = self.literal(right, index, BOTH)
                if same:
                    self.base.row(_ordered(first, "==", second), index)
                else:
                    self.base.row(_compared(_sum([first, second]), "==", _ONE), index)
            case Reduction("any" | "at_least_one", body, generators) if positive:
                part = self.literal(body, (*index, *generators), IMPLIES)
                self.base.row(_compared(Reduction("sum", part, generators), ">=", _ONE), index)
            case Reduction("all", body, generators):
                part = self.literal(Not(body), (*index, *generators), IMPLIES)
                self.base.row(_compared(Reduction("sum", part, generators), ">=", _ONE), index)
            case Reduction(function) | LogicalCall(function) if function in COUNTS and positive:
                count = self._how_many(expression, index, direction_of_counted(function))
                self.base.row(_compared(count, COUNTS[function], _ONE), index)
            case LogicalCall("all_different", arguments) if positive:
                for place, first in enumerate(arguments):
                    for second in arguments[place + 1 :]:
                        self._comparison(_compared(first, "!=", second), index)
            case Reduction("all_different", body, generators) if positive:
                self._all_different(expression, body, generators, index)
            case _:
                literal = self._literal(statement, index, IMPLIES)
                self.base.row(_compared(literal, "==", _ONE), index)

    def _one_of(self, choices: list[Statement], index: Index) -> None:
        """At least one choice holds; a single comparison among binaries is switched by these."""
        plain = [choice for choice in choices if self._is_plain(choice)]
        others = [choice for choice in choices if not self._is_plain(choice)]
        single = len(others) == 1 and isinstance(others[0].expression, Comparison) and others[0].positive
        if single and plain:
            comparison = others[0].expression
            assert isinstance(comparison, Comparison)
            if len(comparison.operators) == 1 and comparison.operators[0] != "!=":
                escapes = [self._literal(choice, index, IMPLIES) for choice in plain]
                self._where(escapes, comparison, index)
                return
        literals = [self._literal(choice, index, IMPLIES) for choice in choices]
        self._clause(literals, index)

    def _clause(self, literals: Sequence[Expression], index: Index) -> None:
        """At least one literal is 1: ``a <= b + c`` for ``not a or b or c``, ``a + b <= 1`` for ``not a or not b``."""
        negative = [complement(part) for part in literals if _is_complement(part)]
        positive = [part for part in literals if not _is_complement(part)]
        spare = Number(len(negative) - 1)
        if not negative:
            body = _compared(_sum(positive), ">=", _ONE)
        elif not positive:
            body = _compared(_sum(negative), "<=", spare)
        elif spare.value == 0:
            body = _compared(negative[0], "<=", _sum(positive))
        else:
            body = _compared(_sum(negative), "<=", _sum([*positive, spare]))
        self.base.row(body, index)

    def _where(self, escapes: list[Expression], comparison: Comparison, index: Index, name: str = "") -> None:
        """The comparison holds unless one of the literals ``escapes`` is 1."""
        left, operator, right = self._strict(comparison, index)
        uses = _uses(operator)
        first, second = (self.base.value(side, index, use) for side, use in zip((left, right), uses, strict=True))
        on = [complement(escape) for escape in escapes]
        low, high = self.base.limits.interval(Binary("-", left, right), index)
        text = f"within the bounds, {expression_text(comparison)} is missed by no more than this"
        if operator == "==":
            names = ("", "") if not name else (self.base.fresh(f"{name}_up"), self.base.fresh(f"{name}_down"))
            if Construct.INDICATOR in self.base.native:
                self.enforce(on, first, "==", second, index, high, text, name=name)
                return
            self.enforce(on, first, "<=", second, index, high, text, name=names[0])
            operator, name = ">=", names[1]
        if (
            operator == ">="
            and len(on) == 1
            and Construct.INDICATOR not in self.base.native
            and self._from_zero(left, right, index)
        ):
            # Nothing to say where the switch is 0, because the left side is never negative.
            self.base.row(_compared(first, ">=", _scaled(second, on[0])), index, name=name)
            return
        self.enforce(on, first, operator, second, index, high if operator == "<=" else -low, text, name=name)

    def _from_zero(self, left: Expression, right: Expression, index: Index) -> bool:
        """Whether ``left >= right * switch`` says all: the left side is not negative and the right side is data."""
        return not self.base.reads(right) and self.base.limits.interval(left, index)[0] >= 0

    def enforce(
        self,
        switches: Sequence[Expression],
        left: Expression,
        operator: str,
        right: Expression,
        index: Index,
        most: float,
        reason: str,
        *,
        name: str = "",
    ) -> None:
        """Where all switches are 1, ``left operator right`` holds.

        Args:
            switches: binary variables, or ``1 -`` one.
            left: in the words of the target.
            operator: ``<=``, ``>=``; ``==`` for an indicator.
            right: in the words of the target.
            index: the generators around it.
            most: how far the comparison can be missed.
            reason: where ``most`` comes from, for notes.
            name: the row's name.
        """
        if Construct.INDICATOR in self.base.native:
            switch = switches[0] if len(switches) == 1 else self._all_of(switches, index)
            wanted = 1 if not isinstance(switch, Binary) else 0
            binary = switch if wanted else complement(switch)
            body = Connective("implies", _compared(binary, "==", Number(wanted)), _compared(left, operator, right))
            self.base.row(body, index, name=name)
            return
        if most <= 0:
            return
        if most > LARGEST_M:
            size = "no bound" if not np.isfinite(most) else f"no bound below {LARGEST_M:,.0f}"
            shown = expression_text(_compared(left, operator, right))
            raise self.base.refusal(
                f"needs an M for '{shown}', which has {size}",
                Construct.INDICATOR,
                "Give its variables bounds.",
            )
        big = self.base.big(most, reason)
        slack: Expression = Binary("*", big, _sum([complement(switch) for switch in switches]))
        widened = Binary("+" if operator == "<=" else "-", right, slack)
        self.base.row(_compared(left, operator, widened), index, name=name)

    def _all_of(self, switches: Sequence[Expression], index: Index) -> Expression:
        """A binary that is 1 where all switches are."""
        result = self.base.variable(
            f"{self.base.element}_on", index, kind=Kind.BINARY, note="1 where all conditions hold"
        )
        name = self.base.fresh(f"{self.base.element}_switch")
        missing = _sum([complement(switch) for switch in switches])
        self.base.row(_compared(_sum([result, missing]), ">=", _ONE), index, name=name)
        return result

    # Comparisons

    def _comparison(self, comparison: Comparison, index: Index) -> None:
        operands, operators = comparison.operands, comparison.operators
        ends = len(operands) == 3 and not self.base.reads(operands[0]) and not self.base.reads(operands[2])
        if ends and operators in (("<=", "<="), (">=", ">=")):
            low, high = (operands[0], operands[2]) if operators[0] == "<=" else (operands[2], operands[0])
            middle = self.base.value(operands[1], index)
            self.base.row(Comparison((low, middle, high), ("<=", "<=")), index)
            return
        for link in links(comparison):
            if not self.base.reads(link):
                self.base.row(link, index)
            elif link.operators[0] == "!=":
                self._different(link, index)
            else:
                left, operator, right = self._strict(link, index)
                left, operator, right = self._without_ratio(left, operator, right, index)
                if self._unfolded(left, operator, right, index):
                    continue
                uses = _uses(operator)
                first, second = self.base.value(left, index, uses[0]), self.base.value(right, index, uses[1])
                self.base.row(_compared(first, operator, second), index)

    def _strict(self, comparison: Comparison, index: Index) -> tuple[Expression, str, Expression]:
        """A single comparison with variables on its left, and without a strict order."""
        (left, right), (operator,) = comparison.operands, comparison.operators
        if not self.base.reads(left):
            left, operator, right = right, _FLIPPED[operator], left
        if operator not in ("<", ">"):
            return left, operator, right
        gap = self.base.limits.strict_gap(left, operator, right, index)
        sign = 1 if operator == "<" else -1
        if gap is None:
            if self.base.reads(right) or not self.base.limits.whole(left, index):
                raise self.base.refusal(f"cannot say '{expression_text(comparison)}'", Construct.LOGIC)
            rounded = Call("ceil" if sign > 0 else "floor", (right,))
            return left, f"{operator}=", Binary("-" if sign > 0 else "+", rounded, _ONE)
        if gap:
            known = right.value if isinstance(right, Number) else None
            size = int(gap) if float(gap).is_integer() else round(gap, 9)
            if known is not None:
                moved = round(known - sign * size, 9)
                whole = int(moved) if float(moved).is_integer() else moved
                right = Number(whole) if whole >= 0 else Negation(Number(-whole))
            else:
                right = _shifted(right, -sign * size)
        return left, f"{operator}=", right

    def _without_ratio(
        self, left: Expression, operator: str, right: Expression, index: Index
    ) -> tuple[Expression, str, Expression]:
        """``x / d <= c`` as ``x <= c * d`` where the divisor has one sign and c is data."""
        if not (isinstance(left, Binary) and left.operator == "/" and self.base.reads(left.right)):
            return left, operator, right
        if self.base.reads(right):
            return left, operator, right
        low, high = self.base.limits.interval(left.right, index)
        if low < 0 < high:
            return left, operator, right
        return left.left, operator if low >= 0 else _FLIPPED[operator], Binary("*", right, left.right)

    def _unfolded(self, left: Expression, operator: str, right: Expression, index: Index) -> bool:
        """``max(a, b) <= c`` is ``a <= c`` and ``b <= c``; likewise for ``min`` from below and ``abs`` from above."""
        wanted = {"<=": "max", ">=": "min"}.get(operator)
        if isinstance(left, Call) and left.function == "abs" and operator == "<=" and not self.base.reads(right):
            self._comparison(Comparison((Negation(right), left.arguments[0], right), ("<=", "<=")), index)
        elif isinstance(left, Call) and left.function == wanted:
            for argument in left.arguments:
                self._comparison(_compared(argument, operator, right), index)
        elif isinstance(left, Reduction) and left.function == wanted:
            self._comparison(_compared(left.body, operator, right), (*index, *left.generators))
        else:
            return False
        return True

    def _different(self, comparison: Comparison, index: Index) -> None:
        """``x != y``: one of two binaries says on which side."""
        left, right = comparison.operands
        if Construct.CLAUSE in self.base.native:
            if not self.base.reads(left):
                left, right = right, left
            self.base.row(_compared(self.base.value(left, index), "!=", self.base.value(right, index)), index)
            return
        difference = Binary("-", left, right)
        if self.base.limits.strict_gap(left, "<", right, index) in (0.0, None):
            return
        name = self.base.element
        own = self.base.needed(difference, index)
        above = self.base.variable(
            f"{name}_above", own, kind=Kind.BINARY, note=f"1 if {expression_text(left)} > {expression_text(right)}"
        )
        self._where([above], _compared(left, "<", right), index)
        self._where([complement(above)], _compared(left, ">", right), index)

    def _all_different(
        self, node: Expression, body: Expression, generators: tuple[Generator, ...], index: Index
    ) -> None:
        """Each value is taken at most once: a binary for each place and value."""
        low, high = self.base.limits.interval(body, (*index, *generators))
        if not np.isfinite(low) or not np.isfinite(high):
            raise self.base.refusal(f"needs bounds for '{expression_text(node)}'", Construct.LOGIC)
        target = "v"
        used = {name for generator in (*index, *generators) for name in generator.targets}
        while target in used or target in self.base.variables:
            target += "_"
        low_node = Number(int(low)) if low >= 0 else Negation(Number(-int(low)))
        over = Generator((target,), Range(low_node, Number(int(high))))
        inner = (*index, *generators)
        name = self.base.element
        taken = self.base.variable(
            f"{name}_is", (*inner, over), kind=Kind.BINARY, note=f"1 if {expression_text(body)} is {target}"
        )
        value = self.base.value(body, inner)
        one_value = _compared(Reduction("sum", taken, (over,)), "==", _ONE)
        self.base.row(one_value, inner, name=self.base.fresh(f"{name}_has_value"))
        weighed = Reduction("sum", Binary("*", Name(target), taken), (over,))
        self.base.row(_compared(value, "==", weighed), inner, name=self.base.fresh(f"{name}_value"))
        self.base.row(_compared(Reduction("sum", taken, generators), "<=", _ONE), (*index, over))

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

    # Literals

    def literal(self, expression: Expression, index: Index, direction: Direction) -> Expression:
        """A value in 0 and 1 that is tied to a statement in the given direction."""
        return self._literal(Statement(expression), index, direction)

    def _literal(self, statement: Statement, index: Index, direction: Direction) -> Expression:
        statement = simple(statement)
        expression = statement.expression
        known = self._known(statement)
        if known is not None:
            return known
        if not statement.positive and disjunction(statement) is None and conjunction(statement) is None:
            return complement(self._literal(Statement(expression), index, -direction))
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
                left, operator, right = right, _FLIPPED[operator], left
            if isinstance(left, (Name, Subscript)) and isinstance(right, Number) and self.base.is_literal(left, ()):
                if (operator, right.value) in (("==", 1), (">=", 1), ("!=", 0), (">", 0)):
                    return left
                if (operator, right.value) in (("==", 0), ("<=", 0), ("!=", 1), ("<", 1)):
                    return complement(left)
        return None

    def _is_plain(self, statement: Statement) -> bool:
        return self._known(simple(statement)) is not None

    def _tie(self, switch: Expression, comparison: Comparison, index: Index, name: str) -> None:
        """Where the switch is 1, the comparison holds."""
        if comparison.operators[0] == "!=":
            left, right = comparison.operands
            above = self.base.variable(f"{name}_above", index, kind=Kind.BINARY)
            below = self.base.variable(f"{name}_below", index, kind=Kind.BINARY)
            self.base.row(_compared(_sum([above, below]), ">=", switch), index, name=self.base.fresh(f"{name}_side"))
            self._where([complement(above)], _compared(left, ">", right), index, self.base.fresh(f"{name}_up"))
            self._where([complement(below)], _compared(left, "<", right), index, self.base.fresh(f"{name}_down"))
            return
        self._where([complement(switch)], comparison, index, self.base.fresh(name))

    def _tie_compound(
        self, result: Expression, statement: Statement, index: Index, direction: Direction, name: str
    ) -> None:
        """Rows between a binary and a statement with parts."""
        expression = statement.expression
        parts = disjunction(statement)
        if parts is not None:
            literals = [self._literal(part, index, direction) for part in flattened(parts)]
            self._tie_any(result, [(literal, ()) for literal in literals], index, direction, name)
            return
        parts = conjunction(statement)
        if parts is not None:
            literals = [complement(self._literal(part, index, direction)) for part in parts]
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
                count = self._how_many(expression, index, BOTH)
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
            total = _sum([Reduction("sum", part, over) if over else part for part, over in parts])
            self.base.row(_ordered(result, "<=", total), index, name=self.base.fresh(f"{name}_any"))
        if direction != IMPLIES:
            for part, over in parts:
                self.base.row(_ordered(result, ">=", part), (*index, *over), name=self.base.fresh(f"{name}_each"))

    def _tie_exclusive(
        self, result: Expression, first: Expression, second: Expression, index: Index, name: str
    ) -> None:
        """``result`` is 1 where exactly one of the two is."""
        both = _sum([first, second])
        for body in (
            _compared(result, "<=", both),
            _compared(result, "<=", Binary("-", Number(2), both)),
            _compared(result, ">=", Binary("-", first, second)),
            _compared(result, ">=", Binary("-", second, first)),
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
                _compared(count, "<=", Binary("+", _ONE, slack)), index, name=self.base.fresh(f"{name}_at_most")
            )
        if operator in (">=", "=="):
            self.base.row(_compared(count, ">=", result), index, name=self.base.fresh(f"{name}_at_least"))
        if operator == "<=":
            self.base.row(
                _compared(count, ">=", Binary("*", Number(2), complement(result))),
                index,
                name=self.base.fresh(f"{name}_else"),
            )
        elif operator == ">=":
            self.base.row(
                _compared(count, "<=", Binary("*", Number(most), result)), index, name=self.base.fresh(f"{name}_else")
            )
        else:
            more = self.base.variable(f"{name}_more", index, kind=Kind.BINARY, note="1 if more than one holds")
            none = self.base.variable(f"{name}_none", index, kind=Kind.BINARY, note="1 if none holds")
            total = _sum([result, more, none])
            self.base.row(_compared(total, "==", _ONE), index, name=self.base.fresh(f"{name}_one_of"))
            self.base.row(
                _compared(count, ">=", Binary("*", Number(2), more)), index, name=self.base.fresh(f"{name}_two")
            )
            self.base.row(
                _compared(count, "<=", Binary("*", Number(most), complement(none))),
                index,
                name=self.base.fresh(f"{name}_no"),
            )

    def _number_of(self, node: Expression, index: Index) -> int:
        """How many statements a counting function has at most."""
        if isinstance(node, LogicalCall):
            return len(node.arguments)
        assert isinstance(node, Reduction)
        one: Expression = Reduction("sum", _ONE, node.generators)
        return int(self.base.limits.interval(one, index)[1])

    def _how_many(self, node: Expression, index: Index, direction: Direction) -> Expression:
        """How many of the statements hold."""
        if isinstance(node, Reduction):
            part = self.literal(node.body, (*index, *node.generators), direction)
            return Reduction("sum", part, node.generators)
        assert isinstance(node, LogicalCall)
        return _sum([self.literal(argument, index, direction) for argument in node.arguments])


def _shifted(node: Expression, by: int | float) -> Expression:
    """``node + by``; a number at its end takes it up."""
    if isinstance(node, Binary) and node.operator in ("+", "-") and isinstance(node.right, Number):
        total = by + (node.right.value if node.operator == "+" else -node.right.value)
        node = node.left
    else:
        total = by
    if total == 0:
        return node
    return Binary("+" if total > 0 else "-", node, Number(abs(total)))


def _uses(operator: str) -> tuple[Use, Use]:
    if operator == "<=":
        return UPPER, LOWER
    return (LOWER, UPPER) if operator == ">=" else (EXACT, EXACT)
