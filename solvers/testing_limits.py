"""A program that nobody solves in seconds, for time limits; and a small one, for gaps, seeds and the like."""

from __future__ import annotations

import numpy as np

from nl2opt.solvers.program import Program
from nl2opt.solvers.testing_programs import INF, MAX, MIN, dense


def hard_program(products: int = 4, customers: int = 35, seed: int = 0) -> Program:
    """Split customers between two divisions evenly in each product, or nearly so; all variables are bounded integers.

    Such market split programs with 4 products and 30 or more customers defeat branch and bound (G. Cornuejols and
    M. Dawande, A class of hard small 0-1 programs, INFORMS Journal on Computing 11, 1999).
    """
    random = np.random.default_rng(seed)
    weights = random.integers(0, 100, (products, customers)).astype(float)
    target = weights.sum(axis=1) // 2
    missing = np.eye(products)
    table = np.hstack([weights, missing, -missing])
    n = customers + 2 * products
    return dense(
        MIN,
        [0.0] * customers + [1.0] * (2 * products),
        [0.0] * n,
        [1.0] * customers + [5000.0] * (2 * products),
        [(half, line.tolist(), half) for half, line in zip(target.tolist(), table)],
        integer=range(n),
    )


def packing_program(items: int = 12, seed: int = 1) -> Program:
    """A knapsack with two resources, over binary variables."""
    random = np.random.default_rng(seed)
    values, sizes, weights = random.integers(5, 40, (3, items)).astype(float)
    rows = [(-INF, sizes.tolist(), float(sizes.sum() // 2)), (-INF, weights.tolist(), float(weights.sum() // 2))]
    return dense(MAX, values.tolist(), [0.0] * items, [1.0] * items, rows, integer=range(items))
