"""A formulation with all its data inside: what came from files or from outside is written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.data.domains import Relation
from nl2opt.formulation.elements import Entries, Formulation, Key, Parameter, ParameterValue, SetDeclaration, TableFile
from nl2opt.formulation.expressions import Expression, Range, SetLiteral
from nl2opt.formulation.literals import member_literal, number_literal

_LARGEST_WHOLE = 1e15


def materialised(
    formulation: Formulation, tables: Mapping[str, Any] | None = None, folder: Path | None = None
) -> Formulation:
    """The formulation with the members and numbers that it has with these data; it needs no file and no data after.

    Args:
        formulation: what to fill; elements that say their own data stay as they are written.
        tables: data by name.
        folder: where table files are; None for the working directory.

    Raises:
        FormulationError: the data cannot be read.
    """
    data = load(formulation, tables=tables, folder=folder)
    given = set(tables or {})
    return replace(
        formulation,
        sets=tuple(_set(item, data) if item.name in given or item.value is None else item for item in formulation.sets),
        parameters=tuple(
            replace(item, value=_values(item, data))
            if item.name in given or item.value is None or isinstance(item.value, TableFile)
            else item
            for item in formulation.parameters
        ),
    )


def _set(declaration: SetDeclaration, data: Data) -> SetDeclaration:
    if not declaration.index:
        return replace(declaration, value=_members(data.set(declaration.name)))
    indexed = data.indexed_set(declaration.name)
    members: dict[Key, list[Key]] = {}
    for whole in indexed.relation.tuples():
        members.setdefault(whole[: indexed.key_arity], []).append(whole[indexed.key_arity :])
    return replace(declaration, value=tuple((key, _listed(listed)) for key, listed in members.items()))


def _members(relation: Relation) -> Expression:
    """A range where the members are consecutive numbers, else a list."""
    if relation.arity == 1:
        labels = relation.labels(0)
        numbers = [label for label in labels if isinstance(label, int)]
        if len(numbers) == len(labels) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return Range(number_literal(numbers[0]), number_literal(numbers[-1]))
    return _listed(relation.tuples())


def _listed(members: list[Key]) -> SetLiteral:
    return SetLiteral(tuple(map(member_literal, members)))


def _values(parameter: Parameter, data: Data) -> ParameterValue:
    table = data.table(parameter.name)
    values = table.values.ravel()
    if not parameter.index:
        return number_literal(_short(float(values[0])))
    keys = table.space.keys()
    known = np.flatnonzero(~np.isnan(values)).tolist()
    return Entries(tuple((keys[place], _short(float(values[place]))) for place in known))


def _short(value: float) -> int | float:
    """A whole number without ``.0``."""
    return int(value) if value == int(value) and abs(value) < _LARGEST_WHOLE else value
