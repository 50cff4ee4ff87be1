"""Other numbers in the place of one or two of the data."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from nl2opt.synth.augmentation.clause_numbers import numbers_of, other_number, with_number
from nl2opt.synth.augmentation.instances import with_other_data
from nl2opt.synth.augmentation.numbers import drawn, grain, moved
from nl2opt.synth.augmentation.operation import InstanceEdit, Operation, WordProblemEdit
from nl2opt.synth.augmentation.structure import structural
from nl2opt.synth.augmentation.word_problems import WordProblem, draft_of
from nl2opt.synth.composer.draft import Key
from nl2opt.synth.families.instances import Instance


def _of_instance(instance: Instance) -> list[InstanceEdit]:
    names = changeable(instance)
    return [lambda rng: _changed(instance, rng.sample(names, rng.randint(1, min(2, len(names)))), rng)] if names else []


def changeable(instance: Instance) -> list[str]:
    """The open parameters whose numbers may be others.

    Not those that sets and indices are made of, not tables of zeros and ones, and not shares that add up to a whole.
    """
    fixed = structural(instance.family.model)
    found = []
    for parameter in instance.family.model.parameters:
        value = instance.data.get(parameter.name)
        if parameter.name in fixed or not isinstance(value, int | float | dict):
            continue
        numbers = list(value.values()) if isinstance(value, dict) else [value]
        shares = len(numbers) > 1 and any(abs(sum(numbers) - whole) < 1e-9 * whole for whole in (1, 100))
        if set(numbers) - {0, 1} and not shares:
            found.append(parameter.name)
    return found


def _changed(instance: Instance, names: list[str], rng: random.Random) -> Instance:
    data: dict[str, Any] = {}
    for name in names:
        value: Any = instance.data[name]
        entries: dict[Any, Any] = dict(value) if isinstance(value, Mapping) else {(): value}
        declared = instance.family.ranges.get(name)
        step = grain(entries.values())
        for key in entries:
            if declared is not None and all(number in declared for number in entries.values()):
                entries[key] = drawn(declared, rng)
            else:
                share = 0 < entries[key] <= 1 and max(entries.values()) <= 1
                entries[key] = min(moved(entries[key], step, rng), 1) if share else moved(entries[key], step, rng)
        data[name] = entries if isinstance(value, Mapping) else entries[()]
    return with_other_data(instance, data)


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    return [_with_other_number(problem, *which) for which in numbers_of(problem)] + [
        _with_other_data(problem, key) for key in problem.keys
    ]


def _with_other_number(problem: WordProblem, place: int, name: str) -> WordProblemEdit:
    return lambda rng: with_number(problem, place, name, other_number(problem, place, name, rng))


def _with_other_data(problem: WordProblem, key: Key) -> WordProblemEdit:
    """Numbers out of the story's span for each activity."""

    def edit(rng: random.Random) -> WordProblem:
        draft = draft_of(problem, rng)
        del draft.data[key]
        return problem.with_table({**problem.table, key: draft.numbers(key)})

    return edit


OPERATION = Operation(
    name="change_data",
    source="OptMATH: numbers; LLMOPT: change variables and parameters",
    of_instance=_of_instance,
    of_word_problem=_of_word_problem,
)
