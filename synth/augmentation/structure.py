"""Which data of a formulation are its structure, so that other numbers would make another kind of model or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from nl2opt.formulation.elements import Constraint, Formulation, Kind, Parameter, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Expression,
    Generator,
    Name,
    Node,
    SetBuilder,
    Subscript,
    walk,
)


def words_in(nodes: Iterable[Node]) -> frozenset[str]:
    """Every name that is read in some expressions."""
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Name):
                found.add(part.id)
            elif isinstance(part, Subscript):
                found.add(part.base)
    return frozenset(found)


def reads_of(formulation: Formulation) -> dict[str, frozenset[str]]:
    """What each element reads, by the name of the element; the objective under its own name."""
    found: dict[str, frozenset[str]] = {}
    for element in formulation.elements():
        nodes: list[Node] = list(getattr(element, "index", ()))
        for attribute in ("value", "lower", "upper", "expression", "body"):
            part = getattr(element, attribute, None)
            if isinstance(part, Node):
                nodes.append(part)
            elif isinstance(part, tuple):
                nodes += [members for _, members in part]
        found[element.name] = words_in(nodes)
    return found


def structural(formulation: Formulation) -> frozenset[str]:
    """Parameters that sets, indices, conditions or exponents are made of, directly or through other parameters."""
    parts: list[Node] = []
    for element in formulation.sets:
        values = element.value if isinstance(element.value, tuple) else (((), element.value),)
        parts += [value for _, value in values if value is not None]
        parts += element.index
    indexed: list[Parameter | Variable | Constraint] = [*formulation.parameters, *formulation.variables]
    for declared in [*indexed, *formulation.constraints]:
        parts += declared.index
    for body in _bodies(formulation):
        for node in walk(body):
            if isinstance(node, Generator):
                parts.append(node)
            elif isinstance(node, Subscript):
                parts += node.indices
            elif isinstance(node, Binary) and node.operator in ("**", "%"):
                parts.append(node.right)
            elif isinstance(node, SetBuilder):
                parts.append(node)
    found = set(words_in(parts))
    reads = reads_of(formulation)
    waiting = [parameter.name for parameter in formulation.parameters if parameter.name in found]
    while waiting:
        new = reads[waiting.pop()] - found
        found |= new
        waiting += [parameter.name for parameter in formulation.parameters if parameter.name in new]
    return frozenset(found)


def _bodies(formulation: Formulation) -> Iterator[Expression]:
    if formulation.objective.expression is not None:
        yield formulation.objective.expression
    yield from (constraint.body for constraint in formulation.constraints)
    yield from (parameter.value for parameter in formulation.parameters if isinstance(parameter.value, Node))
    for variable in formulation.variables:
        yield from (bound for bound in (variable.lower, variable.upper) if bound is not None)


def limits(formulation: Formulation) -> dict[str, int]:
    """Parameters that are a limit by themselves, and the sign of what tightens them.

    ``load <= capacity[t]`` is tightened by a smaller capacity (-1), ``made >= demand`` by a larger demand (1); so is
    ``load <= capacity * open`` for a binary.
    """
    found: dict[str, int] = {}
    contrary: set[str] = set()
    switches = {variable.name for variable in formulation.variables if variable.kind is Kind.BINARY}
    for constraint in formulation.constraints:
        for name, sign in _limits_of(constraint, switches):
            if found.setdefault(name, sign) != sign:
                contrary.add(name)
    names = {parameter.name for parameter in formulation.parameters}
    return {name: sign for name, sign in found.items() if name in names and name not in contrary}


def _limits_of(constraint: Constraint, switches: Set[str]) -> Iterator[tuple[str, int]]:
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operators) != 1 or body.operators[0] not in ("<=", ">="):
        return
    left, right = body.operands
    rising = 1 if body.operators[0] == ">=" else -1
    for side, sign in ((right, rising), (left, -rising)):
        match side:
            case Name(name) | Subscript(name):
                yield name, sign
            case Binary("*", Name(name) | Subscript(name), Name(switch) | Subscript(switch)) if switch in switches:
                yield name, sign


def is_used(name: str, formulation: Formulation) -> bool:
    """Whether any element but itself reads a name."""
    return any(name in words for element, words in reads_of(formulation).items() if element != name)
