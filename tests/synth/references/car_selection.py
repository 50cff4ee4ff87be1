"""Car selection by giving each participant in turn one of the cars that are left, or none."""

from __future__ import annotations

from typing import Any

SIZES = {"participants": (2, 5), "cars": (2, 5)}


def optimum(data: dict[str, Any]) -> float | None:
    """The highest total rating of a matching."""
    people = data["PARTICIPANTS"]

    def best(place: int, left: frozenset[str]) -> float:
        if place == len(people):
            return 0.0
        ways = [best(place + 1, left)]
        for car in left:
            rating = data["rating"][people[place], car]
            if rating >= data["floor_rating"]:
                ways.append(rating + best(place + 1, left - {car}))
        return max(ways)

    return best(0, frozenset(data["CARS"]))
