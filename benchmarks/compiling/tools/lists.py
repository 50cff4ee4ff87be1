"""The data as plain lists, which tools that loop in Python read faster than arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.compiling.models import Instance


@dataclass(frozen=True, slots=True)
class Lists:
    """An instance's data as lists.

    Attributes:
        tables: the arrays as nested lists.
        ranges: the two axes of the model (of a flow: arcs and nodes).
        leaving, reaching: for each node of a flow its arcs.
    """

    tables: dict[str, Any]
    ranges: tuple[range, range]
    leaving: list[list[int]]
    reaching: list[list[int]]


def lists_of(instance: Instance) -> Lists:
    """The data of an instance as lists."""
    tables = {name: array.tolist() for name, array in instance.data.items()}
    first, second = instance.size
    nodes = range(second) if instance.model == "flow" else range(0)
    leaving: list[list[int]] = [[] for _ in nodes]
    reaching: list[list[int]] = [[] for _ in nodes]
    for arc, (tail, head) in enumerate(tables.get("arcs", ())):
        leaving[tail - 1].append(arc)
        reaching[head - 1].append(arc)
    return Lists(tables, (range(first), range(second)), leaving, reaching)
