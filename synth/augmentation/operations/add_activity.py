"""One more activity, with data of its own."""

from __future__ import annotations

import random
from dataclasses import replace

from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem, draft_of

MOST = 8
"""No word problem has more activities."""


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    if len(problem.chosen) >= MOST:
        return []
    others = (place for place in range(len(problem.story.activities)) if place not in problem.chosen)
    return [_with_activity(problem, place) for place in others]


def _with_activity(problem: WordProblem, place: int) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        # The new activity's numbers are drawn by a draft that has nothing but it.
        alone = draft_of(replace(problem, chosen=(place,), data=()), rng)
        table = {key: {**row, place: alone.numbers(key)[place]} for key, row in problem.table.items()}
        return replace(problem, chosen=(*problem.chosen, place)).with_table(table)

    return edit


OPERATION = Operation(
    name="add_activity",
    source="OptMATH: more variables and bounds; LLMOPT: change variables and parameters",
    of_word_problem=_of_word_problem,
)
