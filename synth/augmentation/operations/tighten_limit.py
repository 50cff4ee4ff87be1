"""One limit made tighter: a smaller capacity, a larger demand."""

from __future__ import annotations

import random
from typing import Any

from nl2opt.synth.augmentation.clause_numbers import TIGHTER, with_number
from nl2opt.synth.augmentation.instances import with_other_data
from nl2opt.synth.augmentation.numbers import grain, moved
from nl2opt.synth.augmentation.operation import InstanceEdit, Operation, WordProblemEdit
from nl2opt.synth.augmentation.structure import limits, structural
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.families.instances import Instance

LEAST, MOST = 0.05, 0.25
"""A limit moves by a share between these."""


def _of_instance(instance: Instance) -> list[InstanceEdit]:
    found = limits(instance.family.model)
    fixed = structural(instance.family.model)
    return [
        _tightened(instance, name, sign)
        for name, sign in found.items()
        if name not in fixed and isinstance(instance.data.get(name), int | float | dict)
    ]


def _tightened(instance: Instance, name: str, sign: int) -> InstanceEdit:
    def edit(rng: random.Random) -> Instance:
        value: Any = instance.data[name]
        if not isinstance(value, dict):
            return with_other_data(instance, {name: tightened(value, grain([value]), sign, rng)})
        key = rng.choice(list(value))
        return with_other_data(
            instance, {name: {**value, key: tightened(value[key], grain(value.values()), sign, rng)}}
        )

    return edit


def tightened(value: float, step: float, sign: int, rng: random.Random) -> float:
    """A limit that allows less: larger for a sign of 1, smaller for -1; it stays where the next step would be 0."""
    if sign > 0:
        return moved(value, step, rng, 1 + LEAST, 1 + MOST)
    if value <= step:
        return value
    lower = moved(value, step, rng, 1 - MOST, 1 - LEAST)
    return lower if lower < value else moved(value, step, rng, (value - step) / value, (value - step) / value)


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    return [
        _tightened_clause(problem, place, *TIGHTER[kind])
        for place, (kind, _) in enumerate(problem.clauses)
        if kind in TIGHTER
    ]


def _tightened_clause(problem: WordProblem, place: int, name: str, sign: int) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        value = problem.clauses[place][1][name]
        assert not isinstance(value, tuple)
        return with_number(problem, place, name, tightened(value, grain([value]), sign, rng))

    return edit


OPERATION = Operation(
    name="tighten_limit",
    source="OptMATH: bounds; LLMOPT: change constraints",
    of_instance=_of_instance,
    of_word_problem=_of_word_problem,
)
