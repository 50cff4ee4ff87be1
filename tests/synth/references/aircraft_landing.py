"""Aircraft landing: a linear program of scipy for each order of the landings."""

from __future__ import annotations

import itertools
from typing import Any

from scipy.optimize import linprog

SIZES = {"planes": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least penalty over all orders; None where no order fits into the windows."""
    best = None
    for order in itertools.permutations(data["PLANES"]):
        cost = _least_penalty(order, data)
        if cost is not None and (best is None or cost < best):
            best = cost
    return best


def _least_penalty(order: tuple[str, ...], data: dict[str, Any]) -> float | None:
    """Variables: the times, then for each plane its penalty, which lies above both slopes."""
    n = len(order)
    rows, limits = [], []
    for place, p in enumerate(order):
        for slope in (-data["early_cost"][p], data["late_cost"][p]):
            row = [0.0] * (2 * n)
            row[place], row[n + place] = slope, -1
            rows.append(row)
            limits.append(slope * data["target"][p])
        for later in range(place + 1, n):
            row = [0.0] * (2 * n)
            row[place], row[later] = 1, -1
            rows.append(row)
            limits.append(-data["gap"][p])
    bounds = [(data["earliest"][p], data["latest"][p]) for p in order] + [(0, None)] * n
    found = linprog([0] * n + [1] * n, A_ub=rows, b_ub=limits, bounds=bounds)
    return float(found.fun) if found.status == 0 else None
