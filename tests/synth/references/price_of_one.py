"""The best price by trying every number of steps."""

from __future__ import annotations

from typing import Any

SIZES = {"most": (3, 20)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest profit."""
    profits = [
        (data["start"] + data["step"] * steps - data["cost"]) * (data["sold"] - data["lost"] * steps)
        for steps in range(data["most"] + 1)
        if data["lost"] * steps <= data["sold"]
    ]
    return max(profits)
