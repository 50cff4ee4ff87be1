"""Maximum flow as the smallest cut: all ways to part the nodes between the entry and the exit are tried."""

from __future__ import annotations

from itertools import product
from typing import Any

SIZES = {"nodes": (4, 7)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least capacity of a cut, which equals the greatest flow."""
    (entry,), (leave,) = data["ENTRY"], data["EXIT"]
    inner = sorted({node for arc in data["ARCS"] for node in arc} - {entry, leave})
    least = float("inf")
    for sides in product((True, False), repeat=len(inner)):
        near = {entry, *(node for node, side in zip(inner, sides, strict=True) if side)}
        cut = sum(data["capacity"][i, j] for i, j in data["ARCS"] if i in near and j not in near)
        least = min(least, cut)
    return float(least)
