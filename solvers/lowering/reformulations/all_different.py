"""``all_different``: a binary for each value that an expression can take, each value taken at most once.

For an engine that knows the constraint itself it stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.domains import Relation
from nl2opt.formulation.data.grid import Grid, Link
from nl2opt.formulation.expressions import Expression
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.trees import listed
from nl2opt.solvers.lowering.values import Polynomial, Value, add, constant, scale, subtract, summed
from nl2opt.solvers.program import Affine, AllDifferent, Feature

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

MOST_BINARIES = 2_000_000
"""More binaries than this (expressions times values) are refused."""


def all_different(compiler: Compiler, parts: Sequence[tuple[Value, Grid]], grid: Grid, node: Expression) -> None:
    """Values, each over a grid inside ``grid``, differ from one another at each point of ``grid``.

    Raises:
        FormulationError: values that are not whole, not linear, or (where binaries are needed) not bounded.
    """
    _require_whole(compiler, parts, node)
    if Feature.ALL_DIFFERENT in compiler.native:
        _keep(compiler, parts, grid)
        return
    least, most = _range(compiler, parts, node)
    values = Relation.of_labels(range(least, most + 1))
    outer = grid.with_axis(values, ("#value",))
    taken: Value = constant(np.zeros((1,) * len(outer.sizes)))
    for value, inner in parts:
        assert isinstance(value, Polynomial)
        low, high = compiler.bounds(value, inner)
        axis = len(inner.sizes)
        wide = inner.with_axis(values, ("#value",))
        numbers = wide.lay(values.domains[0].values, axis)
        inside = (numbers >= low[..., None]) & (numbers <= high[..., None])
        zero = np.zeros((1,) * (axis + 1))
        is_value = compiler.new_columns(wide, zero, inside.astype(np.float64), integer=True)
        back = Grid(wide.sizes, wide.indices, tuple(Link(k, None) for k in range(axis)))
        one, nothing = np.ones((1,) * axis), np.zeros((1,) * axis)
        constraints.constrain(compiler, summed(is_value, back, inner), one, one, inner, auxiliary=True)
        total = summed(scale(is_value, numbers), back, inner)
        constraints.constrain(compiler, subtract(total, value, inner), nothing, nothing, inner, auxiliary=True)
        onward = Grid(wide.sizes, wide.indices, (*inner.links, Link(axis, None)))
        taken = add(taken, summed(is_value, onward, outer))
    none, once = np.zeros((1,) * len(outer.sizes)), np.ones((1,) * len(outer.sizes))
    constraints.constrain(compiler, taken, none - np.inf, once, outer)


def _require_whole(compiler: Compiler, parts: Sequence[tuple[Value, Grid]], node: Expression) -> None:
    for value, _ in parts:
        if not isinstance(value, Polynomial) or value.degree > 1 or not compiler.whole(value):
            raise compiler.evaluator.fault(
                "not-whole", "'all_different' takes whole numbers only.", node, hint="Declare the variables integer."
            )


def _keep(compiler: Compiler, parts: Sequence[tuple[Value, Grid]], grid: Grid) -> None:
    """Adds the constraint as it is, one for each point of the grid."""
    members: list[list[Affine]] = [[] for _ in range(grid.size)]
    for value, inner in parts:
        places = inner.full(inner.outer_places(grid.sizes)).ravel()
        for place, member in zip(places.tolist(), listed(value, inner), strict=True):
            assert isinstance(member, Affine)
            members[place].append(member)
    keys = grid.keys([name for name in compiler.names if name in grid.names])
    compiler.builder.add_all_different(compiler.element, [AllDifferent(tuple(group)) for group in members], keys)


def _range(compiler: Compiler, parts: Sequence[tuple[Value, Grid]], node: Expression) -> tuple[int, int]:
    """The smallest and the largest value that may occur."""
    least, most, count = np.inf, -np.inf, 0
    for value, inner in parts:
        low, high = compiler.bounds(value, inner)
        least, most = min(least, float(low.min(initial=np.inf))), max(most, float(high.max(initial=-np.inf)))
        count += inner.size
    if count == 0:
        return 0, 0
    if not np.isfinite(least) or not np.isfinite(most):
        raise compiler.evaluator.fault(
            "unbounded", "'all_different' needs bounded variables.", node, hint="Give them a lower and an upper bound."
        )
    if (most - least + 1) * count > MOST_BINARIES:
        raise compiler.evaluator.fault(
            "too-large", f"'all_different' would need more than {MOST_BINARIES:,} binary variables.", node
        )
    return int(least), int(most)
