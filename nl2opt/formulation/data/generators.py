"""Binds the indices of ``for i in I if ...``: extends a grid by one generator after another.

A dense set becomes an axis of its own. What ties a new index to those that are there (``if i == n``,
``if (i, j) in ARCS``, ``for j in NEXT[i]``, ``for s in 1..t``) is answered by a join that lists matching combinations
only, in time linear in its result: a group by key, as in a hash join of a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from nl2opt.formulation.data.domains import CELLS, DENSE_TABLE, Domain, Positions, Relation
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.grid import Array, Grid, Index
from nl2opt.formulation.data.sorting import stable_order
from nl2opt.formulation.data.spines import connected
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Connective,
    Expression,
    Generator,
    Name,
    Node,
    Number,
    Range,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
    walk,
)


@dataclass(frozen=True, slots=True)
class IndexedSet:
    """``NEXT[NODES]``: one relation whose first ``key_arity`` components are the key, the others the member."""

    relation: Relation
    key_arity: int


class Evaluating(Protocol):
    """What binding needs from an evaluator of data."""

    element: str

    def truth(self, expression: Expression, grid: Grid) -> Array:
        """Truth values over the grid."""

    def number(self, expression: Expression, grid: Grid) -> Array:
        """Numbers over the grid."""

    def place(self, expression: Expression, domain: Domain, grid: Grid) -> Positions:
        """Positions in a domain over the grid, -1 for none."""

    def relation(self, expression: Expression) -> Relation:
        """A set that depends on no index."""

    def indexed_set(self, name: str) -> IndexedSet | None:
        """An indexed set, or None when the name is something else."""

    def items(self, indices: Sequence[Expression], grid: Grid) -> tuple[Expression, ...]:
        """The labels of a key, tuples taken apart."""


def conjuncts(conditions: Sequence[Expression]) -> list[Expression]:
    """The conditions with every ``and`` taken apart, in order."""
    found: list[Expression] = []
    for condition in conditions:
        if isinstance(condition, Connective) and condition.operator == "and":
            found.extend(conjuncts(connected(condition)))
        else:
            found.append(condition)
    return found


def mentions(expression: Node, names: Sequence[str] | dict[str, Index]) -> bool:
    """Whether one of the names is read in the expression."""
    if not names or isinstance(expression, Number):
        return False
    if isinstance(expression, Name):
        return expression.id in names or f"{expression.id}.0" in names
    return any(isinstance(node, Name) and (node.id in names or f"{node.id}.0" in names) for node in walk(expression))


def target_names(generator: Generator, arity: int, taken: int, element: str = "") -> tuple[str, ...]:
    """The names a generator binds: as written, made up for a bare set, ``a.0``, ``a.1`` for one name of a tuple."""
    targets = generator.targets
    if not targets:
        return tuple(f"#{taken + k}" for k in range(arity))
    if len(targets) == 1 and arity > 1:
        return tuple(f"{targets[0]}.{k}" for k in range(arity))
    if len(targets) != arity:
        raise fault(
            "wrong-arity",
            f"({', '.join(targets)}) names {len(targets)} indices, but a member of the set has {arity}.",
            hint=f"Write {arity} names, as in '({', '.join('ijklmnop'[:arity])}) in ...'.",
            where=generator.span or generator.domain.span,
            element=element,
        )
    return targets


def extended(grid: Grid, generators: Sequence[Generator], evaluator: Evaluating) -> tuple[Grid, list[str]]:
    """The grid with the indices of all generators bound, and the names of those indices in order."""
    names: list[str] = []
    for generator in generators:
        grid, bound = _extend(grid, generator, evaluator, len(names))
        names.extend(bound)
    return grid, names


def _extend(grid: Grid, generator: Generator, evaluator: Evaluating, taken: int) -> tuple[Grid, tuple[str, ...]]:
    domain = generator.domain
    conditions = conjuncts(generator.conditions)
    if isinstance(domain, Binary) and domain.operator in ("-", "&") and mentions(domain.right, grid.names):
        # The right side changes with the outer indices, so it acts as a condition on the members of the left.
        return _extend_restricted(grid, generator, domain, evaluator, taken)
    if isinstance(domain, Range) and mentions(domain, grid.names):
        names = target_names(generator, 1, taken, evaluator.element)
        grid = _with_range(grid, domain, names[0], evaluator)
    elif isinstance(domain, SetBuilder) and mentions(domain, grid.names):
        grid, names = _with_builder(grid, generator, domain, evaluator, taken)
    elif isinstance(domain, Subscript):
        indexed = evaluator.indexed_set(domain.base)
        if indexed is None:
            raise fault(
                "not-a-set",
                f"'{domain.base}' is not an indexed set.",
                hint="Only an indexed set, declared as 'NEXT[NODES] = {...}', can be looped over by its key.",
                where=domain.span,
                element=evaluator.element,
            )
        relation, keys = indexed.relation, evaluator.items(domain.indices, grid)
        if len(keys) != indexed.key_arity:
            raise fault(
                "wrong-arity",
                f"'{domain.base}' takes {indexed.key_arity} indices, not {len(keys)}.",
                where=domain.span,
                element=evaluator.element,
            )
        names = target_names(generator, relation.arity - indexed.key_arity, taken, evaluator.element)
        pairs = [(k, evaluator.place(key, relation.domains[k], grid)) for k, key in enumerate(keys)]
        hidden = tuple(f"#key{taken + k}" for k in range(indexed.key_arity))
        grid = joined(grid, relation, (*hidden, *names), pairs, ties=_ties(grid, enumerate(keys)))
    elif isinstance(domain, SetLiteral) and mentions(domain, grid.names):
        raise fault(
            "unsupported-set",
            "A set of members that change with an index cannot be looped over.",
            hint="Loop over a declared set and say which members count with a condition: 'for j in J if j == i'.",
            where=domain.span,
            element=evaluator.element,
        )
    else:
        relation = evaluator.relation(domain)
        names = target_names(generator, relation.arity, taken, evaluator.element)
        grid, conditions = _with_relation(grid, relation, names, conditions, evaluator)
    for condition in conditions:
        grid = grid.kept(evaluator.truth(condition, grid))
    return grid, names


def _extend_restricted(
    grid: Grid, generator: Generator, domain: Binary, evaluator: Evaluating, taken: int
) -> tuple[Grid, tuple[str, ...]]:
    targets = generator.targets or (f"#{taken}",)
    member: Expression = Name(targets[0]) if len(targets) == 1 else TupleMember(tuple(Name(t) for t in targets))
    operator = "not in" if domain.operator == "-" else "in"
    condition = Comparison((member, domain.right), (operator,), span=domain.span)
    inner = Generator(targets, domain.left, (condition, *generator.conditions), span=generator.span)
    return _extend(grid, inner, evaluator, taken)


def _with_relation(
    grid: Grid, relation: Relation, names: tuple[str, ...], conditions: list[Expression], evaluator: Evaluating
) -> tuple[Grid, list[Expression]]:
    """Adds a set's members; joins on what ties them to bound indices, and returns the conditions that are left."""
    pairs: list[tuple[int, Positions]] = []
    tied: list[tuple[int, Expression]] = []
    left: list[Expression] = []
    for condition in conditions:
        tie = _equality(condition, names)
        # Behind a condition that stays, an index may be out of range; then the order of reading matters.
        if tie is None or left or not mentions(tie[1], grid.names):
            left.append(condition)
            continue
        component, other = tie
        pairs.append((component, evaluator.place(other, relation.domains[component], grid)))
        tied.append(tie)
    if pairs:
        return joined(grid, relation, names, pairs, ties=_ties(grid, tied)), left
    if relation.arity == 1:
        for place, condition in enumerate(conditions):
            listing = _membership(condition, names[0], grid, evaluator)
            if listing is None:
                continue
            through = _joined_through(grid, relation, names[0], *listing, evaluator)
            return through, conditions[:place] + conditions[place + 1 :]
    return grid.with_axis(relation, names), left


