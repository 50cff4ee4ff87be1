"""Vehicle routing with time windows by trying every order of the customers, cut into tours in every way."""

from __future__ import annotations

import itertools

SIZES = {"customers": (2, 4), "vehicles": (1, 2)}


def optimum(data):
    """The shortest total travel time; None where no tours are in time."""
    totals = []
    for order in itertools.permutations(data["CUSTOMERS"]):
        for cuts in range(min(int(data["vehicles"]), len(order))):
            for places in itertools.combinations(range(1, len(order)), cuts):
                tours = [order[i:j] for i, j in itertools.pairwise((0, *places, len(order)))]
                lengths = [_length(data, tour) for tour in tours]
                if None not in lengths:
                    totals.append(sum(lengths))
    return min(totals, default=None)


def _length(data, tour):
    if sum(data["amount"][c] for c in tour) > data["capacity"]:
        return None
    depot = data["DEPOT"][0]
    length, time, last = 0, 0, depot
    for c in tour:
        step = _minutes(data, last, c)
        begin = max(time + step, data["earliest"][c])
        if begin > data["latest"][c]:
            return None
        length, time, last = length + step, begin + data["service"], c
    return length + _minutes(data, last, depot)


def _minutes(data, one, other):
    return data["minutes"].get((one, other)) or data["minutes"][other, one]
