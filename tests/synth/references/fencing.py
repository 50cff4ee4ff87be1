"""The largest area in closed form: the budget is spent half on each direction, unless the ground ends before."""

from __future__ import annotations

from typing import Any

SIZES: dict[str, tuple[int, int]] = {}


def optimum(data: dict[str, Any]) -> float | None:
    """The largest area."""
    along = 2 * data["outer"]
    across = 2 * data["outer"] + data["inner"] * data["dividers"]
    length = data["budget"] / 2 / along
    width = data["budget"] / 2 / across
    if length > data["longest"]:
        length = data["longest"]
        width = (data["budget"] - along * length) / across
    if width > data["widest"]:
        width = data["widest"]
        length = (data["budget"] - across * width) / along
    return min(length, data["longest"]) * min(width, data["widest"])
