"""The diet problem by looking at every corner of the feasible region."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

SIZES = {"foods": (2, 3), "nutrients": (1, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost at a corner, where as many limits are tight as there are foods; None without a corner."""
    foods = data["FOODS"]
    n = len(foods)
    rows = [*np.eye(n), *(-np.eye(n))]
    limits = [*(float(data["most"][f]) for f in foods), *[0.0] * n]
    for nutrient in data["NUTRIENTS"]:
        row = np.array([data["content"][f, nutrient] for f in foods], dtype=float)
        rows += [row, -row]
        limits += [data["upper"][nutrient], -data["lower"][nutrient]]
    matrix, bounds = np.array(rows), np.array(limits)
    prices = np.array([data["price"][f] for f in foods])
    best = None
    for tight in itertools.combinations(range(len(rows)), n):
        square = matrix[list(tight)]
        if abs(np.linalg.det(square)) < 1e-9:
            continue
        corner = np.linalg.solve(square, bounds[list(tight)])
        if (matrix @ corner <= bounds + 1e-7).all():
            cost = float(prices @ corner)
            best = cost if best is None else min(best, cost)
    return best
