"""Vehicle routing by trying every order of the customers and every way to cut it into tours."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from typing import Any

SIZES = {"customers": (3, 4), "vehicles": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The shortest total distance; None where the vehicles cannot carry everything."""
    (depot,) = data["DEPOT"]
    way = {**data["distance"], **{(j, i): length for (i, j), length in data["distance"].items()}}
    best = None
    for order in permutations(data["CUSTOMERS"]):
        for cuts in product((False, True), repeat=len(order) - 1):
            tours = [[order[0]]]
            for customer, cut in zip(order[1:], cuts, strict=True):
                tours += [[]] if cut else []
                tours[-1].append(customer)
            loads = [sum(data["demand"][c] for c in tour) for tour in tours]
            if len(tours) > data["vehicles"] or max(loads) > data["capacity"]:
                continue
            stops = [[depot, *tour, depot] for tour in tours]
            length = sum(way[leg] for stop in stops for leg in pairwise(stop))
            best = length if best is None else min(best, length)
    return best
