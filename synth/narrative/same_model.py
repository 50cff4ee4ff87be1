"""Whether two formulations with data are one model, whatever the order in which members and entries are written."""

from __future__ import annotations

from dataclasses import replace

from nl2opt.formulation.elements import Entries, Formulation, Parameter, SetDeclaration
from nl2opt.formulation.expressions import SetLiteral


def same_model(one: Formulation, other: Formulation) -> bool:
    """Equal up to the order of the members of sets and of the entries of tables, and up to 12 instead of 12.0."""
    return _sorted(one) == _sorted(other)


def _sorted(formulation: Formulation) -> Formulation:
    return replace(
        formulation,
        sets=tuple(_with_sorted_members(element) for element in formulation.sets),
        parameters=tuple(_with_sorted_entries(element) for element in formulation.parameters),
        problem=None,
    )


def _with_sorted_members(element: SetDeclaration) -> SetDeclaration:
    if not isinstance(element.value, SetLiteral):
        return element
    return replace(element, value=SetLiteral(tuple(sorted(element.value.members, key=repr))))


def _with_sorted_entries(element: Parameter) -> Parameter:
    if not isinstance(element.value, Entries):
        return element
    return replace(element, value=Entries(tuple(sorted(element.value.items, key=repr))))
