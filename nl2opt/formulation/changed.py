"""A formulation with changes applied: the same elements, with other data, limits or bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changes import Action, Change, parse_changes
from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.data import Data
from nl2opt.formulation.data.faults import key_text, shallow
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import (
    Constraint,
    Entries,
    Formulation,
    Key,
    Kind,
    Parameter,
    SetDeclaration,
    Variable,
)
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Expression,
    Generator,
    Label,
    Name,
    Negation,
    Node,
    Number,
    Quoted,
    Subscript,
    walk,
)
from nl2opt.formulation.text_printer import expression_text

_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "=="}
_LOOSE = {"<": "<=", ">": ">="}


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
    editor = _Editor(formulation, dict(tables or {}), folder)
    said = [editor.apply(change) for change in parse_changes(changes)]
    return Changed(editor.formulation, editor.tables, tuple(said))


@dataclass(frozen=True, slots=True)
class _Limit:
    """A number in a constraint: its place among the operands, and what it is for the rest."""

    place: int
    relation: str
    operand: Expression


class _Editor:
    """A formulation that is changed step by step."""

    def __init__(self, formulation: Formulation, tables: dict[str, object], folder: Path | None) -> None:
        self.formulation = formulation
        self.tables = tables
        self.folder = folder

    def apply(self, change: Change) -> str:
        """Apply one change; returns what was done."""
        element = self._element(change)
        match element:
            case Parameter():
                return self._parameter(element, change)
            case SetDeclaration():
                return self._set(element, change)
            case Variable():
                return self._variable(element, change)
            case _:
                return self._constraint(element, change)

    def _element(self, change: Change) -> Parameter | SetDeclaration | Variable | Constraint:
        constraints = {constraint.name: constraint for constraint in self.formulation.constraints}
        if change.action is Action.DROP:
            if change.name not in constraints:
                self._unknown(change, constraints, "constraint")
            return constraints[change.name]
        declared = self.formulation.declarations()
        found = declared.get(change.name) or constraints.get(change.name)
        if found is None:
            self._unknown(change, [*declared, *constraints], "parameter, set, variable or constraint")
        return found

    def _unknown(self, change: Change, known: Iterable[str], kind: str) -> NoReturn:
        names = list(known)
        hint = did_you_mean(change.name, names) or (f"There are: {', '.join(names[:12])}." if names else "")
        raise Nl2optError(f"The formulation has no {kind} '{change.name}'.", hint=hint)

    # Sets and parameters

    def _set(self, element: SetDeclaration, change: Change) -> str:
        if change.action is not Action.SET or change.key is not None or not isinstance(change.value, Node):
            raise Nl2optError(
                f"'{element.name}' is a set, and '{change.text}' does not give its members.",
                hint=f"Write {element.name}={{a, b}} or {element.name}=1..6.",
            )
        self.tables.pop(element.name, None)
        self._replace(element, replace(element, value=change.value))
        return f"The set {element.name} is {expression_text(change.value)}."

    def _parameter(self, element: Parameter, change: Change) -> str:
        if change.action in (Action.AT_MOST, Action.AT_LEAST):
            raise Nl2optError(
                f"'{element.name}' is data, which has no bounds.", hint=f"Give it a number: {element.name}=..."
            )
        whole = change.key is None
        if whole and change.action is Action.SET:
            old = None if element.index else constant(Name(element.name), self._scalars())
            self.tables.pop(element.name, None)
            self._replace(element, replace(element, value=change.value))
            if not isinstance(change.value, Node):
                return f"{element.name} is given anew."
            instead = " everywhere" if element.index else "" if old is None else f" instead of {_text(old)}"
            return f"{element.name} is {expression_text(change.value)}{instead}."
        space, entries = self._entries(element)
        number = self._number(change)
        if whole:
            changed = [(key, _computed(change, old, number)) for key, old in entries]
            what = f"Every entry of {element.name}" if element.index else element.name
            done = f"{what} is {_DONE[change.action]} {_text(number)}"
            said = f"{done}." if element.index else f"{done}: {_text(changed[0][1])} instead of {_text(entries[0][1])}."
        else:
            key = self._checked_key(element.name, change.key or (), space)
            old = dict(entries).get(key, math.nan)
            new = number if change.action is Action.SET else _computed(change, old, number)
            changed = [(other, new if other == key else value) for other, value in entries]
            if key not in dict(entries):
                changed.append((key, new))
            said = f"{_entry(element.name, key)} is {_text(new)} instead of {_text(old)}."
        self.tables.pop(element.name, None)
        if element.index:
            self._replace(element, replace(element, value=Entries(tuple((key, _plain(new)) for key, new in changed))))
        else:
            self._replace(element, replace(element, value=_literal(changed[0][1])))
        return said

    def _entries(self, parameter: Parameter) -> tuple[Space, list[tuple[Key, float]]]:
        """A parameter's values by key, wherever they come from."""
        known = parameter.name in self.formulation.declarations()
        given = self.formulation if known else self._with_parameter(parameter)
        data = Data(given, self.tables, self.folder)
        with np.errstate(all="ignore"), shallow():
            table = data.table(parameter.name)
        values = np.asarray(table.values, dtype=np.float64).ravel().tolist()
        pairs = zip(table.space.keys(), values, strict=True)
        return table.space, [(key, value) for key, value in pairs if not math.isnan(value)]

    def _with_parameter(self, parameter: Parameter) -> Formulation:
        return replace(self.formulation, parameters=(*self.formulation.parameters, parameter))

    def _checked_key(self, name: str, key: Key, space: Space) -> Key:
        """The key of an entry; labels that look like numbers are tried as words, too."""
        domains = space.domains
        if len(key) != len(domains):
            written = f"{name}[{', '.join(map(str, key))}]"
            what = f"{len(domains)} label{'s' * (len(domains) != 1)}" if domains else "no index"
            raise Nl2optError(
                f"'{written}' has {len(key)} label{'s' * (len(key) != 1)}, but '{name}' takes {what}.",
                hint=f"Write {_entry(name, tuple(space.keys()[0]))}=..."
                if domains and space.size
                else f"Write {name}=",
            )
        found: list[Label] = []
        for label, domain in zip(key, domains, strict=True):
            if domain.position(label) >= 0:
                found.append(label)
            elif domain.position(str(label)) >= 0:
                found.append(str(label))
            else:
                members = [str(member) for member in domain.labels]
                shown = f"{', '.join(members[:8])}{', ...' if len(members) > 8 else ''}"
                raise Nl2optError(
                    f"'{label}' is no member of the set that '{name}' is indexed by.",
                    hint=did_you_mean(str(label), members) or f"Its members are: {shown}.",
                )
        listed = tuple(found)
        if listed not in set(space.keys()):
            raise Nl2optError(
                f"'{name}' has no entry {key_text(listed)}.", hint="Name one of the tuples that its set holds."
            )
        return listed

    # Variables

    def _variable(self, element: Variable, change: Change) -> str:
        if change.action.operator:
            raise Nl2optError(
                f"'{element.name}' is a variable: the solver decides what it is.",
                hint=f"Fix it with {element.name}=4, or bound it with {element.name}<=4 or {element.name}>=4.",
            )
        number = self._number(change)
        key: Key = ()
        if change.key is not None:
            index = tuple(replace(generator) for generator in element.index)
            space, _ = self._entries(Parameter(self._free_name("entry"), index, Number(0)))
            key = self._checked_key(element.name, change.key, space)
        elif element.index and element.kind is Kind.BINARY:
            raise Nl2optError(
                f"'{element.name}' is a family of binary variables.",
                hint=f"Change them one by one: {element.name}[...]=1",
            )
        verb = {Action.SET: "fixed at", Action.AT_MOST: "at most", Action.AT_LEAST: "at least"}[change.action]
        said = f"{_entry(element.name, key)} is {verb} {_text(number)}."
        if element.kind is Kind.BINARY:
            self._constrain(element, key, change.action, number)
            return said
        if change.key is None:
            self._replace(element, _bounded(element, change.action, _literal(number)))
            return said
        self._bound_entry(element, key, change.action, number)
        return said

    def _bound_entry(self, element: Variable, key: Key, action: Action, number: float) -> None:
        """New bounds of one entry: as a constraint where that says the same, else as a table of bounds."""
        for side, value in (("lower", element.lower), ("upper", element.upper)):
            wanted = action is Action.SET or (action is Action.AT_MOST) == (side == "upper")
            if not wanted or value is None:
                continue
            name = self._free_name(f"{element.name}_{side}")
            table = Parameter(name, element.index, value)
            space, entries = self._entries(table)
            old = dict(entries)[key]
            if number >= old if side == "lower" else number <= old:
                continue  # the old bound lets the new one be said as a constraint
            names, index = _named_index(element.index, space, set(self.formulation.declarations()))
            moved = tuple((other, _plain(number if other == key else bound)) for other, bound in entries)
            self._add(Parameter(name, element.index, Entries(moved)))
            bound = Subscript(name, names)
            new = (
                replace(element, index=index, lower=bound)
                if side == "lower"
                else replace(element, index=index, upper=bound)
            )
            self._replace(element, new)
            element = new
        self._constrain(element, key, action, number)

    def _constrain(self, element: Variable, key: Key, action: Action, number: float) -> None:
        word = {Action.SET: "fixed", Action.AT_MOST: "at_most", Action.AT_LEAST: "at_least"}[action]
        entry: Expression = Subscript(element.name, tuple(map(_label, key))) if key else Name(element.name)
        operator = "==" if action is Action.SET else str(action)
        body = Comparison((entry, _literal(number)), (operator,))
        constraint = Constraint(self._free_name(f"{element.name}_{word}"), body=body)
        constraints = (*self.formulation.constraints, constraint)
        self.formulation = replace(self.formulation, constraints=constraints)

    # Constraints

    def _constraint(self, element: Constraint, change: Change) -> str:
        if change.action is Action.DROP:
            kept = tuple(other for other in self.formulation.constraints if other is not element)
            self.formulation = replace(self.formulation, constraints=kept)
            return f"The constraint {element.name} is dropped."
        limit = self._limit(element, change)
        body = element.body
        assert isinstance(body, Comparison)
        value = change.value
        if not isinstance(value, Node):
            raise Nl2optError(f"The limit of '{element.name}' is a number.", hint=f"Write {element.name}=80.")
        if change.key is None:
            new, said = self._moved_limit(element, limit, change, value)
        else:
            new, said = self._moved_entry(element, limit, change)
        operands = (*body.operands[: limit.place], new, *body.operands[limit.place + 1 :])
        self._replace(element, replace(element, body=replace(body, operands=operands)))
        return said

    def _moved_limit(
        self, element: Constraint, limit: _Limit, change: Change, value: Expression
    ) -> tuple[Expression, str]:
        old, number = constant(limit.operand, self._scalars()), constant(value, self._scalars())
        what = f"The limit of {element.name}"
        if not change.action.operator:
            shown = "" if old is None else f" instead of {_text(old)}"
            return value, f"{what} is {expression_text(value)}{shown}."
        if old is not None and number is not None:
            new = _computed(change, old, number)
            return _literal(new), f"{what} is {_text(new)} instead of {_text(old)}."
        operator = change.action.operator
        return Binary(operator, limit.operand, value), f"{what} is {_DONE[change.action]} {expression_text(value)}."

    def _moved_entry(self, element: Constraint, limit: _Limit, change: Change) -> tuple[Expression, str]:
        """The limit as a table of its own, with one entry changed."""
        if not element.index:
            raise Nl2optError(f"'{element.name}' has no index.", hint=f"Write {element.name}=...")
        name = self._free_name(f"{element.name}_limit")
        space, entries = self._entries(Parameter(name, element.index, limit.operand))
        key = self._checked_key(element.name, change.key or (), space)
        old, number = dict(entries)[key], self._number(change)
        new = number if not change.action.operator else _computed(change, old, number)
        moved = tuple((other, _plain(new if other == key else value)) for other, value in entries)
        names, index = _named_index(element.index, space, set(self.formulation.declarations()))
        if index != element.index:
            raise Nl2optError(
                f"The index of '{element.name}' has no names.", hint="Write it as supply[p in PLANTS]: ..."
            )
        self._add(Parameter(name, element.index, Entries(moved)))
        return Subscript(
            name, names
        ), f"The limit of {_entry(element.name, key)} is {_text(new)} instead of {_text(old)}."

    def _limit(self, element: Constraint, change: Change) -> _Limit:
        limits = self._limits(element)
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
                raise Nl2optError(
                    f"'{element.name}' has no limit with {wanted}: {text}", hint=f"Write {element.name}=80."
                )
        if len(limits) > 1:
            raise Nl2optError(
                f"'{element.name}' has two limits.", hint=f"Say which: {element.name}<=... or {element.name}>=..."
            )
        return limits[0]

    def _limits(self, element: Constraint) -> list[_Limit]:
        """The sides of a comparison that hold data only, where the other side holds variables."""
        body = element.body
        if not isinstance(body, Comparison) or len(body.operands) > 3:
            return []
        variables = {variable.name for variable in self.formulation.variables}
        fixed = [not any(_word(node) in variables for node in walk(operand)) for operand in body.operands]
        found = []
        last = len(body.operands) - 1
        for place, operator in ((0, body.operators[0]), (last, body.operators[-1])):
            other = 1 if place == 0 else last - 1
            if fixed[place] and not fixed[other] and operator in _FLIPPED:
                relation = operator if place else _FLIPPED[operator]
                found.append(_Limit(place, _LOOSE.get(relation, relation), body.operands[place]))
        return found

    # Helpers

    def _number(self, change: Change) -> float:
        number = constant(change.value, self._scalars()) if isinstance(change.value, Node) else None
        if number is None:
            raise Nl2optError(f"'{change.text}' does not give a number.", hint="Write a number behind the sign.")
        return number

    def _scalars(self) -> dict[str, object]:
        return {
            parameter.name: parameter.value
            for parameter in self.formulation.parameters
            if not parameter.index and isinstance(parameter.value, Node) and parameter.name not in self.tables
        }

    def _free_name(self, wanted: str) -> str:
        taken = {element.name for element in self.formulation.elements()}
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        return name

    def _add(self, parameter: Parameter) -> None:
        self.formulation = self._with_parameter(parameter)

    def _replace(self, old: object, new: Parameter | SetDeclaration | Variable | Constraint) -> None:
        given = self.formulation
        match new:
            case Parameter():
                parameters = tuple(new if item is old else item for item in given.parameters)
                self.formulation = replace(given, parameters=parameters)
            case SetDeclaration():
                self.formulation = replace(given, sets=tuple(new if item is old else item for item in given.sets))
            case Variable():
                variables = tuple(new if item is old else item for item in given.variables)
                self.formulation = replace(given, variables=variables)
            case _:
                constraints = tuple(new if item is old else item for item in given.constraints)
                self.formulation = replace(given, constraints=constraints)


