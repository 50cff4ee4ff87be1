"""The best point: the sum grows with the distance from the center of gravity, and the nearest allowed one is best."""

from __future__ import annotations

from typing import Any

import numpy as np

SIZES = {"places": (2, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least weighted sum of squared distances."""
    at = np.array([[data["east"][p], data["north"][p]] for p in data["PLACES"]], dtype=float)
    weight = np.array([data["weight"][p] for p in data["PLACES"]], dtype=float)
    center = weight @ at / weight.sum()
    ends = np.array([data["east_end"], data["north_end"]], dtype=float)
    reach = data["reach"]
    # The nearest point of the rectangle, where it is allowed; else the nearest one on the slanted edge.
    point = np.clip(center, 0, ends)
    if point.sum() > reach:
        low, high = max(0.0, reach - ends[1]), min(ends[0], reach)
        x = float(np.clip(center[0] + (reach - center.sum()) / 2, low, high))
        point = np.array([x, reach - x])
    return float((weight * ((at - point) ** 2).sum(axis=1)).sum())
