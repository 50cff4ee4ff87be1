"""What is asked of a value that a reformulation introduces, so that it adds no more rows than are needed."""

from __future__ import annotations

from typing import TypeAlias

Use: TypeAlias = int
"""``UPPER``: the value is only pushed down (minimised, or bounded from above) and may lie above the true one;
``LOWER``: it is only pushed up and may lie below; ``EXACT``: neither."""

UPPER: Use = 1
EXACT: Use = 0
LOWER: Use = -1

Direction: TypeAlias = int
"""How a binary literal is tied to a statement. ``IMPLIES``: where the literal is 1 the statement holds; ``IMPLIED``:
where the statement holds the literal is 1; ``BOTH``: one exactly when the other."""

IMPLIES: Direction = 1
BOTH: Direction = 0
IMPLIED: Direction = -1
