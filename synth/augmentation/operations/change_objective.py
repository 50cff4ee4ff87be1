"""Another objective over the same activities: cost in the place of profit, as much of a nutrient as possible."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from nl2opt.synth.augmentation.operation import Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem, draft_of, goal_keys, has_reason
from nl2opt.synth.composer.lexicon import measures
from nl2opt.synth.stories.story import Kind, Story


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    if any(name == "fixed cost" for name, _ in problem.clauses):
        return []
    said = {name for name, _ in problem.clauses}
    measured = {meaning["m"] for _, meaning in problem.clauses if "m" in meaning}
    found = []
    for goal, measure in goals_of(problem.story):
        # A budget limits what is not the objective, and nothing is limited and optimized at once.
        # Beside prices and costs, profits of their own would contradict them.
        contrary = (goal == "cost" and "budget" in said) or (
            goal in ("profit", "margin", "revenue") and "target" in said
        )
        contrary = contrary or measure in measured or (goal == "count" and any(name.startswith("sum") for name in said))
        if has_reason(goal, problem.clauses) and not contrary and (goal, measure) != (problem.goal, problem.measure):
            found.append(_with_goal(problem, goal, measure))
    return found


def goals_of(story: Story) -> Iterator[tuple[str, int]]:
    """The objectives that a story has words for, each with its measure or -1."""
    if story.profit:
        yield "profit", -1
    if story.kind is Kind.MONEY:
        return
    if story.price and story.cost:
        yield "margin", -1
    if story.price:
        yield "revenue", -1
    if story.cost:
        yield "cost", -1
    resources = len(story.resources)
    for place, measure in enumerate(measures(story)):
        if measure.total:
            yield ("least measure" if place < resources else "most measure"), place
    if story.kind is not Kind.SELECT:
        yield "count", -1


def _with_goal(problem: WordProblem, goal: str, measure: int) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        draft = draft_of(problem, rng)
        changed = replace(problem, goal=goal, measure=measure)
        missing = [key for key in goal_keys(goal, measure) if key not in problem.table]
        more = tuple((key, place, value) for key in missing for place, value in draft.numbers(key).items())
        return replace(changed, data=(*problem.data, *more)).with_clauses(*problem.clauses)

    return edit


OPERATION = Operation(
    name="change_objective",
    source="LLMOPT: change constraints and objective",
    of_word_problem=_of_word_problem,
)
