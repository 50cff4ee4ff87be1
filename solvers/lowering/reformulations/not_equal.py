"""``x != y`` for whole numbers: below or above, as a binary says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.expressions import Expression
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.conditional import complement, enforce_comparison
from nl2opt.solvers.lowering.values import Polynomial, Value, constant

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def differ(compiler: Compiler, difference: Value, grid: Grid, node: Expression) -> None:
    """Adds ``difference != 0`` at each point; between continuous values it is left out, with a warning."""
    zero = np.zeros((1,) * len(grid.sizes))
    if isinstance(difference, Polynomial) and difference.degree == 0:
        truth = constant((difference.constant != 0).astype(np.float64))
        constraints.constrain(compiler, truth, zero + 1, zero + 1, grid)
        return
    if not (isinstance(difference, Polynomial) and compiler.integral(difference)):
        enforce_comparison(compiler, constant(zero + 1), difference, "!=", grid, node)
        return
    below = compiler.new_columns(grid, zero, zero + 1, integer=True)
    enforce_comparison(compiler, below, difference, "<", grid, node)
    enforce_comparison(compiler, complement(below), difference, ">", grid, node)
