"""The share of candidates that became pairs, by what was asked for, and where the others failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from nl2opt.synth.complexity.bands import BANDS

BY = ("origin", "band", "family")
COLUMNS = ("origin", "band", "family", "route")


def acceptance(pairs: Iterable[Mapping[str, Any]], rejected: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for all, each origin, band and family, and each origin in each band.

    Args:
        pairs: with the columns of ``COLUMNS`` and ``tries``, which also counts seeds that gave no candidate at all.
        rejected: with the columns of ``COLUMNS`` and ``stage``.
    """
    accepted: Counter[tuple[str, str]] = Counter()
    tries: Counter[tuple[str, str]] = Counter()
    stages: dict[tuple[str, str], Counter[str]] = {}
    for row in pairs:
        for group in _groups(row):
            accepted[group] += 1
            tries[group] += row["tries"]
    for row in rejected:
        for group in _groups(row):
            stages.setdefault(group, Counter())[row["stage"]] += 1
    rows = []
    for by, name in sorted({*accepted, *stages}, key=_place):
        failed = stages.get((by, name), Counter())
        made = accepted[by, name]
        rows.append(
            {
                "by": by,
                "name": name,
                "candidates": made + failed.total(),
                "accepted": made,
                "acceptance": made / (made + failed.total()),
                "tries_per_pair": tries[by, name] / made if made else None,
                "failed": dict(failed.most_common()),
            }
        )
    return rows


def _groups(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [("all", "all"), *((by, row[by]) for by in BY), ("origin and band", f"{row['origin']}, {row['band']}")]


def _place(group: tuple[str, str]) -> tuple[int, str, int, str]:
    by, name = group
    order = list(BANDS)
    origin, _, band = name.rpartition(", ")
    return (
        ("all", "origin", "band", "origin and band", "family").index(by),
        origin,
        (order.index(band) if band in order else 0),
        name,
    )
