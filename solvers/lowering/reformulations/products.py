"""Products with binary variables, written as linear rows; other products stay quadratic or become trees.

For a binary ``b`` and ``l <= y <= u``, the rows ``l b <= z <= u b`` and ``y - u (1 - b) <= z <= y - l (1 - b)`` hold
exactly for ``z = b y`` (McCormick 1976; they are its convex hull).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.solvers.lowering import constraints
from nl2opt.solvers.lowering.reformulations.conditional import complement
from nl2opt.solvers.lowering.values import (
    Fold,
    Polynomial,
    Term,
    Tree,
    Value,
    add,
    columns_at,
    lifted,
    multiply,
    scale,
    subtract,
    summed,
)

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

MOST_PAIRS = 200_000
"""More products than this stay quadratic: their rows would be larger than what a solver makes of the square."""


def product(compiler: Compiler, left: Value, right: Value, grid: Grid) -> Value:
    """The product of two values; one of three or more binaries is made linear step by step."""
    if isinstance(left, Polynomial) and isinstance(right, Polynomial) and left.degree + right.degree > 2:
        left, right = linearised(compiler, left, grid), linearised(compiler, right, grid)
    return multiply(left, right, grid)


def product_over(compiler: Compiler, body: Value, inner: Grid, grid: Grid) -> Value:
    """``prod(body for ...)``; over binaries it is 1 exactly when all of them are."""
    if not is_literal(compiler, body, inner):
        return Fold("prod", body, inner)
    assert isinstance(body, Polynomial)
    zero = np.zeros((1,) * len(grid.sizes))
    all_one = compiler.new_columns(grid, zero, zero + 1, integer=True)
    nothing = np.zeros((1,) * len(inner.sizes))
    gap = subtract(body, lifted(all_one, inner), inner)
    constraints.constrain(compiler, gap, nothing, nothing + np.inf, inner, auxiliary=True)
    missing = summed(complement(body), inner, grid)
    constraints.constrain(compiler, add(all_one, missing), zero + 1, zero + np.inf, grid, auxiliary=True)
    return all_one


def is_literal(compiler: Compiler, value: Value, grid: Grid) -> bool:
    """Whether a value is 0 or 1 at every point, whatever the variables are."""
    if not isinstance(value, Polynomial) or value.degree > 1 or not compiler.whole(value):
        return False
    low, high = compiler.bounds(value, grid)
    return bool((low >= 0).all()) and bool((high <= 1).all())


def linearised(compiler: Compiler, value: Value, grid: Grid) -> Value:
    """The value with its products of variables replaced by linear columns, if all of them have a binary factor.

    A square of a binary is the binary itself. Where one product has no binary factor, or an unbounded one, or where
    there are too many, the value is returned as it is.
    """
    if isinstance(value, Tree) and value.kind == "sum":
        parts = [linearised(compiler, part, grid) for part in value.arguments]
        result = parts[0]
        for part in parts[1:]:
            result = add(result, part)
        return result
    if not isinstance(value, Polynomial) or value.degree < 2:
        return value
    squares = [term for term in value.terms if term.degree == 2]
    pairs = [_pairs(term) for term in squares]
    keys = np.concatenate(pairs)
    distinct, where = np.unique(keys, return_inverse=True)
    replacement = _columns_of_pairs(compiler, distinct)
    if replacement is None:
        return value
    terms = [term for term in value.terms if term.degree < 2]
    first = 0
    for term, own in zip(squares, pairs, strict=True):
        columns = replacement[where[first : first + len(own)]].reshape(term.sizes)
        first += len(own)
        terms.append(Term(term.sizes, term.links, (columns,), term.coefficients))
    return Polynomial(value.constant, tuple(terms))


def _pairs(term: Term) -> Array:
    """One number for each entry's pair of columns, whatever their order; those with coefficient 0 count too."""
    one, two = term.full(term.columns[0]).astype(np.int64), term.full(term.columns[1]).astype(np.int64)
    return np.minimum(one, two) << 32 | np.maximum(one, two)


def _columns_of_pairs(compiler: Compiler, pairs: Array) -> Array | None:
    """A column for each pair that equals the product of the two; None where that is not possible."""
    lower, upper, integer = compiler.builder.columns
    one, two = pairs >> 32, pairs & 0xFFFFFFFF
    binary = integer & (lower >= 0) & (upper <= 1)
    bounded = np.isfinite(lower) & np.isfinite(upper)
    square = one == two
    possible = np.where(square, binary[one], (binary[one] & bounded[two]) | (binary[two] & bounded[one]))
    if not possible.all() or len(pairs) > MOST_PAIRS:
        return None
    switch, factor = np.where(binary[one], one, two), np.where(binary[one], two, one)
    found = np.where(square, one, 0)
    new = np.array([k for k, pair in enumerate(pairs.tolist()) if pair not in compiler.products], dtype=np.intp)
    new = new[~square[new]]
    if len(new):
        made = _multiplied(compiler, switch[new], factor[new], lower[factor[new]], upper[factor[new]])
        compiler.products.update(zip(pairs[new].tolist(), made.tolist(), strict=True))
    known = np.array([compiler.products.get(pair, 0) for pair in pairs.tolist()], dtype=np.intp)
    return np.where(square, found, known)


def _multiplied(compiler: Compiler, switch: Array, factor: Array, low: Array, high: Array) -> Array:
    """New columns for ``switch * factor``, with the rows of McCormick."""
    grid = Grid((len(switch),))
    integer = bool(compiler.builder.columns[2][factor].all())
    result = compiler.new_columns(grid, np.minimum(low, 0.0), np.maximum(high, 0.0), integer=integer)
    on, value = columns_at(switch, grid), columns_at(factor, grid)
    off = complement(on)
    free = np.full(1, np.inf)
    zero = np.zeros(1)
    for bound, lower, upper in ((high, -free, zero), (low, zero, free)):
        constraints.constrain(compiler, subtract(result, scale(on, bound), grid), lower, upper, grid, auxiliary=True)
    gap = subtract(result, value, grid)
    for bound, lower, upper in ((low, -free, zero), (high, zero, free)):
        constraints.constrain(compiler, add(gap, scale(off, bound)), lower, upper, grid, auxiliary=True)
    return np.asarray(result.terms[0].columns[0])
