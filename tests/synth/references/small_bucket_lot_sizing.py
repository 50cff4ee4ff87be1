"""Small-bucket lot sizing by trying every sequence of set-ups, with production as late as possible in each."""

from __future__ import annotations

import itertools

SIZES = {"products": (2, 2), "periods": (3, 4)}


def optimum(data):
    """The lowest cost over all sequences; None where no sequence can make the demand in time."""
    costs = [
        cost
        for sequence in itertools.product((None, *data["PRODUCTS"]), repeat=data["T"])
        if (cost := _cost(data, sequence)) is not None
    ]
    return min(costs, default=None)


def _cost(data, sequence):
    before = (None, *sequence[:-1])
    cost = sum(
        data["start_cost"][now] for now, last in zip(sequence, before, strict=True) if now is not None and now != last
    )
    for product in data["PRODUCTS"]:
        ahead = 0  # that must be in stock at the end of the period
        for t in range(data["T"], 0, -1):
            cost += data["holding_cost"][product] * ahead
            made = data["rate"][product] if sequence[t - 1] == product else 0
            ahead = max(0, ahead + data["demand"][product, t] - made)
        if ahead:
            return None
    return cost
