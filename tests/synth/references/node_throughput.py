"""Flow through limited nodes at tiny size: a linear program over whole paths instead of arcs."""

from itertools import pairwise
from typing import Any

from scipy.optimize import linprog

SIZES = {"plants": (1, 2), "hubs": (1, 2), "stores": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost of amounts on paths from plants to stores; None when the limits leave no such amounts."""
    arcs, stores = data["ARCS"], data["STORES"]
    paths = [[plant] for plant in data["PLANTS"]]
    ended: list[list[str]] = []
    while paths:
        path = paths.pop()
        if path[-1] in stores:
            ended.append(path)
        else:
            paths += [[*path, end] for start, end in arcs if start == path[-1]]
    costs = [
        sum(data["cost"][arc] for arc in pairwise(path)) + sum(data["handling"][node] for node in path[1:-1])
        for path in ended
    ]
    limits = {**data["supply"], **data["throughput"]}
    found = linprog(
        costs,
        A_ub=[[node in path for path in ended] for node in limits],
        b_ub=list(limits.values()),
        A_eq=[[store in path for path in ended] for store in stores],
        b_eq=[data["demand"][store] for store in stores],
    )
    return found.fun if found.status == 0 else None
