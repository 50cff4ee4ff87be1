"""Revenue maximization at tiny size, by trying all numbers up to the maximum sales."""

import itertools
from typing import Any

SIZES = {"offers": (2, 3), "resources": (1, 3), "sales": (2, 8)}


def optimum(data: dict[str, Any]) -> float | None:
    """The greatest revenue of numbers that fit into all resources."""
    best = 0.0
    for numbers in itertools.product(*(range(data["sales"][offer] + 1) for offer in data["OFFERS"])):
        sold = dict(zip(data["OFFERS"], numbers, strict=True))
        if all(
            sum(data["use"][offer, resource] * sold[offer] for offer in sold) <= data["available"][resource]
            for resource in data["RESOURCES"]
        ):
            best = max(best, float(sum(data["price"][offer] * sold[offer] for offer in sold)))
    return best
