"""One activity less, of those that no clause names."""

from __future__ import annotations

import random
from dataclasses import replace

from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.stories.story import Kind


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    least = 3 if problem.story.kind is Kind.SELECT else 2
    if len(problem.chosen) <= least:
        return []
    named: set[object] = set()
    for _, meaning in problem.clauses:
        places = meaning.get("ks", ())
        assert isinstance(places, tuple)
        named |= {*places, *(meaning[name] for name in ("a", "b", "c") if name in meaning)}
    return [_without(problem, place) for place in problem.chosen if place not in named]


def _without(problem: WordProblem, place: int) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        del rng
        chosen = tuple(each for each in problem.chosen if each != place)
        return replace(problem, chosen=chosen, data=tuple(datum for datum in problem.data if datum[1] != place))

    return edit


OPERATION = Operation(
    name="remove_activity",
    source="LLMOPT: change variables and parameters",
    of_word_problem=_of_word_problem,
)
