"""Transportation of several products at tiny size: every split of every demand between two origins is tried."""

import itertools
from typing import Any

SIZES = {"origins": (2, 2), "destinations": (1, 2), "products": (1, 2), "demand": (1, 5), "spare": (0, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least freight; since all rates are positive, no more than the demand is sent."""
    first, second = data["ORIGINS"]
    keys = list(data["demand"])
    best: float | None = None
    for split in itertools.product(*(range(data["demand"][key] + 1) for key in keys)):
        sent = {(first, *key): amount for key, amount in zip(keys, split, strict=True)}
        sent |= {(second, *key): data["demand"][key] - sent[first, *key] for key in keys}
        taken = {(o, p): sum(sent[o, d, p] for d in data["DESTINATIONS"]) for o, p in data["supply"]}
        load = {(o, d): sum(sent[o, d, p] * data["weight"][p] for p in data["PRODUCTS"]) for o, d in data["limit"]}
        if any(taken[key] > data["supply"][key] for key in taken) or any(
            load[key] > data["limit"][key] for key in load
        ):
            continue
        freight = float(sum(data["rate"][key] * load[key] for key in load))
        best = freight if best is None else min(best, freight)
    return best
