"""Uncapacitated lot sizing by the dynamic program of Wagner and Whitin over the last lot."""

from __future__ import annotations

SIZES = {"periods": (3, 5)}


def optimum(data):
    """The lowest cost, where each lot serves a run of periods; true since lots have no limit."""
    demand, periods = data["demand"], data["T"]
    best = [0.0]
    for last in range(1, periods + 1):
        ways = []
        for made in range(1, last + 1):
            cost = data["fixed_cost"][made]
            for t in range(made, last + 1):
                cost += demand[t] * (data["unit_cost"][made] + data["holding_cost"] * (t - made))
            ways.append(best[made - 1] + cost)
        best.append(min(ways))
    return best[periods]
