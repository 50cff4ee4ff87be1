"""The objective in its parts: linear, quadratic, and whatever is left."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.grid import Array, Grid, all_finite
from nl2opt.formulation.elements import Objective, Sense
from nl2opt.solvers.lowering.reformulations import linearised
from nl2opt.solvers.lowering.trees import NotFinite, constant_of, listed, sum_of
from nl2opt.solvers.lowering.uses import LOWER, UPPER
from nl2opt.solvers.lowering.values import Polynomial, Term, Tree
from nl2opt.solvers.program import Operation, Quadratic

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


@dataclass(frozen=True, slots=True)
class ObjectiveParts:
    """``cost @ x + constant + quadratic + nonlinear``; ``cost`` has a number for each column that there is so far."""

    cost: Array
    constant: float = 0.0
    quadratic: Quadratic | None = None
    nonlinear: Operation | None = None


def objective_parts(compiler: Compiler, objective: Objective) -> ObjectiveParts:
    """Lowers an objective.

    Raises:
        FormulationError: what its expression raises, and coefficients that are no finite numbers.
    """
    if objective.expression is None:
        return ObjectiveParts(np.zeros(compiler.builder.width))
    grid = Grid()
    use = UPPER if objective.sense == Sense.MINIMIZE else LOWER
    value = linearised(compiler, compiler.value(objective.expression, grid, use), grid)
    parts = value.arguments if isinstance(value, Tree) and value.kind == "sum" else (value,)
    polynomials = [part for part in parts if isinstance(part, Polynomial)]
    terms = [term for part in polynomials for term in part.terms]
    constant = float(sum(float(part.constant) for part in polynomials))
    cost = np.zeros(compiler.builder.width)
    for term in terms:
        if term.degree == 1:
            _add(cost, term)
    try:
        trees = [listed(part, grid)[0] for part in parts if not isinstance(part, Polynomial)]
    except NotFinite as problem:
        raise fault(
            "not-finite", f"A part is no finite number: {problem}.", where=objective.where, element=objective.name
        ) from None
    quadratic = _quadratic([term for term in terms if term.degree == 2])
    known = [cost, np.array([constant]), *([] if quadratic is None else [quadratic.values])]
    if not all(all_finite(numbers) for numbers in known):
        raise fault(
            "not-finite",
            "A coefficient is no finite number.",
            hint="Look for very large numbers in the data.",
            where=objective.where,
            element=objective.name,
        )
    nonlinear = sum_of(trees)
    if constant_of(nonlinear) is not None:
        return ObjectiveParts(cost, constant + (constant_of(nonlinear) or 0.0), quadratic)
    if not isinstance(nonlinear, Operation):
        np.add.at(cost, np.array(nonlinear.columns, dtype=np.intp), np.array(nonlinear.coefficients))
        return ObjectiveParts(cost, constant + nonlinear.constant, quadratic)
    return ObjectiveParts(cost, constant, quadratic, nonlinear)


def _add(cost: Array, term: Term) -> None:
    """Adds the coefficients of a linear term to the costs of its columns."""
    layout = term.layout
    if layout is None or layout.box is None:
        cost += np.bincount(term.full(term.columns[0]), weights=term.full(term.coefficients), minlength=len(cost))
        return
    loose = tuple(axis for axis in range(len(term.sizes)) if axis not in layout.axes)
    repeated = prod(term.sizes[axis] for axis in loose if term.coefficients.shape[axis] == 1)
    coefficients = term.coefficients.transpose([*layout.axes, *loose])
    block = layout.box.view(cost)
    if loose:
        coefficients = coefficients.sum(axis=tuple(range(len(layout.axes), len(term.sizes)))) * repeated
    np.add(block, coefficients, out=block)


def _quadratic(terms: list[Term]) -> Quadratic | None:
    """All products, each unordered pair once; None when they cancel."""
    if not terms:
        return None
    one = np.concatenate([term.full(term.columns[0]) for term in terms]).astype(np.int64)
    two = np.concatenate([term.full(term.columns[1]) for term in terms]).astype(np.int64)
    values = np.concatenate([term.full(term.coefficients) for term in terms])
    pairs, where = np.unique(np.minimum(one, two) << 32 | np.maximum(one, two), return_inverse=True)
    added = np.bincount(where, weights=values, minlength=len(pairs))
    keep = added != 0
    if not keep.any():
        return None
    pairs = pairs[keep]
    return Quadratic((pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32), added[keep])
