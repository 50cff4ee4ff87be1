"""Ratios in comparisons: ``x / (x + y) <= 0.3`` becomes ``x <= 0.3 (x + y)`` where the divisor has one sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nl2opt.formulation.data.grid import Grid
from nl2opt.solvers.lowering.values import Polynomial, Tree, Value, add, constant, multiply

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "=="}


def without_ratio(compiler: Compiler, difference: Value, operator: str, grid: Grid) -> tuple[Value, str]:
    """``difference operator 0`` without its division, where that is the same.

    A difference ``a / d + c`` with affine ``a`` and ``d`` and data ``c`` is multiplied by ``d`` when the bounds of the
    variables show that ``d`` is never negative (or never positive; the comparison then turns round). Where ``d`` may
    be 0 this is slightly more than the ratio says: a point with ``d = 0`` is feasible when ``a`` compares with 0, which
    is what people mean by "at most 30 percent of the total" when the total is nothing.
    """
    parts = difference.arguments if isinstance(difference, Tree) and difference.kind == "sum" else (difference,)
    ratios = [part for part in parts if isinstance(part, Tree) and part.kind == "div"]
    rest = [part for part in parts if isinstance(part, Polynomial)]
    if len(ratios) != 1 or len(rest) != len(parts) - 1 or any(part.degree for part in rest):
        return difference, operator
    numerator, divisor = ratios[0].arguments
    if not isinstance(divisor, Polynomial) or divisor.degree > 1:
        return difference, operator
    low, high = compiler.bounds(divisor, grid)
    if not bool((low >= 0).all()):
        if not bool((high <= 0).all()):
            return difference, operator
        operator = _FLIPPED[operator]
    offset: Value = constant(sum((part.constant for part in rest), start=0.0 * low))
    return add(numerator, multiply(offset, divisor, grid)), operator
