"""A lower and an upper bound are said in one sentence: between 20 and 50 tables."""

from __future__ import annotations

import random

from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.stories.story import Kind

RANGES = {"range": ("lower bound", "upper bound"), "sum range": ("sum lower bound", "sum upper bound")}


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    if problem.story.kind is Kind.SELECT:
        return []
    return [
        _merged(problem, one, two, name)
        for name, (lower, upper) in RANGES.items()
        if name == "range" or problem.story.kind is not Kind.MONEY
        for one, (kind, first) in enumerate(problem.clauses)
        if kind == lower
        for two, (other, second) in enumerate(problem.clauses)
        if other == upper and first.get("a") == second.get("a") and _below(first, second)
    ]


def _below(first: Meaning, second: Meaning) -> bool:
    low, high = first["n"], second["n"]
    return not isinstance(low, tuple) and not isinstance(high, tuple) and low < high


def _merged(problem: WordProblem, one: int, two: int, name: str) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        del rng
        first, second = problem.clauses[one][1], problem.clauses[two][1]
        between: Meaning = {"low": first["n"], "high": second["n"]}
        if "a" in first:
            between["a"] = first["a"]
        kept = [each for place, each in enumerate(problem.clauses) if place not in (one, two)]
        return problem.with_clauses(*kept, (name, between))

    return edit


OPERATION = Operation(
    name="merge_bounds",
    source="OptMATH: rephrase",
    of_word_problem=_of_word_problem,
    same_model=True,
)
