"""The same model in another story: other names and words, the same numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nl2opt.formulation.expressions import Label
from nl2opt.synth.augmentation.operation import InstanceEdit, Operation, WordProblemEdit
from nl2opt.synth.augmentation.retelling import retold, stories_for
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.embedding import with_data
from nl2opt.synth.families.instances import Instance
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Setting
from nl2opt.synth.narrative.vocabulary import numbered_noun
from nl2opt.synth.stories.story import Story


def _of_instance(instance: Instance) -> list[InstanceEdit]:
    labels = _labels(instance.data)
    pools = {label: _pool_of(label, instance.setting) for label in labels}
    if None in pools.values():
        return []
    wanted = {pool for pool in pools.values() if pool is not None}
    return [
        _told_in(instance, setting, {label: pool for label, pool in pools.items() if pool is not None})
        for setting in instance.family.settings
        if setting.name != instance.setting.name and wanted <= set(setting.members)
    ]


def _labels(data: Mapping[str, Any]) -> list[str]:
    """The words among the members of all sets, in order."""
    found: dict[str, None] = {}
    for members in data.values():
        for member in members if isinstance(members, list) else ():
            for label in member if isinstance(member, tuple) else (member,):
                if isinstance(label, str):
                    found[label] = None
    return list(found)


def _pool_of(label: str, setting: Setting) -> str | None:
    """The one pool of names that a label comes from; None where it is none or more than one."""
    found = [
        name
        for name, names in setting.members.items()
        if label in names or (label.rpartition(" ")[2].isdigit() and label.startswith(numbered_noun(setting, name)))
    ]
    return found[0] if len(found) == 1 else None


def _told_in(instance: Instance, setting: Setting, pools: Mapping[str, str]) -> InstanceEdit:
    def edit(rng: random.Random) -> Instance:
        sampler = Sampler(rng, instance.family.ranges, setting)
        names: dict[str, str] = {}
        for pool in dict.fromkeys(pools.values()):
            old = [label for label in pools if pools[label] == pool]
            names |= dict(zip(old, sampler.members(pool, len(old)), strict=True))
        data = {
            name: _renamed(value, lambda label: names.get(str(label), label)) for name, value in instance.data.items()
        }
        return replace(instance, setting=setting, data=data, formulation=with_data(instance.family.model, data))

    return edit


def _renamed(value: Any, name: Callable[[Label], Label]) -> Any:
    """Data with other labels."""
    if isinstance(value, dict):
        return {_renamed(key, name): number for key, number in value.items()}
    if isinstance(value, list):
        return [_renamed(member, name) for member in value]
    if isinstance(value, tuple):
        return tuple(name(label) for label in value)
    return name(value) if isinstance(value, str) else value


def _of_word_problem(problem: WordProblem) -> list[WordProblemEdit]:
    return [_retold_in(problem, story) for story in stories_for(problem, problem.story.kind)]


def _retold_in(problem: WordProblem, story: Story) -> WordProblemEdit:
    return lambda rng: retold(problem, story, rng)


OPERATION = Operation(
    name="change_story",
    source="OptMATH: scenario; LLMOPT: analogue in another field",
    of_instance=_of_instance,
    of_word_problem=_of_word_problem,
    same_model=True,
)
