"""A side constraint is dropped, with the sentence that states it and the number that it has to itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.augmentation.instances import moved_to, variant
from nl2opt.synth.augmentation.operation import InstanceEdit, Operation, WordProblemEdit
from nl2opt.synth.augmentation.structure import is_used, reads_of
from nl2opt.synth.augmentation.word_problems import WordProblem, has_reason
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import Instance
from nl2opt.synth.language.templates import template
from nl2opt.synth.narrative.statements import Narrative, Rule, Values


def _of_instance(instance: Instance) -> list[InstanceEdit]:
    return [_without(instance, rule) for rule in removable(instance.family)]


def removable(family: Family) -> list[Rule]:
    """The rules that can be left unsaid.

    A side constraint has a number of its own ("at most 40 trips"). A rule without one is mostly what a reader takes for
    granted ("each customer is served once"): without it the text would not say another model but a doubtful one. A rule
    that is essential has a number, too, but without it the best is to do nothing, or everything.
    """
    return [
        statement
        for statement in family.narrative.statements
        if isinstance(statement, Rule) and not (statement.implied or statement.essential) and _can_go(family, statement)
    ]


def _can_go(family: Family, rule: Rule) -> bool:
    constraints = {constraint.name for constraint in family.model.constraints}
    if not rule.tells or not set(rule.tells) <= constraints or set(rule.tells) == constraints:
        return False
    narratives = (family.narrative, *family.narratives.values())
    if any(len(_telling(narrative, rule)) != 1 for narrative in narratives):
        return False
    model, dropped = _model_without(family.model, rule)
    if not dropped or any(not is_used(element.name, model) for element in (*model.sets, *model.variables)):
        return False
    if any(not is_used(each.name, model) for each in model.parameters):
        return False
    return all(
        not dropped & template(source).names
        for narrative in narratives
        for source in _phrasings(_narrative_without(narrative, rule))
    )


def _telling(narrative: Narrative, rule: Rule) -> list[Rule | Values]:
    """The statements that tell one of the rule's constraints."""
    return [statement for statement in narrative.statements if set(statement.tells) & set(rule.tells)]


def _model_without(model: Formulation, rule: Rule) -> tuple[Formulation, set[str]]:
    """The model without a rule's constraints and without the scalars that only they read; and these scalars."""
    kept = replace(
        model, constraints=tuple(constraint for constraint in model.constraints if constraint.name not in rule.tells)
    )
    told = set().union(*(template(source).names for source in rule.phrasings))
    before, after = reads_of(model), reads_of(kept)
    own = {
        parameter.name
        for parameter in model.parameters
        if parameter.value is None
        and not parameter.index
        and parameter.name in told
        and any(parameter.name in words for words in before.values())
        and not any(parameter.name in words for words in after.values())
    }
    return replace(kept, parameters=tuple(each for each in kept.parameters if each.name not in own)), own


def _narrative_without(narrative: Narrative, rule: Rule) -> Narrative:
    kept = tuple(statement for statement in narrative.statements if not set(statement.tells) & set(rule.tells))
    return replace(narrative, statements=kept)


def _phrasings(narrative: Narrative) -> Iterator[str]:
    for statement in (*narrative.openings, *narrative.statements, narrative.goal):
        yield from statement.phrasings
        if isinstance(statement, Values):
            yield from statement.captions
            yield from (part for listing in statement.listings for part in listing)


def _without(instance: Instance, rule: Rule) -> InstanceEdit:
    def edit(rng: random.Random) -> Instance:
        del rng
        model, _ = _model_without(instance.family.model, rule)
        family = variant(
            instance.family, f"without {' '.join(rule.tells)}", model, lambda each: _narrative_without(each, rule)
        )
        return moved_to(instance, family, instance.data)

    return edit


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    kept = ((*problem.clauses[:place], *problem.clauses[place + 1 :]) for place in range(len(problem.clauses)))
    return [_with_only(problem, clauses) for clauses in kept if has_reason(problem.goal, clauses)]


def _with_only(problem: WordProblem, clauses: tuple[tuple[str, Meaning], ...]) -> WordProblemEdit:
    def edit(rng: random.Random) -> WordProblem:
        del rng
        return problem.with_clauses(*clauses)

    return edit


OPERATION = Operation(
    name="remove_constraint",
    source="OptMATH: add, remove or combine constraints; LLMOPT: change constraints",
    of_instance=_of_instance,
    of_word_problem=_of_word_problem,
)
