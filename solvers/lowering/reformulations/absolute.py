"""``abs(e)``: two rows where only an upper estimate is asked for, and a binary for the sign of ``e`` elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.grid import Grid
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.conditional import complement, enforce
from nl2opt.solvers.lowering.uses import UPPER, Use
from nl2opt.solvers.lowering.values import Polynomial, Tree, Value, add, negate, subtract

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def absolute(compiler: Compiler, value: Value, grid: Grid, use: Use) -> Value:
    """The absolute value at each point of the grid.

    With ``z >= e`` and ``z >= -e`` alone, ``z`` may be too large; for an exact value a binary ``d`` says which of the
    two holds with equality. Nonlinear ``e`` stays an operation of the engine.
    """
    low, high = compiler.bounds(value, grid)
    if bool((low >= 0).all()):
        return value
    if bool((high <= 0).all()):
        return negate(value, grid)
    if not isinstance(value, Polynomial) or value.degree > 1:
        return Tree("abs", (value,))
    zero = np.zeros((1,) * len(grid.sizes))
    largest = np.maximum(np.abs(low), np.abs(high))
    size = compiler.new_columns(grid, np.maximum(0.0, np.maximum(low, -high)), largest, integer=compiler.whole(value))
    below, above = subtract(size, value, grid), add(size, value)
    for difference in (below, above):
        constraints.constrain(compiler, difference, zero, zero + np.inf, grid, auxiliary=True)
    if use != UPPER:
        positive = compiler.new_columns(grid, zero, zero + 1, integer=True)
        enforce(compiler, positive, below, "<=", zero, grid, extreme=2 * np.maximum(0.0, -low))
        enforce(compiler, complement(positive), above, "<=", zero, grid, extreme=2 * np.maximum(0.0, high))
    return size
