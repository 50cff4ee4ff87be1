"""Production between limits at tiny size: the best corner of all crossings of as many lines as products."""

import itertools
from typing import Any

import numpy as np

SIZES = {"products": (2, 3), "stages": (1, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The highest profit over the corners that keep all limits."""
    products, stages = data["PRODUCTS"], data["STAGES"]
    unit = np.eye(len(products))
    rows = [unit[place] for place in range(len(products))] * 2
    sides = [float(data["commitment"][p]) for p in products] + [float(data["market"][p]) for p in products]
    work = np.array([[1 / data["rate"][p, s] for p in products] for s in stages])
    rows += list(work)
    sides += [float(data["hours"][s]) for s in stages]
    low, high = np.array(sides[: len(products)]), np.array(sides[len(products) : 2 * len(products)])
    profits = []
    for corner in itertools.combinations(range(len(rows)), len(products)):
        matrix = np.array([rows[line] for line in corner])
        if abs(np.linalg.det(matrix)) < 1e-12:
            continue
        made = np.linalg.solve(matrix, np.array([sides[line] for line in corner]))
        within = np.all(made >= low - 1e-7) and np.all(made <= high + 1e-7)
        if within and np.all(work @ made <= np.array(sides[2 * len(products) :]) + 1e-7):
            profits.append(sum(data["profit"][p] * amount for p, amount in zip(products, made, strict=True)))
    return float(max(profits)) if profits else None
