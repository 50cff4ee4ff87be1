"""Plots of the measured rows: every tool, and how our time grows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

from benchmarks.compiling.models import TITLES
from benchmarks.compiling.report import NAMES

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "compile"  # the same rows give the same file

COLORS = {
    "limit": "#000000",
    "nl2opt": "#d62728",
    "linopy": "#1f77b4",
    "cvxpy": "#2ca02c",
    "highspy": "#9467bd",
    "pulp": "#8c564b",
    "pyomo": "#e377c2",
    "mathopt": "#7f7f7f",
}


def draw(rows: list[dict[str, Any]], folder: Path) -> list[Path]:
    """Draws both plots; returns their files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_tools(rows, folder / "compile.svg"), _growth(rows, folder / "compile_growth.svg")]


def _points(rows: list[dict[str, Any]], model: str, tool: str) -> tuple[list[float], list[float]]:
    found = sorted((r["nonzeros"], r["seconds"]) for r in rows if r["model"] == model and r["tool"] == tool)
    return [nonzeros for nonzeros, _ in found], [seconds for _, seconds in found]


def _tools(rows: list[dict[str, Any]], path: Path) -> Path:
    """Seconds against nonzeros, a panel for each model."""
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(2, 2, figsize=(10, 8), sharey=True, layout="constrained")
    for panel, (model, title) in zip(panels.flat, TITLES.items()):
        for tool, color in COLORS.items():
            nonzeros, seconds = _points(rows, model, tool)
            if nonzeros:
                style = {"limit": "--", "nl2opt": "o-"}.get(tool, ".-")
                width = 2.2 if tool == "nl2opt" else 1.2
                panel.loglog(nonzeros, seconds, style, color=color, linewidth=width, label=NAMES[tool])
        panel.set(title=title, xlabel="nonzeros")
        panel.grid(visible=True, which="major", alpha=0.3)
    for panel in panels[:, 0]:
        panel.set_ylabel("seconds to the solver with the model")
    shown = {label: line for panel in panels.flat for line, label in zip(*panel.get_legend_handles_labels())}
    figure.legend(shown.values(), shown.keys(), loc="outside lower center", ncols=len(shown) or 1, fontsize=8)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return path


def _growth(rows: list[dict[str, Any]], path: Path) -> Path:
    """Our seconds against nonzeros, beside the limit's and a line of slope 1 (time in proportion)."""
    from matplotlib import pyplot

    figure, panel = pyplot.subplots(figsize=(7, 5), layout="constrained")
    for place, (model, title) in enumerate(TITLES.items()):
        nonzeros, seconds = _points(rows, model, "nl2opt")
        if len(nonzeros) < 2:
            continue
        color = f"C{place}"
        large = [k for k, count in enumerate(nonzeros) if count >= 1e5]
        slope = ""
        if len(large) > 1:
            exponent = np.polyfit(np.log([nonzeros[k] for k in large]), np.log([seconds[k] for k in large]), 1)[0]
            slope = f", seconds ~ nonzeros^{exponent:.2f}"
        panel.loglog(nonzeros, seconds, "o-", color=color, label=f"{title}{slope}")
        panel.loglog(*_points(rows, model, "limit"), ":", color=color, linewidth=1)
    ends = np.array([1e4, 1e7])
    panel.loglog(ends, 7e-8 * ends, "k--", linewidth=1, label="in proportion (slope 1)")
    panel.set(title="nl2opt (dotted: arrays by hand)", xlabel="nonzeros", ylabel="seconds to the solver with the model")
    panel.grid(visible=True, which="major", alpha=0.3)
    panel.legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return path
