"""Prices by scipy's SLSQP, from several starting points."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import minimize

SIZES = {"products": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest profit."""
    base, own, cross, cost, top = (
        np.array([data[name][p] for p in data["PRODUCTS"]], dtype=float)
        for name in ("base", "own", "cross", "cost", "top")
    )

    def demand(price: np.ndarray) -> np.ndarray:
        return base - own * price + cross * (price.sum() - price)

    best = None
    for share in (0.0, 0.5, 1.0):
        found = minimize(
            lambda price: -float((price - cost) @ demand(price)) / 1000,
            cost + share * (top - cost),
            bounds=list(zip(cost, top, strict=True)),
            constraints={"type": "ineq", "fun": demand},
            method="SLSQP",
            options={"ftol": 1e-13, "maxiter": 500},
        )
        if found.success:
            best = max(-found.fun * 1000, best if best is not None else -np.inf)
    return best
