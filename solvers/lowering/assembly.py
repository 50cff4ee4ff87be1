"""From entries (row, column, value) to a column-wise matrix, in time linear in their number.

A counting sort by column: one pass counts the entries of each column, one writes each entry to its place. Entries
that come as a broadcast (a column for each ``i``, a row for each ``i, j``) are never made flat where a reshape does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array
from nl2opt.solvers.lowering.values import Term
from nl2opt.solvers.program import Floats, Rows

_RADIX = 1 << 16
"""numpy sorts 16-bit numbers by radix, in linear time; wider ones by comparison."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of the matrix, each array broadcastable to ``sizes``; no (row, column) comes twice in a block."""

    sizes: tuple[int, ...]
    rows: Positions
    columns: Positions
    values: Array
    offset: int = 0

    def moved(self, first: int) -> Entries:
        """The same entries with rows counted from ``first``."""
        return replace(self, offset=self.offset + first)

    @property
    def count(self) -> int:
        """The number of entries."""
        return int(np.prod(self.sizes, dtype=np.int64))


def entries_of(terms: Sequence[Term], sizes: tuple[int, ...], places: Positions | None) -> list[Entries]:
    """The entries of terms of degree 1 over a grid of these sizes, repeated ones merged and zeros left out.

    ``places`` renumbers the grid's flat points as rows (-1: the row was left out).
    """
    reduced = [_without_repeats(term) for term in terms if all(term.sizes)]
    reduced = [_without_zeros(term, sizes) for term in reduced if term.coefficients.any()]
    if any(_may_repeat(term, sizes) for term in reduced) or _may_collide(reduced, sizes):
        reduced = _merged(reduced, sizes)
    entries = []
    for term in reduced:
        rows = term.rows(sizes)
        entry = Entries(term.sizes, rows, term.columns[0], term.coefficients)
        if places is not None:
            entry = _renumbered(entry, places[rows])
        entries.append(entry)
    return entries


def _renumbered(entry: Entries, rows: Positions) -> Entries:
    """The entries with other row numbers; those of rows that were left out (-1) vanish."""
    if not rows.size or int(rows.min()) >= 0:
        return replace(entry, rows=rows)
    keep = np.flatnonzero(np.broadcast_to(rows, entry.sizes) >= 0)
    flat = [np.broadcast_to(array, entry.sizes).ravel()[keep] for array in (rows, entry.columns, entry.values)]
    return Entries((len(keep),), *flat)


def _without_repeats(term: Term) -> Term:
    """Adds up over axes that neither the column nor the row depends on (``sum(y for j in J)``)."""
    used = {link.axis for link in term.links}
    loose = tuple(a for a in range(len(term.sizes)) if a not in used and term.columns[0].shape[a] == 1)
    if not any(term.sizes[axis] > 1 for axis in loose):
        return term
    coefficients = term.coefficients
    repeated = 1
    for axis in loose:
        if coefficients.shape[axis] == 1:
            repeated *= term.sizes[axis]
    coefficients = coefficients.sum(axis=loose, keepdims=True) * repeated
    sizes = tuple(1 if axis in loose else size for axis, size in enumerate(term.sizes))
    return Term(sizes, term.links, term.columns, coefficients)


def _without_zeros(term: Term, sizes: tuple[int, ...]) -> Term:
    """The term without entries whose coefficient is 0."""
    if term.coefficients.all():
        return term
    keep = np.flatnonzero(term.full(term.coefficients))
    rows = term.full(term.rows(sizes))[keep]
    return flat_term(rows, term.full(term.columns[0])[keep], term.full(term.coefficients)[keep], sizes)


def flat_term(rows: Positions, columns: Positions, coefficients: Array, sizes: tuple[int, ...]) -> Term:
    """A term of single entries with given rows, over a grid of these sizes."""
    from nl2opt.formulation.data.grid import Link

    where = np.unravel_index(rows, sizes) if sizes else ()
    return Term((len(rows),), tuple(Link(0, places) for places in where), (columns,), coefficients)


def _span(columns: Array) -> tuple[int, int]:
    return (int(columns.min()), int(columns.max()) + 1) if columns.size else (0, 0)


def _distinct(columns: Array) -> bool:
    """Whether no column comes twice."""
    first, last = _span(columns)
    if last - first < columns.size:
        return False
    return bool(np.bincount(columns.ravel() - first, minlength=1).max() <= 1)


def _may_repeat(term: Term, sizes: tuple[int, ...]) -> bool:
    """Whether one row may have a column twice within the term."""
    if term.single:
        return False
    columns = term.columns[0]
    linked = {link.axis for link in term.links if link.positions is None}
    free = [axis for axis, length in enumerate(columns.shape) if length == 1 and term.sizes[axis] > 1]
    if _distinct(columns) and all(axis in linked for axis in free):
        return False
    key = _key(term, sizes)
    return len(np.unique(key)) < len(key)


