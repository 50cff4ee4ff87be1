"""Structure-based assignment by trying every way to give some peaks different residues."""

from __future__ import annotations

import itertools

SIZES = {"peaks": (3, 3), "spare": (0, 1)}


def optimum(data):
    """The lowest cost of assigning the given number within the limits on distance; None where there is no way."""
    best = None
    for chosen in itertools.combinations(data["PEAKS"], data["count"]):
        for places in itertools.permutations(data["RESIDUES"], data["count"]):
            at = dict(zip(chosen, places, strict=True))
            if any(
                p in at and q in at and _apart(data, at[p], at[q]) > limit for (p, q), limit in data["limit"].items()
            ):
                continue
            cost = sum(data["cost"][pair] for pair in at.items())
            best = cost if best is None else min(best, cost)
    return best


def _apart(data, one, other):
    return data["distance"].get((one, other)) or data["distance"][other, one]
