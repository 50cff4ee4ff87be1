"""Set covering by trying every subset of the options."""

from __future__ import annotations

import itertools

SIZES = {"options": (3, 5), "needs": (3, 4)}


def optimum(data):
    """The lowest cost of a subset of the options that covers every need."""
    best = None
    for number in range(len(data["OPTIONS"]) + 1):
        for chosen in itertools.combinations(data["OPTIONS"], number):
            covered = {n for o in chosen for n in data["NEEDS"] if data["covers"][o, n]}
            if len(covered) == len(data["NEEDS"]):
                cost = sum(data["cost"][o] for o in chosen)
                best = cost if best is None else min(best, cost)
    return best
