"""Assignment of hours at tiny size, project by project: the state is what each person has left."""

import itertools
from typing import Any

SIZES = {"people": (2, 3), "projects": (1, 3), "work": (1, 4), "spare": (0, 2)}


def optimum(data: dict[str, Any]) -> float | None:
    """The least cost over whole hours, which are as good as parts of hours in a transportation problem."""
    people = data["PEOPLE"]
    states: dict[tuple[int, ...], float] = {tuple(data["hours"][person] for person in people): 0.0}
    for project in data["PROJECTS"]:
        ways = [
            way
            for way in itertools.product(*(range(data["limit"][person, project] + 1) for person in people))
            if sum(way) == data["need"][project]
        ]
        reached: dict[tuple[int, ...], float] = {}
        for left, cost in states.items():
            for way in ways:
                if all(hours <= rest for hours, rest in zip(way, left, strict=True)):
                    now = tuple(rest - hours for hours, rest in zip(way, left, strict=True))
                    paid = cost + sum(data["cost"][i, project] * hours for i, hours in zip(people, way, strict=True))
                    reached[now] = min(paid, reached.get(now, paid))
        states = reached
    return min(states.values(), default=None)
