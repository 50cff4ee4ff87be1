"""The least variance by scipy's SLSQP, from several starting points."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import minimize

SIZES = {"assets": (3, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least variance."""
    assets = data["ASSETS"]
    gain = np.array([data["gain"][a] for a in assets])
    beta = np.array([data["beta"][a] for a in assets])
    matrix = data["market"] * np.outer(beta, beta) + np.diag([data["own"][a] for a in assets])
    best = None
    for start in (np.full(len(assets), 1 / len(assets)), *np.eye(len(assets))):
        found = minimize(
            lambda share: 1000 * share @ matrix @ share,
            start,
            jac=lambda share: 2000 * matrix @ share,
            bounds=[(0, data["cap"])] * len(assets),
            constraints=[
                {"type": "eq", "fun": lambda share: share.sum() - 1},
                {"type": "ineq", "fun": lambda share: gain @ share - data["target"]},
            ],
            method="SLSQP",
            options={"ftol": 1e-14, "maxiter": 1000},
        )
        if found.success:
            best = min(float(found.fun) / 1000, best if best is not None else np.inf)
    return best
