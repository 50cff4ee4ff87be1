"""The 0-1 knapsack problem by trying every subset of the items."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"items": (3, 6)}


def optimum(data: dict[str, Any]) -> float | None:
    """The highest value of a subset that fits."""
    subsets = itertools.chain.from_iterable(
        itertools.combinations(data["ITEMS"], number) for number in range(len(data["ITEMS"]) + 1)
    )
    fitting = (subset for subset in subsets if sum(data["weight"][i] for i in subset) <= data["capacity"])
    return float(max(sum(data["value"][i] for i in subset) for subset in fitting))
