"""Network design: for every choice of links a linear program of scipy over all simple ways of each demand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from scipy.optimize import linprog

SIZES = {"nodes": (3, 4), "further_arcs": (1, 1), "demands": (1, 2)}

Arc = tuple[str, str]


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where even all links together are too small."""
    best = None
    for number in range(len(data["ARCS"]) + 1):
        for built in itertools.combinations(data["ARCS"], number):
            carrying = _carrying(built, data)
            if carrying is not None:
                cost = carrying + sum(data["fixed"][arc] for arc in built)
                best = cost if best is None else min(best, cost)
    return best


def _carrying(built: tuple[Arc, ...], data: dict[str, Any]) -> float | None:
    ways = [(pair, way) for pair in data["DEMANDS"] for way in _ways(built, pair[0], pair[1])]
    if {pair for pair, _ in ways} != set(data["DEMANDS"]):
        return None
    costs = [sum(data["cost"][arc] for arc in way) for _, way in ways]
    found = linprog(
        costs,
        A_ub=[[1 * (arc in way) for _, way in ways] for arc in built],
        b_ub=[data["capacity"][arc] for arc in built],
        A_eq=[[1 * (pair == other) for other, _ in ways] for pair in data["DEMANDS"]],
        b_eq=[data["amount"][pair] for pair in data["DEMANDS"]],
    )
    return float(found.fun) if found.status == 0 else None


def _ways(
    arcs: tuple[Arc, ...], origin: str, destination: str, seen: tuple[str, ...] = ()
) -> Iterator[tuple[Arc, ...]]:
    """All ways without a node that occurs twice."""
    if origin == destination:
        yield ()
        return
    for i, j in arcs:
        if i == origin and j not in seen:
            for rest in _ways(arcs, j, destination, (*seen, origin)):
                yield ((i, j), *rest)
