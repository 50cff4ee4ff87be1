"""Two bounds become one on their sum: at most 20 tables and at most 30 chairs, at most 50 of both."""

from __future__ import annotations

import random
from itertools import combinations

from nl2opt.synth.augmentation.numbers import exact
from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem, said_already
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.stories.story import Kind

PAIRS = {"lower bound": "pair lower bound", "upper bound": "pair upper bound"}


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    if len(problem.chosen) < 3 or problem.story.kind is Kind.SELECT:
        return []
    taken = set(said_already(problem))
    found = []
    for single, double in PAIRS.items():
        places = [place for place, (name, _) in enumerate(problem.clauses) if name == single]
        for one, two in combinations(places, 2):
            both = frozenset(problem.clauses[place][1]["a"] for place in (one, two))
            if ("pair", double.split(" ")[1], both) not in taken and len(both) == 2:
                found.append(_combined(problem, one, two, double))
    return found


def _combined(problem: WordProblem, one: int, two: int, name: str) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        del rng
        first, second = problem.clauses[one][1], problem.clauses[two][1]
        amounts = first["n"], second["n"]
        assert not isinstance(amounts[0], tuple)
        assert not isinstance(amounts[1], tuple)
        together: Meaning = {"a": first["a"], "b": second["a"], "n": exact(amounts[0] + amounts[1])}
        kept = [each for place, each in enumerate(problem.clauses) if place not in (one, two)]
        return problem.with_clauses(*kept, (name, together))

    return edit


OPERATION = Operation(
    name="combine_constraints",
    source="OptMATH: add, remove or combine constraints",
    of_word_problem=_of_word_problem,
)
