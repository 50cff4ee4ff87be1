"""A convex quadratic objective as a weighted sum of squares of affine functions.

A spatial branch and bound sees at once that squares are not negative; of ``x*x + x*y + y*y - 9*x`` over free variables
it knows no bound at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.program import Affine, Floats, Program

_MOST_COLUMNS = 60
"""Squares have up to this many terms each; beyond, the polynomial's sparsity is worth more."""


@dataclass(frozen=True, slots=True)
class SumOfSquares:
    """``cost @ x + constant + sum(weight * affine(x)**2)``, equal to a program's linear and quadratic objective.

    Attributes:
        terms: pairs of weight and affine function; weights are positive for a minimisation, negative otherwise.
        cost: what stays linear, shape (columns,).
        constant: to be added to the program's own.
    """

    terms: tuple[tuple[float, Affine], ...]
    cost: Floats
    constant: float


def sum_of_squares(program: Program) -> SumOfSquares | None:
    """Complete the squares of a convex objective (concave, when maximised), along its Hessian's eigenvectors.

    The linear part goes into the squares as far as it can: ``w u**2 + g u == w (u + g/(2 w))**2 - g**2/(4 w)``.

    Returns:
        None for programs without a quadratic part, or with one of more than 60 columns.
    """
    quadratic = program.quadratic
    if quadratic is None:
        return None
    used, places = np.unique(np.concatenate([quadratic.first, quadratic.second]), return_inverse=True)
    if len(used) > _MOST_COLUMNS:
        return None
    sign = -1.0 if program.sense is Sense.MAXIMIZE else 1.0
    half = len(quadratic.first)
    matrix = np.zeros((len(used), len(used)))
    np.add.at(matrix, (places[:half], places[half:]), 0.5 * sign * quadratic.values)
    np.add.at(matrix, (places[half:], places[:half]), 0.5 * sign * quadratic.values)
    weights, vectors = np.linalg.eigh(matrix)
    vectors[np.abs(vectors) < 1e-14] = 0.0
    cost = sign * program.cost
    largest, constant = float(weights.max()), 0.0
    terms: list[tuple[float, Affine]] = []
    for weight, vector in zip(weights.tolist(), vectors.T):
        if weight <= 1e-12 * largest:
            continue
        slope = float(vector @ cost[used])
        shift = slope / (2 * weight)
        if abs(shift) > 1e6:  # nearly flat: the square would be a small difference of large numbers
            shift = 0.0
        cost = cost.copy()
        cost[used] -= 2 * weight * shift * vector
        constant -= weight * shift**2
        entries = np.flatnonzero(vector)
        columns = tuple(int(used[entry]) for entry in entries)
        terms.append((sign * weight, Affine(columns, tuple(vector[entries].tolist()), shift)))
    cost[np.abs(cost) <= 1e-12 * float(np.abs(program.cost).max(initial=0.0))] = 0.0
    return SumOfSquares(tuple(terms), sign * cost, sign * constant)
