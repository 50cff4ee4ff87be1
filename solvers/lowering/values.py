"""What an expression over variables is worth at each point of a grid: polynomials of degree 2 as arrays, trees beyond.

A polynomial keeps its terms in spaces of their own: a sum over an inner index adds axes to the terms and nothing is
added up, because each of its points becomes one entry of the matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array, Grid, Link, total
from nl2opt.solvers.lowering.layouts import Layout


@dataclass(frozen=True, slots=True)
class Term:
    """``coefficients * x[columns[0]] (* x[columns[1]])``, a number of entries for each point of a grid.

    Attributes:
        sizes: the axes of the term's own space.
        links: for each axis of the grid, where it is found in that space.
        columns: one or two arrays of columns, broadcastable to ``sizes``.
        coefficients: numbers, broadcastable to ``sizes``.
        layout: how ``columns[0]`` lies, if that is known without looking at every number.
    """

    sizes: tuple[int, ...]
    links: tuple[Link, ...]
    columns: tuple[Array, ...]
    coefficients: Array
    layout: Layout | None = None

    @property
    def degree(self) -> int:
        """How many variables are multiplied."""
        return len(self.columns)

    @property
    def extends(self) -> bool:
        """Whether the grid's axes are the first axes of the space, untouched."""
        return not self.links or all(
            link.axis == axis and link.positions is None for axis, link in enumerate(self.links)
        )

    @property
    def single(self) -> bool:
        """Whether there is exactly one entry for each point of the grid, in place."""
        return len(self.sizes) == len(self.links) and self.extends

    def times(self, factor: Array) -> Term:
        """The term times data over the grid."""
        spread = self.spread(factor)
        unit = self.coefficients.size == 1 and float(self.coefficients.reshape(())) == 1.0
        return Term(self.sizes, self.links, self.columns, spread if unit else self.coefficients * spread, self.layout)

    def lay(self, vector: Array, axis: int) -> Array:
        """A vector along one axis of the space, shaped to broadcast over it."""
        shape = [1] * len(self.sizes)
        shape[axis] = len(vector)
        return vector.reshape(shape)

    def spread(self, values: Array) -> Array:
        """Values over the grid, brought to this term's space; broadcastable."""
        if self.extends:
            return values.reshape(values.shape + (1,) * (len(self.sizes) - len(self.links)))
        where = []
        for length, link in zip(values.shape, self.links, strict=True):
            if length == 1:
                where.append(np.zeros((1,) * len(self.sizes), dtype=np.intp))
            else:
                places = np.arange(length) if link.positions is None else link.positions
                where.append(self.lay(places, link.axis))
        return values[tuple(where)]

    def rows(self, sizes: tuple[int, ...]) -> Array:
        """The flat place in a grid of these sizes that each entry belongs to; broadcastable to the space."""
        if self.single:
            return np.arange(prod(sizes), dtype=np.int32).reshape(sizes)
        place: Array | None = None
        for link, size in zip(self.links, sizes, strict=True):
            along = self.lay(np.arange(size, dtype=np.int32) if link.positions is None else link.positions, link.axis)
            place = along if place is None else place * size + along
        return np.zeros((1,) * len(self.sizes), dtype=np.int32) if place is None else place

    def full(self, values: Array) -> Array:
        """An array over the whole space, flat."""
        return np.broadcast_to(values, self.sizes).ravel()


