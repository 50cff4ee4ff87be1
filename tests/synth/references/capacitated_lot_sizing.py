"""Lot sizing with expansion: a linear program of scipy for every choice of setups."""

from __future__ import annotations

import itertools
from typing import Any

from scipy.optimize import linprog

SIZES = {"products": (1, 2), "periods": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost over all choices of setups; None where no choice is feasible."""
    lots = [(p, t) for p in data["PRODUCTS"] for t in range(1, data["periods"] + 1)]
    best = None
    for flags in itertools.product((False, True), repeat=len(lots)):
        chosen = [lot for lot, flag in zip(lots, flags, strict=True) if flag]
        cost = _cost_of(chosen, data)
        if cost is not None and (best is None or cost < best):
            best = cost
    return best


def _cost_of(chosen: list[tuple[str, int]], data: dict[str, Any]) -> float | None:
    """Variables: the lots that may be made, then the expansions. Stocks are what was made less what was wanted."""
    horizon = data["periods"]
    width = len(chosen) + horizon
    costs = [0.0] * width
    rows, limits = [], []
    constant = sum(data["setup_cost"][p] for p, _ in chosen)
    for place, (p, t) in enumerate(chosen):
        costs[place] = data["holding_cost"][p] * (horizon - t + 1)
    for t in range(1, horizon + 1):
        costs[len(chosen) + t - 1] = data["expansion_cost"]
        row = [data["hours"][p] * (s == t) for p, s in chosen] + [-1 * (s <= t) for s in range(1, horizon + 1)]
        rows.append(row)
        limits.append(data["capacity"])
        for p in data["PRODUCTS"]:
            wanted = sum(data["demand"][p, s] for s in range(1, t + 1))
            rows.append([-1 * (q == p and s <= t) for q, s in chosen] + [0] * horizon)
            limits.append(-wanted)
            constant -= data["holding_cost"][p] * wanted
    # Nothing is left at the end in a cheapest plan, so that the last stock need not be forced to zero.
    bounds = [(0, None)] * len(chosen) + [(0, data["expansion_limit"])] * horizon
    found = linprog(costs, A_ub=rows, b_ub=limits, bounds=bounds)
    return float(found.fun) + constant if found.status == 0 else None
