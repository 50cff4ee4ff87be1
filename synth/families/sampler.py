"""The draws of one instance: numbers out of declared ranges, and names out of the story's pools."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from nl2opt.synth.families.ranges import Number, Ranges
from nl2opt.synth.narrative.statements import Setting

T = TypeVar("T")


class Sampler:
    """What a family's ``sample`` draws from.

    Args:
        rng: the source of chance.
        ranges: the declared ranges.
        setting: the story, for the names of members.
    """

    def __init__(self, rng: random.Random, ranges: Ranges, setting: Setting) -> None:
        self.rng = rng
        self.ranges = ranges
        self.setting = setting

    def number(self, name: str) -> Number:
        """A number out of the range called ``name``."""
        chosen = self.ranges[name]
        return chosen.at(self.rng.randrange(chosen.values))

    def size(self, name: str) -> int:
        """A whole number out of a range."""
        return int(self.number(name))

    def numbers(self, name: str, keys: Iterable[T]) -> dict[T, Number]:
        """A number for each key."""
        return {key: self.number(name) for key in keys}

    def members(self, pool: str, number: int) -> list[str]:
        """Different names out of the setting's pool, in the pool's order.

        A pool that is too small is followed by numbered names: the word for a member (``words[pool.lower()]``, in the
        singular where that is missing, or else the pool's name) and a number.
        """
        names = self.setting.members.get(pool, ())
        if number <= len(names):
            chosen = sorted(self.rng.sample(range(len(names)), number))
            return [names[place] for place in chosen]
        word = pool.lower()
        single = "person" if word == "people" else word.removesuffix("s")
        noun = self.setting.words.get(word) or self.setting.words.get(single) or single
        more = [f"{noun.capitalize()} {place}" for place in range(len(names) + 1, number + 1)]
        return [*names, *more]

    def choose(self, items: Sequence[T]) -> T:
        """One of the items."""
        return self.rng.choice(items)

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """That many different items, in their order."""
        return [items[place] for place in sorted(self.rng.sample(range(len(items)), number))]

    def share(self, total: Number, low: float, high: float, step: Number = 1) -> Number:
        """A part of a total between two shares of it, rounded down to a step but at least one step.

        For capacities that make an instance feasible: ``share(sum(weights), 0.3, 0.7)``. The result is derived data,
        so no range is declared for it.
        """
        part = float(total) * self.rng.uniform(low, high)
        steps = max(1, int(part / step + 1e-9))
        value = float(f"{steps * step:.10g}")
        return int(value) if value.is_integer() else value

    def until(self, draw: Callable[[], T], accepted: Callable[[T], bool], tries: int = 200) -> T:
        """Draws again until one is accepted; the last draw after ``tries``, to be rejected by the solve."""
        drawn = draw()
        for _ in range(tries):
            if accepted(drawn):
                break
            drawn = draw()
        return drawn
