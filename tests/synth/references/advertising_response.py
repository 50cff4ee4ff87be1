"""The budget by its price: where no limit binds all marginal responses are equal; found by bisection."""

from __future__ import annotations

import math
from typing import Any

SIZES = {"channels": (2, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest response; None where the least amounts cost more than the budget."""
    channels = data["CHANNELS"]
    if sum(data["least"][c] for c in channels) > data["budget"]:
        return None

    def spent(price: float) -> dict[str, float]:
        # response / (2 sqrt(x)) = price
        best = {c: (data["response"][c] / (2 * price)) ** 2 for c in channels}
        return {c: min(max(best[c], data["least"][c]), data["most"][c]) for c in channels}

    low, high = 1e-9, 1e9
    for _ in range(300):
        middle = math.sqrt(low * high)
        if sum(spent(middle).values()) > data["budget"]:
            low = middle
        else:
            high = middle
    return sum(data["response"][c] * math.sqrt(x) for c, x in spent(high).items())
