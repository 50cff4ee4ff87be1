"""A fixed-charge network by trying every set of open routes, with a linear program for the flow on them."""

from __future__ import annotations

import itertools

import numpy as np
from scipy.optimize import linprog

SIZES = {"plants": (1, 1), "hubs": (2, 2), "customers": (2, 2)}


def optimum(data):
    """The lowest total of fees and transport; None where no set of routes meets the demand."""
    routes = data["ROUTES"]
    best = None
    for number in range(1, len(routes) + 1):
        for opened in itertools.combinations(routes, number):
            fees = sum(data["fee"][route] for route in opened)
            if best is not None and fees >= best:
                continue
            flow = _flow(data, opened)
            if flow is not None and (best is None or fees + flow < best):
                best = fees + flow
    return best


def _flow(data, opened):
    reached = {end for _, end in opened}
    if any(customer not in reached for customer in data["CUSTOMERS"]):
        return None
    out = {p: np.array([float(i == p) for i, _ in opened]) for p in (*data["PLANTS"], *data["HUBS"])}
    into = {p: np.array([float(j == p) for _, j in opened]) for p in (*data["HUBS"], *data["CUSTOMERS"])}
    above = [out[p] for p in data["PLANTS"]] + [-into[c] for c in data["CUSTOMERS"]]
    limits = [data["supply"][p] for p in data["PLANTS"]] + [-data["demand"][c] for c in data["CUSTOMERS"]]
    found = linprog(
        [data["cost"][route] for route in opened],
        A_ub=np.array(above),
        b_ub=limits,
        A_eq=np.array([into[h] - out[h] for h in data["HUBS"]]),
        b_eq=np.zeros(len(data["HUBS"])),
        bounds=[(0, data["capacity"][route]) for route in opened],
    )
    return found.fun if found.success else None
