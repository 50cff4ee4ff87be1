"""Production for profit is a fractional knapsack: the products that earn most in an hour come first."""

from typing import Any

SIZES = {"products": (2, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The profit of the greedy plan, which is optimal."""
    rest, total = float(data["hours"]), 0.0
    for product in sorted(data["PRODUCTS"], key=lambda one: -data["profit"][one] * data["rate"][one]):
        hours = min(rest, data["market"][product] / data["rate"][product])
        total += hours * data["rate"][product] * data["profit"][product]
        rest -= hours
    return total
