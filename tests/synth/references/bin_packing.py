"""Bin packing by placing the items one after the other in every open bin or in a new one."""

from __future__ import annotations

from typing import Any

SIZES = {"items": (3, 6)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least number of bins; None where there are too few."""
    sizes = [data["size"][i] for i in data["ITEMS"]]
    capacity = data["capacity"]

    def fewest(place: int, rooms: tuple[float, ...]) -> int:
        if place == len(sizes):
            return len(rooms)
        ways = [fewest(place + 1, (*rooms, capacity - sizes[place]))]
        for b, room in enumerate(rooms):
            if sizes[place] <= room:
                ways.append(fewest(place + 1, (*rooms[:b], room - sizes[place], *rooms[b + 1 :])))
        return min(ways)

    found = fewest(0, ())
    return float(found) if found <= data["bins"] else None
