"""One more bound on an activity, on two together, or on all."""

from __future__ import annotations

from nl2opt.synth.augmentation.further_clauses import BOUNDS, further
from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.composer.registry import fitting


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    return further(problem, [each.name for each in fitting(problem.story) if each.name in BOUNDS])


OPERATION = Operation(
    name="add_bound",
    source="OptMATH: more variables and bounds; LLMOPT: change constraints",
    of_word_problem=_of_word_problem,
)
