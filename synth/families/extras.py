"""Rules that a family does not have, and that make sense in all of its stories: augmentation adds them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nl2opt.synth.narrative.statements import Rule


@dataclass(frozen=True, slots=True)
class Extra:
    """One more rule.

    Attributes:
        name: unique in its family.
        parameters: the declarations of its open scalars, a line each: ``most_items``.
        constraints: its constraints, a line each: ``few: sum(take[i] for i in ITEMS) <= most_items``.
        rule: how it is told; it tells all of the constraints and names all of the scalars.
        sample: numbers for the scalars, given the data of an instance; None where the rule would say nothing there.
    """

    name: str
    parameters: str
    constraints: str
    rule: Rule
    sample: Callable[[random.Random, Mapping[str, Any]], Mapping[str, int | float] | None]


def at_most(variable: str, members: str, noun: str, done: str) -> Extra:
    """A limit on how many of a set are chosen, at a third to two thirds of them.

    Args:
        variable: the binary variable over the set.
        members: the set.
        noun: the slot of the story's word for a member: ``site``.
        done: what is done with the chosen ones, as in "may be opened"; a slot in braces or a word.
    """
    return Extra(
        name=f"at most, {variable}",
        parameters=f"most_{members}",
        constraints=f"few_{members}: sum({variable}[i] for i in {members}) <= most_{members}",
        rule=Rule(
            (f"few_{members}",),
            (
                f"[Besides|In addition], [at most|no more than] {{most_{members}:number}} {{{noun}*most_{members}}} "
                f"may be {done}.",
                f"The number of {{{noun}:plural}} that are {done} [must not exceed|is limited to] "
                f"{{most_{members}:number}}.",
                f"[A rule says that no|No] more than {{most_{members}:number}} {{{noun}*most_{members}}} can be "
                f"{done}.",
            ),
        ),
        sample=lambda rng, data: _between(rng, f"most_{members}", len(data[members]), 1 / 3, 2 / 3),
    )


def at_least(variable: str, members: str, noun: str, done: str) -> Extra:
    """As ``at_most``, for the least number: a quarter to a half of the members."""
    return Extra(
        name=f"at least, {variable}",
        parameters=f"least_{members}",
        constraints=f"many_{members}: sum({variable}[i] for i in {members}) >= least_{members}",
        rule=Rule(
            (f"many_{members}",),
            (
                f"[Besides|In addition], at least {{least_{members}:number}} {{{noun}*least_{members}}} must be "
                f"{done}.",
                f"[At least|No fewer than] {{least_{members}:number}} {{{noun}*least_{members}}} have to be {done}.",
                f"The number of {{{noun}:plural}} that are {done} must be {{least_{members}:number}} or more.",
            ),
        ),
        sample=lambda rng, data: _between(rng, f"least_{members}", len(data[members]), 1 / 4, 1 / 2),
    )


def _between(rng: random.Random, name: str, size: int, low: float, high: float) -> dict[str, int] | None:
    """A number of at least two between two shares of a size; None where there is none below the size."""
    first, last = max(2, math.ceil(size * low)), math.floor(size * high)
    return {name: rng.randint(first, last)} if first <= last < size else None
