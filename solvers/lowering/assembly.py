"""From entries (row, column, value) to a column-wise matrix, in time linear in their number.

A counting sort by column: one pass counts the entries of each column, one writes each entry to its place. Entries
that come as a broadcast (a column for each ``i``, a row for each ``i, j``) are never made flat where a reshape does,
and columns that follow one another are written as slices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array
from nl2opt.formulation.data.sorting import stable_order
from nl2opt.solvers.lowering.merging import Layout, arranged, merged_terms
from nl2opt.solvers.lowering.values import Term
from nl2opt.solvers.program import Floats, Rows


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
        return replace(self, offset=self.offset + first)


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
    """The matrix by columns; within a column the entries come in the order of the blocks."""
    plans = [_Plan.of(entry) for entry in entries]
    starts = np.zeros(columns + 1, dtype=np.intp)
    for plan in plans:
        starts[plan.first + 1 : plan.last + 1] += plan.tally
    np.cumsum(starts, out=starts)
    rows = np.empty(int(starts[-1]), dtype=np.int32)
    values = np.empty(int(starts[-1]), dtype=np.float64)
    used = np.zeros(columns, dtype=np.intp)
    for entry, plan in zip(entries, plans, strict=True):
        own_rows, own_values = plan.arranged(entry.rows + entry.offset), plan.arranged(entry.values)
        block = plan.block(starts, used)
        if block is not None:
            begin, end, width, offset = block
            rows[begin:end].reshape(-1, width)[:, offset : offset + plan.repeats] = own_rows
            values[begin:end].reshape(-1, width)[:, offset : offset + plan.repeats] = own_values
        else:
            places = plan.places(starts, used)
            rows[places] = own_rows
            values[places] = own_values
        used[plan.first : plan.last] += plan.tally
    return Rows(starts.astype(np.int32), rows, values, lower, upper)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the entries of one block spread over columns ``first .. last - 1``.

    Attributes:
        sizes: the axes of the entries.
        axes: those that the columns depend on, then the others.
        columns: the column of each entry along the first kind of axes; None when they are ``first, first + 1, ...``.
        repeats: how many entries each of them has beside one another, along the other axes.
        tally: the number of entries of each column (one number for all when they are consecutive).
        rank: counts the entries of one column where it comes several times; None where each comes once.
    """

    sizes: tuple[int, ...]
    axes: tuple[int, ...]
    columns: Positions | None
    first: int
    last: int
    repeats: int
    tally: Positions | int
    rank: Positions | None

    @classmethod
    def of(cls, entry: Entries) -> _Plan:
        layout = entry.layout
        others = [axis for axis in range(len(entry.sizes)) if axis not in layout.axes]
        repeats = 1
        for axis in others:
            repeats *= entry.sizes[axis]
        axes = (*layout.axes, *others)
        if layout.consecutive:
            return cls(entry.sizes, axes, None, layout.first, layout.last, repeats, repeats, None)
        columns = arranged(entry.columns, layout.axes)
        shifted = columns - layout.first
        tally = np.bincount(shifted, minlength=layout.last - layout.first)
        rank = None
        if not layout.distinct:
            order = stable_order(shifted, layout.last - layout.first)
            rank = np.empty(len(columns), dtype=np.intp)
            rank[order] = np.arange(len(columns)) - np.repeat(np.cumsum(tally) - tally, tally)
        return cls(entry.sizes, axes, columns, layout.first, layout.last, repeats, tally * repeats, rank)

    def arranged(self, array: Array) -> Array:
        """An array of the entries with a row for each of ``columns`` and its repeats beside one another."""
        turned = np.broadcast_to(array, self.sizes).transpose(self.axes)
        return turned.reshape(-1, self.repeats)

    def block(self, starts: Positions, used: Positions) -> tuple[int, int, int, int] | None:
        """Where the entries go as one slice: its ends, the entries of each column, and how many are there already.

        None unless the columns follow one another, all of one length and filled to one height.
        """
        if self.columns is not None:
            return None
        own, height = starts[self.first : self.last + 1], used[self.first : self.last]
        width = int(own[1] - own[0])
        if bool((own[1:] - own[:-1] != width).any()) or bool((height != height[0]).any()):
            return None
        return int(own[0]), int(own[-1]), width, int(height[0])

    def places(self, starts: Positions, used: Positions) -> Positions:
        """Where each entry goes; shape (columns, repeats)."""
        columns = np.arange(self.first, self.last) if self.columns is None else self.columns
        begin = starts[columns] + used[columns]
        if self.rank is not None:
            begin += self.rank * self.repeats
        return np.asarray(begin[:, None] + np.arange(self.repeats))
