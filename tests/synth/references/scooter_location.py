"""Location of scooters at tiny size: every placement, and the most riders it can serve as a minimum cut."""

import itertools
from typing import Any

SIZES = {"zones": (2, 3), "spots": (3, 3), "room": (1, 3)}


def optimum(data: dict[str, Any]) -> float | None:
    """The most riders served over all placements that use no more spots and scooters than there are."""
    best = 0
    for placed in itertools.product(*(range(data["room"][spot] + 1) for spot in data["SPOTS"])):
        if sum(placed) <= data["fleet"] and sum(number > 0 for number in placed) <= data["most_spots"]:
            best = max(best, _served(data, dict(zip(data["SPOTS"], placed, strict=True))))
    return float(best)


def _served(data: dict[str, Any], placed: dict[str, int]) -> int:
    """The least capacity of a cut between zones and spots, over all sets of zones on the side of the source."""
    cuts = []
    for inside in itertools.product((False, True), repeat=len(data["ZONES"])):
        kept = {zone for zone, chosen in zip(data["ZONES"], inside, strict=True) if chosen}
        cut = sum(data["users"][zone] for zone in data["ZONES"] if zone not in kept)
        for spot, number in placed.items():
            coming = sum(most for (zone, other), most in data["willing"].items() if other == spot and zone in kept)
            cut += min(data["turns"] * number, coming)
        cuts.append(cut)
    return min(cuts)
