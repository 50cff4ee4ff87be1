"""Changes of constraints: other limits, or none at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed.editor import Editor
from nl2opt.formulation.changed.entries import DONE, computed, entry_text, named_index, text_of
from nl2opt.formulation.changes import Action, Change
from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.elements import Constraint, Entries, Parameter
from nl2opt.formulation.expressions import Binary, Comparison, Expression, Name, Node, Subscript, walk
from nl2opt.formulation.literals import number_literal, short
from nl2opt.formulation.text_printer import expression_text

_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "=="}
_LOOSE = {"<": "<=", ">": ">="}


@dataclass(frozen=True, slots=True)
class _Limit:
    """A number in a constraint: its place among the operands, and what it is for the rest."""

    place: int
    relation: str
    operand: Expression


def change_constraint(editor: Editor, element: Constraint, change: Change) -> str:
    """Gives a constraint another limit, everywhere or at one place, or drops it; returns what was done."""
    if change.action is Action.DROP:
        kept = tuple(other for other in editor.formulation.constraints if other is not element)
        editor.formulation = replace(editor.formulation, constraints=kept)
        return f"The constraint {element.name} is dropped."
    limit = _limit(editor, element, change)
    body = element.body
    assert isinstance(body, Comparison)
    value = change.value
    if not isinstance(value, Node):
        raise Nl2optError(f"The limit of '{element.name}' is a number.", hint=f"Write {element.name}=80.")
    if change.key is None:
        new, said = _moved_limit(editor, element, limit, change, value)
    else:
        new, said = _moved_entry(editor, element, limit, change)
    operands = (*body.operands[: limit.place], new, *body.operands[limit.place + 1 :])
    editor.replace(element, replace(element, body=replace(body, operands=operands)))
    return said


def _moved_limit(
    editor: Editor, element: Constraint, limit: _Limit, change: Change, value: Expression
) -> tuple[Expression, str]:
    old, number = constant(limit.operand, editor.scalars()), constant(value, editor.scalars())
    what = f"The limit of {element.name}"
    if not change.action.operator:
        shown = "" if old is None else f" instead of {text_of(old)}"
        return value, f"{what} is {expression_text(value)}{shown}."
    if old is not None and number is not None:
        new = computed(change, old, number)
        return number_literal(short(new)), f"{what} is {text_of(new)} instead of {text_of(old)}."
    operator = change.action.operator
    return Binary(operator, limit.operand, value), f"{what} is {DONE[change.action]} {expression_text(value)}."


def _moved_entry(editor: Editor, element: Constraint, limit: _Limit, change: Change) -> tuple[Expression, str]:
    """The limit as a table of its own, with one entry changed."""
    if not element.index:
        raise Nl2optError(f"'{element.name}' has no index.", hint=f"Write {element.name}=...")
    name = editor.free_name(f"{element.name}_limit")
    space, entries = editor.entries(Parameter(name, element.index, limit.operand))
    key = editor.checked_key(element.name, change.key or (), space)
    old, number = dict(entries)[key], editor.number(change)
    new = number if not change.action.operator else computed(change, old, number)
    moved = tuple((other, short(new if other == key else value)) for other, value in entries)
    names, index = named_index(element.index, space, set(editor.formulation.declarations()))
    if index != element.index:
        raise Nl2optError(f"The index of '{element.name}' has no names.", hint="Write it as supply[p in PLANTS]: ...")
    editor.add(Parameter(name, element.index, Entries(moved)))
    said = f"The limit of {entry_text(element.name, key)} is {text_of(new)} instead of {text_of(old)}."
    return Subscript(name, names), said


def _limit(editor: Editor, element: Constraint, change: Change) -> _Limit:
    limits = _limits(editor, element)
    if not limits:
        text = expression_text(element.body)
        raise Nl2optError(
            f"'{element.name}' has no number of its own to change: {text}",
            hint=f"Change the data in it, or drop it with -{element.name}.",
        )
    wanted = {Action.AT_MOST: "<=", Action.AT_LEAST: ">="}.get(change.action)
    if wanted is not None:
        limits = [limit for limit in limits if limit.relation == wanted]
        if not limits:
            text = expression_text(element.body)
            raise Nl2optError(f"'{element.name}' has no limit with {wanted}: {text}", hint=f"Write {element.name}=80.")
    if len(limits) > 1:
        raise Nl2optError(
            f"'{element.name}' has two limits.", hint=f"Say which: {element.name}<=... or {element.name}>=..."
        )
    return limits[0]


def _limits(editor: Editor, element: Constraint) -> list[_Limit]:
    """The sides of a comparison that hold data only, where the other side holds variables."""
    body = element.body
    if not isinstance(body, Comparison) or len(body.operands) > 3:
        return []
    variables = {variable.name for variable in editor.formulation.variables}
    fixed = [not any(_word(node) in variables for node in walk(operand)) for operand in body.operands]
    found = []
    last = len(body.operands) - 1
    for place, operator in ((0, body.operators[0]), (last, body.operators[-1])):
        other = 1 if place == 0 else last - 1
        if fixed[place] and not fixed[other] and operator in _FLIPPED:
            relation = operator if place else _FLIPPED[operator]
            found.append(_Limit(place, _LOOSE.get(relation, relation), body.operands[place]))
    return found


def _word(node: Node) -> str:
    return node.id if isinstance(node, Name) else node.base if isinstance(node, Subscript) else ""
