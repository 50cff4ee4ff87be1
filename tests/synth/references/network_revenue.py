"""Network revenue management by trying every number of products sold."""

from __future__ import annotations

import itertools

SIZES = {"products": (2, 3), "resources": (2, 3), "demand": (3, 12)}


def optimum(data):
    """The highest revenue over all whole sales up to the demands that fit into the capacities."""
    products = data["PRODUCTS"]
    best = None
    for sales in itertools.product(*(range(data["demand"][p] + 1) for p in products)):
        sold = dict(zip(products, sales, strict=True))
        load = dict.fromkeys(data["RESOURCES"], 0)
        for product, resource in data["USES"]:
            load[resource] += data["used"][product, resource] * sold[product]
        if all(load[r] <= data["capacity"][r] for r in load):
            revenue = sum(data["price"][p] * sold[p] for p in products)
            best = revenue if best is None else max(best, revenue)
    return best
