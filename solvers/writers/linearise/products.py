"""Products, powers and ratios: with a binary by the rows of McCormick, else in the words of the target or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.elements import Kind
from nl2opt.formulation.expressions import Binary, Call, Expression, Number, Reduction
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.uses import EXACT, Use
from nl2opt.solvers.writers.linearise.terms import Index, base_of, compared, floor, plus, times
from nl2opt.solvers.writers.protocol import Construct

if TYPE_CHECKING:
    from nl2opt.solvers.writers.linearise.lineariser import Lineariser


class Products:
    """The part of a ``Lineariser`` that deals with what is not linear but smooth."""

    def __init__(self, lineariser: Lineariser) -> None:
        self.base = lineariser

    def nonlinear(self, node: Binary | Call | Reduction, index: Index) -> Expression:
        """A ratio, a power, a function or a product of many; where it needs a definition, a variable equal to it."""
        if Construct.NONLINEAR in self.base.native:
            return self._inside(node, index)
        self.base.require(Construct.FUNCTION, node)
        known = self.base.find(node, index, EXACT)
        if known is not None:
            return known
        before = self.base.native
        self.base.native = before | {Construct.NONLINEAR, Construct.PRODUCT}
        inside = self._inside(node, index)
        self.base.native = before
        own = self.base.needed(node, index)
        low, _ = self.base.limits.interval(node, index)
        word = (
            node.function
            if isinstance(node, (Call, Reduction))
            else {"/": "ratio", "**": "power"}.get(node.operator, "product")
        )
        result = self.base.variable(
            f"{word}_{self.base.word(node)}",
            own,
            kind=Kind.CONTINUOUS,
            lower=floor(low),
            note=f"stands for {expression_text(node)}",
        )
        self.base.row(compared(result, "==", inside), own, name=self.base.fresh(f"{base_of(result)}_value"))
        return self.base.keep(node, index, EXACT, result)

    def _inside(self, node: Binary | Call | Reduction, index: Index) -> Expression:
        """The node with its parts rewritten."""
        match node:
            case Binary(_, left, right):
                return replace(node, left=self.base.value(left, index), right=self.base.value(right, index))
            case Call(_, arguments):
                return replace(node, arguments=tuple(self.base.value(argument, index) for argument in arguments))
            case Reduction(_, body, generators):
                return replace(node, body=self.base.value(body, (*index, *generators)))

    def product(self, node: Binary, left: Expression, right: Expression, index: Index, use: Use) -> Expression:
        """A product of two expressions."""
        if not self.base.reads(left):
            return replace(node, right=self.base.value(right, index, self.base.turned(left, index, use)))
        if not self.base.reads(right):
            return replace(node, left=self.base.value(left, index, self.base.turned(right, index, use)))
        linear = self.base.degree(left) <= 1 and self.base.degree(right) <= 1
        if Construct.NONLINEAR not in self.base.native and not (Construct.PRODUCT in self.base.native and linear):
            for side, other in ((left, right), (right, left)):
                if isinstance(side, Binary) and side.operator == "*" and not self.base.reads(side.left):
                    # Data go outside, so that two binaries meet.
                    return self.base.value(Binary("*", side.left, Binary("*", side.right, other)), index, use)
        if Construct.NONLINEAR in self.base.native or (Construct.PRODUCT in self.base.native and linear):
            return self._inside(node, index)
        for switch, factor in ((left, right), (right, left)):
            if self.base.is_literal(switch, index):
                return self._switched(node, switch, factor, index)
        if Construct.MULTIPLICATION in self.base.native:
            return self._multiplied(node, left, right, index)
        self.base.require(Construct.PRODUCT, node)
        return self.nonlinear(node, index)

    def _switched(self, node: Expression, switch: Expression, factor: Expression, index: Index) -> Expression:
        """``b * y`` by the rows of McCormick, which are exact for a binary b."""
        known = self.base.find(node, index, EXACT)
        if known is not None:
            return known
        if switch == factor:
            return self.base.value(switch, index)
        own = self.base.needed(node, index)
        low, high = self.base.limits.interval(factor, index)
        if not np.isfinite(low) or not np.isfinite(high):
            self.base.require(Construct.PRODUCT, node, f"'{expression_text(factor)}' needs a lower and an upper bound.")
        on, value = self.base.value(switch, index), self.base.value(factor, index)
        text = expression_text(node)
        kind = Kind.INTEGER if self.base.limits.whole(factor, index) else Kind.CONTINUOUS
        if self.base.is_literal(factor, index):
            kind = Kind.BINARY
        result = self.base.variable(
            "product", own, kind=kind, lower=min(low, 0.0), upper=max(high, 0.0), note=f"stands for {text}"
        )
        name = base_of(result)
        off = Binary("-", Number(1), on)
        self.base.row(compared(result, "<=", times(high, on)), own, name=self.base.fresh(f"{name}_on"))
        if low < 0:
            self.base.row(compared(result, ">=", times(low, on)), own, name=self.base.fresh(f"{name}_on_below"))
        self.base.row(compared(result, "<=", plus(value, -low, off)), own, name=self.base.fresh(f"{name}_above"))
        self.base.row(compared(result, ">=", plus(value, -high, off)), own, name=self.base.fresh(f"{name}_below"))
        return self.base.keep(node, index, EXACT, result)

    def _multiplied(self, node: Expression, left: Expression, right: Expression, index: Index) -> Expression:
        """A variable that a definition makes equal to a product."""
        known = self.base.find(node, index, EXACT)
        if known is not None:
            return known
        factors = [self.base.value(side, index) for side in (left, right)]
        kinds = {self.base.kind(side, index) for side in factors}
        own = self.base.needed(node, index)
        low, high = self.base.limits.interval(node, index)
        result = self.base.variable(
            f"product_{self.base.word(node)}",
            own,
            kind=kinds.pop(),
            lower=low,
            upper=high,
            note=f"stands for {expression_text(node)}",
        )
        product = Binary("*", factors[0], factors[1])
        self.base.row(compared(result, "==", product), own, name=self.base.fresh(f"{base_of(result)}_value"))
        return self.base.keep(node, index, EXACT, result)

    def product_over(self, node: Reduction, body: Expression, inner: Index, index: Index) -> Expression:
        """A product over generators: of binaries it is 1 where all are."""
        if not self.base.is_literal(body, inner):
            return self.nonlinear(node, index)
        return self.base.literals.literal(Reduction("all", body, node.generators), index, EXACT)

    def power(self, node: Binary, base: Expression, exponent: Expression, index: Index) -> Expression:
        """``base ** exponent``."""
        if not self.base.reads(exponent) and not self.base.reads(base):
            return node
        fixed = None if self.base.reads(exponent) else self.base.limits.constant(exponent, index)
        if fixed == 0:
            return Number(1)
        if fixed == 1 or (fixed is not None and fixed > 0 and self.base.is_literal(base, index)):
            return self.base.value(base, index)
        if fixed == 2 and Construct.MULTIPLICATION in self.base.native:
            return self._multiplied(node, base, base, index)
        if fixed == 2 and Construct.NONLINEAR not in self.base.native and self.base.degree(base) <= 1:
            self.base.require(Construct.PRODUCT, node)
            return replace(node, left=self.base.value(base, index))
        return self.nonlinear(node, index)
