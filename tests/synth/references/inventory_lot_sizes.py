"""Lot sizes by Lagrange's multiplier of the room, found by bisection."""

from __future__ import annotations

import math
from typing import Any

SIZES = {"goods": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where the least lots do not fit."""
    goods = data["GOODS"]

    def lots(price: float) -> dict[str, float]:
        found = {}
        for g in goods:
            rate = data["holding"][g] / 2 + price * data["space"][g]
            best = math.sqrt(data["order"][g] * data["need"][g] / rate)
            found[g] = min(max(best, data["least"]), data["need"][g])
        return found

    def used(price: float) -> float:
        return sum(data["space"][g] * lot for g, lot in lots(price).items())

    if sum(data["space"][g] * data["least"] for g in goods) > data["room"]:
        return None
    low, high = 0.0, 1.0
    if used(low) > data["room"]:
        while used(high) > data["room"]:
            high *= 2
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if used(middle) > data["room"] else (low, middle)
    else:
        high = 0.0
    best = lots(high)
    return sum(data["order"][g] * data["need"][g] / best[g] + data["holding"][g] * best[g] / 2 for g in goods)
