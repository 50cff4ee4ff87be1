"""Rows that hold where a literal is 1: big-M rows where the left side is bounded, indicators elsewhere.

The M is the largest value that the left side can take within the bounds of its variables, so no smaller one is valid
for these bounds. Above ``LARGEST_M`` rounding of the binary would let the row slip, so an indicator is made instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.expressions import Expression
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.trees import listed
from nl2opt.solvers.lowering.values import Polynomial, Value, add, constant, negate, scale, subtract
from nl2opt.solvers.program import Affine, Indicator

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

LARGEST_M = 1e6
"""Engines round binaries at 1e-6; times this, a row may slip by 1."""


def complement(literal: Polynomial) -> Polynomial:
    """``1 - literal``."""
    terms = tuple(replace(term, coefficients=-term.coefficients) for term in literal.terms)
    return Polynomial(1.0 - literal.constant, terms)


def enforce(
    compiler: Compiler,
    literal: Polynomial,
    difference: Value,
    operator: str,
    bound: Array,
    grid: Grid,
    *,
    extreme: Array | None = None,
) -> None:
    """Where ``literal`` is 1, ``difference operator bound`` holds; the operator is ``<=``, ``>=`` or ``==``.

    Args:
        compiler: where the rows go.
        literal: 0 or 1 at each point.
        difference: over the grid.
        operator: the relation.
        bound: data over the grid.
        grid: the points.
        extreme: the largest value of ``difference - bound`` (of its negative for ``>=``) if a tighter one is known
            than interval arithmetic finds.
    """
    if operator == "==":
        enforce(compiler, literal, difference, "<=", bound, grid)
        enforce(compiler, literal, difference, ">=", bound, grid)
        return
    excess = subtract(difference, constant(bound), grid)
    if operator == ">=":
        excess = negate(excess, grid)
    if extreme is None:
        extreme = compiler.bounds(excess, grid)[1]
    extreme = np.maximum(np.broadcast_to(extreme, grid.sizes), 0.0)
    bounded = extreme <= LARGEST_M
    big = np.where(bounded, extreme, 0.0)
    row = add(excess, scale(literal, big))
    # Where the left side never exceeds 0, or an indicator takes over, there is no upper bound to keep.
    upper = np.where(bounded & (extreme > 0), big, np.inf)
    constraints.constrain(compiler, row, np.full((1,) * len(grid.sizes), -np.inf), upper, grid, auxiliary=True)
    if not bounded.all():
        _indicate(compiler, literal, excess, ~bounded, grid)


def _indicate(compiler: Compiler, literal: Polynomial, excess: Value, where: Array, grid: Grid) -> None:
    """Indicators ``literal = 1 => excess <= 0`` at the points of a mask."""
    zero = np.zeros((1,) * len(grid.sizes))
    switch, active = _switch(compiler, literal, grid)
    if not isinstance(excess, Polynomial) or excess.degree > 1:
        low, high = compiler.bounds(excess, grid)
        copy = compiler.new_columns(grid, low, high, integer=False)
        constraints.constrain(compiler, subtract(excess, copy, grid), zero, zero, grid, auxiliary=True)
        excess = copy
    columns = grid.full(switch.terms[0].columns[0]).ravel().tolist()
    on = grid.full(active).ravel().tolist()
    conditions = listed(excess, grid)
    rows, kept = [], []
    for place in np.flatnonzero(where.ravel()).tolist():
        condition = conditions[place]
        assert isinstance(condition, Affine)
        rows.append(Indicator(columns[place], on[place], condition))
        kept.append(place)
    keys = grid.keys([name for name in compiler.names if name in grid.names], np.array(kept, dtype=np.intp))
    compiler.builder.add_indicators(compiler.element, rows, keys)


def _switch(compiler: Compiler, literal: Polynomial, grid: Grid) -> tuple[Polynomial, Array]:
    """A binary column for each point, and the value of it that makes the literal 1."""
    if len(literal.terms) == 1 and literal.terms[0].single:
        term = literal.terms[0]
        plain = (term.coefficients == 1) & (literal.constant == 0)
        turned = (term.coefficients == -1) & (literal.constant == 1)
        if bool((plain | turned).all()):
            return literal, plain
    zero = np.zeros((1,) * len(grid.sizes))
    copy = compiler.new_columns(grid, zero, zero + 1, integer=True)
    constraints.constrain(compiler, subtract(copy, literal, grid), zero, zero, grid, auxiliary=True)
    return copy, zero == 0


def enforce_comparison(
    compiler: Compiler, literal: Polynomial, difference: Value, operator: str, grid: Grid, node: Expression
) -> None:
    """Where ``literal`` is 1, ``difference operator 0`` holds, for any of the six comparisons."""
    zero = np.zeros((1,) * len(grid.sizes))
    if operator == "!=":
        _enforce_difference(compiler, literal, difference, grid, node)
        return
    if operator in ("<", ">"):
        sign = 1.0 if operator == "<" else -1.0
        bound = constraints.strict_bound(compiler, difference, sign, grid, node)
        enforce(compiler, literal, difference, f"{operator}=", bound, grid)
        return
    enforce(compiler, literal, difference, operator, zero, grid)


def _enforce_difference(
    compiler: Compiler, literal: Polynomial, difference: Value, grid: Grid, node: Expression
) -> None:
    """Where ``literal`` is 1, the value is not 0: it lies on the side that one of two binaries names."""
    if not (isinstance(difference, Polynomial) and compiler.integral(difference)):
        compiler.warn(
            "strict-order",
            "'!=' between continuous values rules out nothing that a solver can see, so it is left out.",
            where=node.span,
            hint="Ask for a gap instead: 'abs(x - y) >= 0.001'.",
        )
        return
    zero = np.zeros((1,) * len(grid.sizes))
    sides = [compiler.new_columns(grid, zero, zero + 1, integer=True) for _ in range(2)]
    either = subtract(add(sides[0], sides[1]), literal, grid)
    constraints.constrain(compiler, either, zero, zero + np.inf, grid, auxiliary=True)
    for side, operator in zip(sides, ("<", ">"), strict=True):
        enforce_comparison(compiler, side, difference, operator, grid, node)
