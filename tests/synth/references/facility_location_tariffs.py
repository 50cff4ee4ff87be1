"""Uncapacitated facility location at tiny size: every set of sites, with the cheapest open site for each customer."""

import itertools
from typing import Any

SIZES = {"sites": (2, 4), "customers": (2, 5)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least total cost over all sets of sites that are not empty."""
    sites = data["SITES"]
    choices = itertools.chain.from_iterable(itertools.combinations(sites, n) for n in range(1, len(sites) + 1))
    return min(
        float(
            sum(data["fixed"][site] for site in chosen)
            + sum(min(data["tariff"][site, c] for site in chosen) * data["demand"][c] for c in data["CUSTOMERS"])
        )
        for chosen in choices
    )
