"""The measured rows as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.compiling.models import TITLES

NAMES = {
    "limit": "by hand",
    "nl2opt": "nl2opt",
    "nl2opt_text": "nl2opt, text read",
    "linopy": "linopy",
    "cvxpy": "cvxpy",
    "highspy": "highspy",
    "pulp": "PuLP",
    "pyomo": "Pyomo",
    "mathopt": "MathOpt",
}


def tables(rows: list[dict[str, Any]], tools: list[str]) -> str:
    """Milliseconds, ratios to the limit, and peak memory, with a line for each model and size."""
    return "\n\n".join(
        (
            "Milliseconds from data in memory to the solver with the model (median of processor time):\n\n"
            + _table(rows, tools, lambda row: _short(1e3 * row["seconds"])),
            "Times the arrays written by hand:\n\n" + _table(rows, tools, lambda row: f"{row['ratio_to_limit']:.2f}"),
            "Peak memory in MB, with Python, the tool and the data:\n\n"
            + _table(rows, tools, lambda row: f"{row['peak_mb']:.0f}"),
        )
    )


def _table(rows: list[dict[str, Any]], tools: list[str], cell: Callable[[dict[str, Any]], str]) -> str:
    lines = [
        f"| model | columns / nonzeros | {' | '.join(NAMES[tool] for tool in tools)} |",
        f"|---|---:|{'---:|' * len(tools)}",
    ]
    order = list(TITLES)
    keys = {(order.index(row["model"]), row["nonzeros"], row["size"]): row for row in rows}
    for place, nonzeros, size in sorted(keys):
        model = order[place]
        found = {row["tool"]: row for row in rows if row["model"] == model and row["size"] == size}
        cells = [cell(found[tool]) if tool in found else "" for tool in tools]
        columns = next(iter(found.values()))["columns"]
        lines.append(f"| {TITLES[model]} {size} | {_count(columns)} / {_count(nonzeros)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def solving_table(rows: list[dict[str, Any]]) -> str:
    """What a solve costs beside HiGHS called by hand with the same arrays."""
    lines = [
        "Milliseconds of a solve, from the program's arrays to checked and named values, and of HiGHS called by hand",
        "with the same arrays (fastest processor time):",
        "",
        "| model | columns / nonzeros | HiGHS by hand | nl2opt | difference | of the solve |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        hand, ours = 1e3 * row["by_hand"], 1e3 * row["nl2opt"]
        lines.append(
            f"| {TITLES[row['model']]} {row['size']} | {_count(row['columns'])} / {_count(row['nonzeros'])} | "
            f"{_short(hand)} | {_short(ours)} | {ours - hand:.1f} | {100 * (ours - hand) / hand:.1f} % |"
        )
    return "\n".join(lines)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _count(number: int) -> str:
    if number >= 999_500:
        return f"{number / 1e6:.3g}M"
    return f"{number / 1e3:.3g}k" if number >= 1000 else str(number)
