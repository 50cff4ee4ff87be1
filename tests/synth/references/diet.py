"""The diet problem at tiny size, by its dual: prices of nutrients that no food exceeds, worth as much as possible."""

from typing import Any

from scipy.optimize import linprog

SIZES = {"foods": (2, 3), "nutrients": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost, which equals the greatest value of the needs at shadow prices."""
    foods, nutrients = data["FOODS"], data["NUTRIENTS"]
    worth = [[data["content"][food, nutrient] for nutrient in nutrients] for food in foods]
    found = linprog([-data["need"][n] for n in nutrients], A_ub=worth, b_ub=[data["cost"][food] for food in foods])
    return -found.fun if found.status == 0 else None
