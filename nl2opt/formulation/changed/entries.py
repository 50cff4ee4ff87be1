"""Entries of tables, limits and bounds: their names, their numbers, and what changes make of them."""

from __future__ import annotations

import math
from dataclasses import replace

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changes import Action, Change
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.elements import Key
from nl2opt.formulation.expressions import Expression, Generator, Name
from nl2opt.formulation.literals import short

DONE = {
    Action.ADD: "raised by",
    Action.SUBTRACT: "lowered by",
    Action.MULTIPLY: "multiplied by",
    Action.DIVIDE: "divided by",
}
"""What a change does to a number, in words."""


def computed(change: Change, old: float, number: float) -> float:
    """The new number of a change that starts from the old one."""
    match change.action:
        case Action.ADD:
            return old + number
        case Action.SUBTRACT:
            return old - number
        case Action.MULTIPLY:
            return old * number
        case Action.DIVIDE if number:
            return old / number
    raise Nl2optError(f"'{change.text}' divides by zero.", hint="Give another number.")


def named_index(
    index: tuple[Generator, ...], space: Space, taken: set[str]
) -> tuple[tuple[Expression, ...], tuple[Generator, ...]]:
    """The indices as expressions, and the index with a name for each; plain sets get names that are free."""
    names: list[str] = []
    named = []
    for place, generator in enumerate(index):
        if generator.targets:
            names += generator.targets
            named.append(generator)
            continue
        fresh: list[str] = []
        for _ in range(space.axes[place].arity):
            name, number = f"i{len(names) + len(fresh) + 1}", 1
            while name in taken:
                name, number = f"{name}_{number}", number + 1
            fresh.append(name)
        names += fresh
        named.append(replace(generator, targets=tuple(fresh)))
    return tuple(map(Name, names)), tuple(named)


def text_of(number: float) -> str:
    """A number in a sentence; ``nothing`` for a gap in a table."""
    return "nothing" if math.isnan(number) else f"{short(number):.12g}"


def entry_text(name: str, key: Key) -> str:
    """``capacity[Lyon]``."""
    return f"{name}[{', '.join(map(str, key))}]" if key else name