def _equality(condition: Expression, names: tuple[str, ...]) -> tuple[int, Expression] | None:
    """``name == e`` or ``e == name`` for a new name and an expression without new names."""
    if not isinstance(condition, Comparison) or condition.operators != ("==",):
        return None
    for side, other in (condition.operands, condition.operands[::-1]):
        if isinstance(side, Name) and side.id in names and not mentions(other, names):
            return names.index(side.id), other
    return None


def _membership(
    condition: Expression, name: str, grid: Grid, evaluator: Evaluating
) -> tuple[Relation, int, list[tuple[int, Expression]]] | None:
    """``(..., name, ...) in LIST`` where the other labels are known: the list, the name's place, the other labels."""
    if not isinstance(condition, Comparison) or condition.operators != ("in",):
        return None
    member, listing = condition.operands
    items = evaluator.items((member,), grid)
    keys: tuple[Expression, ...] = ()
    if isinstance(listing, Subscript):
        indexed = evaluator.indexed_set(listing.base)
        if indexed is None:
            return None
        relation, keys = indexed.relation, evaluator.items(listing.indices, grid)
    elif isinstance(listing, Name) and not mentions(listing, grid.names):
        relation = evaluator.relation(listing)
    else:
        return None
    labels = (*keys, *items)
    own = [k for k, item in enumerate(labels) if isinstance(item, Name) and item.id == name]
    others = [(k, item) for k, item in enumerate(labels) if k not in own]
    if len(labels) != relation.arity or len(own) != 1 or any(mentions(item, (name,)) for _, item in others):
        return None
    return (relation, own[0], others) if any(mentions(item, grid.names) for _, item in others) else None


