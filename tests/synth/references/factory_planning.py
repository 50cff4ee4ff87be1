"""Factory planning by scipy's linear programming over production and sales alone; stocks are their differences."""

from __future__ import annotations

from typing import Any

from scipy.optimize import linprog

SIZES = {"products": (1, 2), "machines": (1, 2), "periods": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The highest profit; None where the final stock cannot be made."""
    products, horizon = data["PRODUCTS"], data["periods"]
    lots = [(p, t) for p in products for t in range(1, horizon + 1)]
    n = len(lots)
    rows, limits, ends, final = [], [], [], []
    for m in data["MACHINES"]:
        for t in range(1, horizon + 1):
            rows.append([data["time"][p, m] * (s == t) for p, s in lots] + [0] * n)
            limits.append(data["hours"] * (data["number"][m] - data["down"][m, t]))
    # Of each piece made, what is left at each later end of a period costs room and money; each piece sold relieves it.
    for p in products:
        for t in range(1, horizon + 1):
            left = [1 * (q == p and s <= t) for q, s in lots]
            stock = [*left, *(-each for each in left)]
            if t == horizon:
                ends.append(stock)
                final.append(data["final_stock"])
            rows += [stock, [-each for each in stock]]
            limits += [data["room"], 0]
    storage = [data["holding_cost"] * (horizon - t + 1) for _, t in lots]
    costs = storage + [-data["profit"][p] - paid for (p, _), paid in zip(lots, storage, strict=True)]
    bounds = [(0, None)] * n + [(0, data["market"][lot]) for lot in lots]
    found = linprog(costs, A_ub=rows, b_ub=limits, A_eq=ends, b_eq=final, bounds=bounds)
    return -float(found.fun) if found.status == 0 else None
