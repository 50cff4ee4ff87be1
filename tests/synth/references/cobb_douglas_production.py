"""The largest output by the price of money: in the logarithm of the output, marginal values become equal."""

from __future__ import annotations

import math
from typing import Any

SIZES = {"inputs": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest output; None where one unit of each input costs more than the budget."""
    inputs = data["INPUTS"]
    if sum(data["price"][i] for i in inputs) > data["budget"]:
        return None

    def bought(value: float) -> dict[str, float]:
        # power / amount = value * price
        best = {i: data["power"][i] / (value * data["price"][i]) for i in inputs}
        return {i: min(max(best[i], 1.0), data["most"][i]) for i in inputs}

    low, high = 1e-12, 1e6
    for _ in range(300):
        middle = math.sqrt(low * high)
        if sum(data["price"][i] * amount for i, amount in bought(middle).items()) > data["budget"]:
            low = middle
        else:
            high = middle
    return data["factor"] * math.prod(amount ** data["power"][i] for i, amount in bought(high).items())
