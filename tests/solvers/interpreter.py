"""A slow reading of a formulation, one element after another in plain Python: what lowering is compared with."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nl2opt.formulation.elements import Entries, Formulation, Matrix
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)

TOLERANCE = 1e-7
Label = str | int


@dataclass(frozen=True)
class Bound:
    """An index: its label, and the labels of the set that it runs over."""

    label: Label
    labels: tuple[Label, ...]


Scope = Mapping[str, Bound]
_NONE = Bound(0, ())


class OutOfRange(Exception):
    """A label that the set does not have."""


class Interpreter:
    """Evaluates a formulation at a point.

    Args:
        formulation: what to read.
        point: the value of each variable by name and key.
    """

    def __init__(self, formulation: Formulation, point: Mapping[tuple[str, tuple[Label, ...]], float]) -> None:
        self.point = point
        self.formulation = formulation
        self.sets = {item.name: item for item in formulation.sets}
        self.variables = {item.name for item in formulation.variables}
        self.scalars = {item.name for item in formulation.parameters if not item.index}
        self.parameters: dict[str, dict[tuple[Label, ...], float]] = {}
        self.plain: dict[str, list[tuple[Label, ...]]] = {}
        self.indexed: dict[str, dict[tuple[Label, ...], list[tuple[Label, ...]]]] = {}
        for declaration in formulation.sets:
            if declaration.index:
                assert isinstance(declaration.value, tuple)
                self.indexed[declaration.name] = {key: self.members(part, {}) for key, part in declaration.value}
            else:
                assert declaration.value is not None
                assert not isinstance(declaration.value, tuple)
                self.plain[declaration.name] = self.members(declaration.value, {})
        for parameter in formulation.parameters:
            keys = [key for key, _ in self.bindings(parameter.index, {})]
            value = parameter.value
            if isinstance(value, Entries):
                self.parameters[parameter.name] = dict(value.items)
            elif isinstance(value, Matrix):
                flat = list(self._flat(value))
                self.parameters[parameter.name] = dict(zip(keys, flat, strict=True))
            else:
                self.parameters[parameter.name] = {
                    key: self.number(value, scope) for key, scope in self.bindings(parameter.index, {})
                }

    def _flat(self, matrix: Matrix) -> Iterator[float]:
        for row in matrix.rows:
            if isinstance(row, Matrix):
                yield from self._flat(row)
            else:
                yield row

    # Sets

    def members(self, expression: Expression, scope: Scope) -> list[tuple[Label, ...]]:
        """The members of a set, each a tuple."""
        match expression:
            case Name(name):
                return self.plain[name]
            case Range(first, last):
                ends = math.ceil(self.number(first, scope)), math.floor(self.number(last, scope))
                return [(k,) for k in range(ends[0], ends[1] + 1)]
            case SetLiteral(members):
                return [self.key((member,), scope) for member in members]
            case Subscript(base, indices):
                return self.indexed[base].get(self.key(indices, scope), [])
            case SetBuilder(member, generators):
                found = [self.key((member,), inner) for _, inner in self.bindings(generators, scope)]
                return list(dict.fromkeys(found))
            case Binary(operator, left, right):
                ours, theirs = self.members(left, scope), self.members(right, scope)
                if operator == "*":
                    return [one + two for one in ours for two in theirs]
                if operator == "|":
                    return list(dict.fromkeys(ours + theirs))
                return [m for m in ours if (m in theirs) == (operator == "&")]
            case _:
                raise TypeError(expression)

    def bindings(
        self, generators: tuple[Generator, ...], scope: Scope
    ) -> Iterator[tuple[tuple[Label, ...], dict[str, Bound]]]:
        """Every key of the generators, with the scope in which its indices are bound."""
        if not generators:
            yield (), dict(scope)
            return
        first, *rest = generators
        members = self.members(first.domain, scope)
        for member in members:
            inner = dict(scope)
            names = first.targets or tuple(f"#{k}" for k in range(len(member)))
            for place, (name, label) in enumerate(zip(names, member, strict=True)):
                inner[name] = Bound(label, tuple(dict.fromkeys(m[place] for m in members)))
            if all(self.truth(condition, inner) for condition in first.conditions):
                for key, deepest in self.bindings(tuple(rest), inner):
                    yield member + key, deepest

    def key(self, indices: tuple[Expression, ...], scope: Scope) -> tuple[Label, ...]:
        """The labels that index expressions stand for."""
        return tuple(itertools.chain.from_iterable(self._labels(index, scope) for index in indices))

    def _labels(self, index: Expression, scope: Scope) -> tuple[Label, ...]:
        match index:
            case TupleMember(items):
                return self.key(items, scope)
            case Quoted(value):
                return (value,)
            case Name(name) if name in scope:
                return (scope[name].label,)
            case Name(name) if name not in self.scalars:
                return (name,)
            case Binary("+" | "-", Name(name), right) if name in scope and isinstance(scope[name].label, str):
                step = int(self.number(right, scope))
                labels = scope[name].labels
                place = labels.index(scope[name].label) + (step if index.operator == "+" else -step)
                if not 0 <= place < len(labels):
                    raise OutOfRange
                return (labels[place],)
            case _:
                number = self.number(index, scope)
                return (int(number),)

    # Numbers

    def number(self, expression: Any, scope: Scope) -> float:
        """The value of an expression at the point."""
        match expression:
            case Number(value):
                return value
            case Name(name):
                if name in scope:
                    label = scope[name].label
                    assert isinstance(label, int)
                    return label
                return self.parameters[name][()] if name in self.parameters else self.point[name, ()]
            case Subscript(base, indices):
                key = self.key(indices, scope)
                return self.parameters[base][key] if base in self.parameters else self.point[base, key]
            case Negation(operand):
                return -self.number(operand, scope)
            case Binary(operator, left, right):
                a, b = self.number(left, scope), self.number(right, scope)
                return {
                    "+": lambda: a + b,
                    "-": lambda: a - b,
                    "*": lambda: a * b,
                    "/": lambda: a / b,
                    "%": lambda: a % b,
                    "**": lambda: a**b,
                }[operator]()
            case Call("len", (operand,)):
                return len(self.members(operand, scope))
            case Call(function, arguments):
                values = [self.number(argument, scope) for argument in arguments]
                if function in ("min", "max"):
                    return min(values) if function == "min" else max(values)
                return {"abs": abs, "floor": math.floor, "ceil": math.ceil, "round": round}.get(
                    function, getattr(math, function, None)
                )(*values)
            case Reduction(("sum" | "prod" | "min" | "max") as function, body, generators):
                values = [self.number(body, inner) for _, inner in self.bindings(generators, scope)]
                return {"sum": math.fsum, "prod": math.prod, "min": min, "max": max}[function](values)
            case _:
                return float(self.truth(expression, scope))

    # Truth

    def truth(self, expression: Any, scope: Scope) -> bool:
        """Whether a statement holds at the point."""
        match expression:
            case Comparison(operands, operators):
                return all(
                    self._compare(left, operator, right, scope)
                    for left, operator, right in zip(operands, operators, operands[1:], strict=False)
                )
            case Connective(operator, left, right):
                a = self.truth(left, scope)
                if operator == "and":
                    return a and self.truth(right, scope)
                if operator == "or":
                    return a or self.truth(right, scope)
                b = self.truth(right, scope)
                return {"xor": a != b, "implies": not a or b, "iff": a == b}[operator]
            case Not(operand):
                return not self.truth(operand, scope)
            case Reduction("all_different", body, generators):
                values = [self.number(body, inner) for _, inner in self.bindings(generators, scope)]
                return len(set(values)) == len(values)
            case LogicalCall("all_different", arguments):
                values = [self.number(argument, scope) for argument in arguments]
                return len(set(values)) == len(values)
            case Reduction(function, body, generators) if function in _LOGICAL:
                return _LOGICAL[function]([self.truth(body, inner) for _, inner in self.bindings(generators, scope)])
            case LogicalCall(function, arguments):
                return _LOGICAL[function]([self.truth(argument, scope) for argument in arguments])
            case _:
                return abs(self.number(expression, scope)) > 0.5

    def _compare(self, left: Expression, operator: str, right: Expression, scope: Scope) -> bool:
        if operator in ("in", "not in"):
            inside = self.key((left,), scope) in self.members(right, scope)
            return inside == (operator == "in")
        indices = any(
            isinstance(side, Name) and isinstance(scope.get(side.id, _NONE).label, str) for side in (left, right)
        )
        a, b = self._comparable(left, scope, indices), self._comparable(right, scope, indices)
        if isinstance(a, str) or isinstance(b, str):
            return {"==": a == b, "!=": a != b}[operator]
        return {
            "<=": a <= b + TOLERANCE,
            ">=": a >= b - TOLERANCE,
            "<": a < b - TOLERANCE,
            ">": a > b + TOLERANCE,
            "==": abs(a - b) <= TOLERANCE,
            "!=": abs(a - b) > TOLERANCE,
        }[operator]

    def _comparable(self, side: Expression, scope: Scope, with_index: bool) -> Label | float:
        known = self.scalars if with_index else self.scalars | self.variables
        if isinstance(side, Quoted) or (isinstance(side, Name) and (side.id in scope or side.id not in known)):
            return self._labels(side, scope)[0]
        if isinstance(side, Binary) and isinstance(side.left, Name) and side.left.id in scope:
            label = scope[side.left.id].label
            if isinstance(label, str):
                try:
                    return self._labels(side, scope)[0]
                except OutOfRange:
                    return ""
        return self.number(side, scope)

    # The model

    def objective(self) -> float:
        """The objective's value."""
        return self.number(self.formulation.objective.expression, {})

    def feasible(self) -> bool:
        """Whether every constraint holds."""
        return all(
            self.truth(constraint.body, scope)
            for constraint in self.formulation.constraints
            for _, scope in self.bindings(constraint.index, {})
        )


_LOGICAL = {
    "all": all,
    "any": any,
    "at_most_one": lambda truths: sum(truths) <= 1,
    "exactly_one": lambda truths: sum(truths) == 1,
    "at_least_one": lambda truths: sum(truths) >= 1,
}
