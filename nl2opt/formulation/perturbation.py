"""A formulation with other data: every number moved by a factor that depends on the number's value alone.

Two formulations of one problem then stay two formulations of one problem, whatever they call things and in whatever
order they write them. The factor ``f`` of a number obeys three laws, so that usual ways to write the same datum agree:

- ``f(-v) = f(v)``: terms may move from one side of a relation to the other;
- ``f(10 v) = f(v)``: 60 % may be 0.6, 60/100 or a table of percentages that is divided by 100;
- ``f(1 / v) = 1 / f(v)``: "twice as many" may be ``x >= 2*y``, ``0.5*x >= y`` or ``x/2 >= y``.

From the laws, 0, 1 and the powers of ten stay; 1 is mostly structure ("at most one"). Numbers in exponents, indices,
sets and conditions on indices stay too, and so do equations between whole numbers only, which would otherwise have
no solution in nearly every copy. Scalar parameters are put in as numbers and constant parts are worked out first, so
that ``(1 - rate) * x`` with ``rate = 0.4`` is ``0.6 * x``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.elements import (
    Constraint,
    Entries,
    Formulation,
    Kind,
    Matrix,
    Objective,
    Parameter,
    ParameterValue,
    Variable,
)
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
    Node,
    Not,
    Number,
    Quoted,
    Reduction,
    Subscript,
    walk,
)

DEFAULT_SPREAD = 0.3
"""Factors lie between ``1 / (1 + spread)`` and ``1 + spread``, uniformly on a logarithmic scale."""

_Bound = frozenset[str]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """The factors of one copy of the data.

    Attributes:
        seed: names the copy; equal seeds give equal factors, on every machine.
        spread: how far the factors go, as in ``DEFAULT_SPREAD``.
    """

    seed: int
    spread: float = DEFAULT_SPREAD

    def factor(self, value: float) -> float:
        """The factor of a number; it depends on eight significant digits of its size."""
        digits, _, power = f"{abs(value):.12e}".partition("e")
        mantissa = float(digits)
        if not power or mantissa in (0.0, 1.0):
            return 1.0
        inverse = mantissa**2 > 10
        key = f"{10 / mantissa if inverse else mantissa:.7f}"
        drawn = int.from_bytes(blake2b(f"{self.seed}:{key}".encode(), digest_size=7).digest()) / 2**56
        exponent = (2 * drawn - 1) * math.log1p(self.spread)
        return math.exp(-exponent if inverse else exponent)

    def __call__(self, value: float) -> float:
        """The number of the copy that stands for ``value``."""
        moved = value * self.factor(value)
        return moved if math.isfinite(moved) else value


def perturb(formulation: Formulation, seed: int, spread: float = DEFAULT_SPREAD) -> Formulation:
    """The same model over other data.

    Args:
        formulation: the model; it should have passed the checks. Data that are not in it (table files, data given from
            outside) stay as they are.
        seed: names the copy of the data.
        spread: how far numbers move; see ``DEFAULT_SPREAD``.

    Returns:
        A formulation with the same sets, variables and constraints. A parameter of which the original values are needed
        too (in an index, say) keeps its name, and its copy gets another.
    """
    return _Copy(formulation, Perturbation(seed, spread)).formulation()


class _Copy:
    """One perturbed copy of a formulation."""

    def __init__(self, formulation: Formulation, move: Perturbation) -> None:
        self._given = formulation
        self._move = move
        self._parameters = {parameter.name: parameter for parameter in formulation.parameters}
        self._variables = {variable.name: variable for variable in formulation.variables}
        self._scalars = {
            name: parameter.value
            for name, parameter in self._parameters.items()
            if not parameter.index and isinstance(parameter.value, Node)
        }
        self._kept: set[str] = set()
        self._names: dict[str, str] = {}

    def formulation(self) -> Formulation:
        given = self._given
        # The first pass finds out which parameters are needed as they are; the second writes with the final names.
        rewritten = self._rewritten()
        self._keep_definitions()
        taken = set(given.declarations())
        for name in sorted(self._kept):
            copy = f"{name}_moved"
            while copy in taken:
                copy += "_"
            taken.add(copy)
            self._names[name] = copy
        parameters, variables, objective, constraints = self._rewritten() if self._kept else rewritten
        originals = [parameter for parameter in given.parameters if parameter.name in self._kept]
        return replace(
            given,
            parameters=(*originals, *parameters),
            variables=tuple(variables),
            objective=objective,
            constraints=tuple(constraints),
        )

    def _rewritten(self) -> tuple[list[Parameter], list[Variable], Objective, list[Constraint]]:
        given = self._given
        for element in given.sets:
            parts = element.value if isinstance(element.value, tuple) else (((), element.value),)
            self._keep(element.index)
            self._keep(part for _, part in parts if part is not None)
        parameters = []
        for parameter in given.parameters:
            bound = self._bound(parameter.index)
            name = self._names.get(parameter.name, parameter.name)
            if name == parameter.name or not self._is_constant(parameter):
                parameters.append(replace(parameter, name=name, value=self._value(parameter.value, bound)))
        variables = []
        for variable in given.variables:
            bound = self._bound(variable.index)
            lower = None if variable.lower is None else self._number(variable.lower, bound)
            upper = None if variable.upper is None else self._number(variable.upper, bound)
            variables.append(replace(variable, lower=lower, upper=upper))
        objective = given.objective
        if objective.expression is not None:
            objective = replace(objective, expression=self._number(objective.expression, frozenset()))
        constraints = []
        for constraint in given.constraints:
            bound, body = self._bound(constraint.index), constraint.body
            if self._is_whole_equation(body):
                self._keep([body])
            else:
                body = self._truth(body, bound)
            constraints.append(replace(constraint, body=body))
        return parameters, variables, objective, constraints

    def _is_whole_equation(self, body: Expression) -> bool:
        """Whether a constraint asks for equality between variables that are all whole numbers."""
        if not (isinstance(body, Comparison) and "==" in body.operators):
            return False
        used = [self._variables[word] for word in _words(body) if word in self._variables]
        return all(variable.kind is not Kind.CONTINUOUS for variable in used)

    # What stays as it is

    def _keep(self, nodes: Iterable[Node]) -> None:
        """Notes that these expressions need the original values of their parameters."""
        self._kept.update(word for node in nodes for word in _words(node) if word in self._parameters)

    def _bound(self, generators: tuple[Generator, ...], bound: _Bound = frozenset()) -> _Bound:
        """The indices that are bound inside; sets and conditions keep their data, so that no entry goes missing."""
        self._keep(generators)
        return bound.union(*(generator.targets for generator in generators))

    def _is_constant(self, parameter: Parameter) -> bool:
        """Whether a scalar parameter is put in as a number wherever a number is meant."""
        scalar = self._scalars.get(parameter.name)
        return scalar is not None and constant(scalar, self._scalars) is not None

    def _keep_definitions(self) -> None:
        """What an original value is defined by is needed, too."""
        waiting = list(self._kept)
        while waiting:
            parameter = self._parameters[waiting.pop()]
            value = [parameter.value] if isinstance(parameter.value, Node) else []
            needed = {word for node in (*parameter.index, *value) for word in _words(node)} & self._parameters.keys()
            waiting += needed - self._kept
            self._kept |= needed

    # Data

    def _value(self, value: ParameterValue, bound: _Bound) -> ParameterValue:
        match value:
            case Entries(items):
                return Entries(tuple((key, self._move(number)) for key, number in items))
            case Matrix():
                return self._matrix(value)
            case Node():
                return self._number(value, bound)
            case _:
                return value

    def _matrix(self, matrix: Matrix) -> Matrix:
        return Matrix(tuple(self._matrix(row) if isinstance(row, Matrix) else self._move(row) for row in matrix.rows))

    # Expressions

    def _literal(self, value: float) -> Expression:
        moved = self._move(value)
        number = Number(int(abs(moved)) if abs(moved) < 2**53 and float(moved).is_integer() else abs(moved))
        return Negation(number) if moved < 0 else number

    def _number(self, node: Expression, bound: _Bound) -> Expression:
        """An expression for a number, its constant parts worked out and moved."""
        value = constant(node, {name: scalar for name, scalar in self._scalars.items() if name not in bound})
        if value is not None:
            return self._literal(value)
        match node:
            case Name(word):
                return node if word in bound else Name(self._names.get(word, word), span=node.span)
            case Subscript(base, indices):
                self._keep(indices)
                return Subscript(self._names.get(base, base), indices, span=node.span)
            case Binary("+" | "-") | Negation():
                return self._sum(node, bound)
            case Binary("*" | "/"):
                return self._product(node, bound)
            case Binary("**", left, right):
                self._keep([right])
                return Binary("**", self._number(left, bound), right, span=node.span)
            case Call("len"):
                self._keep([node])
                return node
            case Call(function, arguments):
                return Call(function, tuple(self._number(part, bound) for part in arguments), span=node.span)
            case Reduction(function, body, generators):
                inner = self._bound(generators, bound)
                return Reduction(function, self._number(body, inner), generators, span=node.span)
            case Comparison() | Connective() | Not() | LogicalCall():
                return self._truth(node, bound)
            case _:
                self._keep([node])
                return node

    def _terms(self, node: Expression, bound: _Bound) -> tuple[float, list[tuple[bool, Expression]]]:
        """A sum as its constant part and its other terms, each with whether it is subtracted."""
        total, terms = 0.0, list[tuple[bool, Expression]]()
        scalars = {name: scalar for name, scalar in self._scalars.items() if name not in bound}
        stack = [(False, node)]
        while stack:
            subtracted, part = stack.pop()
            match part:
                case Binary("+" | "-", left, right):
                    stack += [(subtracted != (part.operator == "-"), right), (subtracted, left)]
                case Negation(operand):
                    stack.append((not subtracted, operand))
                case _:
                    value = constant(part, scalars)
                    if value is None:
                        terms.append((subtracted, self._number(part, bound)))
                    else:
                        total += -value if subtracted else value
        return total, terms

    def _sum(self, node: Expression, bound: _Bound) -> Expression:
        total, terms = self._terms(node, bound)
        return _added(terms, self._literal(total) if total else None)

    def _product(self, node: Expression, bound: _Bound) -> Expression:
        """A product with its constant factors, also those that divide, in one number in front."""
        coefficient, above, below = 1.0, list[Expression](), list[Expression]()
        scalars = {name: scalar for name, scalar in self._scalars.items() if name not in bound}
        stack = [(False, node)]
        while stack:
            divides, part = stack.pop()
            if isinstance(part, Negation):
                coefficient = -coefficient
                stack.append((divides, part.operand))
            elif isinstance(part, Binary) and part.operator in ("*", "/"):
                stack += [(divides != (part.operator == "/"), part.right), (divides, part.left)]
            else:
                value = constant(part, scalars)
                if value is None or (divides and value == 0):
                    (below if divides else above).append(self._number(part, bound))
                else:
                    coefficient = coefficient / value if divides else coefficient * value
        if coefficient != 1 or not above:
            above.insert(0, self._literal(coefficient))
        result = above[0]
        for factor in above[1:]:
            result = Binary("*", result, factor)
        for factor in below:
            result = Binary("/", result, factor)
        return result

    def _truth(self, node: Expression, bound: _Bound) -> Expression:
        """A condition; comparisons of indices stay."""
        match node:
            case Comparison(operands, operators):
                if {"in", "not in"} & set(operators) or self._compares_indices(operands, bound):
                    self._keep([node])
                    return node
                if len(operands) == 2:
                    return self._relation(node, bound)
                return Comparison(tuple(self._number(part, bound) for part in operands), operators, span=node.span)
            case Connective(operator, left, right):
                tail: list[tuple[str, Expression]] = [(operator, right)]
                while isinstance(left, Connective):
                    tail.append((left.operator, left.right))
                    left = left.left
                result = self._truth(left, bound)
                for sign, part in reversed(tail):
                    result = Connective(sign, result, self._truth(part, bound))
                return result
            case Not(operand):
                return Not(self._truth(operand, bound), span=node.span)
            case LogicalCall("all_different", arguments):
                return LogicalCall("all_different", tuple(self._number(part, bound) for part in arguments))
            case LogicalCall(function, arguments):
                return LogicalCall(function, tuple(self._truth(part, bound) for part in arguments), span=node.span)
            case Reduction("all_different", body, generators):
                inner = self._bound(generators, bound)
                return Reduction("all_different", self._number(body, inner), generators, span=node.span)
            case Reduction(function, body, generators):
                inner = self._bound(generators, bound)
                return Reduction(function, self._truth(body, inner), generators, span=node.span)
            case _:
                return self._number(node, bound)

    def _relation(self, node: Comparison, bound: _Bound) -> Comparison:
        """A comparison of two sides, with all constant terms on the right as one number."""
        (first, ours), (second, theirs) = (self._terms(operand, bound) for operand in node.operands)
        right = second - first
        left_side = _added(ours, None)
        right_side = _added(theirs, self._literal(right) if right else None)
        return Comparison((left_side, right_side), node.operators, span=node.span)

    def _compares_indices(self, operands: tuple[Expression, ...], bound: _Bound) -> bool:
        """Whether a comparison is about indices and members of sets, and not about data or variables."""
        parts = [part for operand in operands for part in walk(operand)]
        words = {part.id for part in parts if isinstance(part, Name)}
        if any(isinstance(part, Subscript) for part in parts) or words & (self._variables.keys() - bound):
            return False
        labels = words - self._parameters.keys() - self._variables.keys()
        return bool(labels) or any(isinstance(part, Quoted) for part in parts)


def _added(terms: list[tuple[bool, Expression]], last: Expression | None) -> Expression:
    """The sum of some terms; 0 without any."""
    if last is not None:
        terms = [*terms, (False, last)]
    if not terms:
        return Number(0)
    subtracted, result = terms[0]
    result = Negation(result) if subtracted else result
    for subtracted, term in terms[1:]:
        result = Binary("-" if subtracted else "+", result, term)
    return result


def _words(node: Node) -> set[str]:
    """Every name that occurs in an expression."""
    return {
        part.id if isinstance(part, Name) else part.base for part in walk(node) if isinstance(part, Name | Subscript)
    }
