"""Instances with other data, and instances of a family with a rule more or less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_printer import to_text
from nl2opt.synth.embedding import with_data
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import Instance
from nl2opt.synth.narrative.statements import Narrative

ChangeOfNarrative: TypeAlias = Callable[[Narrative], Narrative]

_VARIANTS: dict[tuple[int, str], tuple[Family, Family]] = {}
_MOST_VARIANTS = 1_000


def with_other_data(instance: Instance, data: Mapping[str, Any]) -> Instance:
    """The instance with some of its data replaced."""
    whole = {**instance.data, **data}
    return replace(instance, data=whole, formulation=with_data(instance.family.model, whole))


def variant(family: Family, name: str, model: Formulation, narratives: ChangeOfNarrative) -> Family:
    """A family with another model that is told otherwise.

    Variants are made once, since readers of their narratives are compiled: equal names must give equal variants.

    Args:
        family: where it comes from.
        name: of the change.
        model: the new formulation without data.
        narratives: changes the common narrative and those of single settings.
    """
    key = (id(family), name)
    if key not in _VARIANTS:
        if len(_VARIANTS) >= _MOST_VARIANTS:
            _VARIANTS.clear()
        made = replace(
            family,
            formulation=to_text(model),
            narrative=narratives(family.narrative),
            narratives={setting: narratives(narrative) for setting, narrative in family.narratives.items()},
        )
        # The original is kept beside it, so that its id is not given to another family.
        _VARIANTS[key] = (family, made)
    return _VARIANTS[key][1]


def moved_to(instance: Instance, family: Family, data: Mapping[str, Any]) -> Instance:
    """The instance as one of a variant, with the data of what is open there."""
    model = family.model
    open_names = [element.name for element in model.sets if element.value is None]
    open_names += [element.name for element in model.parameters if element.value is None]
    whole = {name: data[name] for name in open_names}
    return replace(instance, family=family, data=whole, formulation=with_data(model, whole))
