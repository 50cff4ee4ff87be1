"""Changes one after the other, each by what it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed.constraints import change_constraint
from nl2opt.formulation.changed.data import change_parameter, change_set
from nl2opt.formulation.changed.editor import Editor
from nl2opt.formulation.changed.variables import change_variable
from nl2opt.formulation.changes import Action, Change, parse_changes
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Constraint, Formulation, Parameter, SetDeclaration, Variable


@dataclass(frozen=True, slots=True)
class Changed:
    """The new formulation.

    Attributes:
        formulation: with the changes.
        tables: data given beside it, without what the changes have put into the formulation.
        said: what was done, a sentence for each change.
    """

    formulation: Formulation
    tables: Mapping[str, object]
    said: tuple[str, ...]


def apply_changes(
    formulation: Formulation,
    changes: str | Iterable[str | Change] | Mapping[str, object],
    *,
    tables: Mapping[str, object] | None = None,
    folder: Path | None = None,
) -> Changed:
    """Apply changes, one after the other.

    Args:
        formulation: the model; it should have passed the checks.
        changes: lines such as ``supply[Lyon]=150`` (see ``nl2opt.formulation.changes``), or a mapping from
            ``supply[Lyon]`` to the new number.
        tables: data that are given beside the formulation.
        folder: where its table files are; None for the working directory.

    Raises:
        Nl2optError: a change cannot be read, or names nothing of the formulation, or does not go with what it names.
        FormulationError: data that a change needs cannot be read.
    """
    editor = Editor(formulation, dict(tables or {}), folder)
    said = [_apply(editor, change) for change in parse_changes(changes)]
    return Changed(editor.formulation, editor.tables, tuple(said))


def _apply(editor: Editor, change: Change) -> str:
    """Apply one change; returns what was done."""
    element = _element(editor.formulation, change)
    match element:
        case Parameter():
            return change_parameter(editor, element, change)
        case SetDeclaration():
            return change_set(editor, element, change)
        case Variable():
            return change_variable(editor, element, change)
        case _:
            return change_constraint(editor, element, change)


def _element(formulation: Formulation, change: Change) -> Parameter | SetDeclaration | Variable | Constraint:
    constraints = {constraint.name: constraint for constraint in formulation.constraints}
    if change.action is Action.DROP:
        if change.name not in constraints:
            _unknown(change, constraints, "constraint")
        return constraints[change.name]
    declared = formulation.declarations()
    found = declared.get(change.name) or constraints.get(change.name)
    if found is None:
        _unknown(change, [*declared, *constraints], "parameter, set, variable or constraint")
    return found


def _unknown(change: Change, known: Iterable[str], kind: str) -> NoReturn:
    names = list(known)
    hint = did_you_mean(change.name, names) or (f"There are: {', '.join(names[:12])}." if names else "")
    raise Nl2optError(f"The formulation has no {kind} '{change.name}'.", hint=hint)
