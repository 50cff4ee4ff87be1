"""One row of a constraint as it is written, with its labels and numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import reduce
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import Data
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.elements import Constraint, Key, Variable
from nl2opt.formulation.expression_printer import Unprintable, print_node
from nl2opt.formulation.expressions import (
    LOGICAL_REDUCTIONS,
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    Label,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Quoted,
    Reduction,
    Subscript,
)
from nl2opt.formulation.lexer import is_name
from nl2opt.solvers.explain.members import MemberKind
from nl2opt.solvers.explain.sub_formulation import mentioned

MOST_TERMS = 8
"""A sum over more members stays as it is written."""


def instance_text(constraint: Constraint, key: Key, data: Data) -> str:
    """``open[Lyon] implies ship[Lyon] >= 20`` for the key ``(Lyon,)`` of ``open[p] implies ship[p] >= least[p]``."""
    targets = [target for generator in constraint.index for target in generator.targets]
    try:
        if targets and len(targets) == len(key):
            bound = {target: _label(label) for target, label in zip(targets, key, strict=True)}
            return print_node(_Instance(data).of(constraint.body, bound))
        text = print_node(constraint.body if constraint.index else _Instance(data).of(constraint.body, {}))
    except (Nl2optError, Unprintable, ArithmeticError, ValueError):
        text = print_node(constraint.body)
    where = ", ".join(map(str, key))
    return f"{text}  for {', '.join(targets)} = {where}" if key else text


def bound_text(variable: Variable, kind: MemberKind, data: Data) -> str:
    """``load[p] <= capacity[p]``, ``x >= 0`` or ``x integer``: what a variable's declaration says."""
    targets = [target for generator in variable.index for target in generator.targets]
    sets = [print_node(generator.domain) for generator in variable.index]
    label = f"{variable.name}[{', '.join(targets or sets)}]" if variable.index else variable.name
    bound = {MemberKind.LOWER: variable.lower, MemberKind.UPPER: variable.upper}.get(kind)
    if bound is None:
        return f"{label} {variable.kind}"
    try:
        shown = print_node(bound if variable.index else _Instance(data).of(bound, {}))
    except (Nl2optError, Unprintable, ArithmeticError, ValueError):
        shown = print_node(bound)
    return f"{label} {'>=' if kind is MemberKind.LOWER else '<='} {shown}"


class _Instance:
    """Puts labels and numbers into expressions."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._variables = {variable.name for variable in data.formulation.variables}

    def of(self, node: Expression, bound: Mapping[str, Expression]) -> Expression:
        """The expression where bound indices are labels, data are numbers, and short sums are written out."""
        if isinstance(node, Name) and node.id in bound:
            return bound[node.id]
        if not isinstance(node, Number | Quoted) and self._is_data(node, bound):
            value = float(self._data.evaluator.number(_substituted(node, bound), Grid()))
            return _number(value)
        match node:
            case Subscript(base, indices):
                return Subscript(base, tuple(self._index(index, bound) for index in indices))
            case Binary(operator, left, right):
                return Binary(operator, self.of(left, bound), self.of(right, bound))
            case Connective(operator, left, right):
                return Connective(operator, self.of(left, bound), self.of(right, bound))
            case Comparison(operands, operators):
                return Comparison(tuple(self.of(operand, bound) for operand in operands), operators)
            case Negation(operand):
                return Negation(self.of(operand, bound))
            case Not(operand):
                return Not(self.of(operand, bound))
            case Call(function, arguments):
                return Call(function, tuple(self.of(argument, bound) for argument in arguments))
            case LogicalCall(function, arguments):
                return LogicalCall(function, tuple(self.of(argument, bound) for argument in arguments))
            case Reduction():
                return self._reduction(node, bound)
        return node

    def _index(self, index: Expression, bound: Mapping[str, Expression]) -> Expression:
        put = _substituted(index, bound)
        if isinstance(put, Binary):
            return _number(float(self._data.evaluator.number(put, Grid())))
        return put

    def _is_data(self, node: Node, bound: Mapping[str, Expression]) -> bool:
        """Whether an expression reads parameters and numbers only, at least one of them."""
        if isinstance(node, Comparison | Connective | Not | LogicalCall) or (
            isinstance(node, Reduction) and node.function in LOGICAL_REDUCTIONS
        ):
            return False
        names = mentioned(node)
        return not names & self._variables and (
            isinstance(node, Binary | Negation | Call | Reduction)
            or any(self._data.kind(name) == "parameter" for name in names - bound.keys())
        )

    def _reduction(self, node: Reduction, bound: Mapping[str, Expression]) -> Expression:
        generators = tuple(_of_generator(generator, bound) for generator in node.generators)
        targets = [target for generator in generators for target in generator.targets]
        grid, names = extended(Grid(), generators, self._data.evaluator)
        if names != targets or not 1 <= grid.size <= MOST_TERMS or node.function == "prod":
            return replace(node, body=_substituted(node.body, bound), generators=generators)
        parts = [
            self.of(node.body, {**bound, **{name: _label(label) for name, label in zip(names, key, strict=True)}})
            for key in grid.keys(names)
        ]
        if node.function == "sum":
            return reduce(lambda left, right: Binary("+", left, right), parts)
        if node.function in LOGICAL_REDUCTIONS:
            return LogicalCall(node.function, tuple(parts))
        return Call(node.function, tuple(parts))


def _substituted(node: Expression, bound: Mapping[str, Expression]) -> Expression:
    """The expression with labels instead of bound indices, and nothing else changed."""
    if isinstance(node, Name):
        return bound.get(node.id, node)
    changed: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Generator):
            changed[item.name] = _of_generator(value, bound)
        elif isinstance(value, Node):
            changed[item.name] = _substituted(value, bound)  # type: ignore[arg-type]
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            changed[item.name] = tuple(
                _of_generator(part, bound) if isinstance(part, Generator) else _substituted(part, bound)
                for part in value
            )
    return replace(node, **changed)


def _of_generator(generator: Generator, bound: Mapping[str, Expression]) -> Generator:
    return replace(
        generator,
        domain=_substituted(generator.domain, bound),
        conditions=tuple(_substituted(condition, bound) for condition in generator.conditions),
    )


def _label(label: Label) -> Expression:
    if isinstance(label, str):
        return Name(label) if is_name(label) else Quoted(label)
    return _number(label)


def _number(value: float) -> Expression:
    short = int(value) if float(value).is_integer() and abs(value) < 1e15 else float(f"{value:.10g}")
    return Number(short) if short >= 0 else Negation(Number(-short))
