"""The combinations of indices that an expression runs over, as a product of axes.

Every index is a column of positions along one axis; independent indices have axes of their own, so that numpy's
broadcasting does the rest. A filter or a join over several indices merges their axes into one, which then lists only
the combinations that are left: dense sums stay dense, and sparse ones never become dense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, prod
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.data.domains import Domain, Positions, Relation
from nl2opt.formulation.data.keys import Keys
from nl2opt.formulation.expressions import Label

Array: TypeAlias = npt.NDArray[Any]
"""Numbers, truth values or positions that broadcast to a grid: each axis has the grid's size, or 1."""


@dataclass(frozen=True, slots=True)
class Space:
    """What a parameter or a variable is indexed by: a product of relations, one for each axis of its array."""

    axes: tuple[Relation, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array."""
        return tuple(axis.size for axis in self.axes)

    @property
    def size(self) -> int:
        """The number of entries."""
        return prod(self.shape)

    @property
    def arity(self) -> int:
        """How many labels a key has; an axis over a tuple set takes several."""
        return sum(axis.arity for axis in self.axes)

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The domain of each label of a key."""
        return tuple(domain for axis in self.axes for domain in axis.domains)

    def keys(self) -> Keys:
        """The keys of the entries, row by row."""
        components = [
            (domain, place, column)
            for place, axis in enumerate(self.axes)
            for domain, column in zip(axis.domains, axis.columns, strict=True)
        ]
        return Keys(self.shape, components)


@dataclass(frozen=True, slots=True)
class Index:
    """A bound index: for each place along ``axis`` a position in ``domain`` (None: 0, 1, 2, ...).

    Attributes:
        domain: the labels.
        axis: where the index lives.
        positions: its labels there.
        relation: a set whose members have this label as their ``component``, if that is known: a subscript by all
            components of one member finds it without a search.
        component: the place of the label in a member.
        members: for each place along the axis that member (None: 0, 1, 2, ...).
    """

    domain: Domain
    axis: int
    positions: Positions | None
    relation: Relation | None = None
    component: int = 0
    members: Positions | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Where an axis of the enclosing grid went: for each place along ``axis`` a place on it (None: the same)."""

    axis: int
    positions: Positions | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A product of axes with the indices that live on them.

    Attributes:
        sizes: the length of each axis; a grid without axes has one point.
        indices: the bound indices by name.
        links: for each axis of the enclosing grid, where it is found here; empty at the outermost.
        ordered: whether the points come in the order in which nested loops would visit them.
    """

    sizes: tuple[int, ...] = ()
    indices: dict[str, Index] | None = None
    links: tuple[Link, ...] = ()
    ordered: bool = True

    @property
    def size(self) -> int:
        """The number of points."""
        return prod(self.sizes)

    @property
    def names(self) -> dict[str, Index]:
        """The bound indices by name."""
        return self.indices or {}

    def opened(self) -> Grid:
        """The same points, as the start of an inner grid: links lead back to this one."""
        return Grid(self.sizes, self.indices, tuple(Link(axis, None) for axis in range(len(self.sizes))))

    def column(self, index: Index) -> Positions:
        """The positions of an index, shaped to broadcast over the grid."""
        positions = np.arange(self.sizes[index.axis]) if index.positions is None else index.positions
        return self.lay(positions, index.axis)

    def lay(self, vector: Array, axis: int) -> Array:
        """A vector along one axis, shaped to broadcast over the grid."""
        shape = [1] * len(self.sizes)
        shape[axis] = len(vector)
        return vector.reshape(shape)

    def with_axis(self, relation: Relation, targets: Sequence[str]) -> Grid:
        """One more axis at the end, over the members of a relation, each component bound to a name."""
        axis = len(self.sizes)
        added = {
            name: Index(relation.domains[k], axis, relation.columns[k], relation, k) for k, name in enumerate(targets)
        }
        return Grid((*self.sizes, relation.size), {**self.names, **added}, self.links, self.ordered)

    def with_index(self, name: str, index: Index) -> Grid:
        """One more name for positions along an axis that is there."""
        return Grid(self.sizes, {**self.names, name: index}, self.links, self.ordered)

    def merged(self, axes: Sequence[int], places: Sequence[Positions | None], *, sorted_rows: bool = True) -> Grid:
        """The listed axes, in order, become one, which has the given combinations of places.

        Args:
            axes: the axes that merge; the new axis stands where the first of them stood.
            places: for each of them the places along it, all of one length; None for all of them in order.
            sorted_rows: whether the combinations come in the order of nested loops.
        """
        renumbered: dict[int, int] = {}
        sizes: list[int] = []
        length = next((len(part) for part in places if part is not None), self.sizes[axes[0]])
        gathered: dict[tuple[int, int], Positions] = {}  # indices of one member share the array of its places
        for axis, size in enumerate(self.sizes):
            if axis in axes[1:]:
                continue
            renumbered[axis] = len(sizes)
            sizes.append(length if axis == axes[0] else size)
        chosen = dict(zip(axes, places, strict=True))
        target = renumbered[axes[0]]

        def moved(axis: int, positions: Positions | None) -> tuple[int, Positions | None]:
            if axis not in chosen:
                return renumbered[axis], positions
            place = chosen[axis]
            if positions is None or place is None:
                return target, positions if place is None else place
            if (axis, id(positions)) not in gathered:
                gathered[axis, id(positions)] = positions[place]
            return target, gathered[axis, id(positions)]

        def carried(index: Index) -> Index:
            axis, positions = moved(index.axis, index.positions)
            if index.relation is None:
                return Index(index.domain, axis, positions)
            members = moved(index.axis, index.members)[1]
            return Index(index.domain, axis, positions, index.relation, index.component, members)

        contiguous = list(axes) == list(range(axes[0], axes[0] + len(axes)))
        return Grid(
            tuple(sizes),
            {name: carried(item) for name, item in self.names.items()},
            tuple(Link(*moved(link.axis, link.positions)) for link in self.links),
            self.ordered and sorted_rows and contiguous,
        )

    def kept(self, mask: Array) -> Grid:
        """Only the points where ``mask`` (broadcastable to the grid) holds."""
        support = [axis for axis, length in enumerate(mask.shape) if length != 1]
        if not support:
            if bool(mask.all()):
                return self
            nothing = np.zeros(0, dtype=np.intp)
            if not self.sizes:
                return replace(self, sizes=(0,))
            last = len(self.sizes) - 1
            return self.merged([last], [nothing])
        narrowed = mask.reshape([mask.shape[axis] for axis in support])
        if bool(narrowed.all()):
            return self
        return self.merged(support, np.nonzero(narrowed))

    def full(self, value: Array) -> Array:
        """``value`` at every point, shape ``sizes``; a read-only view where it repeats."""
        if isinstance(value, np.ndarray) and value.shape == self.sizes:
            return value
        return np.broadcast_to(value, self.sizes)

    def outer_places(self, outer_sizes: Sequence[int]) -> Positions:
        """The flat place in the enclosing grid of each point, broadcastable to this grid."""
        place: Positions = np.zeros((1,) * len(self.sizes), dtype=np.intp)
        for link, size in zip(self.links, outer_sizes, strict=True):
            along = np.arange(size) if link.positions is None else link.positions
            place = place * size + self.lay(along, link.axis)
        return place

    @property
    def extends(self) -> bool:
        """Whether the enclosing grid's axes are the first axes here, untouched."""
        return all(link.axis == axis and link.positions is None for axis, link in enumerate(self.links))

    def keys(self, names: Sequence[str], chosen: Positions | None = None) -> Keys:
        """The keys of the points by the values of some indices, in that order."""
        components = [(self.names[name].domain, self.names[name].axis, self.names[name].positions) for name in names]
        return Keys(self.sizes, components, chosen)

    def member(self, names: Sequence[str], relation: Relation) -> tuple[int, Positions | None] | None:
        """Where the indices are the components of one member of a relation.

        Returns:
            Their axis, and for each place along it the member (None: 0, 1, 2, ...); None where that is not known.
        """
        indices = [self.names[name] for name in names]
        first = indices[0]
        for component, index in enumerate(indices):
            if (index.relation, index.component, index.axis) != (relation, component, first.axis):
                return None
            if index.members is not first.members:
                return None
        return first.axis, first.members

    def labels_at(self, flat: int, names: Sequence[str] | None = None) -> dict[str, Label]:
        """The values of the indices at one point."""
        where = np.unravel_index(flat, self.sizes) if self.sizes else ()
        found = {}
        for name in self.names if names is None else names:
            index = self.names[name]
            place = int(where[index.axis])
            found[name] = index.domain.labels[place if index.positions is None else int(index.positions[place])]
        return found

    def nested_order(self, names: Sequence[str]) -> Positions | None:
        """The points in the order in which nested loops over some indices visit them; None when they are."""
        if self.ordered or not names:
            return None
        columns = [self.full(self.column(self.names[name])).ravel() for name in names]
        return np.lexsort(columns[::-1])

    def flattened(self, names: Sequence[str]) -> Relation:
        """The points as one relation over some indices, in the order of nested loops."""
        order = self.nested_order(names)
        columns = [self.full(self.column(self.names[name])).ravel() for name in names]
        if order is not None:
            columns = [column[order] for column in columns]
        return Relation([self.names[name].domain for name in names], columns, self.size)


def all_finite(values: Array) -> bool:
    """Whether no value is infinite or NaN; their sum tells in one pass, unless it overflows."""
    if values.size == 1:
        return isfinite(values.item())
    return bool(np.isfinite(values.sum())) or bool(np.isfinite(values).all())


def total(values: Array, inner: Grid, outer: Grid) -> Array:
    """Sums over the points of ``inner`` that belong to each point of ``outer``; broadcastable to ``outer``."""
    depth = len(outer.sizes)
    if values.size == 1 and not values.any():
        return np.zeros((1,) * depth)
    if inner.extends:
        extra = tuple(range(depth, len(inner.sizes)))
        repeated = 1
        for axis in extra:
            if values.shape[axis] == 1:
                repeated *= inner.sizes[axis]
        return np.asarray(values.sum(axis=extra) * repeated)
    places = inner.full(inner.outer_places(outer.sizes)).ravel()
    weights = inner.full(values).ravel()
    return np.bincount(places, weights=weights, minlength=outer.size).reshape(outer.sizes)


def extreme(function: str, values: Array, inner: Grid, outer: Grid) -> Array:
    """The smallest or largest value (or ``prod``, ``all``, ``any``) for each point of ``outer``; +-inf where none."""
    operation, start = {
        "min": (np.minimum, np.inf),
        "max": (np.maximum, -np.inf),
        "prod": (np.multiply, 1.0),
        "all": (np.logical_and, True),
        "any": (np.logical_or, False),
    }[function]
    result: Array = np.full(outer.sizes, start)
    spread = np.ascontiguousarray(inner.full(values))
    if inner.extends:
        depth = len(outer.sizes)
        if inner.size == 0:
            return result
        flat = spread.reshape(*outer.sizes, -1) if depth else spread.reshape(-1)
        return np.asarray(operation.reduce(flat, axis=-1)).reshape(outer.sizes)
    flat_result = result.reshape(-1)
    operation.at(flat_result, inner.full(inner.outer_places(outer.sizes)).ravel(), spread.ravel())
    return flat_result.reshape(outer.sizes)
