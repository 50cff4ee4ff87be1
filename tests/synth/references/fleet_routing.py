"""Fleet routing at tiny size: every assignment of vehicles is tried, and what is not carried is paid for."""

import itertools
from typing import Any

SIZES = {"types": (2, 2), "routes": (2, 3), "fleet": (1, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least total of costs and losses."""
    routes = data["ROUTES"]
    ways = [
        [
            (kind, way)
            for way in itertools.product(range(data["fleet"][kind] + 1), repeat=len(routes))
            if sum(way) <= data["fleet"][kind]
        ]
        for kind in data["TYPES"]
    ]
    return min(_total(data, dict(plan)) for plan in itertools.product(*ways))


def _total(data: dict[str, Any], plan: dict[str, tuple[int, ...]]) -> float:
    total = 0.0
    for place, route in enumerate(data["ROUTES"]):
        carried = sum(data["seats"][kind] * data["trips"][kind, route] * way[place] for kind, way in plan.items())
        total += sum(data["cost"][kind, route] * way[place] for kind, way in plan.items())
        total += data["loss"][route] * max(0, data["demand"][route] - carried)
    return total
