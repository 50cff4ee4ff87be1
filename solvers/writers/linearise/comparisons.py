"""Comparisons as rows: those that hold everywhere, and those that hold where binaries are 1."""

from __future__ import annotations

from collections.abc import Sequence
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
    Name,
    Negation,
    Number,
    Range,
    Reduction,
)
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.reformulations.conditional import LARGEST_M
from nl2opt.solvers.lowering.reformulations.statements import links
from nl2opt.solvers.writers.linearise.terms import (
    FLIPPED,
    ONE,
    Index,
    compared,
    complement,
    scaled,
    shifted,
    sum_of,
    uses_of,
)
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise.lineariser import Lineariser


class Comparisons:
    """The part of a ``Lineariser`` that deals with comparisons of numbers."""

    def __init__(self, lineariser: Lineariser) -> None:
        self.base = lineariser

    def comparison(self, comparison: Comparison, index: Index) -> None:
        """Adds the rows of a comparison, which may be a chain, that holds at each place."""
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
                uses = uses_of(operator)
                first, second = self.base.value(left, index, uses[0]), self.base.value(right, index, uses[1])
                self.base.row(compared(first, operator, second), index)

    def _strict(self, comparison: Comparison, index: Index) -> tuple[Expression, str, Expression]:
        """A single comparison with variables on its left, and without a strict order."""
        (left, right), (operator,) = comparison.operands, comparison.operators
        if not self.base.reads(left):
            left, operator, right = right, FLIPPED[operator], left
        if operator not in ("<", ">"):
            return left, operator, right
        gap = self.base.limits.strict_gap(left, operator, right, index)
        sign = 1 if operator == "<" else -1
        if gap is None:
            if self.base.reads(right) or not self.base.limits.whole(left, index):
                raise self.base.refusal(f"cannot say '{expression_text(comparison)}'", Construct.LOGIC)
            rounded = Call("ceil" if sign > 0 else "floor", (right,))
            return left, f"{operator}=", Binary("-" if sign > 0 else "+", rounded, ONE)
        if gap:
            known = right.value if isinstance(right, Number) else None
            size = int(gap) if float(gap).is_integer() else round(gap, 9)
            if known is not None:
                moved = round(known - sign * size, 9)
                whole = int(moved) if float(moved).is_integer() else moved
                right = Number(whole) if whole >= 0 else Negation(Number(-whole))
            else:
                right = shifted(right, -sign * size)
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
        return left.left, operator if low >= 0 else FLIPPED[operator], Binary("*", right, left.right)

    def _unfolded(self, left: Expression, operator: str, right: Expression, index: Index) -> bool:
        """``max(a, b) <= c`` is ``a <= c`` and ``b <= c``; likewise for ``min`` from below and ``abs`` from above."""
        wanted = {"<=": "max", ">=": "min"}.get(operator)
        if isinstance(left, Call) and left.function == "abs" and operator == "<=" and not self.base.reads(right):
            self.comparison(Comparison((Negation(right), left.arguments[0], right), ("<=", "<=")), index)
        elif isinstance(left, Call) and left.function == wanted:
            for argument in left.arguments:
                self.comparison(compared(argument, operator, right), index)
        elif isinstance(left, Reduction) and left.function == wanted:
            self.comparison(compared(left.body, operator, right), (*index, *left.generators))
        else:
            return False
        return True

    def _different(self, comparison: Comparison, index: Index) -> None:
        """``x != y``: one of two binaries says on which side."""
        left, right = comparison.operands
        if Construct.CLAUSE in self.base.native:
            if not self.base.reads(left):
                left, right = right, left
            self.base.row(compared(self.base.value(left, index), "!=", self.base.value(right, index)), index)
            return
        difference = Binary("-", left, right)
        if self.base.limits.strict_gap(left, "<", right, index) in (0.0, None):
            return
        name = self.base.element
        own = self.base.needed(difference, index)
        above = self.base.variable(
            f"{name}_above", own, kind=Kind.BINARY, note=f"1 if {expression_text(left)} > {expression_text(right)}"
        )
        self.where([above], compared(left, "<", right), index)
        self.where([complement(above)], compared(left, ">", right), index)

    def all_different(
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
        one_value = compared(Reduction("sum", taken, (over,)), "==", ONE)
        self.base.row(one_value, inner, name=self.base.fresh(f"{name}_has_value"))
        weighed = Reduction("sum", Binary("*", Name(target), taken), (over,))
        self.base.row(compared(value, "==", weighed), inner, name=self.base.fresh(f"{name}_value"))
        self.base.row(compared(Reduction("sum", taken, generators), "<=", ONE), (*index, over))

    # Comparisons that binaries switch on

    def where(self, escapes: list[Expression], comparison: Comparison, index: Index, name: str = "") -> None:
        """The comparison holds unless one of the literals ``escapes`` is 1."""
        left, operator, right = self._strict(comparison, index)
        uses = uses_of(operator)
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
            self.base.row(compared(first, ">=", scaled(second, on[0])), index, name=name)
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
            body = Connective("implies", compared(binary, "==", Number(wanted)), compared(left, operator, right))
            self.base.row(body, index, name=name)
            return
        if most <= 0:
            return
        if most > LARGEST_M:
            size = "no bound" if not np.isfinite(most) else f"no bound below {LARGEST_M:,.0f}"
            shown = expression_text(compared(left, operator, right))
            raise self.base.refusal(
                f"needs an M for '{shown}', which has {size}",
                Construct.INDICATOR,
                "Give its variables bounds.",
            )
        big = self.base.big(most, reason)
        slack: Expression = Binary("*", big, sum_of([complement(switch) for switch in switches]))
        widened = Binary("+" if operator == "<=" else "-", right, slack)
        self.base.row(compared(left, operator, widened), index, name=name)

    def _all_of(self, switches: Sequence[Expression], index: Index) -> Expression:
        """A binary that is 1 where all switches are."""
        result = self.base.variable(
            f"{self.base.element}_on", index, kind=Kind.BINARY, note="1 where all conditions hold"
        )
        name = self.base.fresh(f"{self.base.element}_switch")
        missing = sum_of([complement(switch) for switch in switches])
        self.base.row(compared(sum_of([result, missing]), ">=", ONE), index, name=name)
        return result
