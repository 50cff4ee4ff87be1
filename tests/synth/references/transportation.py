"""Minimum-cost transportation by scipy's linear programming, with arrays built by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog

SIZES = {"sources": (2, 3), "destinations": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where the demands cannot be met."""
    sources, destinations = data["SOURCES"], data["DESTINATIONS"]
    costs = np.array([[data["cost"][s, d] for d in destinations] for s in sources], dtype=float)
    rows, columns = costs.shape
    leaving = np.kron(np.eye(rows), np.ones(columns))
    arriving = np.kron(np.ones(rows), np.eye(columns))
    matrix = np.vstack([leaving, -arriving])
    limits = [data["supply"][s] for s in sources] + [-data["demand"][d] for d in destinations]
    found = linprog(costs.ravel(), A_ub=matrix, b_ub=limits)
    return float(found.fun) if found.success else None
