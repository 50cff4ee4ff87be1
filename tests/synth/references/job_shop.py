"""Job shop by trying every order of the jobs on every machine, with the longest paths as starts."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"jobs": (2, 3), "machines": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The earliest end of the last step; orders that lock each other are left out."""
    orders = [list(itertools.permutations(data["JOBS"])) for _ in data["MACHINES"]]
    ends = (_end(dict(zip(data["MACHINES"], choice, strict=True)), data) for choice in itertools.product(*orders))
    return float(min(end for end in ends if end is not None))


def _end(orders: dict[str, tuple[str, ...]], data: dict[str, Any]) -> int | None:
    """Steps are begun as soon as both the job and the machine are ready for them."""
    ways = {j: sorted(data["MACHINES"], key=lambda m, j=j: data["step"][j, m]) for j in data["JOBS"]}
    queues = {m: list(order) for m, order in orders.items()}
    ready, free = dict.fromkeys(data["JOBS"], 0), dict.fromkeys(data["MACHINES"], 0)
    while any(ways.values()):
        open_steps = [(j, way[0]) for j, way in ways.items() if way and queues[way[0]][0] == j]
        if not open_steps:
            return None
        j, m = open_steps[0]
        ready[j] = free[m] = max(ready[j], free[m]) + data["time"][j, m]
        ways[j].pop(0)
        queues[m].pop(0)
    return max(ready.values())
