"""Multi-commodity flow at tiny size: a linear program over the simple paths of each trip."""

from itertools import pairwise
from typing import Any

from scipy.optimize import linprog

SIZES = {"nodes": (3, 4), "trips": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost of amounts on paths; None when the capacities leave no such amounts."""
    arcs, trips = data["ARCS"], data["TRIPS"]
    paths = [(trip, path) for trip in trips for path in _paths(arcs, [trip[0]], trip[1])]
    used = [set(pairwise(path)) for _, path in paths]
    found = linprog(
        [sum(data["cost"][arc] for arc in sorted(way)) for way in used],
        A_ub=[[arc in way for way in used] for arc in arcs],
        b_ub=[data["capacity"][arc] for arc in arcs],
        A_eq=[[trip == other for other, _ in paths] for trip in trips],
        b_eq=[data["amount"][trip] for trip in trips],
    )
    return found.fun if found.status == 0 else None


def _paths(arcs: list[tuple[str, str]], path: list[str], end: str) -> list[list[str]]:
    """All simple paths that begin with the given one."""
    if path[-1] == end:
        return [path]
    ways = [far for near, far in arcs if near == path[-1] and far not in path]
    return [found for node in ways for found in _paths(arcs, [*path, node], end)]
