"""Static line planning by trying every frequency."""

from __future__ import annotations

import itertools

SIZES = {"lines": (2, 3), "sections": (2, 3), "runs": (1, 3)}


def optimum(data):
    """The lowest cost over all frequencies that carry everybody; no line runs more often than a section allows."""
    lines = data["LINES"]
    best = None
    for runs in itertools.product(range(data["most"] + 1), repeat=len(lines)):
        times = dict(zip(lines, runs, strict=True))
        over = {s: sum(times[line] for line, t in data["STEPS"] if t == s) for s in data["SECTIONS"]}
        if any(data["places"] * over[s] < data["load"][s] or over[s] > data["most"] for s in over):
            continue
        if sum(data["minutes"][step] * times[step[0]] for step in data["STEPS"]) > 60 * data["vehicles"]:
            continue
        cost = sum(data["cost"][line] * times[line] for line in lines)
        best = cost if best is None else min(best, cost)
    return best
