"""Random draws that depend on a seed and on names alone, so that every row of a dataset can be made again by itself."""

from __future__ import annotations

import hashlib
import random

Seed = int | str


def stream(*parts: Seed) -> random.Random:
    """A generator of its own for what the parts name, such as ``stream(7, "knapsack", 12)``.

    Streams of different parts are independent. ``random.Random`` gives equal draws on every platform and in every
    version of Python that we support, which numpy does not promise.
    """
    text = "\x1f".join(f"{type(part).__name__}:{part}" for part in parts)
    return random.Random(hashlib.sha256(text.encode()).digest())
