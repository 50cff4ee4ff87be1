"""A word problem while it is drawn: activities, a plan that must stay feasible, and the data of its measures."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from nl2opt.synth.composer.lexicon import measures
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind, Span, Story

Key = str
"""What a datum is about: ``measure:0`` (its place among all), ``profit``, ``price``, ``cost``, ``quality:0``."""


@dataclass(slots=True)
class Draft:
    """What has been drawn.

    Attributes:
        story, rng: where words and numbers come from.
        chosen: places of the activities in the story.
        plan: an amount of each; every clause is drawn so that the plan satisfies it.
        data: numbers for one unit of each activity.
        taken: what clauses exist already, so that none is told twice or contradicts another.
    """

    story: Story
    rng: random.Random
    chosen: tuple[int, ...]
    plan: dict[int, Number] = field(default_factory=dict)
    data: dict[Key, dict[int, Number]] = field(default_factory=dict)
    taken: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.story.kind is Kind.SELECT:
            done = self.rng.randint(max(1, len(self.chosen) // 2), max(1, len(self.chosen) - 1))
            picked = set(self.rng.sample(self.chosen, done))
            self.plan = {place: int(place in picked) for place in self.chosen}
            return
        for place in self.chosen:
            low, high, step = self.story.quantity
            size: float = 1 if self.story.kind is Kind.MONEY else self.story.activities[place].size
            amount = draw((low, high, step), self.rng)
            self.plan[place] = max(low, rounded(amount / size**0.5, step, up=False))

    @property
    def total(self) -> Number:
        """The plan's sum."""
        return sum(self.plan.values())

    @property
    def whole(self) -> bool:
        """Whether amounts are whole numbers."""
        return self.story.kind is not Kind.MEASURE

    def take(self, *what: object) -> bool:
        """Notes that something is said; False when it is said already."""
        if what in self.taken:
            return False
        self.taken.add(what)
        return True

    @property
    def has_fee(self) -> bool:
        """Whether a fixed cost is said; one could count it in a budget, or against a least profit."""
        return any(what[0] == "fee" for what in self.taken)

    def numbers(self, key: Key) -> dict[int, Number]:
        """The data of a key, drawn at its first use."""
        if key not in self.data:
            self.data[key] = self._drawn(key)
        return self.data[key]

    def _drawn(self, key: Key) -> dict[int, Number]:
        name, _, place = key.partition(":")
        story = self.story
        sized = name not in ("quality",)
        if name == "measure":
            span = measures(story)[int(place)].span
        elif name == "quality":
            span = story.qualities[int(place)].span
        else:
            found = {"profit": story.profit, "price": story.price, "cost": story.cost}[name]
            assert found is not None
            span = found
        numbers: dict[int, Number] = {}
        for activity in self.chosen:
            scale = story.activities[activity].size if sized else 1
            value = draw(span, self.rng) if scale == 1 else scaled(span, scale, self.rng)
            if name == "price" and "cost" in self.data:
                value = max(value, rounded(self.data["cost"][activity] * 1.2, span[2], up=True))
            numbers[activity] = value
        return numbers

    def used(self, key: Key) -> Number:
        """How much of a measure the plan uses or gives."""
        return tidy(sum(value * self.plan[place] for place, value in self.numbers(key).items()))

    def above(self, value: Number, spread: float = 0.15) -> Number:
        """A round number a little above a value."""
        return nice(value * (1 + self.rng.random() * spread), up=True)

    def below(self, value: Number, spread: float = 0.2) -> Number:
        """A round number a little below a value."""
        return nice(value * (1 - self.rng.random() * spread), up=False)

    def pair(self) -> tuple[int, int]:
        """Two different activities, in either order."""
        first, second = self.rng.sample(self.chosen, 2)
        return first, second


def tidy(value: float) -> Number:
    """A number without the noise of binary fractions; whole where it can be."""
    value = float(f"{value:.10g}")
    return int(value) if value.is_integer() else value


def draw(span: Span, rng: random.Random) -> Number:
    """A number out of a span."""
    low, high, step = span
    return tidy(low + step * rng.randint(0, max(0, round((high - low) / step))))


def scaled(span: Span, scale: float, rng: random.Random) -> Number:
    """A number out of a span times a scale, in the span's steps, and at least one of them."""
    low, high, step = span
    value = draw((low, high, step), rng) * scale
    return max(rounded(value, step, up=False), tidy(step))


def rounded(value: float, step: Number, up: bool) -> Number:
    """A value rounded to a multiple of a step."""
    steps = value / step
    return tidy((math.ceil(steps - 1e-9) if up else math.floor(steps + 1e-9)) * step)


def nice(value: float, up: bool) -> Number:
    """A round number beside a value: two to three significant digits, whole from 10 on."""
    if value <= 0:
        return 0
    step: Number = 10 ** math.floor(math.log10(value)) / 20
    if value >= 200:
        step = int(step)
    elif value >= 20:
        step = 5 if value >= 100 else 1
    elif value >= 5:
        step = 1
    else:
        step = 0.5
    return rounded(value, step, up)
