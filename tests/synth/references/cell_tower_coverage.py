"""Coverage by cell towers by trying every subset of the sites."""

from __future__ import annotations

import itertools

SIZES = {"sites": (2, 4), "regions": (3, 4)}


def optimum(data):
    """The most people in reach of a subset of the sites that the budget pays for."""
    best = None
    for number in range(len(data["SITES"]) + 1):
        for chosen in itertools.combinations(data["SITES"], number):
            if sum(data["cost"][s] for s in chosen) > data["budget"]:
                continue
            reached = {r for s in chosen for r in data["REGIONS"] if data["distance"][s, r] <= data["reach"]}
            people = sum(data["population"][r] for r in reached)
            best = people if best is None else max(best, people)
    return best
