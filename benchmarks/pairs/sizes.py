"""Scores and lengths by band, beside OptMATH's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean, median
from typing import Any

from nl2opt.synth.complexity.bands import BANDS

OPTMATH_CHARACTERS = {
    "OptMATH, training": 3315,
    "OptMATH-Bench": 2974,
    "MAMO complex": 1724,
    "MAMO easy": 1045,
    "NL4OPT": 541,
}
"""Mean characters of a problem as OptMATH's paper prints them (arXiv 2502.11102)."""

OPTMATH_BANDS = {"easy": (10, 50), "medium": (50, 150), "hard": (150, 500)}
"""The levels of S in OptMATH's public code."""


def sizes(pairs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for all pairs and for each band.

    Args:
        pairs: with the columns ``band``, ``complexity``, ``text`` and ``formulation``.
    """
    scores: dict[str, list[float]] = {}
    texts: dict[str, list[int]] = {}
    formulations: dict[str, list[int]] = {}
    for row in pairs:
        for name in ("all", row["band"]):
            scores.setdefault(name, []).append(row["complexity"])
            texts.setdefault(name, []).append(len(row["text"]))
            formulations.setdefault(name, []).append(len(row["formulation"]))
    return [
        {
            "band": name,
            "pairs": len(scores[name]),
            "mean_score": fmean(scores[name]),
            "median_score": median(scores[name]),
            "optmath_scores": OPTMATH_BANDS.get(name),
            "mean_characters": fmean(texts[name]),
            "median_characters": median(texts[name]),
            "mean_formulation_characters": fmean(formulations[name]),
        }
        for name in (*BANDS, "all")
        if name in scores
    ]
