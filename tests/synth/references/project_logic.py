"""Choice of projects by trying every subset."""

from __future__ import annotations

from itertools import product
from typing import Any

SIZES = {"projects": (5, 7)}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest benefit; None where no choice keeps the rules."""
    projects = data["PROJECTS"]
    (dependent,), (base,), (trigger,) = data["DEPENDENT"], data["BASE"], data["TRIGGER"]
    best = None
    for flags in product((False, True), repeat=len(projects)):
        chosen = {p for p, flag in zip(projects, flags, strict=True) if flag}
        if sum(data["cost"][p] for p in chosen) > data["budget"]:
            continue
        if dependent in chosen and base not in chosen:
            continue
        if trigger in chosen and chosen.isdisjoint(data["SUPPORT"]):
            continue
        if len(chosen & set(data["RIVALS"])) > 1 or len(chosen & set(data["PRIORITY"])) < data["least"]:
            continue
        value = sum(data["benefit"][p] for p in chosen)
        best = value if best is None else max(best, value)
    return best
