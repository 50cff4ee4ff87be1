"""Permutation flow shop by trying every order of the jobs."""

from __future__ import annotations

import itertools
from typing import Any

SIZES = {"jobs": (2, 4), "stages": (2, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The earliest end of the last job."""
    return float(min(_end(order, data) for order in itertools.permutations(data["JOBS"])))


def _end(order: tuple[str, ...], data: dict[str, Any]) -> int:
    free = dict.fromkeys(data["STAGES"], 0)
    ready = 0
    for job in order:
        ready = 0
        for stage in data["STAGES"]:
            ready = free[stage] = max(ready, free[stage]) + data["time"][job, stage]
    return ready