def flat_term(rows: Positions, columns: Positions, coefficients: Array, sizes: tuple[int, ...]) -> Term:
    """A term of single entries with given rows, over a grid of these sizes."""
    where = np.unravel_index(rows, sizes) if sizes else ()
    return Term((len(rows),), tuple(Link(0, places) for places in where), (columns,), coefficients)


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A constant and terms of degree 1 and 2 at each point of a grid; ``constant`` broadcasts to the grid."""

    constant: Array
    terms: tuple[Term, ...] = ()

    @property
    def degree(self) -> int:
        """The largest number of variables that are multiplied; 0 for data."""
        return max((term.degree for term in self.terms), default=0)


@dataclass(frozen=True, slots=True)
class Tree:
    """A nonlinear operation at each point of a grid, with arguments over the same grid; kinds as in ``Operation``."""

    kind: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """``sum`` or ``prod`` of a nonlinear body over those points of ``inner`` that belong to each point of the grid."""

    kind: str
    body: Value
    inner: Grid


Value: TypeAlias = "Polynomial | Tree | Fold"


def constant(values: Array) -> Polynomial:
    """Data as a value."""
    return Polynomial(values)


def columns_at(columns: Array, grid: Grid, layout: Layout | None = None) -> Polynomial:
    """One variable for each point of a grid."""
    links = tuple(Link(axis, None) for axis in range(len(grid.sizes)))
    return Polynomial(np.zeros((1,) * len(grid.sizes)), (Term(grid.sizes, links, (columns,), _ones(grid), layout),))


def _ones(grid: Grid) -> Array:
    return np.ones((1,) * len(grid.sizes))


def add(left: Value, right: Value) -> Value:
    """The sum of two values over one grid."""
    return added((left, right))


def added(values: Sequence[Value]) -> Value:
    """The sum of one or more values over one grid; all polynomials among them become one."""
    parts: list[Value] = []
    for value in values:
        parts.extend(value.arguments if isinstance(value, Tree) and value.kind == "sum" else (value,))
    polynomials = [part for part in parts if isinstance(part, Polynomial)]
    others = [part for part in parts if not isinstance(part, Polynomial)]
    if not polynomials:
        return others[0] if len(others) == 1 else Tree("sum", tuple(others))
    offset = polynomials[0].constant
    for part in polynomials[1:]:
        offset = offset + part.constant
    whole = Polynomial(offset, tuple(term for part in polynomials for term in part.terms))
    return Tree("sum", (*others, whole)) if others else whole


def scale(value: Value, factor: Array) -> Value:
    """A value times data over the same grid."""
    if not factor.any():
        return constant(0.0 * factor)
    if isinstance(value, Polynomial):
        if factor.size == 1 and float(factor.reshape(())) == 1.0:
            return value
        # A constant of 0 stays one number; as a product it would take an array of zeros.
        offset = value.constant * factor if value.constant.any() else value.constant
        return Polynomial(offset, tuple(t.times(factor) for t in value.terms))
    if factor.size == 1 and float(factor.reshape(())) == 1.0:
        return value
    if isinstance(value, Tree) and value.kind == "sum":
        return Tree("sum", tuple(scale(argument, factor) for argument in value.arguments))
    if isinstance(value, Tree) and value.kind == "div":
        return Tree("div", (scale(value.arguments[0], factor), value.arguments[1]))
    if isinstance(value, Tree) and value.kind == "prod" and isinstance(value.arguments[0], Polynomial):
        return Tree("prod", (scale(value.arguments[0], factor), *value.arguments[1:]))
    return Tree("prod", (constant(factor), value))


def negate(value: Value, grid: Grid) -> Value:
    """The negative of a value."""
    return scale(value, -_ones(grid))


def subtract(left: Value, right: Value, grid: Grid) -> Value:
    """The difference of two values over one grid."""
    return add(left, negate(right, grid))


def multiply(left: Value, right: Value, grid: Grid) -> Value:
    """The product of two values over one grid: a polynomial up to degree 2, a tree beyond."""
    if isinstance(left, Polynomial) and left.degree == 0:
        return scale(right, left.constant)
    if isinstance(right, Polynomial) and right.degree == 0:
        return scale(left, right.constant)
    if isinstance(left, Polynomial) and isinstance(right, Polynomial) and left.degree + right.degree <= 2:
        terms = [t.times(right.constant) for t in left.terms]
        terms += [t.times(left.constant) for t in right.terms]
        terms += [_product(first, second, grid) for first in left.terms for second in right.terms]
        terms = [term for term in terms if term.coefficients.any()]
        return Polynomial(left.constant * right.constant, tuple(terms))
    parts: list[Value] = []
    for value in (left, right):
        parts.extend(value.arguments if isinstance(value, Tree) and value.kind == "prod" else (value,))
    return Tree("prod", tuple(parts))


def _product(first: Term, second: Term, grid: Grid) -> Term:
    """Every entry of one term times every entry of the other at the same point of the grid."""
    depth = len(grid.sizes)
    if first.single and second.single:
        columns = (first.columns[0], second.columns[0])
        return Term(first.sizes, first.links, columns, first.coefficients * second.coefficients)
    if first.extends and second.extends:
        extra = (1,) * (len(second.sizes) - depth)
        more = (1,) * (len(first.sizes) - depth)

        def widen(array: Array) -> Array:
            return array.reshape(array.shape + extra)

        def insert(array: Array) -> Array:
            return array.reshape(array.shape[:depth] + more + array.shape[depth:])

        return Term(
            first.sizes + second.sizes[depth:],
            first.links,
            (widen(first.columns[0]), insert(second.columns[0])),
            widen(first.coefficients) * insert(second.coefficients),
        )
    ours = np.broadcast_to(first.rows(grid.sizes), first.sizes).ravel()
    theirs = np.broadcast_to(second.rows(grid.sizes), second.sizes).ravel()
    order = np.argsort(theirs, kind="stable")
    tally = np.bincount(theirs, minlength=grid.size)
    starts = np.cumsum(tally) - tally
    counts = tally[ours]
    one = np.repeat(np.arange(len(ours)), counts)
    two = order[np.repeat(starts[ours], counts) + np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)]
    where = np.unravel_index(ours[one], grid.sizes) if grid.sizes else ()
    return Term(
        (len(one),),
        tuple(Link(0, places) for places in where),
        (first.full(first.columns[0])[one], second.full(second.columns[0])[two]),
        first.full(first.coefficients)[one] * second.full(second.coefficients)[two],
    )


def summed(value: Value, inner: Grid, outer: Grid) -> Value:
    """The sum of a value over the points of ``inner`` that belong to each point of ``outer``."""
    if isinstance(value, Polynomial):
        return Polynomial(total(value.constant, inner, outer), tuple(_outward(term, inner) for term in value.terms))
    if isinstance(value, Tree) and value.kind == "sum":
        result: Value = constant(np.zeros((1,) * len(outer.sizes)))
        for argument in value.arguments:
            result = add(result, summed(argument, inner, outer))
        return result
    return Fold("sum", value, inner)


def _outward(term: Term, inner: Grid) -> Term:
    """A term over an inner grid, linked to the enclosing grid instead."""
    links = []
    for link in inner.links:
        own = term.links[link.axis]
        if link.positions is None or own.positions is None:
            positions = own.positions if link.positions is None else link.positions
        else:
            positions = link.positions[own.positions]
        links.append(Link(own.axis, positions))
    return Term(term.sizes, tuple(links), term.columns, term.coefficients, term.layout)


def lifted(value: Polynomial, inner: Grid) -> Polynomial:
    """A value over the enclosing grid with one variable at most for each point, seen from an inner grid."""
    holder = Term(inner.sizes, inner.links, (), np.ones(()))
    here = tuple(Link(axis, None) for axis in range(len(inner.sizes)))
    terms = []
    for term in value.terms:
        if not term.single:
            raise ValueError("only a value with single entries can be lifted")
        columns = tuple(holder.spread(column) for column in term.columns)
        terms.append(Term(inner.sizes, here, columns, holder.spread(term.coefficients)))
    return Polynomial(holder.spread(value.constant), tuple(terms))
