"""Assignment of aircraft by dynamic programming over the routes and what is left of the fleet."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"types": (2, 2), "routes": (2, 3), "available": (2, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost at which all routes are served; None where the fleet is too small."""
    types = data["TYPES"]
    states = {tuple(data["available"][k] for k in types): 0}
    for r in data["ROUTES"]:
        following: dict[tuple[int, ...], int] = {}
        for left, spent in states.items():
            for used in itertools.product(*(range(number + 1) for number in left)):
                if sum(n * data["capability"][k, r] for n, k in zip(used, types, strict=True)) < data["demand"][r]:
                    continue
                rest = tuple(have - n for have, n in zip(left, used, strict=True))
                cost = spent + sum(n * data["cost"][k, r] for n, k in zip(used, types, strict=True))
                following[rest] = min(cost, following.get(rest, cost))
        states = following
    return float(min(states.values())) if states else None
