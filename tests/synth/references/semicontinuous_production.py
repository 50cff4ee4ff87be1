"""Minimum lots by trying every set of products that are made, each with scipy's linear programming."""

from __future__ import annotations

from itertools import product
from typing import Any

from scipy.optimize import linprog

SIZES = {"products": (2, 4), "resources": (1, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest profit; making nothing is always possible."""
    products, resources = data["PRODUCTS"], data["RESOURCES"]
    costs = [-data["profit"][p] for p in products]
    rows = [[data["use"][p, r] for p in products] for r in resources]
    limits = [data["available"][r] for r in resources]
    best = 0.0
    for flags in product((False, True), repeat=len(products)):
        bounds = [
            (data["lot"][p], data["market"][p]) if flag else (0, 0) for p, flag in zip(products, flags, strict=True)
        ]
        found = linprog(costs, A_ub=rows, b_ub=limits, bounds=bounds)
        if found.success:
            best = max(best, -float(found.fun))
    return best
