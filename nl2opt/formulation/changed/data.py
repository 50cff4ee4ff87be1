"""Changes of sets and parameters: other members, other numbers."""

from __future__ import annotations

import math
from dataclasses import replace

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed.editor import Editor
from nl2opt.formulation.changed.entries import DONE, computed, entry_text, text_of
from nl2opt.formulation.changes import Action, Change
from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.elements import Entries, Parameter, SetDeclaration
from nl2opt.formulation.expressions import Name, Node
from nl2opt.formulation.literals import number_literal, short
from nl2opt.formulation.text_printer import expression_text


def change_set(editor: Editor, element: SetDeclaration, change: Change) -> str:
    """Gives a set other members; returns what was done."""
    if change.action is not Action.SET or change.key is not None or not isinstance(change.value, Node):
        raise Nl2optError(
            f"'{element.name}' is a set, and '{change.text}' does not give its members.",
            hint=f"Write {element.name}={{a, b}} or {element.name}=1..6.",
        )
    editor.tables.pop(element.name, None)
    editor.replace(element, replace(element, value=change.value))
    return f"The set {element.name} is {expression_text(change.value)}."


def change_parameter(editor: Editor, element: Parameter, change: Change) -> str:
    """Gives a parameter other numbers, or one entry of it another; returns what was done."""
    if change.action in (Action.AT_MOST, Action.AT_LEAST):
        raise Nl2optError(
            f"'{element.name}' is data, which has no bounds.", hint=f"Give it a number: {element.name}=..."
        )
    whole = change.key is None
    if whole and change.action is Action.SET:
        old = None if element.index else constant(Name(element.name), editor.scalars())
        editor.tables.pop(element.name, None)
        editor.replace(element, replace(element, value=change.value))
        if not isinstance(change.value, Node):
            return f"{element.name} is given anew."
        instead = " everywhere" if element.index else "" if old is None else f" instead of {text_of(old)}"
        return f"{element.name} is {expression_text(change.value)}{instead}."
    space, entries = editor.entries(element)
    number = editor.number(change)
    if whole:
        changed = [(key, computed(change, old, number)) for key, old in entries]
        what = f"Every entry of {element.name}" if element.index else element.name
        done = f"{what} is {DONE[change.action]} {text_of(number)}"
        said = f"{done}." if element.index else f"{done}: {text_of(changed[0][1])} instead of {text_of(entries[0][1])}."
    else:
        key = editor.checked_key(element.name, change.key or (), space)
        old = dict(entries).get(key, math.nan)
        new = number if change.action is Action.SET else computed(change, old, number)
        changed = [(other, new if other == key else value) for other, value in entries]
        if key not in dict(entries):
            changed.append((key, new))
        said = f"{entry_text(element.name, key)} is {text_of(new)} instead of {text_of(old)}."
    editor.tables.pop(element.name, None)
    if element.index:
        editor.replace(element, replace(element, value=Entries(tuple((key, short(new)) for key, new in changed))))
    else:
        editor.replace(element, replace(element, value=number_literal(short(changed[0][1]))))
    return said
