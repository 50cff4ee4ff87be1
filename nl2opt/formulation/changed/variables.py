"""Changes of variables: other bounds, or a value that they are fixed at."""

from __future__ import annotations

from dataclasses import replace

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed.editor import Editor
from nl2opt.formulation.changed.entries import entry_text, named_index, text_of
from nl2opt.formulation.changes import Action, Change
from nl2opt.formulation.elements import Constraint, Entries, Key, Kind, Parameter, Variable
from nl2opt.formulation.expressions import Comparison, Expression, Name, Number, Subscript
from nl2opt.formulation.literals import label_literal, number_literal, short


def change_variable(editor: Editor, element: Variable, change: Change) -> str:
    """Bounds a variable or fixes it, everywhere or at one place; returns what was done."""
    if change.action.operator:
        raise Nl2optError(
            f"'{element.name}' is a variable: the solver decides what it is.",
            hint=f"Fix it with {element.name}=4, or bound it with {element.name}<=4 or {element.name}>=4.",
        )
    number = editor.number(change)
    key: Key = ()
    if change.key is not None:
        index = tuple(replace(generator) for generator in element.index)
        space, _ = editor.entries(Parameter(editor.free_name("entry"), index, Number(0)))
        key = editor.checked_key(element.name, change.key, space)
    elif element.index and element.kind is Kind.BINARY:
        raise Nl2optError(
            f"'{element.name}' is a family of binary variables.",
            hint=f"Change them one by one: {element.name}[...]=1",
        )
    verb = {Action.SET: "fixed at", Action.AT_MOST: "at most", Action.AT_LEAST: "at least"}[change.action]
    said = f"{entry_text(element.name, key)} is {verb} {text_of(number)}."
    if element.kind is Kind.BINARY:
        _constrain(editor, element, key, change.action, number)
        return said
    if change.key is None:
        editor.replace(element, _bounded(element, change.action, number_literal(short(number))))
        return said
    _bound_entry(editor, element, key, change.action, number)
    return said


def _bound_entry(editor: Editor, element: Variable, key: Key, action: Action, number: float) -> None:
    """New bounds of one entry: as a constraint where that says the same, else as a table of bounds."""
    for side, value in (("lower", element.lower), ("upper", element.upper)):
        wanted = action is Action.SET or (action is Action.AT_MOST) == (side == "upper")
        if not wanted or value is None:
            continue
        name = editor.free_name(f"{element.name}_{side}")
        table = Parameter(name, element.index, value)
        space, entries = editor.entries(table)
        old = dict(entries)[key]
        if number >= old if side == "lower" else number <= old:
            continue  # the old bound lets the new one be said as a constraint
        names, index = named_index(element.index, space, set(editor.formulation.declarations()))
        moved = tuple((other, short(number if other == key else bound)) for other, bound in entries)
        editor.add(Parameter(name, element.index, Entries(moved)))
        bound = Subscript(name, names)
        new = (
            replace(element, index=index, lower=bound)
            if side == "lower"
            else replace(element, index=index, upper=bound)
        )
        editor.replace(element, new)
        element = new
    _constrain(editor, element, key, action, number)


def _constrain(editor: Editor, element: Variable, key: Key, action: Action, number: float) -> None:
    word = {Action.SET: "fixed", Action.AT_MOST: "at_most", Action.AT_LEAST: "at_least"}[action]
    entry: Expression = Subscript(element.name, tuple(map(label_literal, key))) if key else Name(element.name)
    operator = "==" if action is Action.SET else str(action)
    body = Comparison((entry, number_literal(short(number))), (operator,))
    constraint = Constraint(editor.free_name(f"{element.name}_{word}"), body=body)
    constraints = (*editor.formulation.constraints, constraint)
    editor.formulation = replace(editor.formulation, constraints=constraints)


def _bounded(variable: Variable, action: Action, number: Expression) -> Variable:
    match action:
        case Action.AT_MOST:
            return replace(variable, upper=number)
        case Action.AT_LEAST:
            return replace(variable, lower=number)
    return replace(variable, lower=number, upper=number)
