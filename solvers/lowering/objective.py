"""The objective in its parts: linear, quadratic, and whatever is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.grid import Array, Grid
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
    """``coefficients @ x[columns] + constant + quadratic + nonlinear``; a column may come several times."""

    columns: Array
    coefficients: Array
    constant: float = 0.0
    quadratic: Quadratic | None = None
    nonlinear: Operation | None = None


def objective_parts(compiler: Compiler, objective: Objective) -> ObjectiveParts:
    """Lowers an objective.

    Raises:
        FormulationError: what its expression raises, and coefficients that are no finite numbers.
    """
    nothing = np.zeros(0)
    if objective.expression is None:
        return ObjectiveParts(nothing.astype(np.intp), nothing)
    grid = Grid()
    use = UPPER if objective.sense == Sense.MINIMIZE else LOWER
    value = linearised(compiler, compiler.value(objective.expression, grid, use), grid)
    parts = value.arguments if isinstance(value, Tree) and value.kind == "sum" else (value,)
    polynomials = [part for part in parts if isinstance(part, Polynomial)]
    terms = [term for part in polynomials for term in part.terms]
    constant = float(sum(float(part.constant) for part in polynomials))
    linear = [term for term in terms if term.degree == 1]
    columns = np.concatenate([nothing.astype(np.intp), *(term.full(term.columns[0]) for term in linear)])
    coefficients = np.concatenate([nothing, *(term.full(term.coefficients) for term in linear)])
    try:
        trees = [listed(part, grid)[0] for part in parts if not isinstance(part, Polynomial)]
    except NotFinite as problem:
        raise fault(
            "not-finite", f"A part is no finite number: {problem}.", where=objective.where, element=objective.name
        ) from None
    quadratic = _quadratic([term for term in terms if term.degree == 2])
    known = [coefficients, np.array([constant]), nothing if quadratic is None else quadratic.values]
    if not all(np.isfinite(numbers).all() for numbers in known):
        raise fault(
            "not-finite",
            "A coefficient is no finite number.",
            hint="Look for very large numbers in the data.",
            where=objective.where,
            element=objective.name,
        )
    nonlinear = sum_of(trees)
    if constant_of(nonlinear) is not None:
        return ObjectiveParts(columns, coefficients, constant + (constant_of(nonlinear) or 0.0), quadratic)
    if not isinstance(nonlinear, Operation):
        more = np.array(nonlinear.columns, dtype=np.intp)
        columns = np.concatenate([columns, more])
        coefficients = np.concatenate([coefficients, np.array(nonlinear.coefficients)])
        return ObjectiveParts(columns, coefficients, constant + nonlinear.constant, quadratic)
    return ObjectiveParts(columns, coefficients, constant, quadratic, nonlinear)


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
