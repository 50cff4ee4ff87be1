"""The best ratio after Dinkelbach: linear programs whose price for the costs is the last ratio, until it stays."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog

SIZES = {"products": (2, 3)}
_NAMES = ("yields", "cost", "hours", "market")


def optimum(data: dict[str, Any]) -> float | None:
    """The largest ratio; None where the least output takes too many hours."""
    income, cost, hours, market = (np.array([data[name][p] for p in data["PRODUCTS"]], dtype=float) for name in _NAMES)
    ratio = 0.0
    for _ in range(100):
        found = linprog(
            -(income - ratio * cost),
            A_ub=[hours, -np.ones(len(hours))],
            b_ub=[data["time"], -data["least"]],
            bounds=[(0, most) for most in market],
        )
        if not found.success:
            return None
        better = float(income @ found.x / (data["overhead"] + cost @ found.x))
        if abs(better - ratio) < 1e-12:
            break
        ratio = better
    return ratio
