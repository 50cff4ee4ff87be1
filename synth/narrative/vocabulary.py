"""The phrases that the slots of a narrative may hold in a setting: what reading back starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expressions import Label
from nl2opt.synth.language.names import Names
from nl2opt.synth.narrative.statements import Narrative, Setting, Values

_THE = "the "


def numbered_noun(setting: Setting, pool: str) -> str:
    """The word in front of the numbers of members that a pool does not name: ``Plant`` for ``PLANTS``."""
    word = pool.lower()
    singular = word.removesuffix("s")
    return (setting.words.get(word) or setting.words.get(singular) or singular).capitalize()


def with_the(label: Label, set_name: str, setting: Setting) -> str:
    """A member in a sentence, behind "the" where the setting's members are common nouns."""
    common = set_name in setting.common and label in _pool(setting, set_name)
    return f"{_THE}{label}" if common else str(label)


def vocabulary_of(
    narrative: Narrative, setting: Setting, model: Formulation, data: Mapping[str, Any]
) -> dict[str, Sequence[str]]:
    """The phrases by slot: the setting's words, and the names of the members for lists and labels.

    ``data`` only lend names of members that no pool has.
    """
    found: dict[str, Sequence[str]] = {name: (phrase,) for name, phrase in setting.words.items()}
    for element in model.sets:
        found[element.name] = _names(setting, element.name, data)
    for statement in narrative.statements:
        if isinstance(statement, Values):
            for label, set_name in zip(statement.labels, label_sets(statement), strict=True):
                found[label] = _names(setting, set_name, data)
                found[f"the_{label}"] = _names(setting, set_name, data, _THE)
    return found


def label_sets(statement: Values) -> tuple[str, ...]:
    """For each label the set that it runs over; all labels of a tuple set run over that set."""
    if len(statement.sets) == 1:
        return statement.sets * len(statement.labels)
    return statement.sets


def own_names(setting: Setting, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in the data that no pool has and no numbering makes, in order."""
    pools = {name for pool in setting.members.values() for name in pool}
    found: dict[str, None] = {}
    for members in data.values():
        for member in members if isinstance(members, list) else ():
            for label in member if isinstance(member, tuple) else (member,):
                if isinstance(label, str) and label not in pools and not label.rpartition(" ")[2].isdigit():
                    found[label] = None
    return tuple(found)


def _pool(setting: Setting, set_name: str) -> tuple[str, ...]:
    """The names for a set; a tuple set has those of all others, since it is made of their members."""
    if set_name in setting.members:
        return setting.members[set_name]
    return tuple(dict.fromkeys(name for pool in setting.members.values() for name in pool))


def _names(setting: Setting, set_name: str, data: Mapping[str, Any], before: str = "") -> Names:
    pool = (*_pool(setting, set_name), *own_names(setting, data))
    nouns = dict.fromkeys(numbered_noun(setting, each) for each in (set_name, *setting.members))
    return Names(pool, nouns, before if set_name in setting.common else "")
