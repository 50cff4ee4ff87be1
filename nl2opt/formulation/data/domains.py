"""Ordered sets as arrays: labels by position, and tuple sets as columns of positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.expressions import Label

Positions: TypeAlias = npt.NDArray[np.intp]
"""Places of members in a set, counted from 0; -1 stands for "no member"."""

Member: TypeAlias = Label | tuple[Label, ...]

DENSE_TABLE = 1 << 16
"""A table over all combinations of labels may have this many cells, or a few for each member or look-up; beyond it a
sorted list is used, so that memory is proportional to the members."""

CELLS = 8
"""The cells of such a table for each member or look-up."""


class Domain:
    """The distinct labels of one index, in order.

    A domain is compared by identity: indices over one domain need no translation, others are translated once
    by :meth:`translate` and the result is kept.
    """

    __slots__ = ("_numeric", "_places", "_table", "_translations", "_values", "labels")

    def __init__(self, labels: Sequence[Label]) -> None:
        self.labels: tuple[Label, ...] | range = labels if isinstance(labels, range) else tuple(labels)
        self._places: dict[Label, int] | None = None
        self._values: npt.NDArray[np.float64] | None = None
        self._numeric: bool | None = True if isinstance(labels, range) else None
        self._table: Positions | None = None
        self._translations: dict[int, tuple[Domain, Positions]] = {}

    @classmethod
    def of_numbers(cls, numbers: npt.NDArray[np.int64]) -> Domain:
        """The domain of these distinct whole numbers; a range where they count up."""
        if len(numbers) and bool((numbers[1:] - numbers[:-1] == 1).all()):
            return cls(range(int(numbers[0]), int(numbers[-1]) + 1))
        domain = cls(numbers.tolist())
        domain._numeric = True
        return domain

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def numeric(self) -> bool:
        """Whether every label is a whole number, so that an index over it can be used in arithmetic."""
        if self._numeric is None:
            self._numeric = all(isinstance(label, int) for label in self.labels)
        return self._numeric

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """The labels as numbers, shape (members,); only for a numeric domain."""
        if self._values is None:
            labels = self.labels
            if isinstance(labels, range):
                self._values = np.arange(labels.start, labels.stop, dtype=np.float64)
            else:
                self._values = np.array(labels, dtype=np.float64)
        return self._values

    def position(self, label: Label) -> int:
        """The place of a label, or -1."""
        labels = self.labels
        if isinstance(labels, range):
            return labels.index(label) if isinstance(label, int) and label in labels else -1
        if self._places is None:
            self._places = {word: place for place, word in enumerate(labels)}
        return self._places.get(label, -1)

    def translate(self, other: Domain) -> Positions | None:
        """The position here of each label of ``other``, shape (len(other),); None when the two are one domain."""
        if other is self:
            return None
        known = self._translations.get(id(other))
        if known is None:
            if other.numeric and self.numeric:
                places = self.locate(other.values)
            else:
                places = np.fromiter((self.position(label) for label in other.labels), np.intp, len(other))
            known = self._translations[id(other)] = (other, places)
        return known[1]

    def locate(self, numbers: npt.NDArray[np.float64]) -> Positions:
        """The position of each number as a label, same shape; -1 where there is none or it is no whole number."""
        labels = self.labels
        if not isinstance(labels, range):
            if not self.numeric:
                places = (self.position(int(n)) if n == np.floor(n) else -1 for n in numbers.ravel())
                return np.fromiter(places, np.intp, numbers.size).reshape(numbers.shape)
            if not len(labels):
                return np.full(numbers.shape, -1, dtype=np.intp)
            return self._look_up(numbers)
        inside = (numbers >= labels.start) & (numbers < labels.stop) & (numbers == np.floor(numbers))
        return np.where(inside, numbers - labels.start, -1).astype(np.intp)

    def _look_up(self, numbers: npt.NDArray[np.float64]) -> Positions:
        """``locate`` for whole numbers in any order: by a table where they lie close together, else by bisection."""
        least, most = float(self.values.min()), float(self.values.max())
        if most - least < max(1 << 16, 8 * len(self)):
            if self._table is None:
                self._table = np.full(int(most - least) + 1, -1, dtype=np.intp)
                self._table[(self.values - least).astype(np.intp)] = np.arange(len(self))
            inside = (numbers >= least) & (numbers <= most) & (numbers == np.floor(numbers))
            return np.where(inside, self._table[np.where(inside, numbers - least, 0).astype(np.intp)], -1)
        order = np.argsort(self.values, kind="stable")
        ranked = self.values[order]
        slots = np.minimum(np.searchsorted(ranked, numbers), len(ranked) - 1)
        return np.where(ranked[slots] == numbers, order[slots], -1)


class Relation:
    """An ordered set of members of ``arity`` labels each.

    Attributes:
        domains: the domain of each component.
        columns: for each component the positions in its domain, shape (size,); None stands for 0, 1, 2, ...
        size: how many members there are.
    """

    __slots__ = ("_order", "_sorted", "_table", "columns", "domains", "size")

    def __init__(self, domains: Sequence[Domain], columns: Sequence[Positions | None], size: int) -> None:
        self.domains = tuple(domains)
        self.columns = tuple(columns)
        self.size = size
        self._table: Positions | None = None
        self._sorted: npt.NDArray[np.int64] | None = None
        self._order: Positions | None = None

    @classmethod
    def of_labels(cls, labels: Sequence[Label]) -> Relation:
        """A plain set with these distinct labels."""
        return cls((Domain(labels),), (None,), len(labels))

    @classmethod
    def of_tuples(cls, members: Sequence[tuple[Label, ...]], arity: int) -> Relation:
        """A tuple set with these distinct members; a component's labels are ordered by first appearance."""
        numbers = np.array(members) if members and all(type(label) is int for label in members[0]) else None
        if numbers is not None and numbers.dtype.kind == "i" and numbers.shape == (len(members), arity):
            return cls.of_numbers(numbers)
        domains, columns = [], []
        for component in range(arity):
            codes: dict[Label, int] = {}
            column = np.fromiter((codes.setdefault(m[component], len(codes)) for m in members), np.intp, len(members))
            domains.append(Domain(tuple(codes)))
            columns.append(column)
        return cls(domains, columns, len(members))

    @classmethod
    def of_numbers(cls, members: npt.NDArray[np.int64]) -> Relation:
        """A tuple set of whole numbers, shape (size, arity), as :meth:`of_tuples` makes it."""
        domains, columns = [], []
        for labels in members.T:
            distinct, codes = _ranked(labels)
            domains.append(Domain.of_numbers(distinct))
            columns.append(codes)
        return cls(domains, columns, len(members))

    @property
    def arity(self) -> int:
        """How many labels a member has."""
        return len(self.domains)

    @property
    def plain(self) -> bool:
        """Whether this is a domain as it stands: one component, every label, in order."""
        return self.arity == 1 and self.columns[0] is None

    def column(self, component: int) -> Positions:
        """The positions of one component, shape (size,)."""
        found = self.columns[component]
        return np.arange(self.size) if found is None else found

    def labels(self, component: int) -> list[Label]:
        """The labels of one component, one for each member."""
        labels, column = self.domains[component].labels, self.columns[component]
        return list(labels) if column is None else [labels[place] for place in column.tolist()]

    def tuples(self) -> list[tuple[Label, ...]]:
        """The members, each as a tuple of its labels."""
        return list(zip(*(self.labels(component) for component in range(self.arity)), strict=True))

    def lookup(self, places: Sequence[Positions]) -> Positions:
        """The position of members given by their components.

        Args:
            places: for each component, positions in its domain (-1: none); shapes that broadcast together.

        Returns:
            Positions of members, -1 where there is no such member, in the broadcast shape.
        """
        if self.plain:
            return places[0]
        capacity = 1
        for domain in self.domains:
            capacity *= max(1, len(domain))
        code, outside = self.encode(places)
        if self._table is not None or capacity <= max(DENSE_TABLE, CELLS * max(self.size, code.size)):
            if self._table is None:
                self._table = np.full(capacity, -1, dtype=np.intp)
                self._table[self.encode([self.column(k) for k in range(self.arity)])[0]] = np.arange(self.size)
            found = self._table[code]
        elif self.size == 0:
            found = np.full(code.shape, -1, dtype=np.intp)
        else:
            if self._sorted is None or self._order is None:
                codes = self.encode([self.column(k) for k in range(self.arity)])[0]
                self._order = np.argsort(codes, kind="stable")
                self._sorted = codes[self._order]
            slots = np.minimum(np.searchsorted(self._sorted, code), self.size - 1)
            found = np.where(self._sorted[slots] == code, self._order[slots], -1)
        return np.where(outside, -1, found) if outside.any() else found

    def encode(self, places: Sequence[Positions]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """One number for each combination of components, and where a component is missing."""
        code: npt.NDArray[np.int64] = np.zeros((), dtype=np.int64)
        outside: npt.NDArray[np.bool_] = np.zeros((), dtype=np.bool_)
        for domain, place in zip(self.domains, places, strict=True):
            absent = place < 0
            if absent.any():
                outside = outside | absent
                place = np.where(absent, 0, place)
            code = code * max(1, len(domain)) + place
        return code, outside


def _ranked(labels: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Positions]:
    """The distinct numbers by first appearance, and the rank of each number among them."""
    least, most = (int(labels.min()), int(labels.max())) if len(labels) else (0, -1)
    if most - least >= max(1 << 16, 8 * len(labels)):
        distinct, first, codes = np.unique(labels, return_index=True, return_inverse=True)
        order = np.argsort(first)
    else:
        # Numbers that lie close together are counted in a table; of equal ones, the last that is written stays.
        codes = labels - least
        seen = np.full(most - least + 1, -1, dtype=np.intp)
        seen[codes[::-1]] = np.arange(len(labels) - 1, -1, -1)
        distinct = np.flatnonzero(seen >= 0)
        order = np.argsort(seen[distinct])
        place = np.empty(len(seen), dtype=np.intp)
        place[distinct] = np.arange(len(distinct))
        codes, distinct = place[codes], distinct + least
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return distinct[order], rank[codes]


def relation_of(members: Iterable[Member]) -> Relation:
    """A set with these distinct members, plain or of tuples by its first member."""
    listed = list(members)
    if not listed or not isinstance(listed[0], tuple):
        return Relation.of_labels([m for m in listed if not isinstance(m, tuple)])
    return Relation.of_tuples([m for m in listed if isinstance(m, tuple)], len(listed[0]))
