"""Team formation by trying every assignment of people to projects."""

from __future__ import annotations

from itertools import product
from typing import Any

SIZES = {"people": (3, 5), "projects": (2, 2), "skills": (2, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The smallest largest shortfall."""
    people, projects, skills = data["PEOPLE"], data["PROJECTS"], data["SKILLS"]
    best = float("inf")
    for places in product(projects, repeat=len(people)):
        worst = 0
        for q in projects:
            for k in skills:
                total = sum(data["level"][p, k] for p, place in zip(people, places, strict=True) if place == q)
                worst = max(worst, data["need"][q, k] - total)
        best = min(best, worst)
    return float(best)
