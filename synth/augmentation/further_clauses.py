"""One more clause for a word problem, drawn around a plan near its optimum, so that it mostly stays feasible."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from nl2opt.solvers.api import solve
from nl2opt.solvers.result import SolveOptions
from nl2opt.synth.augmentation.operation import WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem, draft_of
from nl2opt.synth.composer.clause import Clause
from nl2opt.synth.composer.draft import Draft, rounded
from nl2opt.synth.composer.registry import clause
from nl2opt.synth.stories.story import Kind, variable_name

BOUNDS = (
    "lower bound",
    "upper bound",
    "exact amount",
    "range",
    "sum lower bound",
    "sum upper bound",
    "sum equality",
    "sum range",
    "pair upper bound",
    "pair lower bound",
)
"""Types that bound amounts, without data of their own."""

_PLANS = 6
_SECONDS = 2.0


def further(problem: WordProblem, names: Sequence[str]) -> list[WordProblemEdit]:
    """The ways to add a clause of one of some types."""
    money = problem.goal.split(" ")[0] in ("profit", "margin", "cost")
    usable = [clause(name) for name in names if money or name != "fixed cost"]
    probe = random.Random(0)
    drawn = [(each, _drawn(problem, each, draft_of(problem, probe))) for each in usable]
    return [_added(problem, each, found) for each, found in drawn if found is not None]


def _added(problem: WordProblem, each: Clause, anyhow: WordProblem) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        optimum = _optimum(problem)
        for _ in range(_PLANS):
            draft = draft_of(problem, rng)
            draft.plan = _near(problem, optimum, draft)
            found = _drawn(problem, each, draft)
            if found is not None:
                return found
        return anyhow

    return edit


def _drawn(problem: WordProblem, each: Clause, draft: Draft) -> WordProblem | None:
    """The problem with a clause that the draft's plan satisfies, and with the data that it needs."""
    meaning = each.draws(draft)
    if meaning is None:
        return None
    missing = [key for key in each.keys(meaning) if key not in problem.table]
    more = tuple((key, place, value) for key in missing for place, value in draft.numbers(key).items())
    return replace(problem, data=(*problem.data, *more)).with_clauses(*problem.clauses, (each.name, meaning))


def _optimum(problem: WordProblem) -> dict[int, float]:
    """The best amounts; empty where there are none."""
    solution = solve(problem.formulation, SolveOptions(time_limit=_SECONDS, threads=1))
    names = {place: variable_name(problem.story, problem.story.activities[place]) for place in problem.chosen}
    if not solution.values:
        return {}
    return {place: float(solution.values[name].numbers[0]) for place, name in names.items()}


def _near(problem: WordProblem, optimum: dict[int, float], draft: Draft) -> dict[int, int | float]:
    """A plan near the optimum but not there, so that a clause around it changes something."""
    if not optimum:
        return draft.plan
    rng = draft.rng
    if problem.story.kind is Kind.SELECT:
        flipped = rng.choice(problem.chosen)
        return {place: round(value) ^ (place == flipped) for place, value in optimum.items()}
    _, _, step = problem.story.quantity
    mean = sum(optimum.values()) / len(optimum)
    return {
        place: rounded(value * rng.uniform(0.5, 1.1) + mean * rng.choice((0, 0.2)), step, up=False)
        for place, value in optimum.items()
    }
