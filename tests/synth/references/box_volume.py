"""The cheapest box: the volume is tight, which leaves the base; golden sections over the length and over the width.

For a given base the height follows from the volume. The cost is then convex in the logarithms of length and width, as a
sum of powers (a geometric program), so that nested searches find its least value.
"""

from __future__ import annotations

import math
from typing import Any

from scipy.optimize import minimize_scalar

SIZES: dict[str, tuple[int, int]] = {}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where the limits leave too little room."""
    volume, longest, highest = data["volume"], data["longest"], data["highest"]
    least_base = volume / highest
    if least_base > longest * longest:
        return None

    def cost(length: float, width: float) -> float:
        base = (data["bottom"] + data["lid"]) * length * width
        return base + 2 * data["wall"] * (1 / length + 1 / width) * volume

    def best_width(log_length: float) -> float:
        length = math.exp(log_length)
        low, high = math.log(least_base / length), math.log(longest)
        if high - low < 1e-12:
            return cost(length, longest)
        options = {"xatol": 1e-12}
        found = minimize_scalar(lambda log: cost(length, math.exp(log)), bounds=(low, high), options=options)
        return min(float(found.fun), cost(length, math.exp(low)), cost(length, longest))

    low, high = math.log(least_base / longest), math.log(longest)
    found = minimize_scalar(best_width, bounds=(low, high), options={"xatol": 1e-12})
    return min(float(found.fun), best_width(low), best_width(high))
