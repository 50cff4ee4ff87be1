"""Functions with corners, ``abs``, ``min``, ``max``: a variable, and rows that bound it or say where it is attained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.elements import Kind
from nl2opt.formulation.expressions import Binary, Call, Expression, Name, Negation, Number, Reduction, Subscript
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.uses import EXACT, LOWER, UPPER, Use
from nl2opt.solvers.writers.linearise.terms import Index, base_of, compared, floor
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise.lineariser import Lineariser


class Corners:
    """The part of a ``Lineariser`` that deals with absolute values and extremes."""

    def __init__(self, lineariser: Lineariser) -> None:
        self.base = lineariser

    def absolute(self, node: Expression, operand: Expression, index: Index, use: Use) -> Expression:
        """The absolute value of ``operand``: itself where its sign is known, else a variable."""
        known = self.base.find(node, index, use)
        if known is not None:
            return known
        low, high = self.base.limits.interval(operand, index)
        if low >= 0:
            return self.base.value(operand, index, use)
        if high <= 0:
            return Negation(self.base.value(operand, index, -use))
        if self._is_smooth(operand):
            return Call("abs", (self.base.value(operand, index),))
        own = self.base.needed(node, index)
        inside = self.base.value(operand, index)
        text = expression_text(node)
        kind = self.base.kind(operand, index)
        result = self.base.variable(
            f"abs_{self.base.word(operand)}",
            own,
            kind=kind,
            lower=0.0,
            upper=max(-low, high) if kind is Kind.INTEGER else np.inf,
            note=f"stands for {text}",
        )
        name = base_of(result)
        if use != UPPER and Construct.ABSOLUTE in self.base.native:
            argument = self._argument(operand, inside, own, name)
            self.base.row(compared(result, "==", Call("abs", (argument,))), own, name=self.base.fresh(f"{name}_value"))
            return self.base.keep(node, index, use, result)
        self.base.row(compared(result, ">=", inside), own, name=self.base.fresh(f"{name}_above"))
        self.base.row(compared(result, ">=", Negation(inside)), own, name=self.base.fresh(f"{name}_below"))
        if use != UPPER:
            reason = f"{text} is no further than this from its argument, or from the negative of it"
            positive = self.base.variable(
                f"{name}_positive", own, kind=Kind.BINARY, note=f"1 if {name} is its argument"
            )
            for on, sign, most, side in (
                (positive, 1, 2 * max(0.0, -low), "up"),
                (Binary("-", Number(1), positive), -1, 2 * max(0.0, high), "down"),
            ):
                wanted = inside if sign > 0 else Negation(inside)
                self.base.comparisons.enforce(
                    [on], result, "<=", wanted, own, most, reason, name=self.base.fresh(f"{name}_{side}")
                )
        return self.base.keep(node, index, use, result)

    def _is_smooth(self, operand: Expression) -> bool:
        """Whether the absolute value may stay: the target has functions, and the argument is one of them."""
        return Construct.NONLINEAR in self.base.native and self.base.degree(operand) > 1

    def _argument(self, operand: Expression, inside: Expression, index: Index, word: str) -> Expression:
        """A variable that equals an argument, for targets whose functions take variables only."""
        if isinstance(inside, (Name, Subscript)):
            return inside
        low, _ = self.base.limits.interval(operand, index)
        copy = self.base.variable(
            f"{word}_of",
            self.base.needed(operand, index),
            kind=self.base.kind(operand, index),
            lower=floor(low),
            note=f"equals {expression_text(operand)}",
        )
        own = self.base.needed(operand, index)
        self.base.row(compared(copy, "==", inside), own, name=self.base.fresh(f"{base_of(copy)}_value"))
        return copy

    def extreme(
        self, node: Expression, function: str, parts: Sequence[tuple[Expression, Index]], index: Index, use: Use
    ) -> Expression:
        """``min`` or ``max`` of parts, each over generators of its own."""
        known = self.base.find(node, index, use)
        if known is not None:
            return known
        if len(parts) == 1 and not parts[0][1]:
            return self.base.value(parts[0][0], index, use)
        own = self.base.needed(node, index)
        low, high = self.base.limits.interval(node, index)
        text = expression_text(node)
        largest = function == "max"
        one_sided = use == (UPPER if largest else LOWER)
        wanted = f"{function}_{self.base.word(node)}"
        kinds = {self.base.kind(part, (*index, *over)) for part, over in parts}
        kind = Kind.INTEGER if kinds == {Kind.INTEGER} else Kind.CONTINUOUS
        bounds = (low, high) if kind is Kind.INTEGER else (floor(low), np.inf)
        result = self.base.variable(wanted, own, kind=kind, lower=bounds[0], upper=bounds[1], note=f"stands for {text}")
        name = base_of(result)
        if not one_sided and Construct.EXTREME in self.base.native:
            arguments: list[Expression] = []
            for part, over in parts:
                inner = (*own, *over)
                copy = self._argument(part, self.base.value(part, inner), inner, name)
                arguments.append(Reduction(function, copy, over) if over else copy)
            body = arguments[0] if len(arguments) == 1 else Call(function, tuple(arguments))
            self.base.row(compared(result, "==", body), own, name=self.base.fresh(f"{name}_value"))
            return self.base.keep(node, index, use, result)
        chosen: list[Expression] = []
        for number, (part, over) in enumerate(parts):
            inner = (*own, *over)
            tag = f"_{number + 1}" if len(parts) > 1 else ""
            inside = self.base.value(part, inner, use if one_sided else EXACT)
            if one_sided and largest and part == Number(0) and low >= 0:
                continue  # the variable's own bound
            self.base.row(
                compared(result, ">=" if largest else "<=", inside), inner, name=self.base.fresh(f"{name}_bound{tag}")
            )
            if not one_sided:
                least, most = self.base.limits.interval(part, inner)
                picked = self.base.variable(
                    f"{name}_at{tag}", inner, kind=Kind.BINARY, note=f"1 where {name} is attained"
                )
                gap = high - least if largest else most - low
                reason = f"{text} is no further than this from any of its arguments"
                operator = "<=" if largest else ">="
                attained = self.base.fresh(f"{name}_attained{tag}")
                if gap <= 0:
                    # This part is the extreme wherever the others are.
                    self.base.row(compared(result, operator, inside), inner, name=attained)
                else:
                    self.base.comparisons.enforce([picked], result, operator, inside, inner, gap, reason, name=attained)
                chosen.append(Reduction("sum", picked, over) if over else picked)
        if chosen:
            total = chosen[0]
            for other in chosen[1:]:
                total = Binary("+", total, other)
            self.base.row(compared(total, "==", Number(1)), own, name=self.base.fresh(f"{name}_once"))
        return self.base.keep(node, index, use, result)