def _key(term: Term, sizes: tuple[int, ...]) -> Array:
    rows = term.full(term.rows(sizes)).astype(np.int64)
    return rows << 32 | term.full(term.columns[0])


def _may_collide(terms: Sequence[Term], sizes: tuple[int, ...]) -> bool:
    """Whether two terms have an entry in one place (``stock[t] - stock[t - 1]`` has none, ``x + x`` has)."""
    spans = [_span(term.columns[0]) for term in terms]
    for k, first in enumerate(terms):
        for j in range(k):
            if spans[k][0] >= spans[j][1] or spans[j][0] >= spans[k][1]:
                continue
            second = terms[j]
            if first.single or second.single:
                one, other = (first, second) if first.single else (second, first)
                if bool((other.spread(one.columns[0]) == other.columns[0]).any()):
                    return True
            elif len(np.intersect1d(_key(first, sizes), _key(second, sizes))):
                return True
    return False


def _merged(terms: Sequence[Term], sizes: tuple[int, ...]) -> list[Term]:
    """All entries in one term, those of one place added up, in the order of rows."""
    key = np.concatenate([_key(term, sizes) for term in terms])
    values = np.concatenate([term.full(term.coefficients) for term in terms])
    places, where = np.unique(key, return_inverse=True)
    added = np.bincount(where, weights=values, minlength=len(places))
    keep = np.flatnonzero(added)
    places = places[keep]
    return [flat_term(places >> 32, places & 0xFFFFFFFF, added[keep], sizes)]


def column_wise(entries: Sequence[Entries], columns: int, lower: Floats, upper: Floats) -> Rows:
    """The matrix by columns; within a column the entries come in the order of the blocks."""
    counts = np.zeros(columns + 1, dtype=np.intp)
    plans = []
    for entry in entries:
        plan = _Plan.of(entry)
        counts[plan.first + 1 : plan.first + 1 + len(plan.tally)] += plan.tally
        plans.append(plan)
    np.cumsum(counts, out=counts)
    size = int(counts[-1])
    rows = np.empty(size, dtype=np.int32)
    values = np.empty(size, dtype=np.float64)
    fill = counts[:-1].copy()
    for entry, plan in zip(entries, plans, strict=True):
        places = plan.places(fill)
        rows[places] = _arranged(entry.rows + entry.offset, entry, plan)
        values[places] = _arranged(entry.values, entry, plan)
        fill[plan.first : plan.first + len(plan.tally)] += plan.tally
    return Rows(counts.astype(np.int32), rows, values, lower, upper)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the entries of one block spread over columns.

    ``columns`` are those of the axes they depend on, flat; each has ``repeats`` entries beside one another. ``rank``
    counts the entries of one column where it comes several times (None: once).
    """

    axes: tuple[int, ...]
    columns: Positions
    repeats: int
    first: int
    tally: Positions
    rank: Positions | None

    @classmethod
    def of(cls, entry: Entries) -> _Plan:
        shape = entry.columns.shape
        own = [axis for axis, length in enumerate(shape) if length != 1]
        free = [axis for axis, length in enumerate(shape) if length == 1]
        repeats = int(np.prod([entry.sizes[axis] for axis in free], dtype=np.int64))
        columns = entry.columns.ravel()
        first, last = _span(columns)
        tally = np.bincount(columns - first, minlength=last - first)
        rank = None
        if len(tally) and int(tally.max()) > 1:
            shifted = columns - first
            order = np.argsort(shifted.astype(np.uint16) if last - first <= _RADIX else shifted, kind="stable")
            starts = np.cumsum(tally) - tally
            rank = np.empty(len(columns), dtype=np.intp)
            rank[order] = np.arange(len(columns)) - np.repeat(starts, tally)
        return cls((*own, *free), columns, repeats, first, tally * repeats, rank)

    def places(self, fill: Positions) -> Positions:
        """Where each entry goes; shape (columns, repeats), or (columns,) without repeats."""
        start = fill[self.columns]
        if self.rank is not None:
            start = start + self.rank * self.repeats
        return start if self.repeats == 1 else start[:, None] + np.arange(self.repeats)


def _arranged(array: Array, entry: Entries, plan: _Plan) -> Array:
    """An array of the entries in the plan's order of axes: own axes of the columns first, then the others."""
    turned = np.broadcast_to(array, entry.sizes).transpose(plan.axes)
    return turned.reshape(len(plan.columns), plan.repeats) if plan.repeats != 1 else turned.reshape(-1)
