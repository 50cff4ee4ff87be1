"""Bounds of values from the bounds of their variables (interval arithmetic)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from nl2opt.formulation.data.grid import Array, Grid, extreme, total
from nl2opt.solvers.lowering.values import Polynomial, Term, Tree, Value
from nl2opt.solvers.program import Flags, Floats

Interval: TypeAlias = tuple[Array, Array]
"""A smallest and a largest value at each point, broadcastable to the grid; possibly infinite."""

ColumnBounds: TypeAlias = tuple[Floats, Floats, Flags]


def bounds_of(value: Value, grid: Grid, columns: ColumnBounds) -> Interval:
    """An interval that holds every value that the variables allow; not always the smallest one.

    Args:
        value: over ``grid``.
        grid: the points.
        columns: lower bounds, upper bounds and integrality of all columns.
    """
    with np.errstate(all="ignore"):
        if isinstance(value, Polynomial):
            lower, upper = value.constant, value.constant
            for term in value.terms:
                low, high = _term(term, columns)
                lower, upper = lower + _collected(term, low, grid), upper + _collected(term, high, grid)
            return lower, upper
        if isinstance(value, Tree):
            return _TREES[value.kind]([bounds_of(argument, grid, columns) for argument in value.arguments])
        low, high = bounds_of(value.body, value.inner, columns)
        if value.kind == "sum":
            return total(low, value.inner, grid), total(high, value.inner, grid)
        inside = bool((low >= 0).all())
        if inside:
            return extreme("prod", low, value.inner, grid), extreme("prod", high, value.inner, grid)
        size = extreme("prod", np.maximum(np.abs(low), np.abs(high)), value.inner, grid)
        return -size, size


def _term(term: Term, columns: ColumnBounds) -> Interval:
    """The interval of each entry of a term."""
    first = columns[0][term.columns[0]], columns[1][term.columns[0]]
    if term.degree == 2:
        second = columns[0][term.columns[1]], columns[1][term.columns[1]]
        same = np.broadcast_to(
            term.columns[0] == term.columns[1], np.broadcast_shapes(*(c.shape for c in term.columns))
        )
        low, high = _times([first, second])
        squared = _square(first)
        first = np.where(same, squared[0], low), np.where(same, squared[1], high)
    return _times([first, (term.coefficients, term.coefficients)])


def _collected(term: Term, values: Array, grid: Grid) -> Array:
    """Adds up what the entries give to each point of the grid; sums with infinities stay one-sided."""
    if term.extends:
        extra = tuple(range(len(grid.sizes), len(term.sizes)))
        if not extra:
            return values
        spread = np.broadcast_to(values, (*values.shape[: len(grid.sizes)], *term.sizes[len(grid.sizes) :]))
        return np.asarray(spread.sum(axis=extra))
    rows = np.broadcast_to(term.rows(grid.sizes), term.sizes).ravel()
    return np.bincount(rows, weights=term.full(values), minlength=grid.size).reshape(grid.sizes)


def _times(factors: list[Interval]) -> Interval:
    low, high = factors[0]
    for other_low, other_high in factors[1:]:
        corners = [_product(low, other_low), _product(low, other_high), _product(high, other_low)]
        corners.append(_product(high, other_high))
        low = np.minimum(np.minimum(corners[0], corners[1]), np.minimum(corners[2], corners[3]))
        high = np.maximum(np.maximum(corners[0], corners[1]), np.maximum(corners[2], corners[3]))
    return low, high


def _product(left: Array, right: Array) -> Array:
    """A product in which 0 times infinity is 0."""
    result = left * right
    return np.where(np.isnan(result), 0.0, result)


def _square(interval: Interval) -> Interval:
    low, high = interval
    inside = (low <= 0) & (high >= 0)
    least = np.where(inside, 0.0, np.minimum(low * low, high * high))
    return least, np.maximum(low * low, high * high)


def _sum(parts: list[Interval]) -> Interval:
    low, high = parts[0]
    for other_low, other_high in parts[1:]:
        low, high = low + other_low, high + other_high
    return low, high


def _quotient(parts: list[Interval]) -> Interval:
    (low, high), (under, over) = parts
    reciprocal_low, reciprocal_high = np.where(under > 0, 1 / over, -np.inf), np.where(under > 0, 1 / under, np.inf)
    reciprocal_low = np.where(over < 0, 1 / over, reciprocal_low)
    reciprocal_high = np.where(over < 0, 1 / under, reciprocal_high)
    return _times([(low, high), (reciprocal_low, reciprocal_high)])


def _power(parts: list[Interval]) -> Interval:
    (low, high), (exponent, _) = parts
    size = np.maximum(np.abs(low), np.abs(high)) ** exponent
    even = (exponent == np.floor(exponent)) & (np.mod(exponent, 2) == 0) & (exponent > 0)
    positive = low >= 0
    lower = np.where(positive & (exponent > 0), low**exponent, np.where(even, 0.0, -np.inf))
    upper = np.where(positive & (exponent > 0), high**exponent, np.where(even, size, np.inf))
    return lower, upper


def _absolute(parts: list[Interval]) -> Interval:
    low, high = parts[0]
    least = np.where((low <= 0) & (high >= 0), 0.0, np.minimum(np.abs(low), np.abs(high)))
    return least, np.maximum(np.abs(low), np.abs(high))


def _increasing(function: Callable[[Array], Array]) -> Callable[[list[Interval]], Interval]:
    def apply(parts: list[Interval]) -> Interval:
        low, high = function(parts[0][0]), function(parts[0][1])
        return np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)

    return apply


def _root(parts: list[Interval]) -> Interval:
    return np.sqrt(np.maximum(parts[0][0], 0.0)), np.sqrt(np.maximum(parts[0][1], 0.0))


def _wave(parts: list[Interval]) -> Interval:
    return np.full(parts[0][0].shape, -1.0), np.full(parts[0][0].shape, 1.0)


_TREES: dict[str, Callable[[list[Interval]], Interval]] = {
    "sum": _sum,
    "prod": _times,
    "div": _quotient,
    "pow": _power,
    "abs": _absolute,
    "sqrt": _root,
    "exp": _increasing(np.exp),
    "log": _increasing(np.log),
    "sin": _wave,
    "cos": _wave,
}


def is_integral(value: Value, columns: ColumnBounds) -> bool:
    """Whether the variable part is a whole number at every point (whole coefficients, integer variables)."""
    if not isinstance(value, Polynomial):
        return False
    integer = columns[2]
    return all(
        bool((term.coefficients == np.floor(term.coefficients)).all())
        and all(bool(integer[column].all()) for column in term.columns)
        for term in value.terms
    )
