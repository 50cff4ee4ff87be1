"""The members of sets: ranges, lists, builders, set operators, and indexed sets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nl2opt.formulation.data.domains import Domain, Member, Positions, Relation, relation_of
from nl2opt.formulation.data.generators import IndexedSet, extended
from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.data.places import Placing, constant_label, placed, taken_apart, wordy
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Key
from nl2opt.formulation.expressions import (
    Binary,
    Expression,
    Generator,
    Label,
    Name,
    Range,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)

LONGEST_RANGE = 20_000_000
"""A range longer than this is a mistake in the data rather than a set of indices."""


def set_value(expression: Expression, evaluator: Placing) -> Relation:
    """The members of a set expression that depends on no index, in order.

    Raises:
        FormulationError: an unknown set, a range whose ends are no whole numbers, or members of different arity.
    """
    nowhere = Grid()
    match expression:
        case Name(name):
            return _named(expression, name, evaluator)
        case Range(first, last):
            ends = [float(evaluator.number(end, nowhere)) for end in (first, last)]
            if ends[0] != np.floor(ends[0]) or ends[1] != np.floor(ends[1]):
                raise evaluator.fault("bad-range", "The ends of a range must be whole numbers.", expression)
            if ends[1] - ends[0] >= LONGEST_RANGE:
                raise evaluator.fault("bad-range", f"The range has more than {LONGEST_RANGE:,} members.", expression)
            return Relation.of_labels(range(int(ends[0]), int(ends[1]) + 1))
        case SetLiteral(members):
            return _literal(members, evaluator)
        case SetBuilder(member, generators):
            inner, names = extended(nowhere, generators, evaluator)
            return collected(taken_apart((member,), inner), inner, names, evaluator)
        case Binary("*", left, right):
            return _product(set_value(left, evaluator), set_value(right, evaluator))
        case Binary(operator, left, right) if operator in ("|", "&", "-"):
            return _combined(expression, operator, set_value(left, evaluator), set_value(right, evaluator), evaluator)
        case Subscript(base) if evaluator.indexed_set(base) is not None:
            inner, names = extended(nowhere, (Generator((), expression),), evaluator)
            return collected(tuple(Name(name) for name in names), inner, names, evaluator)
        case _:
            raise evaluator.fault(
                "not-a-set", "A number stands where a set is needed.", expression, hint="A range is written '1..T'."
            )


def _named(expression: Expression, name: str, evaluator: Placing) -> Relation:
    kind = evaluator.source.kind(name)
    if kind == "set":
        return evaluator.source.set(name)
    if kind == "indexed set":
        what = f"'{name}' is an indexed set and needs its index, as in '{name}[...]'."
    elif kind:
        what = f"'{name}' is a {kind}, not a set."
    else:
        what = f"The set '{name}' is not declared."
    hint = "" if kind else did_you_mean(name, evaluator.source.names())
    raise evaluator.fault("not-a-set" if kind else "unknown-name", what, expression, hint=hint)


def literal_label(expression: Expression, evaluator: Placing) -> Label:
    """The label that stands in a list of members.

    Raises:
        FormulationError: something else than a word or a whole number.
    """
    if isinstance(expression, Name):
        return expression.id
    label = constant_label(expression, Grid(), evaluator)
    if label is None:
        raise evaluator.fault("bad-member", "A set member is a word or a whole number.", expression)
    return label


def _literal(members: Sequence[Expression], evaluator: Placing) -> Relation:
    listed: list[Member] = []
    for member in members:
        if isinstance(member, TupleMember):
            listed.append(tuple(literal_label(item, evaluator) for item in member.items))
        else:
            listed.append(literal_label(member, evaluator))
        if _arity(listed[-1]) != _arity(listed[0]):
            raise evaluator.fault("bad-member", "The members of a set must all have the same number of labels.", member)
    distinct = list(dict.fromkeys(listed))
    if len(distinct) < len(listed):
        seen: set[Member] = set()
        twice = next(place for place, item in enumerate(listed) if item in seen or seen.add(item))  # type: ignore[func-returns-value]
        raise evaluator.fault(
            "duplicate-member",
            f"{listed[twice]} is listed twice in the set.",
            members[twice],
            hint="Remove one of them.",
        )
    return relation_of(distinct)


def _arity(member: Member) -> int:
    return len(member) if isinstance(member, tuple) else 1


def collected(items: Sequence[Expression], grid: Grid, names: Sequence[str], evaluator: Placing) -> Relation:
    """The distinct members that some expressions take over a grid, in the order of first appearance.

    ``names`` are the indices that the grid runs over, outermost first.
    """
    domains: list[Domain] = []
    columns: list[Positions] = []
    for item in items:
        if isinstance(item, Name) and item.id in grid.names:
            domain, places = grid.names[item.id].domain, grid.full(grid.column(grid.names[item.id])).ravel()
        else:
            domain, places = _computed(item, grid, evaluator)
        domains.append(domain)
        columns.append(np.asarray(places))
    order = grid.nested_order(names)
    if order is not None:
        columns = [column[order] for column in columns]
    holder = Relation(domains, columns, grid.size)
    code, _ = holder.encode(columns)
    _, first = np.unique(code, return_index=True)
    first.sort()
    if len(items) == 1:
        labels = domains[0].labels
        return Relation.of_labels([labels[place] for place in columns[0][first].tolist()])
    return Relation(domains, [column[first] for column in columns], len(first))


def _computed(item: Expression, grid: Grid, evaluator: Placing) -> tuple[Domain, Positions]:
    """Members that are computed: whole numbers, words written out, or an index moved along its set."""
    if wordy(item, grid, evaluator):
        label = constant_label(item, grid, evaluator)
        if label is not None:
            return Domain((label,)), np.zeros(grid.size, dtype=np.intp)
        index = grid.names[item.left.id]  # type: ignore[union-attr]
        places = grid.full(placed(item, index.domain, grid, evaluator)).ravel()
        if (places < 0).any():
            raise evaluator.fault("index-out-of-range", "A member of the set is out of range.", item)
        return index.domain, places
    numbers: Array = grid.full(evaluator.number(item, grid)).ravel()
    if (numbers != np.floor(numbers)).any():
        raise evaluator.fault("bad-member", "A set member is a word or a whole number.", item)
    distinct, places = np.unique(numbers, return_inverse=True)
    return Domain([int(value) for value in distinct]), places


def _product(left: Relation, right: Relation) -> Relation:
    first = np.repeat(np.arange(left.size), right.size)
    second = np.tile(np.arange(right.size), left.size)
    columns = [first if column is None else column[first] for column in left.columns]
    columns += [second if column is None else column[second] for column in right.columns]
    return Relation((*left.domains, *right.domains), columns, left.size * right.size)


def _combined(node: Expression, operator: str, left: Relation, right: Relation, evaluator: Placing) -> Relation:
    if left.size and right.size and left.arity != right.arity:
        raise evaluator.fault(
            "bad-member", f"A set of {left.arity}-tuples and one of {right.arity}-tuples cannot be combined.", node
        )
    ours, theirs = left.tuples(), right.tuples()
    if operator == "|":
        members = list(dict.fromkeys((*ours, *theirs)))
    else:
        other = set(theirs)
        members = [member for member in ours if (member in other) == (operator == "&")]
    arity = left.arity if left.size else right.arity
    return Relation.of_labels([m[0] for m in members]) if arity == 1 else Relation.of_tuples(members, arity)


def indexed_value(
    index: Sequence[Generator], value: Expression | tuple[tuple[Key, Expression], ...], evaluator: Placing
) -> IndexedSet:
    """The members of an indexed set, from a list of (key, members) or from an expression of its index.

    Raises:
        FormulationError: a key that the index does not have, a key listed twice, or what :func:`set_value` raises.
    """
    if not isinstance(value, tuple):
        inner, names = extended(Grid(), index, evaluator)
        inner, members = extended(inner, (Generator((), value),), evaluator)
        # The made-up names of the members would hide made-up names of the index, so they are renamed.
        own = [f"#member{place}" for place in range(len(members))]
        if any(name in names for name in members):
            raise evaluator.fault("bad-index", "An indexed set defined by an expression needs named indices.", value)
        for alias, name in zip(own, members, strict=True):
            inner = inner.with_index(alias, inner.names[name])
        return IndexedSet(inner.flattened([*names, *own]), len(names))
    holder, key_names = extended(Grid(), index, evaluator)
    known = set(holder.keys(key_names))
    rows: list[tuple[Label, ...]] = []
    seen: set[Key] = set()
    arity = 1
    for key, members_expression in value:
        if key not in known:
            raise evaluator.fault(
                "extra-key",
                f"{', '.join(map(str, key))} is not a member of the index.",
                members_expression,
                hint=did_you_mean(str(key[0]), [str(name[0]) for name in known]),
            )
        if key in seen:
            raise evaluator.fault("duplicate-key", f"{', '.join(map(str, key))} is listed twice.", members_expression)
        seen.add(key)
        relation = set_value(members_expression, evaluator)
        if relation.size:
            arity = relation.arity
        rows.extend((*key, *member) for member in relation.tuples())
    return IndexedSet(Relation.of_tuples(rows, len(key_names) + arity), len(key_names))
