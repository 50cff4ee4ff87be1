"""Maxisum dispersion by trying every selection."""

from __future__ import annotations

import itertools

SIZES = {"candidates": (4, 6)}


def optimum(data):
    """The largest sum of differences over all selections of the given number."""
    return max(
        sum(data["difference"][pair] for pair in itertools.combinations(chosen, 2))
        for chosen in itertools.combinations(data["CANDIDATES"], data["count"])
    )
