"""Changes of a formulation in a line each: ``supply[Lyon]=150``, ``price*=1.1``, ``eggs=80``, ``cakes<=5``, ``-eggs``.

A change names a parameter, a set, a constraint with a number on one side, or a variable. ``apply_changes`` in
``nl2opt.formulation.changed`` makes the new formulation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Key, ParameterValue
from nl2opt.formulation.expression_parser import parse_expression
from nl2opt.formulation.expressions import Expression, Label, Name, Negation, Number, Quoted, Subscript, TupleMember

_NOTATION = "Write it as price=5, supply[Lyon]+=10, cost*=1.1, cakes<=5, or -eggs to drop a constraint."
_CHANGE = re.compile(
    r"""\s*(?P<name>[^\W\d]\w*)\s*
    (?:\[(?P<key>(?:[^\]"']|"[^"]*"|'[^']*')*)\])?\s*
    (?P<action>\+=|-=|\*=|/=|<=|>=|==|=|≤|≥)
    (?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)
_DROP = re.compile(r"\s*(?:-|−|drop\s)\s*(?P<name>[^\W\d]\w*)\s*$")


class Action(StrEnum):
    """What is done to the number."""

    SET = "="
    ADD = "+="
    SUBTRACT = "-="
    MULTIPLY = "*="
    DIVIDE = "/="
    AT_MOST = "<="
    AT_LEAST = ">="
    DROP = "drop"

    @property
    def operator(self) -> str:
        """The arithmetic of a change that starts from the old number; empty for the others."""
        return self.value[0] if self in (Action.ADD, Action.SUBTRACT, Action.MULTIPLY, Action.DIVIDE) else ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        name: of a parameter, set, constraint or variable.
        key: the entry that is meant; None for all of it.
        action: what is done.
        value: an expression of numbers and parameters, or a table for a whole parameter; None where a constraint is
            dropped.
        text: the change as it was written.
    """

    name: str
    key: Key | None
    action: Action
    value: ParameterValue
    text: str


def parse_change(text: str) -> Change:
    """The change that a line says.

    Raises:
        Nl2optError: it says none.
    """
    if dropped := _DROP.match(text):
        return Change(dropped["name"], None, Action.DROP, None, text.strip())
    match = _CHANGE.fullmatch(text)
    if match is None:
        raise Nl2optError(f"'{text}' is no change.", hint=_NOTATION)
    written = match["value"].strip()
    if not written:
        raise Nl2optError(f"The change '{text}' has no value.", hint=_NOTATION)
    action = Action({"==": "=", "≤": "<=", "≥": ">="}.get(match["action"], match["action"]))
    try:
        key = None if match["key"] is None else _key(match["key"])
        value = (
            _table(written) if written[0] in "{[" and action is Action.SET else parse_expression(written, spans=False)
        )
    except FormulationError as error:
        what = error.diagnostics[0].message
        raise Nl2optError(f"The change '{text}' cannot be read: {what}", hint=_NOTATION) from None
    return Change(match["name"], key, action, value, text.strip())


def parse_changes(changes: str | Iterable[str | Change] | Mapping[str, object]) -> list[Change]:
    """Several changes: lines, or a mapping of what is changed (``supply[Lyon]``) to its new number.

    Raises:
        Nl2optError: one of them is no change.
    """
    if isinstance(changes, str):
        return [parse_change(changes)]
    if isinstance(changes, Mapping):
        return [parse_change(f"{target}={value}") for target, value in changes.items()]
    return [change if isinstance(change, Change) else parse_change(change) for change in changes]


def _key(text: str) -> Key:
    node = parse_expression(f"entry[{text}]", spans=False)
    assert isinstance(node, Subscript)
    labels: list[Label] = []
    for index in node.indices:
        labels.extend(_labels(index))
    return tuple(labels)


def _labels(node: Expression) -> list[Label]:
    match node:
        case Name(word) | Quoted(word):
            return [word]
        case Number(int(number)):
            return [number]
        case Negation(Number(int(number))):
            return [-number]
        case TupleMember(items):
            return [label for item in items for label in _labels(item)]
    raise Nl2optError("An entry is named by members of its sets.", hint="Write supply[Lyon]=150 or ship[Lyon, Nice]=0.")


def _table(text: str) -> ParameterValue:
    """The value of a parameter (or, in braces without colons, the members of a set)."""
    from nl2opt.formulation.text_parser import parse

    if text[0] == "{" and ":" not in text:
        return parse_expression(text, spans=False)
    return parse(f"## Parameters\nvalue = {text}\n## Objective\nsatisfy\n").parameters[0].value
