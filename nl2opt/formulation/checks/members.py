"""The members of sets as far as the formulation's own words tell them, without evaluating data.

Everything here may answer "unknown" (None); what it does say is certain, so that a check built on it never accuses a
correct formulation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.elements import Formulation, SetDeclaration
from nl2opt.formulation.expressions import (
    Binary,
    Expression,
    Generator,
    Label,
    Name,
    Negation,
    Number,
    Quoted,
    Range,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)

Column: TypeAlias = frozenset[Label] | range
"""Labels in one place of the members; a long range stays a range."""

LARGEST = 20_000
"""Products and unions with more members than this count as unknown; a check does not need them."""


@dataclass(frozen=True, slots=True)
class Members:
    """What is known of a set.

    Attributes:
        arity: labels in each member; None when it is unknown.
        columns: for each place of a member, labels among which it must lie; None when nothing is known.
        exact: whether every label of every column really occurs, and the set is not empty.
        tuples: the members themselves where they are known (for sets of arity 1 the column says the same).
    """

    arity: int | None = None
    columns: tuple[Column | None, ...] = ()
    exact: bool = False
    tuples: frozenset[tuple[Label, ...]] | None = None

    def column(self, place: int) -> Column | None:
        """The labels in one place of the members, or None."""
        return self.columns[place] if place < len(self.columns) else None


UNKNOWN = Members()


@dataclass(frozen=True, slots=True)
class Binding:
    """An index that a generator binds.

    Attributes:
        arity: labels that it stands for, more than one over a set of tuples; None when unknown.
        columns: as in ``Members``.
        exact: whether it takes every label of its columns; False behind a condition.
        domain: what it runs over.
    """

    arity: int | None
    columns: tuple[Column | None, ...]
    exact: bool
    domain: Expression


Scope: TypeAlias = Mapping[str, Binding]
"""The indices that are bound at a place, by name."""


def label_of(node: Expression) -> Label | None:
    """The label that a literal says, or None for anything else; a bare name counts as its own label."""
    match node:
        case Quoted(value):
            return value
        case Name(word):
            return word
        case Number(value) if float(value).is_integer():
            return int(value)
        case Negation(Number(value)) if float(value).is_integer():
            return -int(value)
        case _:
            return None


class KnownSets:
    """The members of the declared sets of one formulation, each worked out once."""

    def __init__(self, formulation: Formulation) -> None:
        self._sets = {element.name: element for element in reversed(formulation.sets)}
        self._scalars = {
            parameter.name: parameter.value
            for parameter in formulation.parameters
            if not parameter.index and isinstance(parameter.value, Number | Negation | Binary | Name)
        }
        self._parameters = frozenset(parameter.name for parameter in formulation.parameters)
        self._found: dict[str, Members] = {}

    def declared(self, name: str) -> Members:
        """The members of a declared set (of an indexed one: of all its sets together)."""
        if name not in self._found:
            self._found[name] = UNKNOWN  # what a set that is defined by itself sees
            element = self._sets.get(name)
            if element is not None:
                self._found[name] = self._members_of(element)
        return self._found[name]

    def _members_of(self, element: SetDeclaration) -> Members:
        value = element.value
        if value is None:
            return UNKNOWN
        if not isinstance(value, tuple):
            return self.members(value, self.bind(element.index, {}))
        parts = [self.members(part, {}) for _, part in value]
        filled = [part for part in parts if part.arity]
        if not filled:
            return UNKNOWN
        union = filled[0]
        for part in filled[1:]:
            union = _union(union, part)
        return union

    def members(self, node: Expression, scope: Scope) -> Members:
        """What is known of the members of a set expression."""
        match node:
            case Name(word):
                return self.declared(word)
            case Subscript(base):
                found = self.declared(base)
                return Members(found.arity, found.columns)
            case SetLiteral(listed):
                return self._literal(listed, scope)
            case Range(first, last):
                return self._range(first, last, scope)
            case Binary(operator, left, right):
                return self._operation(operator, self.members(left, scope), self.members(right, scope))
            case SetBuilder(member, generators):
                return self._built(member, self.bind(generators, scope))
            case _:
                return UNKNOWN

    def _literal(self, listed: tuple[Expression, ...], scope: Scope) -> Members:
        if not listed:
            return UNKNOWN
        tuples: set[tuple[Label, ...]] = set()
        for member in listed:
            items = member.items if isinstance(member, TupleMember) else (member,)
            labels = tuple(label for label in map(label_of, items) if label is not None)
            computed = any(isinstance(item, Name) and (item.id in scope or item.id in self._scalars) for item in items)
            if computed or len(labels) < len(items):
                return Members(len(items))
            tuples.add(labels)
        arities = {len(labels) for labels in tuples}
        return _from_tuples(tuples) if len(arities) == 1 else UNKNOWN

    def _range(self, first: Expression, last: Expression, scope: Scope) -> Members:
        low, high = (constant(end, {} if scope else self._scalars, self.size) for end in (first, last))
        if low is None or high is None or not (low.is_integer() and high.is_integer()) or low > high:
            return Members(1, (None,))
        return Members(1, (range(int(low), int(high) + 1),), exact=True)

    def size(self, node: Expression) -> int | None:
        """How many members a set has, where that is known."""
        found = self.members(node, {})
        if not found.exact:
            return None
        if found.tuples is not None:
            return len(found.tuples)
        column = found.column(0)
        return len(column) if found.arity == 1 and column is not None else None

    def _operation(self, operator: str, left: Members, right: Members) -> Members:
        match operator:
            case "|":
                return _union(left, right)
            case "&" | "-":
                return Members(left.arity or right.arity, left.columns)
            case "*" if left.arity is not None and right.arity is not None:
                return Members(left.arity + right.arity, _padded(left) + _padded(right), left.exact and right.exact)
            case _:
                return UNKNOWN

    def _built(self, member: Expression, scope: Scope) -> Members:
        items = member.items if isinstance(member, TupleMember) else (member,)
        arity, columns = 0, list[Column | None]()
        for item in items:
            binding = scope.get(item.id) if isinstance(item, Name) else None
            if binding is None:
                arity += 1
                columns.append(None)
            elif binding.arity is None:
                return UNKNOWN
            else:
                arity += binding.arity
                columns.extend(binding.columns)
        return Members(arity, tuple(columns))

    def bind(self, generators: Iterable[Generator], scope: Scope) -> Scope:
        """The scope inside some generators."""
        for generator in generators:
            scope = self.bind_one(generator, scope)
        return scope

    def bind_one(self, generator: Generator, scope: Scope) -> Scope:
        """The scope inside one generator."""
        if not generator.targets:
            return scope
        members = self.members(generator.domain, scope)
        exact = members.exact and not generator.conditions
        inner = dict(scope)
        if len(generator.targets) == 1:
            arity = members.arity
            columns = _padded(members) if arity else ()
            inner[generator.targets[0]] = Binding(arity, columns, exact, generator.domain)
            return inner
        for place, target in enumerate(generator.targets):
            column = members.column(place) if members.arity == len(generator.targets) else None
            inner[target] = Binding(1, (column,), exact and column is not None, generator.domain)
        return inner

    def axes(self, generators: Iterable[Generator]) -> tuple[Column | None, ...] | None:
        """The columns of a declaration's index, tuple sets flattened; None when their number is unknown."""
        found: list[Column | None] = []
        scope: Scope = {}
        for generator in generators:
            members = self.members(generator.domain, scope)
            arity = len(generator.targets) if len(generator.targets) > 1 else members.arity
            if arity is None:
                return None
            found.extend(_padded(members) if members.arity == arity else (None,) * arity)
            scope = self.bind_one(generator, scope)
        return tuple(found)

    def labels(self) -> frozenset[Label]:
        """Every label of a declared set, as far as they are known; of ranges none, since they are numbers."""
        found: set[Label] = set()
        for name in self._sets:
            for column in self.declared(name).columns:
                if isinstance(column, frozenset):
                    found |= column
        return frozenset(found)

    def closed(self) -> bool:
        """Whether the members of every declared set lie among known labels."""
        known = [self.declared(name) for name in self._sets]
        return all(members.columns and None not in members.columns for members in known)


