"""A formulation with its data written into it, so that it stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Entries, Formulation, Parameter, SetDeclaration
from nl2opt.formulation.expressions import SetLiteral
from nl2opt.formulation.literals import member_literal, number_literal


def with_data(formulation: Formulation, data: Mapping[str, Any]) -> Formulation:
    """The formulation with the values of sets and parameters in the place of gaps.

    Args:
        formulation: its open sets and parameters have no value.
        data: for a set a sequence of labels or of tuples of labels; for a parameter a number, or numbers by label or by
            tuple of labels.

    Raises:
        Nl2optError: data for a name that the formulation does not have or has a value for, or none for an open one.
    """
    open_names = {element.name for element in formulation.sets if element.value is None}
    open_names |= {parameter.name for parameter in formulation.parameters if parameter.value is None}
    if unknown := sorted(set(data) - open_names):
        raise Nl2optError(f"There are data for '{unknown[0]}', which the formulation does not leave open.")
    if missing := sorted(open_names - set(data)):
        raise Nl2optError(f"There are no data for '{missing[0]}', which the formulation leaves open.")
    return replace(
        formulation,
        sets=tuple(_with_members(element, data) for element in formulation.sets),
        parameters=tuple(_with_values(element, data) for element in formulation.parameters),
    )


def _with_members(element: SetDeclaration, data: Mapping[str, Any]) -> SetDeclaration:
    if element.value is not None:
        return element
    return replace(
        element,
        value=SetLiteral(
            tuple(member_literal(each if isinstance(each, tuple) else (each,)) for each in data[element.name])
        ),
    )


def _with_values(element: Parameter, data: Mapping[str, Any]) -> Parameter:
    if element.value is not None:
        return element
    value = data[element.name]
    if isinstance(value, Mapping):
        items = tuple((key if isinstance(key, tuple) else (key,), number) for key, number in value.items())
        return replace(element, value=Entries(items))
    return replace(element, value=number_literal(value))
