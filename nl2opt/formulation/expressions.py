"""The expressions of the formulation language: immutable nodes, equal when they say the same.

The notation is Python's (``sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)``), with the logic that
writers of mixed-integer models use (``implies``, ``xor``, ``at_most_one`` ...). A node is data: nothing here is ever
evaluated by Python. ``span`` is the node's place in the text that it was parsed from; it takes no part in equality,
so that a formulation equals its own print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import TypeAlias

from nl2opt.formulation.spans import Span

Label: TypeAlias = str | int
"""A member of a set: a word or a whole number. A member of a tuple set is a tuple of labels."""

FUNCTIONS = ("abs", "sqrt", "exp", "log", "sin", "cos", "min", "max", "floor", "ceil", "round", "len")
"""Functions called with arguments. ``floor``, ``ceil``, ``round`` and ``len`` take data only, never variables."""

NUMERIC_REDUCTIONS = ("sum", "prod", "min", "max")
LOGICAL_REDUCTIONS = ("all", "any", "at_most_one", "exactly_one", "at_least_one", "all_different")
REDUCTIONS = NUMERIC_REDUCTIONS + LOGICAL_REDUCTIONS

ARITHMETIC = ("+", "-", "*", "/", "%", "**")
SET_OPERATORS = ("|", "&", "-", "*")
COMPARISONS = ("<=", ">=", "==", "!=", "<", ">", "in", "not in")
CONNECTIVES = ("and", "or", "xor", "implies", "iff")


@dataclass(frozen=True, slots=True)
class Node:
    """What all expressions share: a place in the text."""

    span: Span | None = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A literal number, finite; negative ones are a ``Negation``."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Quoted(Node):
    """A set member in quotes, ``"New York"``: for labels that are not names."""

    value: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A bare word: a variable, a parameter, a set, a bound index, or a member of a set, by its context."""

    id: str


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    """An indexed name, ``ship[p, s]``."""

    base: str
    indices: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic on numbers (``ARITHMETIC``), or an operation on sets (``SET_OPERATORS``)."""

    operator: str
    left: Expression
    right: Expression

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    def __hash__(self) -> int:
        return _hash(self)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of ``FUNCTIONS`` with its arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Generator(Node):
    """``for targets in domain if condition``; ``targets`` is empty where a declaration names no index."""

    targets: tuple[str, ...]
    domain: Expression
    conditions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Reduction(Node):
    """``function(body for ...)`` with a function of ``REDUCTIONS`` and at least one generator."""

    function: str
    body: Expression
    generators: tuple[Generator, ...]


@dataclass(frozen=True, slots=True)
class LogicalCall(Node):
    """A function of ``LOGICAL_REDUCTIONS`` over listed arguments: ``at_most_one(a, b, c)``, ``all_different(x, y)``."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A chain ``a <= b <= c``: one operator fewer than operands, each of ``COMPARISONS``."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connective(Node):
    """``left operator right`` with an operator of ``CONNECTIVES``."""

    operator: str
    left: Expression
    right: Expression

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    def __hash__(self) -> int:
        return _hash(self)


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Range(Node):
    """The ordered set of whole numbers ``first..last``, both included."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class SetLiteral(Node):
    """A set by its members, in order: names, numbers, quoted words, or tuples of those."""

    members: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class TupleMember(Node):
    """A member of a tuple set, ``(Lyon, Nice)``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class SetBuilder(Node):
    """``{(i, j) for i in NODES for j in NODES if i != j}``."""

    member: Expression
    generators: tuple[Generator, ...]


Expression: TypeAlias = (
    Number
    | Quoted
    | Name
    | Subscript
    | Negation
    | Binary
    | Call
    | Reduction
    | LogicalCall
    | Comparison
    | Connective
    | Not
    | Range
    | SetLiteral
    | TupleMember
    | SetBuilder
)


_PARTS: dict[type[Node], tuple[str, ...]] = {}
"""The names of the fields of each kind of node, found once: trees are walked all the time."""


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below ``node``, in the order in which they are written."""
    kind = type(node)
    names = _PARTS.get(kind)
    if names is None:
        names = _PARTS[kind] = tuple(item.name for item in fields(node) if item.name != "span")
    for name in names:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (entry for entry in value if isinstance(entry, Node))


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything below it, parents before children."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(list(children(top))))


def _same(one: object, other: object) -> bool:
    """Equality down the left side in a loop: a sum of a thousand terms is a thousand nodes deep there."""
    while isinstance(one, Binary | Connective):
        if one is other:
            return True
        if type(one) is not type(other) or not isinstance(other, Binary | Connective):
            return False
        if one.operator != other.operator or one.right != other.right:
            return False
        one, other = one.left, other.left
    return one == other


def _hash(node: Node) -> int:
    """The hash that belongs to ``_same``, in a loop for the same reason."""
    tail: list[tuple[str, Node]] = []
    while isinstance(node, Binary | Connective):
        tail.append((node.operator, node.right))
        node = node.left
    return hash((node, tuple(tail)))
