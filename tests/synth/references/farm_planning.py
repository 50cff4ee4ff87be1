"""Farm planning at tiny size: profit is concave and piecewise linear in the land of the crops, so corners suffice."""

import itertools
from typing import Any

import numpy as np

SIZES = {"crops": (2, 3), "months": (1, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The best income over all crossings of as many lines as there are crops: limits, and where hiring begins."""
    crops, months = data["CROPS"], data["MONTHS"]
    lines = [([1.0] * len(crops), float(data["land"]))]
    lines += [([float(other == crop) for other in crops], float(data["least"][crop])) for crop in crops]
    for month in months:
        row = [float(data["hours"][crop, month]) for crop in crops]
        lines += [(row, float(data["own"][month])), (row, float(data["own"][month] + data["hire_limit"]))]
    incomes = []
    for corner in itertools.combinations(lines, len(crops)):
        matrix = np.array([row for row, _ in corner])
        if abs(np.linalg.det(matrix)) > 1e-9:
            income = _income(data, np.linalg.solve(matrix, np.array([side for _, side in corner])))
            incomes += [] if income is None else [income]
    return max(incomes, default=None)


def _income(data: dict[str, Any], planted: Any) -> float | None:
    """Sales minus wages of a plan; None where it breaks a limit."""
    land = dict(zip(data["CROPS"], planted, strict=True))
    if sum(planted) > data["land"] + 1e-7 or any(land[crop] < data["least"][crop] - 1e-7 for crop in land):
        return None
    income = sum(data["price"][crop] * data["harvest"][crop] * land[crop] for crop in land)
    for month in data["MONTHS"]:
        hired = max(0.0, sum(data["hours"][crop, month] * land[crop] for crop in land) - data["own"][month])
        if hired > data["hire_limit"] + 1e-7:
            return None
        income -= data["wage"] * hired
    return float(income)
