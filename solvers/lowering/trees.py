"""Nonlinear values as one expression tree for each row, with constants folded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from nl2opt.formulation.data.grid import Grid
from nl2opt.solvers.lowering.values import Fold, Polynomial, Value, flat_term
from nl2opt.solvers.program import Affine, Operation

Expression = Operation | Affine

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
}


class NotFinite(ArithmeticError):
    """A constant part of a tree has no finite value; the argument says which."""


def affine(columns: Sequence[int], coefficients: Sequence[float], constant: float = 0.0) -> Affine:
    """An affine leaf; entries of one column are added up and zeros vanish."""
    merged: dict[int, float] = {}
    for column, coefficient in zip(columns, coefficients, strict=True):
        merged[column] = merged.get(column, 0.0) + coefficient
    kept = {column: coefficient for column, coefficient in merged.items() if coefficient != 0}
    return Affine(tuple(kept), tuple(kept.values()), constant)


def number(value: float) -> Affine:
    """A constant leaf."""
    return Affine((), (), value)


def constant_of(expression: Expression) -> float | None:
    """The value of a constant leaf, or None."""
    return expression.constant if isinstance(expression, Affine) and not expression.columns else None


def sum_of(parts: Sequence[Expression]) -> Expression:
    """A sum; nested sums are opened and all affine parts become one."""
    leaves: list[Affine] = []
    others: list[Operation] = []
    for part in parts:
        for item in part.arguments if isinstance(part, Operation) and part.kind == "sum" else (part,):
            if isinstance(item, Affine):
                leaves.append(item)
            else:
                others.append(item)
    columns = [column for leaf in leaves for column in leaf.columns]
    coefficients = [value for leaf in leaves for value in leaf.coefficients]
    linear = affine(columns, coefficients, math.fsum(leaf.constant for leaf in leaves))
    if not others:
        return linear
    if not linear.columns and linear.constant == 0:
        return others[0] if len(others) == 1 else Operation("sum", tuple(others))
    return Operation("sum", (*others, linear))


def product_of(parts: Sequence[Expression]) -> Expression:
    """A product; constants become one factor, which goes into an affine factor where there is one."""
    factor = 1.0
    others: list[Expression] = []
    for part in parts:
        for item in part.arguments if isinstance(part, Operation) and part.kind == "prod" else (part,):
            value = constant_of(item)
            if value is None:
                others.append(item)
            else:
                factor *= value
    if factor == 0 or not others:
        return number(factor)
    if factor != 1:
        place = next((k for k, item in enumerate(others) if isinstance(item, Affine)), None)
        if place is None:
            others.insert(0, number(factor))
        else:
            leaf = others[place]
            assert isinstance(leaf, Affine)
            scaled = tuple(factor * value for value in leaf.coefficients)
            others[place] = Affine(leaf.columns, scaled, factor * leaf.constant)
    return others[0] if len(others) == 1 else Operation("prod", tuple(others))


def operation(kind: str, arguments: Sequence[Expression]) -> Expression:
    """Any operation, computed at once where its arguments are constant.

    Raises:
        NotFinite: a constant operation outside its domain (``log(0)``), or a division by zero.
    """
    if kind == "sum":
        return sum_of(arguments)
    if kind == "prod":
        return product_of(arguments)
    constants = [constant_of(argument) for argument in arguments]
    if kind == "div":
        if constants[1] == 0:
            raise NotFinite("a division by zero")
        if constants[1] is not None:
            return product_of((arguments[0], number(1.0 / constants[1])))
        if constants[0] == 0:
            return number(0.0)
    if kind == "pow" and constants[1] in (0.0, 1.0):
        return number(1.0) if constants[1] == 0 else arguments[0]
    known = [value for value in constants if value is not None]
    if len(known) < len(constants):
        return Operation(kind, tuple(arguments))
    try:
        result = math.pow(known[0], known[1]) if kind == "pow" else FUNCTIONS[kind](known[0])
    except (ValueError, ZeroDivisionError, OverflowError):
        result = math.nan
    if not math.isfinite(result):
        raise NotFinite(f"{kind}({', '.join(f'{value:g}' for value in known)})")
    return number(result)


def listed(value: Value, grid: Grid) -> list[Expression]:
    """One tree for each point of the grid, in flat order.

    Raises:
        NotFinite: see :func:`operation`.
    """
    if isinstance(value, Polynomial):
        return _polynomials(value, grid)
    if isinstance(value, Fold):
        groups: list[list[Expression]] = [[] for _ in range(grid.size)]
        places = value.inner.full(value.inner.outer_places(grid.sizes)).ravel()
        for place, body in zip(places.tolist(), listed(value.body, value.inner), strict=True):
            groups[place].append(body)
        combine = sum_of if value.kind == "sum" else product_of
        return [combine(group) for group in groups]
    columns = [listed(argument, grid) for argument in value.arguments]
    return [operation(value.kind, row) for row in zip(*columns, strict=True)]


def without_constant(expression: Operation) -> tuple[Operation, float]:
    """A tree and its constant apart, so that ``x y + 3 <= 4`` can be written ``x y <= 1``."""
    if expression.kind != "sum":
        return expression, 0.0
    last = expression.arguments[-1]
    if not isinstance(last, Affine) or last.constant == 0:
        return expression, 0.0
    bare = sum_of((*expression.arguments[:-1], Affine(last.columns, last.coefficients)))
    assert isinstance(bare, Operation)
    return bare, last.constant


def from_leaves(leaves: Sequence[Affine], grid: Grid) -> Polynomial:
    """Affine leaves, one for each point of the grid, as a value over it."""
    rows = np.repeat(np.arange(len(leaves)), [len(leaf.columns) for leaf in leaves])
    columns = np.array([column for leaf in leaves for column in leaf.columns], dtype=np.intp)
    coefficients = np.array([value for leaf in leaves for value in leaf.coefficients], dtype=np.float64)
    constants = np.array([leaf.constant for leaf in leaves], dtype=np.float64).reshape(grid.sizes)
    return Polynomial(constants, (flat_term(rows, columns, coefficients, grid.sizes),))


def _polynomials(value: Polynomial, grid: Grid) -> list[Expression]:
    constants = grid.full(value.constant).ravel().tolist()
    if not value.terms:
        return [number(item) for item in constants]
    linear: list[tuple[list[int], list[float]]] = [([], []) for _ in constants]
    squares: list[dict[tuple[int, int], float]] = [{} for _ in constants]
    for term in value.terms:
        rows = term.full(term.rows(grid.sizes)).tolist()
        coefficients = term.full(term.coefficients).tolist()
        first = term.full(term.columns[0]).tolist()
        if term.degree == 1:
            for row, column, coefficient in zip(rows, first, coefficients, strict=True):
                linear[row][0].append(column)
                linear[row][1].append(coefficient)
            continue
        second = term.full(term.columns[1]).tolist()
        for row, one, two, coefficient in zip(rows, first, second, coefficients, strict=True):
            pair = (min(one, two), max(one, two))
            squares[row][pair] = squares[row].get(pair, 0.0) + coefficient
    found = []
    for constant, (columns, coefficients), pairs in zip(constants, linear, squares, strict=True):
        parts: list[Expression] = [affine(columns, coefficients, constant)]
        parts += [
            Operation("prod", (Affine((one,), (coefficient,)), Affine((two,), (1.0,))))
            for (one, two), coefficient in pairs.items()
            if coefficient != 0
        ]
        found.append(sum_of(parts))
    return found
