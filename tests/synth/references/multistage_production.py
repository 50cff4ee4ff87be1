"""Production in stages by the corners of the feasible region: every square system of tight limits is solved."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

SIZES = {"products": (2, 3), "stages": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest profit; None where the commitments do not fit into the hours."""
    products, stages = data["PRODUCTS"], data["STAGES"]
    number = len(products)
    times = [[1 / data["rate"][p, s] for p in products] for s in stages]
    unit = np.eye(number)
    matrix = np.vstack([times, unit, -unit])
    limits = np.array(
        [
            *(data["hours"][s] for s in stages),
            *(data["market"][p] for p in products),
            *(-data["committed"][p] for p in products),
        ],
        dtype=float,
    )
    profit = np.array([data["profit"][p] for p in products], dtype=float)
    best = None
    for rows in combinations(range(len(matrix)), number):
        chosen = matrix[list(rows)]
        if abs(np.linalg.det(chosen)) < 1e-9:
            continue
        corner = np.linalg.solve(chosen, limits[list(rows)])
        if np.all(matrix @ corner <= limits + 1e-7):
            value = float(profit @ corner)
            best = value if best is None else max(best, value)
    return best
