"""Minimum-cost flow by shortest augmenting paths, unit after unit, in a graph with one source and one sink."""

from typing import Any

SIZES = {"plants": (1, 2), "hubs": (1, 2), "stores": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The cost of the cheapest flow of all demands; None when not all can be met."""
    rest: dict[tuple[str, str], float] = dict(data["capacity"])
    cost: dict[tuple[str, str], float] = dict(data["cost"])
    for plant, amount in data["supply"].items():
        rest["source", plant], cost["source", plant] = amount, 0
    for store, amount in data["demand"].items():
        rest[store, "sink"], cost[store, "sink"] = amount, 0
    for start, end in list(rest):
        rest[end, start], cost[end, start] = 0, -cost[start, end]
    total, missing = 0.0, sum(data["demand"].values())
    while missing > 0:
        path = _cheapest(rest, cost)
        if path is None:
            return None
        amount = min(rest[arc] for arc in path)
        for start, end in path:
            rest[start, end] -= amount
            rest[end, start] += amount
            total += amount * cost[start, end]
        missing -= amount
    return total


def _cheapest(rest: dict[tuple[str, str], float], cost: dict[tuple[str, str], float]) -> list[tuple[str, str]] | None:
    """The cheapest way from source to sink over arcs with room, after Bellman and Ford."""
    far: dict[str, float] = {"source": 0.0}
    before: dict[str, str] = {}
    for _ in range(len(rest)):
        for (start, end), room in rest.items():
            if room > 0 and start in far and far[start] + cost[start, end] < far.get(end, float("inf")) - 1e-9:
                far[end], before[end] = far[start] + cost[start, end], start
    if "sink" not in far:
        return None
    path, node = [], "sink"
    while node != "source":
        path.append((before[node], node))
        node = before[node]
    return path
