"""Whole things become divisible amounts or the other way round: the problem is told of things of the other sort."""

from __future__ import annotations

from types import MappingProxyType

from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.retelling import retold, stories_for
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.stories.story import Kind, Story

OTHER = MappingProxyType({Kind.COUNT: Kind.MEASURE, Kind.MEASURE: Kind.COUNT})
_AMOUNTS = ("n", "k", "low", "high")


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    kind = OTHER.get(problem.story.kind)
    if kind is None or (kind is Kind.COUNT and not _whole(problem)):
        return []
    return [_told_in(problem, story) for story in stories_for(problem, kind)]


def _whole(problem: WordProblem) -> bool:
    """Whether all amounts of activities are whole numbers; limits on measures need not be."""
    return all(
        isinstance(meaning.get(name, 0), int)
        for _, meaning in problem.clauses
        if "m" not in meaning
        for name in _AMOUNTS
    )


def _told_in(problem: WordProblem, story: Story) -> WordProblemEdit:
    return lambda rng: retold(problem, story, rng)


OPERATION = Operation(
    name="change_variable_types",
    source="OptMATH: nonlinear or hybrid type; LLMOPT: change variables and parameters",
    of_word_problem=_of_word_problem,
)