def _joined_through(
    grid: Grid,
    domain: Relation,
    name: str,
    listing: Relation,
    component: int,
    others: list[tuple[int, Expression]],
    evaluator: Evaluating,
) -> Grid:
    """Binds ``name`` to those members of ``domain`` that a listed tuple has beside labels that are known."""
    translated = domain.domains[0].translate(listing.domains[component])
    column = listing.column(component)
    places = column if translated is None else translated[column]
    keep = np.flatnonzero(places >= 0)
    columns: list[Positions | None] = [listing.column(k)[keep] for k in range(listing.arity)]
    columns[component] = places[keep]
    domains = list(listing.domains)
    domains[component] = domain.domains[0]
    narrowed = Relation(domains, columns, len(keep))
    names = [f"#list{k}" for k in range(listing.arity)]
    names[component] = name
    pairs = [(k, evaluator.place(item, listing.domains[k], grid)) for k, item in others]
    found = joined(grid, narrowed, tuple(names), pairs, in_order=False, ties=_ties(grid, others))
    # The members of the narrowed list are members of the whole one.
    for index_name, index in found.names.items():
        if index.relation is narrowed:
            whole = (
                index.members if len(keep) == listing.size else keep if index.members is None else keep[index.members]
            )
            found = found.with_index(index_name, replace(index, relation=listing, members=whole))
    return found


def _ties(grid: Grid, pairs: Iterable[tuple[int, Expression]]) -> dict[str, int]:
    """The bound indices among expressions that components of a relation are equal to, with these components."""
    return {item.id: component for component, item in pairs if isinstance(item, Name) and item.id in grid.names}


def _with_range(grid: Grid, bounds: Range, name: str, evaluator: Evaluating) -> Grid:
    """An index over ``first..last`` whose ends change with the bound indices."""
    first = evaluator.number(bounds.first, grid)
    last = evaluator.number(bounds.last, grid)
    first, last = np.broadcast_arrays(np.ceil(first), np.floor(last))
    support = [axis for axis, length in enumerate(first.shape) if length != 1]
    low = first.ravel().astype(np.int64)
    counts = np.maximum(last.ravel().astype(np.int64) - low + 1, 0)
    if not len(counts) or not counts.any():
        return grid.with_axis(Relation.of_labels(range(0)), (name,))
    start, stop = int(low[counts > 0].min()), int((low + counts)[counts > 0].max())
    widened = grid.with_axis(Relation.of_labels(range(start, stop)), (name,))
    repeated, ramp = _expand(counts)
    where = np.unravel_index(repeated, first.shape)
    axes = [*support, len(grid.sizes)]
    return widened.merged(axes, [*(where[axis] for axis in support), low[repeated] - start + ramp])


def _with_builder(
    grid: Grid, generator: Generator, builder: SetBuilder, evaluator: Evaluating, taken: int
) -> tuple[Grid, tuple[str, ...]]:
    """An index over ``{j for j in J if ...}`` where the condition reads the bound indices."""
    # The builder's own indices hide outer ones only inside the braces; these wait under another name.
    own = [target for part in builder.generators for target in part.targets]
    waiting = {name: f"#outer{len(grid.names)}:{name}" for name in own if name in grid.names}
    for name, alias in waiting.items():
        grid = grid.with_index(alias, grid.names[name])
    inner, _ = extended(grid, builder.generators, evaluator)
    items = evaluator.items((builder.member,), inner)
    names = target_names(generator, len(items), taken, evaluator.element)
    found: dict[str, Index] = {}
    for name, item in zip(names, items, strict=True):
        if not isinstance(item, Name) or item.id not in inner.names:
            raise fault(
                "unsupported-set",
                "The members of a set that changes with an index must be its own indices.",
                where=builder.span,
                element=evaluator.element,
            )
        found[name] = inner.names[item.id]
    kept = {name: index for name, index in inner.names.items() if name not in own}
    kept |= {name: inner.names[alias] for name, alias in waiting.items()} | found
    return replace(inner, indices=kept), names


