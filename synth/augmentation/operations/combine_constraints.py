"""Two bounds become one on their sum: at most 20 tables and at most 30 chairs, at most 50 of both."""

from __future__ import annotations

import random
from itertools import combinations
from types import MappingProxyType

from nl2opt.synth.augmentation.numbers import exact
from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem, said_already
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind

PAIRS = MappingProxyType(
    {
        "lower bound": ("pair lower bound", "sum lower bound"),
        "upper bound": ("pair upper bound", "sum upper bound"),
        "share lower bound": ("pair share", ""),
    }
)
"""For each type over one activity, the one over two of several, and the one over all where there are but two."""


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    if problem.story.kind is Kind.SELECT:
        return []
    taken = set(said_already(problem))
    found = []
    for single, (double, total) in PAIRS.items():
        places = [place for place, (name, _) in enumerate(problem.clauses) if name == single]
        for one, two in combinations(places, 2):
            first, second = problem.clauses[one][1], problem.clauses[two][1]
            both = frozenset((first["a"], second["a"]))
            name = double if len(problem.chosen) > 2 else total
            side = single.split(" ")[0]
            noted = ("pair", side, both) if len(problem.chosen) > 2 else ("sum", side)
            if name and noted not in taken and len(both) == 2 and _together(first, second, "p") < 1:
                found.append(_combined(problem, one, two, name))
    return found


def _together(first: Meaning, second: Meaning, name: str) -> Number:
    one, two = first.get(name, 0), second.get(name, 0)
    assert not isinstance(one, tuple)
    assert not isinstance(two, tuple)
    return exact(one + two)


def _combined(problem: WordProblem, one: int, two: int, name: str) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        del rng
        first, second = problem.clauses[one][1], problem.clauses[two][1]
        number = "p" if "p" in first else "n"
        together: Meaning = {number: _together(first, second, number)}
        if not name.startswith("sum"):
            together |= {"a": first["a"], "b": second["a"]}
        kept = [each for place, each in enumerate(problem.clauses) if place not in (one, two)]
        return problem.with_clauses(*kept, (name, together))

    return edit


OPERATION = Operation(
    name="combine_constraints",
    source="OptMATH: add, remove or combine constraints",
    of_word_problem=_of_word_problem,
)
