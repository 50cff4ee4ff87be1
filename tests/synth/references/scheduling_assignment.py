"""Assignment of people to tasks by trying every person for every task."""

from __future__ import annotations

import itertools

SIZES = {"people": (2, 3), "tasks": (3, 4)}


def optimum(data):
    """The shortest total time over all ways to give each task to one person who can do it."""
    best = None
    for chosen in itertools.product(data["PEOPLE"], repeat=len(data["TASKS"])):
        pairs = list(zip(chosen, data["TASKS"], strict=True))
        if any(pair not in data["hours"] for pair in pairs):
            continue
        if any(chosen.count(person) > data["most"][person] for person in data["PEOPLE"]):
            continue
        total = sum(data["hours"][pair] for pair in pairs)
        best = total if best is None else min(best, total)
    return best
