"""What a type of clause is: when it makes sense, how its numbers are drawn, what it adds, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.synth.composer.draft import Draft, Key
from nl2opt.synth.composer.lexicon import measures
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind, Story, measure_name, snake_case, variable_name

Row: TypeAlias = tuple[str, str]
"""The name and the body of a constraint."""


@dataclass(slots=True)
class Model:
    """What sentences have said so far; clauses become rows of it.

    Attributes:
        story: whose words are meant.
        chosen: the activities, in the order of their first mention.
        data: numbers for one unit of each activity.
        indicators: activities whose being done at all has a variable of its own.
        fees: sums paid once for an activity.
    """

    story: Story
    chosen: tuple[int, ...]
    data: dict[Key, dict[int, Number]] = field(default_factory=dict)
    fees: dict[int, Number] = field(default_factory=dict)

    def name(self, place: Number | tuple[int, ...]) -> str:
        """The variable of an activity."""
        assert isinstance(place, int)
        return variable_name(self.story, self.story.activities[place])

    def total(self, places: tuple[int, ...] = ()) -> str:
        """The sum of some activities, or of all."""
        return " + ".join(self.name(place) for place in places or self.chosen)

    def weighted(self, key: Key) -> str:
        """The sum of the data times the activities."""
        terms = self.data[key]
        return " + ".join(times(terms[place], self.name(place)) for place in self.chosen if place in terms)

    def measure(self, place: Number | tuple[int, ...]) -> str:
        """The name of the constraint over a measure."""
        assert isinstance(place, int)
        return measure_name(measures(self.story)[place])

    def quality(self, place: int) -> str:
        """The name of the constraint over a quality."""
        return snake_case(self.story.qualities[place].noun)


Drawn: TypeAlias = Callable[[Draft], "Meaning | None"]
Rows: TypeAlias = Callable[[Model, Meaning], "list[Row]"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A type of clause.

    Attributes:
        name: unique.
        draws: for a draft, numbers that its plan satisfies; None where the clause makes no sense.
        rows: the constraints that it adds.
        phrasings: its sentences for each kind of story, without a full stop and in lower case.
        reasons: which of the story's reasons it may be given: ``lower``, ``upper``, ``mix`` or none.
        keys: the data that it needs told, of its meaning.
        weight: how often it is drawn, beside 1 of others.
    """

    name: str
    draws: Drawn
    rows: Rows
    phrasings: Mapping[Kind, tuple[str, ...]]
    reasons: str = ""
    keys: Callable[[Meaning], tuple[Key, ...]] = lambda _: ()
    weight: float = 1


def amounts(
    *phrasings: str, counted: tuple[str, ...] = (), measured: tuple[str, ...] = ()
) -> dict[Kind, tuple[str, ...]]:
    """Phrasings of stories with countable and with measured activities; some only sound right for one of them."""
    return {Kind.COUNT: (*phrasings, *counted), Kind.MEASURE: (*phrasings, *measured)}


def literal(value: Number | tuple[int, ...]) -> str:
    """A number as formulations write it."""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def times(factor: Number, name: str) -> str:
    """A factor times a variable; a factor of 1 is left out."""
    return name if factor == 1 else f"{literal(factor)}*{name}"
