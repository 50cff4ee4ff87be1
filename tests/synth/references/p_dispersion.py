"""p-dispersion by trying every selection."""

from __future__ import annotations

import itertools

SIZES = {"sites": (4, 6)}


def optimum(data):
    """The largest of the smallest distances over all selections of the given number."""
    return max(
        min(data["distance"][pair] for pair in itertools.combinations(chosen, 2))
        for chosen in itertools.combinations(data["SITES"], data["count"])
    )
