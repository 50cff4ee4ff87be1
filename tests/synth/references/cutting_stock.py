"""Cutting stock at tiny size, by a search over all plans that use no more stock than one pattern after the other."""

import itertools
from typing import Any

SIZES = {"patterns": (2, 3), "widths": (2, 3), "demand": (3, 10)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least number of pieces of stock: totals are tried upwards until one suffices."""
    patterns, widths = data["PATTERNS"], data["WIDTHS"]
    for total in range(sum(data["demand"].values()) + 1):
        for plan in itertools.combinations_with_replacement(patterns, total):
            if all(sum(data["pieces"][pattern, w] for pattern in plan) >= data["demand"][w] for w in widths):
                return float(total)
    return None