def _padded(members: Members) -> tuple[Column | None, ...]:
    return members.columns if len(members.columns) == members.arity else (None,) * (members.arity or 0)


def _from_tuples(tuples: set[tuple[Label, ...]]) -> Members:
    columns = tuple(frozenset(column) for column in zip(*tuples, strict=True))
    return Members(len(columns), columns, True, frozenset(tuples))


def _union(left: Members, right: Members) -> Members:
    if left.arity != right.arity or left.arity is None:
        return Members(left.arity or right.arity)
    columns = tuple(_merged(one, other) for one, other in zip(_padded(left), _padded(right), strict=True))
    exact = left.exact and right.exact and None not in columns
    tuples = left.tuples | right.tuples if left.tuples is not None and right.tuples is not None else None
    return Members(left.arity, columns, exact, tuples)


def _merged(one: Column | None, other: Column | None) -> Column | None:
    if one is None or other is None or len(one) + len(other) > LARGEST:
        return None
    return frozenset(one) | frozenset(other)


def outside(inner: Column, outer: Column) -> Label | None:
    """The first label of ``inner`` that is not in ``outer``, or None."""
    if isinstance(inner, range) and isinstance(outer, range):
        ends = [end for end in (inner[0], inner[-1]) if end not in outer] if inner else []
        return ends[0] if ends else None
    if len(inner) > LARGEST:
        return None
    words: Iterable[Label] = inner if isinstance(inner, range) else sorted(inner, key=lambda label: (str(label), 0))
    return next((label for label in words if label not in outer), None)


def disjoint(one: Column, other: Column) -> bool:
    """Whether two columns certainly share no label."""
    if isinstance(one, range) and isinstance(other, range):
        return not one or not other or one[-1] < other[0] or other[-1] < one[0]
    small, large = sorted((one, other), key=len)
    return len(small) <= LARGEST and all(label not in large for label in small)


def listing(column: Column) -> str:
    """A column in words, shortened: ``{Lyon, Turin}``, ``1..6``."""
    if isinstance(column, range):
        return f"{column[0]}..{column[-1]}"
    words = sorted(map(str, column))
    return "{" + ", ".join(islice(words, 6)) + (", ..." if len(words) > 6 else "") + "}"
