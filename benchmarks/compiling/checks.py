"""Whether all tools made the same models: a benchmark that compiles different ones is worth nothing."""

from __future__ import annotations

from typing import Any

from benchmarks.compiling.models import shape
from benchmarks.compiling.runner import Runner

SMALL = {"transport": (6, 8), "facility": (5, 7), "lotsizing": (4, 5), "flow": (40, 10)}
"""Sizes that are solved to optimality at once."""

TOLERANCE = 1e-6
"""How far two optima of one model may be apart, relatively."""


def optima(runner: Runner, models: list[str], tools: list[str]) -> list[str]:
    """Solves a small instance of each model with each tool; returns what differs, in words."""
    wrong: list[str] = []
    for model in models:
        found: dict[str, float] = {}
        for tool in tools:
            cell = runner.cell(tool, model, SMALL[model], "--optimum", "--repeats", "1")
            if isinstance(cell, str):
                wrong.append(f"{tool} on a small {model}: {cell}")
                continue
            found[tool] = cell["optimum"]
            wrong += _misshapen(tool, model, SMALL[model], cell["shape"])
        for tool, optimum in found.items():
            right = found.get("limit", optimum)
            if abs(optimum - right) > TOLERANCE * max(1.0, abs(right)):
                wrong.append(f"{tool}'s optimum of a small {model} is {optimum:.9g} instead of {right:.9g}")
        if found:
            print(f"  {model:10} {next(iter(found.values())):14.6f}  {', '.join(found)}", flush=True)
    return wrong


def disagreements(rows: list[dict[str, Any]]) -> list[str]:
    """Rows whose model has another size than it should, in words."""
    wrong: list[str] = []
    for row in rows:
        first, second = row["size"].split("x")
        wrong += _misshapen(row["tool"], row["model"], (int(first), int(second)), row["shape"])
    return wrong


def _misshapen(tool: str, model: str, size: tuple[int, int], found: dict[str, int] | None) -> list[str]:
    right = dict(zip(("columns", "rows", "nonzeros"), shape(model, size)))
    if found is None or found == right:
        return []
    return [f"{tool}'s {model} of {size[0]}x{size[1]} has {found} instead of {right}"]
