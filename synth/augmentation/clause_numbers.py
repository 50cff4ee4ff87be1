"""The numbers of clauses: which there are, which way each one tightens, and others in their place."""

from __future__ import annotations

import random
from types import MappingProxyType

from nl2opt.synth.augmentation.numbers import grain, moved
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind

TIGHTER = MappingProxyType(
    {
        "resource limit": ("n", -1),
        "budget": ("n", -1),
        "upper bound": ("n", -1),
        "sum upper bound": ("n", -1),
        "pair upper bound": ("n", -1),
        "share upper bound": ("p", -1),
        "difference upper bound": ("k", -1),
        "requirement": ("n", 1),
        "target": ("n", 1),
        "lower bound": ("n", 1),
        "sum lower bound": ("n", 1),
        "pair lower bound": ("n", 1),
        "share lower bound": ("p", 1),
        "pair share": ("p", 1),
        "difference lower bound": ("k", 1),
        "minimum lot": ("n", 1),
        "implied amount": ("n", 1),
    }
)
"""The number of each type of limit, and the sign of what makes it tighter."""

_NUMBERS = ("n", "p", "d", "k", "f", "v", "low", "high")
_FIXED = ("for every", "average quality")
"""Types whose numbers go together in ways that a change of one of them would break."""


def numbers_of(problem: WordProblem) -> list[tuple[int, str]]:
    """The numbers that may be others: the place of a clause, and the name of its number."""
    return [
        (place, name)
        for place, (kind, meaning) in enumerate(problem.clauses)
        for name in _NUMBERS
        if name in meaning and kind not in _FIXED
    ]


def with_number(problem: WordProblem, place: int, name: str, value: Number) -> WordProblem:
    """The problem with another number in one of its clauses."""
    kind, meaning = problem.clauses[place]
    changed: Meaning = {**meaning, name: value}
    clauses = [*problem.clauses]
    clauses[place] = (kind, changed)
    return problem.with_clauses(*clauses)


def other_number(
    problem: WordProblem, place: int, name: str, rng: random.Random, low: float = 0.7, high: float = 1.4
) -> Number:
    """Another number for a clause, between two multiples of the one that it has, where the clause still makes sense."""
    meaning = problem.clauses[place][1]
    value = meaning[name]
    assert not isinstance(value, tuple)
    found = moved(value, grain([value]), rng, low, high)
    if name == "p" and found >= 1:
        return moved(value, 0.05, rng, 0.5, 0.95 / value)
    if name == "low" and found >= _other(meaning, "high"):
        return moved(value, grain([value]), rng, 0.5, 0.95)
    if name == "high" and found <= _other(meaning, "low"):
        return moved(value, grain([value]), rng, 1.05, 1.5)
    if problem.story.kind is Kind.SELECT and problem.clauses[place][0].startswith("sum"):
        return min(found, len(problem.chosen) - 1)
    return found


def _other(meaning: Meaning, name: str) -> float:
    value = meaning[name]
    assert not isinstance(value, tuple)
    return value
