"""The schedule of several factories by trying which run in each period, and filling the cheapest first."""

from __future__ import annotations

import itertools

SIZES = {"plants": (2, 3), "periods": (2, 3)}


def optimum(data):
    """The sum over periods, which do not depend on one another; None where a demand cannot be met."""
    total = 0
    for t, demand in data["demand"].items():
        costs = [_cost(data, running, t, demand) for running in _subsets(data["PLANTS"])]
        possible = [cost for cost in costs if cost is not None]
        if not possible:
            return None
        total += min(possible)
    return total


def _subsets(items):
    return itertools.chain.from_iterable(itertools.combinations(items, n) for n in range(len(items) + 1))


def _cost(data, running, t, demand):
    left = demand - sum(data["least"][f] for f in running)
    cost = sum(data["fixed_cost"][f] + data["least"][f] * data["unit_cost"][f, t] for f in running)
    if left < 0:
        return None
    for f in sorted(running, key=lambda f: data["unit_cost"][f, t]):
        more = min(left, data["most"][f] - data["least"][f])
        cost += more * data["unit_cost"][f, t]
        left -= more
    return cost if left == 0 else None