def _expand(counts: Array) -> tuple[Positions, Positions]:
    """For each place ``k`` repeated ``counts[k]`` times: the place, and 0, 1, 2, ... within the repetition."""
    ends = np.cumsum(counts)
    repeated = np.repeat(np.arange(len(counts)), counts)
    ramp = np.arange(len(repeated)) - np.repeat(ends - counts, counts)
    return repeated, ramp


def joined(
    grid: Grid,
    relation: Relation,
    names: tuple[str, ...],
    pairs: Sequence[tuple[int, Positions]],
    *,
    in_order: bool = True,
    ties: Mapping[str, int] | None = None,
) -> Grid:
    """The grid's points, each with those members of a relation that have the given components.

    Args:
        grid: the points.
        relation: the members.
        names: a name for each component.
        pairs: a component, and for each point the position in its domain (-1: no member matches).
        in_order: whether the members of one point come in the order of nested loops.
        ties: indices of the grid that equal a component, with that component.
    """
    shape = np.broadcast_shapes(*(places.shape for _, places in pairs))
    support = [axis for axis, length in enumerate(shape) if length != 1]
    wanted: Array = np.zeros(shape, dtype=np.int64)
    present: Array = np.zeros(relation.size, dtype=np.int64)
    outside: Array = np.zeros((), dtype=np.bool_)
    capacity = 1
    for component, places in pairs:
        size = max(1, len(relation.domains[component]))
        capacity *= size
        outside = outside | (places < 0)
        some = places if not bool((places < 0).any()) else np.maximum(places, 0)
        column = relation.column(component)
        # The usual single key is taken as it is.
        wanted, present = (some, column) if len(pairs) == 1 else (wanted * size + some, present * size + column)
    if capacity > max(DENSE_TABLE, CELLS * max(relation.size, wanted.size)):
        ranked, present = np.unique(present, return_inverse=True)
        capacity = max(1, len(ranked))
        slots = np.minimum(np.searchsorted(ranked, wanted), capacity - 1)
        outside = outside | (ranked[slots] != wanted if len(ranked) else True)
        wanted = slots
    flat, missing = wanted.ravel(), np.broadcast_to(outside, shape).ravel()
    widened = grid.with_axis(relation, names)
    axes = [*support, len(grid.sizes)]
    # A reduction takes the points in any order: where each member belongs to one point, members stay as they are.
    points = _single_points(flat, missing, present, capacity) if grid.links else None
    if points is not None:
        members = None if bool((points >= 0).all()) else np.flatnonzero(points >= 0)
        where = np.unravel_index(points if members is None else points[members], shape) if shape else ()
        result = widened.merged(axes, [*(where[axis] for axis in support), members], sorted_rows=False)
    else:
        order = stable_order(present, capacity)
        tally = np.bincount(present, minlength=capacity)
        starts = np.cumsum(tally) - tally
        counts = np.where(missing, 0, tally[flat])
        repeated, ramp = _expand(counts)
        members = order[starts[flat][repeated] + ramp]
        where = np.unravel_index(repeated, shape) if shape else ()
        result = widened.merged(axes, [*(where[axis] for axis in support), members], sorted_rows=in_order)
    for name, component in (ties or {}).items():
        index = result.names[name]
        own = result.names[names[component]]
        if index.axis == own.axis:
            result = result.with_index(
                name, replace(index, relation=relation, component=component, members=own.members)
            )
    return result


def _single_points(wanted: Positions, missing: Array, present: Positions, capacity: int) -> Positions | None:
    """For each member the one point that asks for its key, -1 for none; None where points ask for the same key."""
    if missing.any():
        asking = np.flatnonzero(~missing)
        wanted = wanted[asking]
    else:
        asking = np.arange(len(wanted))
    if len(wanted) > capacity:
        return None
    point_of = np.full(capacity, -1, dtype=np.intp)
    point_of[wanted] = asking
    if np.count_nonzero(point_of >= 0) < len(wanted):
        return None
    return point_of[present]
