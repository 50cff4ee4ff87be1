"""How expressions that solvers do not take become rows and columns that they do; one idea for each file."""

from nl2opt.solvers.lowering.reformulations.absolute import absolute
from nl2opt.solvers.lowering.reformulations.extremes import extreme_of, extreme_over
from nl2opt.solvers.lowering.reformulations.literals import literal
from nl2opt.solvers.lowering.reformulations.logic import hold
from nl2opt.solvers.lowering.reformulations.not_equal import differ
from nl2opt.solvers.lowering.reformulations.products import linearised, product, product_over
from nl2opt.solvers.lowering.reformulations.ratios import without_ratio

__all__ = [
    "absolute",
    "differ",
    "extreme_of",
    "extreme_over",
    "hold",
    "linearised",
    "literal",
    "product",
    "product_over",
    "without_ratio",
]