_DONE = {
    Action.ADD: "raised by",
    Action.SUBTRACT: "lowered by",
    Action.MULTIPLY: "multiplied by",
    Action.DIVIDE: "divided by",
}


def _computed(change: Change, old: float, number: float) -> float:
    """The new number of a change that starts from the old one."""
    match change.action:
        case Action.ADD:
            return old + number
        case Action.SUBTRACT:
            return old - number
        case Action.MULTIPLY:
            return old * number
        case Action.DIVIDE if number:
            return old / number
    raise Nl2optError(f"'{change.text}' divides by zero.", hint="Give another number.")


def _bounded(variable: Variable, action: Action, number: Expression) -> Variable:
    match action:
        case Action.AT_MOST:
            return replace(variable, upper=number)
        case Action.AT_LEAST:
            return replace(variable, lower=number)
    return replace(variable, lower=number, upper=number)


def _named_index(
    index: tuple[Generator, ...], space: Space, taken: set[str]
) -> tuple[tuple[Expression, ...], tuple[Generator, ...]]:
    """The indices as expressions, and the index with a name for each; plain sets get names that are free."""
    names: list[str] = []
    named = []
    for place, generator in enumerate(index):
        if generator.targets:
            names += generator.targets
            named.append(generator)
            continue
        fresh: list[str] = []
        for _ in range(space.axes[place].arity):
            name, number = f"i{len(names) + len(fresh) + 1}", 1
            while name in taken:
                name, number = f"{name}_{number}", number + 1
            fresh.append(name)
        names += fresh
        named.append(replace(generator, targets=tuple(fresh)))
    return tuple(map(Name, names)), tuple(named)


def _word(node: Node) -> str:
    return node.id if isinstance(node, Name) else node.base if isinstance(node, Subscript) else ""


def _label(label: Label) -> Expression:
    if isinstance(label, str):
        return Name(label) if label.isidentifier() else Quoted(label)
    return Number(label) if label >= 0 else Negation(Number(-label))


def _plain(number: float) -> int | float:
    short = float(f"{number:.12g}")  # 1.1 * 50 is 55, not 55.00000000000001
    return int(short) if abs(short) < 2**53 and short.is_integer() else short


def _literal(number: float) -> Expression:
    plain = _plain(number)
    return Negation(Number(-plain)) if plain < 0 else Number(plain)


def _text(number: float) -> str:
    return "nothing" if math.isnan(number) else f"{_plain(number):.12g}"


def _entry(name: str, key: Key) -> str:
    return f"{name}[{', '.join(map(str, key))}]" if key else name
