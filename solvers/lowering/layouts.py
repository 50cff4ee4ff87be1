"""How the columns of a term lie: as a block of a variable's array, or one by one.

Nearly every term of a large model reads a block of a variable (``ship[p, s]`` for all ``p`` and ``s``; ``stock[t - 1]``
for ``t > 1``). Its column numbers are then known without being written down, and its entries can be put into the matrix
as slices instead of one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array


@dataclass(frozen=True, slots=True)
class Box:
    """A block of a variable's array: columns ``origin + place`` for the flat places within ``slices`` of ``shape``."""

    origin: int
    shape: tuple[int, ...]
    slices: tuple[slice, ...]

    def view(self, numbers: Array) -> Array:
        """The part of an array with a number for each column that belongs to the block, without axes of length 1."""
        block: tuple[Any, ...] = (*self.slices, ...)  # without the dots, a scalar's array would become a number
        view: Array = numbers[self.origin : self.origin + prod(self.shape)].reshape(self.shape)[block]
        return view.squeeze()


@dataclass(frozen=True, slots=True)
class Layout:
    """How an array of columns lies over the axes of its term.

    Attributes:
        axes: the axes that the columns depend on, those with the larger steps first.
        first: the smallest column.
        last: one more than the largest column.
        consecutive: whether the columns in the order of ``axes`` are ``first, first + 1, ..., last - 1``.
        distinct: whether no column comes twice.
        box: the block of a variable that the columns are in the order of ``axes``; None when that is not known.
    """

    axes: tuple[int, ...]
    first: int
    last: int
    consecutive: bool
    distinct: bool
    box: Box | None = None

    @classmethod
    def of(cls, columns: Array) -> Layout:
        """The layout of an array of columns that has at least one entry."""
        axes = [axis for axis, length in enumerate(columns.shape) if length != 1]
        corner = columns[(0,) * columns.ndim]
        steps = {axis: columns[tuple(int(k == axis) for k in range(columns.ndim))] - corner for axis in axes}
        axes.sort(key=lambda axis: -steps[axis])
        turned = arranged(columns, axes)
        if turned[-1] - turned[0] + 1 == len(turned) and bool((turned[1:] - turned[:-1] == 1).all()):
            return cls(tuple(axes), int(turned[0]), int(turned[-1]) + 1, True, True)
        first, last = int(turned.min()), int(turned.max()) + 1
        distinct = last - first >= len(turned) and bool(np.bincount(turned - first).max() <= 1)
        return cls(tuple(axes), first, last, False, distinct)


def arranged(array: Array, axes: Sequence[int]) -> Array:
    """An array as a vector, its axes in the given order; the axes that are not listed have length 1."""
    others = [axis for axis in range(array.ndim) if axis not in axes]
    return array.transpose([*axes, *others]).reshape(-1)


def boxed(
    numbers: Array, origin: int, running: Sequence[int | None], places: Sequence[Positions], depth: int
) -> tuple[Array, Layout] | None:
    """The columns of a subscript that reads a block of a variable, and their layout.

    Args:
        numbers: the variable's columns, with an axis for each of its index sets.
        origin: the first of them.
        running: for each index set the grid's axis that runs over it as it stands, or None.
        places: for each index set the positions along it, broadcastable to the grid.
        depth: how many axes the grid has.

    Returns:
        A view of ``numbers`` that broadcasts to the grid, and its layout; None when the positions are no block, or when
        one axis of the grid moves two positions.
    """
    if not numbers.shape:
        single = Layout((), origin, origin + 1, True, True, Box(origin, (), ()))
        return numbers.reshape((1,) * depth), single
    slices: list[slice] = []
    live: list[tuple[int, int]] = []
    for k, (axis, place, size) in enumerate(zip(running, places, numbers.shape, strict=True)):
        low, high = 0, size
        if axis is None:
            moving = [a for a, length in enumerate(place.shape) if length != 1]
            if len(moving) > 1 or not place.size:
                return None
            vector = place.reshape(-1)
            low, high = int(vector[0]), int(vector[0]) + len(vector)
            if moving and bool((vector[1:] - vector[:-1] != 1).any()):
                return None
            axis = moving[0] if moving else None
        if high == low:
            return None
        slices.append(slice(low, high))
        if high - low > 1 and axis is not None:
            live.append((axis, k))
    if len({axis for axis, _ in live}) < len(live):
        return None
    chosen: tuple[Any, ...] = (*slices, ...)
    block: Array = numbers[chosen]
    order = [k for _, k in sorted(live)]
    shape = [1] * depth
    for axis, k in live:
        shape[axis] = slices[k].stop - slices[k].start
    columns = block.transpose(order + [k for k in range(len(slices)) if k not in order]).reshape(shape)
    first, last = int(block[(0,) * len(slices)]), int(block[(-1,) * len(slices)]) + 1
    box = Box(origin, numbers.shape, tuple(slices))
    return columns, Layout(tuple(axis for axis, _ in live), first, last, last - first == block.size, True, box)
