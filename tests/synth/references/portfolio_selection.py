"""Portfolio selection by trying every number of lots of every asset."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"assets": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The highest gain within budget, risk and number of assets."""
    assets = data["ASSETS"]
    ways = [[0, *range(data["least"][a], data["most"][a] + 1)] for a in assets]
    best = 0.0
    for lots in itertools.product(*ways):
        cost, risk, gain = (
            sum(data[name][a] * number for a, number in zip(assets, lots, strict=True))
            for name in ("price", "risk", "gain")
        )
        few = sum(number > 0 for number in lots) <= data["max_assets"]
        if few and cost <= data["budget"] and risk <= data["risk_limit"]:
            best = max(best, float(gain))
    return best
