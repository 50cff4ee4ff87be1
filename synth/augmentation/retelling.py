"""A word problem in the words of another story: activities, measures and qualities are put in the place of others."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nl2opt.synth.augmentation.numbers import exact
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.composer.draft import Key
from nl2opt.synth.composer.registry import fitting
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.registry import all_stories
from nl2opt.synth.stories.story import Kind, Span, Story

_BELIEVABLE = 4
"""Numbers may be this many times below or above what the other story takes for plausible."""


def stories_for(problem: WordProblem, kind: Kind) -> list[Story]:
    """The stories of a kind in which the problem can be told."""
    return [
        story
        for story in all_stories()
        if story.kind is kind and story.name != problem.story.name and next(_places(problem, story), None) is not None
    ]


def retold(problem: WordProblem, story: Story, rng: random.Random) -> WordProblem:
    """The problem in another story; one of ``stories_for``."""
    ways = list(_places(problem, story))
    places = dict(rng.choice(ways))
    activities = rng.sample(range(len(story.activities)), len(problem.chosen))
    names = dict(zip(problem.chosen, activities, strict=True))
    clauses = tuple((name, _renamed(meaning, names, places)) for name, meaning in problem.clauses)
    data = tuple((_key(key, places), names[activity], value) for key, activity, value in problem.data)
    measure = places["m", problem.measure] if problem.measure >= 0 else -1
    return replace(problem, story=story, chosen=tuple(activities), data=data, clauses=clauses, measure=measure)


_Places = tuple[tuple[tuple[str, int], int], ...]
"""What stands for each measure (``m``) and quality (``q``)."""


def _places(problem: WordProblem, story: Story) -> Iterator[_Places]:
    """Every way to put a story's measures and qualities in the place of the problem's; none where it differs."""
    if len(story.activities) < len(problem.chosen):
        return
    known = {each.name for each in fitting(story)}
    kinds = {name for name, _ in problem.clauses}
    if not kinds <= known or ("fixed cost" in kinds and not story.fixed):
        return
    table = problem.table
    for name in ("profit", "price", "cost"):
        span: Span | None = getattr(story, name)
        if name in table and (span is None or not _believable(table[name], span)):
            return
    needs = list(_needs(problem))
    choices = [_choices(problem, story, sort, place) for sort, place in needs]
    # Different measures must stay different.
    for chosen in _distinct(needs, choices, ()):
        yield tuple(zip(needs, chosen, strict=True))


def _needs(problem: WordProblem) -> Iterator[tuple[str, int]]:
    found: dict[tuple[str, int], None] = {}
    for key in problem.keys:
        sort, _, place = key.partition(":")
        if place:
            found["m" if sort == "measure" else "q", int(place)] = None
    yield from found


def _choices(problem: WordProblem, story: Story, sort: str, place: int) -> list[int]:
    old = problem.story
    if sort == "q":
        numbers = problem.table[f"quality:{place}"]
        quality = old.qualities[place]
        return [
            other
            for other, each in enumerate(story.qualities)
            if (each.least, each.share) == (quality.least, quality.share) and _believable(numbers, each.span)
        ]
    supply = place >= len(old.resources)
    pool = story.supplies if supply else story.resources
    first = len(story.resources) if supply else 0
    numbers = problem.table[f"measure:{place}"]
    goal = problem.measure == place
    return [
        first + other for other, each in enumerate(pool) if _believable(numbers, each.span) and (each.total or not goal)
    ]


def _believable(numbers: dict[int, Number], span: Span) -> bool:
    low, high, _ = span
    return all(low / _BELIEVABLE <= number <= high * _BELIEVABLE for number in numbers.values())


def _distinct(
    needs: Sequence[tuple[str, int]], choices: Sequence[Sequence[int]], chosen: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    if len(chosen) == len(needs):
        yield chosen
        return
    sort = needs[len(chosen)][0]
    used = defaultdict(set)
    for (other, _), place in zip(needs, chosen, strict=False):
        used[other].add(place)
    for place in choices[len(chosen)]:
        if place not in used[sort]:
            yield from _distinct(needs, choices, (*chosen, place))


def _renamed(meaning: Meaning, names: dict[int, int], places: dict[tuple[str, int], int]) -> Meaning:
    found: Meaning = {}
    for name, value in meaning.items():
        match name:
            case "a" | "b" | "c":
                found[name] = names[_place(value)]
            case "ks":
                assert isinstance(value, tuple)
                found[name] = tuple(names[place] for place in value)
            case "m" | "q":
                found[name] = places[name, _place(value)]
            case "n" if "scale" in meaning:
                # The other story may have no larger unit; the number is said in the unit of its data.
                scale = meaning["scale"]
                assert not isinstance(value, tuple)
                assert not isinstance(scale, tuple)
                found[name] = exact(value * scale)
            case "scale":
                pass
            case _:
                found[name] = value
    return found


def _place(value: Number | tuple[int, ...]) -> int:
    assert isinstance(value, int)
    return value


def _key(key: Key, places: dict[tuple[str, int], int]) -> Key:
    sort, _, place = key.partition(":")
    return f"{sort}:{places['m' if sort == 'measure' else 'q', int(place)]}" if place else key
