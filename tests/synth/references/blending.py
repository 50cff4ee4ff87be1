"""Blending by looking at every corner of the feasible region."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

SIZES = {"materials": (2, 3), "contents": (1, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost at a corner, where as many limits are tight as there are materials; None without a corner."""
    materials = data["MATERIALS"]
    n = len(materials)
    rows = [*np.eye(n), *(-np.eye(n))]
    limits = [*(data["stock"][m] for m in materials), *[0.0] * n]
    for c in data["CONTENTS"]:
        row = np.array([data["share"][m, c] for m in materials])
        rows += [row, -row]
        limits += [data["most"][c] * data["amount"], -data["least"][c] * data["amount"]]
    prices = np.array([data["price"][m] for m in materials], dtype=float)
    best = None
    for tight in itertools.combinations(range(len(rows)), n - 1):
        matrix = np.array([np.ones(n), *(rows[place] for place in tight)])
        if abs(np.linalg.det(matrix)) < 1e-9:
            continue
        corner = np.linalg.solve(matrix, [data["amount"], *(limits[place] for place in tight)])
        if all(row @ corner <= limit + 1e-7 for row, limit in zip(rows, limits, strict=True)):
            cost = float(prices @ corner)
            best = cost if best is None else min(best, cost)
    return best
