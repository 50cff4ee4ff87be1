"""``min`` and ``max``: one row for each argument where an estimate from one side is asked for, binaries elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Array, Grid, extreme
from nl2opt.formulation.expressions import Expression, Generator
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.conditional import enforce
from nl2opt.solvers.lowering.uses import UPPER, Use
from nl2opt.solvers.lowering.values import Polynomial, Value, add, constant, lifted, negate, subtract, summed

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def extreme_of(
    compiler: Compiler, function: str, arguments: Sequence[Expression], grid: Grid, use: Use, node: Expression
) -> Value:
    """``min(a, b, ...)`` or ``max(a, b, ...)`` at each point of the grid."""
    if not arguments:
        raise compiler.evaluator.fault("wrong-arity", f"'{function}' needs at least one argument.", node)
    values = [compiler.value(argument, grid, use) for argument in arguments]
    return _largest(compiler, function, [(value, grid.opened()) for value in values], grid, use)


def extreme_over(
    compiler: Compiler,
    function: str,
    body: Expression,
    generators: Sequence[Generator],
    grid: Grid,
    use: Use,
    node: Expression,
) -> Value:
    """``min(body for ...)`` or ``max(body for ...)`` at each point of the grid."""
    inner, _ = extended(grid.opened(), generators, compiler.evaluator)
    present = np.zeros(grid.size, dtype=np.bool_)
    present[inner.full(inner.outer_places(grid.sizes)).ravel()] = True
    if not present.all():
        place = compiler.evaluator.at(~present.reshape(grid.sizes), grid)
        raise compiler.evaluator.fault("empty-reduction", f"'{function}' is taken over no members{place}.", node)
    return _largest(compiler, function, [(compiler.value(body, inner, use), inner)], grid, use)


def _largest(compiler: Compiler, function: str, parts: Sequence[tuple[Value, Grid]], grid: Grid, use: Use) -> Value:
    """The extreme of several values, each over a grid inside ``grid``; ``min`` is the negative of a ``max``."""
    if function == "min":
        negated = [(negate(value, inner), inner) for value, inner in parts]
        return negate(_largest(compiler, "max", negated, grid, -use), grid)
    low: Array = np.full((1,) * len(grid.sizes), -np.inf)
    high = low
    for value, inner in parts:
        least, most = compiler.bounds(value, inner)
        low = np.maximum(low, extreme("max", least, inner, grid))
        high = np.maximum(high, extreme("max", most, inner, grid))
    # A whole number stays one, so that "max(x, y) > 2" can be read as ">= 3".
    whole = all(compiler.whole(value) for value, _ in parts)
    top = compiler.new_columns(grid, low, high, integer=whole)
    if use != UPPER:
        parts = [(_linear(compiler, value, inner), inner) for value, inner in parts]
    for value, inner in parts:
        slack = subtract(lifted(top, inner), value, inner)
        zero = np.zeros((1,) * len(inner.sizes))
        constraints.constrain(compiler, slack, zero, zero + np.inf, inner, auxiliary=True)
    if use != UPPER:
        _attain(compiler, top, parts, high, grid)
    return top


def _linear(compiler: Compiler, value: Value, grid: Grid) -> Polynomial:
    """The value itself where it is affine, else a column that equals it."""
    if isinstance(value, Polynomial) and value.degree <= 1:
        return value
    low, high = compiler.bounds(value, grid)
    copy = compiler.new_columns(grid, low, high, integer=compiler.whole(value))
    zero = np.zeros((1,) * len(grid.sizes))
    constraints.constrain(compiler, subtract(value, copy, grid), zero, zero, grid, auxiliary=True)
    return copy


def _attain(compiler: Compiler, top: Polynomial, parts: Sequence[tuple[Value, Grid]], high: Array, grid: Grid) -> None:
    """One binary for each argument, one of which is 1 and makes ``top`` that argument."""
    chosen: Value = constant(np.zeros((1,) * len(grid.sizes)))
    for value, inner in parts:
        zero = np.zeros((1,) * len(inner.sizes))
        picked = compiler.new_columns(inner, zero, zero + 1, integer=True)
        chosen = add(chosen, summed(picked, inner, grid))
        above = lifted(constant(high), inner).constant - compiler.bounds(value, inner)[0]
        enforce(compiler, picked, subtract(lifted(top, inner), value, inner), "<=", zero, inner, extreme=above)
    one = np.ones((1,) * len(grid.sizes))
    constraints.constrain(compiler, chosen, one, one, grid, auxiliary=True)
