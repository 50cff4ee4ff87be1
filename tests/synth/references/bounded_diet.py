"""The diet problem with bounds at tiny size, by trying every purchase."""

import itertools
from typing import Any

SIZES = {"foods": (2, 3), "nutrients": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The cost of the cheapest purchase whose totals are within the limits."""
    foods, nutrients = data["FOODS"], data["NUTRIENTS"]
    best: float | None = None
    for numbers in itertools.product(*(range(data["least"][food], data["most"][food] + 1) for food in foods)):
        bought = dict(zip(foods, numbers, strict=True))
        totals = {n: sum(data["content"][food, n] * bought[food] for food in foods) for n in nutrients}
        if all(data["low"][n] <= totals[n] <= data["high"][n] for n in nutrients):
            cost = sum(data["price"][food] * bought[food] for food in foods)
            best = cost if best is None else min(best, cost)
    return best
