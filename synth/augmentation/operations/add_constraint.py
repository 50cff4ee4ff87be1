"""One more constraint, with the sentence that states it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from nl2opt.formulation.text_parser import parse
from nl2opt.synth.augmentation.further_clauses import BOUNDS, further
from nl2opt.synth.augmentation.instances import moved_to, variant
from nl2opt.synth.augmentation.operation import InstanceEdit, Operation, WordProblemEdit
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.composer.registry import fitting
from nl2opt.synth.families.extras import Extra
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import Instance


def _of_instance(instance: Instance) -> list[InstanceEdit]:
    has = {constraint.name for constraint in instance.family.model.constraints}
    return [
        _with_extra(instance, extra)
        for extra in instance.family.extras
        if not has & set(extra.rule.tells) and extra.sample(random.Random(0), instance.data) is not None
    ]


def with_extra(family: Family, extra: Extra) -> Family:
    """The family with one of its extra rules; the rule is told behind the others."""
    more = parse(f"## Parameters\n{extra.parameters}\n## Objective\nsatisfy\n## Constraints\n{extra.constraints}\n")
    model = replace(
        family.model,
        parameters=(*family.model.parameters, *more.parameters),
        constraints=(*family.model.constraints, *more.constraints),
    )
    return variant(
        family,
        f"with {extra.name}",
        model,
        lambda narrative: replace(narrative, statements=(*narrative.statements, extra.rule)),
    )


def _with_extra(instance: Instance, extra: Extra) -> InstanceEdit:
    def edit(rng: random.Random) -> Instance:
        numbers: Mapping[str, int | float] = extra.sample(rng, instance.data) or {}
        return moved_to(instance, with_extra(instance.family, extra), {**instance.data, **numbers})

    return edit


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    return further(problem, [each.name for each in fitting(problem.story) if each.name not in BOUNDS])


OPERATION = Operation(
    name="add_constraint",
    source="OptMATH: add, remove or combine constraints, realistic constraints; LLMOPT: change constraints",
    of_instance=_of_instance,
    of_word_problem=_of_word_problem,
)
