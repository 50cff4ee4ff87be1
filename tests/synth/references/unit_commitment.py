"""Unit commitment at tiny size: every schedule of runs, each with the cheapest units loaded first."""

import itertools
from typing import Any

SIZES = {"units": (2, 3), "periods": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The cost of the cheapest schedule, by dynamic programming over the sets of units that run."""
    units = data["UNITS"]
    states = [frozenset(chosen) for number in range(len(units) + 1) for chosen in itertools.combinations(units, number)]
    costs: dict[frozenset[str], float] = {frozenset(): 0.0}
    for demand in data["demand"].values():
        reached: dict[frozenset[str], float] = {}
        for running in states:
            dispatch = _dispatch(data, running, demand)
            if dispatch is None:
                continue
            before = min(
                (cost + sum(data["starting_cost"][unit] for unit in running - state) for state, cost in costs.items()),
                default=None,
            )
            if before is not None:
                reached[running] = before + dispatch
        costs = reached
    return min(costs.values(), default=None)


def _dispatch(data: dict[str, Any], running: frozenset[str], demand: float) -> float | None:
    """The cost of a period with these units running; None when they cannot meet demand and reserve."""
    if sum(data["high"][unit] for unit in running) < (1 + data["reserve"]) * demand - 1e-9:
        return None
    cost = sum(data["running_cost"][unit] + data["output_cost"][unit] * data["low"][unit] for unit in running)
    missing = demand - sum(data["low"][unit] for unit in running)
    for unit in sorted(running, key=lambda unit: (data["output_cost"][unit], unit)):
        more = max(0, min(missing, data["high"][unit] - data["low"][unit]))
        cost += data["output_cost"][unit] * more
        missing -= more
    return float(cost)
