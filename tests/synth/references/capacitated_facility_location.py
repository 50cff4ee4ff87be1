"""Capacitated facility location: a transportation problem of scipy for every choice of open sites."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from scipy.optimize import linprog

SIZES = {"sites": (2, 3), "customers": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost over all choices of open sites; None where even all together are too small."""
    customers = data["CUSTOMERS"]
    best = None
    for number in range(1, len(data["SITES"]) + 1):
        for chosen in itertools.combinations(data["SITES"], number):
            prices = np.array([data["cost"][s, c] for s in chosen for c in customers])
            leaving = np.kron(np.eye(number), np.ones(len(customers)))
            arriving = np.kron(np.ones(number), np.eye(len(customers)))
            limits = [data["capacity"][s] for s in chosen]
            needs = [data["demand"][c] for c in customers]
            found = linprog(prices, A_ub=leaving, b_ub=limits, A_eq=arriving, b_eq=needs)
            if found.status == 0:
                cost = float(found.fun) + sum(data["fixed"][s] for s in chosen)
                best = cost if best is None else min(best, cost)
    return best
