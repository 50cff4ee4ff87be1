"""Market sharing by trying every division of the customers."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"customers": (3, 6), "products": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least sum of deviations from the goal."""
    customers = data["CUSTOMERS"]
    best = float("inf")
    for flags in itertools.product((0, 1), repeat=len(customers)):
        deviation = 0.0
        for g in data["PRODUCTS"]:
            volumes = [data["volume"][c, g] for c in customers]
            reached = sum(volume for volume, flag in zip(volumes, flags, strict=True) if flag)
            deviation += abs(reached - data["goal"] * sum(volumes))
        best = min(best, deviation)
    return best
