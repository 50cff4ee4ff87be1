"""Choice of sites by trying every subset."""

from __future__ import annotations

from itertools import product
from typing import Any

SIZES = {"sites": (5, 7)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost; None where no choice keeps the rules."""
    sites = data["SITES"]
    (first,), (second,) = data["FIRST"], data["SECOND"]
    best = None
    for flags in product((False, True), repeat=len(sites)):
        chosen = {s for s, flag in zip(sites, flags, strict=True) if flag}
        if len(chosen) > data["most"] or len(chosen & {first, second}) != 1 or len(chosen & set(data["CENTRAL"])) != 1:
            continue
        if sum(data["capacity"][s] for s in chosen) < data["demand"]:
            continue
        cost = sum(data["cost"][s] for s in chosen)
        best = cost if best is None else min(best, cost)
    return best
