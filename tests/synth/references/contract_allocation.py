"""Contract allocation: a linear program of scipy for every choice of who takes part where."""

from __future__ import annotations

import itertools
from typing import Any

from scipy.optimize import linprog

SIZES = {"suppliers": (2, 3), "contracts": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where no choice of participants works."""
    groups = [
        group
        for number in range(data["least_suppliers"], len(data["SUPPLIERS"]) + 1)
        for group in itertools.combinations(data["SUPPLIERS"], number)
    ]
    best = None
    for choice in itertools.product(groups, repeat=len(data["CONTRACTS"])):
        pairs = [(s, c) for c, group in zip(data["CONTRACTS"], choice, strict=True) for s in group]
        rows = [[-1 * (d == c) for _, d in pairs] for c in data["CONTRACTS"]]
        rows += [[1 * (t == s) for t, _ in pairs] for s in data["SUPPLIERS"]]
        limits = [-data["volume"][c] for c in data["CONTRACTS"]] + [data["capacity"][s] for s in data["SUPPLIERS"]]
        costs = [data["price"][pair] for pair in pairs]
        found = linprog(costs, A_ub=rows, b_ub=limits, bounds=[(data["smallest"][s], None) for s, _ in pairs])
        if found.status == 0 and (best is None or found.fun < best):
            best = float(found.fun)
    return best
