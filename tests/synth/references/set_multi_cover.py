"""Set multi-cover by trying every choice of sites."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"sites": (3, 6), "places": (2, 4)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost of a choice that covers each place often enough; None where even all sites do not."""
    best = None
    for number in range(len(data["SITES"]) + 1):
        for chosen in itertools.combinations(data["SITES"], number):
            counts = {p: sum(data["distance"][s, p] <= data["reach"] for s in chosen) for p in data["PLACES"]}
            cost = float(sum(data["cost"][s] for s in chosen))
            if all(counts[p] >= data["required"][p] for p in counts) and (best is None or cost < best):
                best = cost
    return best
