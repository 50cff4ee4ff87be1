"""Transportation with congestion at tiny size: a convex problem in what the first of two origins sends."""

from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, minimize

SIZES = {"origins": (2, 2), "destinations": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; the second origin sends what is missing, so that one amount for each destination is free."""
    first, second = data["ORIGINS"]
    ends = data["DESTINATIONS"]
    need, rate = np.array([data["demand"][d] for d in ends]), data["rate"]
    top = {o: np.array([data["capacity"][o, d] for d in ends], dtype=float) for o in (first, second)}
    low = np.maximum(0.0, need - data["usable"] * top[second])
    high = np.minimum(need, data["usable"] * top[first])
    base = {o: np.array([rate[o, d] for d in ends], dtype=float) for o in (first, second)}

    def cost(sent: Any) -> float:
        ways = ((first, sent), (second, need - sent))
        return float(sum(np.sum(base[o] * x * (1 + data["surcharge"] * (x / top[o]) ** 2)) for o, x in ways))

    def slope(sent: Any) -> Any:
        rise = [
            base[o] * (1 + 3 * data["surcharge"] * (x / top[o]) ** 2) for o, x in ((first, sent), (second, need - sent))
        ]
        return rise[0] - rise[1]

    total = LinearConstraint(
        np.ones((1, len(ends))), max(0.0, need.sum() - data["supply"][second]), min(need.sum(), data["supply"][first])
    )
    share = top[first] / (top[first] + top[second])
    found = minimize(
        cost,
        need * share,
        jac=slope,
        bounds=list(zip(low, high, strict=True)),
        constraints=[total],
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    return float(found.fun) if found.success else None
