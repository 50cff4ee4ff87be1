"""From entries (row, column, value) to a column-wise matrix, in time linear in their number.

A counting sort by column: one pass counts the entries of each column, one writes each entry to its place. Where these
places lie at even steps along each axis, as they do for a block of a variable whose columns are all of one length, the
entries are written as one strided slice, and what is a broadcast (a column for each ``i``, a row for each ``i, j``) is
never made flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.grid import Array
from nl2opt.formulation.data.sorting import stable_order
from nl2opt.solvers.lowering.layouts import Layout, arranged
from nl2opt.solvers.lowering.merging import merged_terms
from nl2opt.solvers.lowering.values import Term
from nl2opt.solvers.program import Floats, Rows

MOST_ENTRIES = 2**31 - 1
"""Solvers number the entries of the matrix by 32 bits."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of the matrix, each array broadcastable to ``sizes``; no (row, column) comes twice in a block.

    ``offset`` is added to the rows.
    """

    sizes: tuple[int, ...]
    rows: Positions
    columns: Positions
    values: Array
    layout: Layout
    offset: int = 0

    def flat(self, array: Array) -> Array:
        """One of the arrays with an element for each entry."""
        return np.broadcast_to(array, self.sizes).ravel()

    def moved(self, first: int) -> Entries:
        """The same entries with rows counted from ``first``."""
        return Entries(self.sizes, self.rows, self.columns, self.values, self.layout, self.offset + first)


def entries_of(terms: Sequence[Term], sizes: tuple[int, ...], places: Positions | None) -> list[Entries]:
    """The entries of terms of degree 1 over a grid of these sizes, repeated ones merged and zeros left out.

    ``places`` renumbers the grid's flat points as rows (-1: the row was left out).
    """
    entries = []
    for term, layout in merged_terms(terms, sizes):
        entry = Entries(term.sizes, term.rows(sizes), term.columns[0], term.coefficients, layout)
        kept = entry if places is None else _renumbered(entry, places[entry.rows])
        if kept is not None:
            entries.append(kept)
    return entries


def _renumbered(entry: Entries, rows: Positions) -> Entries | None:
    """The entries with other row numbers, without those of rows that were left out (-1); None if none is left."""
    if int(rows.min()) >= 0:
        return replace(entry, rows=rows)
    keep = np.flatnonzero(entry.flat(rows) >= 0)
    if not len(keep):
        return None
    flat = [entry.flat(array)[keep] for array in (rows, entry.columns, entry.values)]
    return Entries((len(keep),), flat[0], flat[1], flat[2], Layout.of(flat[1]))


def column_wise(entries: Sequence[Entries], columns: int, lower: Floats, upper: Floats) -> Rows:
    """The matrix by columns; within a column the entries come in the order of the blocks.

    Raises:
        FormulationError: more entries than a solver can number.
    """
    plans = [_Plan.of(entry) for entry in entries]
    total = sum(prod(entry.sizes) for entry in entries)
    if total > MOST_ENTRIES:
        raise fault("too-large", f"The model has {total:,} coefficients, and solvers take {MOST_ENTRIES:,} at most.")
    # One array for two: where each column's entries end so far, and, when all are there, where the next one's start.
    starts = np.zeros(columns + 2, dtype=np.int32)
    for plan in plans:
        plan.add(starts[2:])
    np.cumsum(starts, out=starts)
    ends = starts[1:]
    rows = np.empty(total, dtype=np.int32)
    values = np.empty(total, dtype=np.float64)
    for entry, plan in zip(entries, plans, strict=True):
        numbers = entry.rows + np.int32(entry.offset) if entry.offset else entry.rows
        begin = plan.begin(ends)
        width = plan.even_width(plans)
        into = plan.slices(begin) if width is None else plan.even_slices(begin, width)
        if into is not None:
            np.copyto(plan.target(rows, *into), numbers.transpose(plan.axes), casting="same_kind")
            np.copyto(plan.target(values, *into), entry.values.transpose(plan.axes), casting="same_kind")
        else:
            places = plan.places(begin)
            rows[places] = plan.arranged(numbers)
            values[places] = plan.arranged(entry.values)
        plan.add(ends)
    return Rows(starts[:-1], rows, values, lower, upper)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the entries of one block spread over columns ``first .. last - 1``.

    Attributes:
        sizes: the axes of the entries.
        axes: those that the columns depend on, then the others.
        layout: of the columns; how they lie along the first kind of axes.
        columns: the column of each entry along those; None when they are consecutive or a box.
        repeats: how many entries each of them has beside one another, along the other axes.
        tally: the number of entries of each column from ``first`` on; None when they are consecutive or a box.
        rank: counts the entries of one column where it comes several times; None where each comes once.
    """

    sizes: tuple[int, ...]
    axes: tuple[int, ...]
    layout: Layout
    columns: Array | None
    repeats: int
    tally: Array | None
    rank: Array | None

    @classmethod
    def of(cls, entry: Entries) -> _Plan:
        layout = entry.layout
        others = [axis for axis in range(len(entry.sizes)) if axis not in layout.axes]
        repeats = prod(entry.sizes[axis] for axis in others)
        axes = (*layout.axes, *others)
        if layout.consecutive or layout.box is not None:
            return cls(entry.sizes, axes, layout, None, repeats, None, None)
        columns = arranged(entry.columns, layout.axes)
        shifted = columns - layout.first
        tally = np.bincount(shifted, minlength=layout.last - layout.first)
        rank = None
        if not layout.distinct:
            order = stable_order(shifted, layout.last - layout.first)
            rank = np.empty(len(columns), dtype=np.int32)
            rank[order] = np.arange(len(columns)) - np.repeat(np.cumsum(tally) - tally, tally)
        return cls(entry.sizes, axes, layout, columns, repeats, tally * repeats, rank)

    def add(self, counts: Array) -> None:
        """Adds the entries of each column to an array with a number for each column."""
        layout = self.layout
        if layout.consecutive:
            counts[layout.first : layout.last] += self.repeats
        elif self.tally is not None:
            counts[layout.first : layout.last] += self.tally
        elif layout.box is not None:
            box = layout.box.view(counts)
            box += self.repeats

    def begin(self, ends: Array) -> Array:
        """Where the first entry of each column goes, in the order of ``axes``, from where each column's entries end."""
        layout = self.layout
        if layout.consecutive:
            return ends[layout.first : layout.last].reshape([self.sizes[axis] for axis in layout.axes])
        if layout.box is not None:
            return layout.box.view(ends)
        begin = ends[self.columns]
        return begin if self.rank is None else begin + self.rank * self.repeats

    def even_width(self, plans: Sequence[_Plan]) -> int | None:
        """The entries of each column, if it follows from the plans' ranges that these columns are alike."""
        first, last = self.layout.first, self.layout.last
        width = 0
        for plan in plans:
            other = plan.layout
            if other.first < last and first < other.last:
                if not (other.consecutive and other.first <= first and last <= other.last):
                    return None
                width += plan.repeats
        return width

    def even_slices(self, begin: Array, width: int) -> tuple[int, tuple[int, ...]]:
        """The same as :meth:`slices` for consecutive columns with ``width`` entries each."""
        steps = [width * prod(begin.shape[k + 1 :]) for k in range(begin.ndim)]
        return int(begin[(0,) * begin.ndim]), tuple(steps)

    def slices(self, begin: Array) -> tuple[int, tuple[int, ...]] | None:
        """The first place and the steps between the places along each axis, where these are the same everywhere."""
        if self.columns is not None:
            return None
        corner = (0,) * begin.ndim
        first = int(begin[corner])
        steps = []
        for axis, length in enumerate(begin.shape):
            step = int(begin[tuple(int(k == axis) for k in range(begin.ndim))]) - first if length > 1 else 1
            if step <= 0 or bool(
                (begin[_without(begin.ndim, axis, 0)] - begin[_without(begin.ndim, axis, -1)] != step).any()
            ):
                return None
            steps.append(step)
        return first, tuple(steps)

    def target(self, array: Array, first: int, steps: tuple[int, ...]) -> Array:
        """The part of an array of all entries that takes these, with the axes in the order of ``axes``."""
        others = [self.sizes[axis] for axis in self.axes[len(steps) :]]
        inner = [prod(others[k + 1 :]) for k in range(len(others))]
        shape = [self.sizes[axis] for axis in self.axes]
        strides = [step * array.itemsize for step in (*steps, *inner)]
        return np.ndarray(shape, array.dtype, array, first * array.itemsize, strides)

    def arranged(self, array: Array) -> Array:
        """An array of the entries with a row for each column and its repeats beside one another."""
        turned = np.broadcast_to(array, self.sizes).transpose(self.axes)
        return turned.reshape(-1, self.repeats)

    def places(self, begin: Array) -> Array:
        """Where each entry goes; shape (columns, repeats)."""
        return np.asarray(begin.reshape(-1, 1) + np.arange(self.repeats, dtype=np.int32))


def _without(depth: int, axis: int, end: int) -> tuple[slice, ...]:
    """All but the first (0) or the last (-1) along one axis."""
    kept = slice(1, None) if end == 0 else slice(None, -1)
    return tuple(kept if k == axis else slice(None) for k in range(depth))
