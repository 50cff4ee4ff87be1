"""Numbers as people read them."""

from __future__ import annotations

import math

WHOLE = 1e-6
"""Engines return 2.9999999 for 3; a number this near to a whole one (or by 1e-9 of itself) is shown as whole."""


def format_number(value: float) -> str:
    """At most ten significant digits, no trailing zeros, and whole numbers as such.

    >>> format_number(2.9999999997), format_number(0.1 + 0.2), format_number(-0.0)
    ('3', '0.3', '0')
    """
    if not math.isfinite(value):
        return {math.inf: "∞", -math.inf: "−∞"}.get(value, "not a number")
    if abs(value) <= 1e-9:
        return "0"
    nearest = round(value)
    if nearest and abs(nearest) < 10**15 and abs(value - nearest) <= max(WHOLE, 1e-9 * abs(value)):
        return str(nearest)
    return f"{value:.10g}"


def format_seconds(seconds: float) -> str:
    """``0.03 s``, ``4.2 s``, ``2 min 5 s``."""
    if seconds < 1:
        return f"{seconds:.2g} s"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def align(numbers: list[str]) -> list[str]:
    """The same texts padded left so that their decimal points stand under each other, and right to one width."""
    heads = [len(text.split(".")[0]) if "e" not in text else len(text) for text in numbers]
    widest = max(heads, default=0)
    padded = [" " * (widest - head) + text for head, text in zip(heads, numbers, strict=True)]
    width = max(map(len, padded), default=0)
    return [text.ljust(width) for text in padded]
