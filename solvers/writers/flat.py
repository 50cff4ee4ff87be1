"""A program as lists of names and numbers: what the writers of LP and MPS files share.

Everything is done by whole arrays, so that a million entries take a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers.program import Block, Flags, Floats, Ints, Program
from nl2opt.solvers.writers.flat_names import block_names, unique
from nl2opt.solvers.writers.polynomials import Polynomial

OBJECTIVE = "objective"
"""The name of the objective's row."""

_LARGEST_WHOLE = 1e15


@dataclass(frozen=True, slots=True)
class FlatRows:
    """Rows ``lower <= A x <= upper`` by entries, in no order.

    Attributes:
        rows, columns, values: the entries, shape (nonzeros,) each.
        lower, upper: shape (rows,); at least one of them is finite, except in rows that nothing can satisfy.
        names: one for each row.
        switches: for each row the binary column and its value that make the row hold, or None where it always holds.
        products: ``(first, second, value)`` for each product in the rows that have some, by row.
    """

    rows: Ints
    columns: Ints
    values: Floats
    lower: Floats
    upper: Floats
    names: list[str]
    switches: list[tuple[int, bool] | None]
    products: dict[int, list[tuple[int, int, float]]]


@dataclass(frozen=True, slots=True)
class FlatProgram:
    """A linear or quadratic program with a name for each column and row.

    Attributes:
        program: what it was made of.
        columns: the name of each column.
        rows: the rows, those of indicators last.
    """

    program: Program
    columns: list[str]
    rows: FlatRows

    @property
    def binary(self) -> Flags:
        """Which columns are 0 or 1, shape (columns,)."""
        columns = self.program.columns
        flags: Flags = columns.integer & (columns.lower == 0) & (columns.upper == 1)
        return flags

    @property
    def maximizes(self) -> bool:
        """Whether the objective is to be large."""
        return self.program.sense is Sense.MAXIMIZE

    @property
    def unused(self) -> Flags:
        """Which columns have no linear entry anywhere, shape (columns,)."""
        flags: Flags = self.program.cost == 0
        flags[self.rows.columns] = False
        return flags


def flatten(program: Program, *, split_ranges: bool) -> FlatProgram:
    """Names columns and rows, and turns indicators into rows with a switch.

    Args:
        program: its nonlinear parts are products of two variables at most, in constraints.
        split_ranges: whether a row with two different sides becomes two rows, ``name`` and ``name_upper``; rows whose
            sides contradict each other are split in any case.

    Raises:
        Nl2optError: the program has ``all_different`` as a structure of its own.
    """
    if program.all_different:
        raise Nl2optError(
            "Files of rows and columns hold no 'all_different'.",
            hint="Lower the formulation without native structures, which writes it as rows.",
        )
    columns = unique(_names(program.variable_blocks, ("columns", "auxiliary"), len(program.columns), "x"))
    names = _names(program.constraint_blocks, ("rows", "auxiliary"), len(program.rows), "c")
    curved = [Polynomial.of(row.expression) for row in program.nonlinear]
    names += _names(program.constraint_blocks, ("nonlinear",), len(curved), "q")
    names += _names(program.constraint_blocks, ("indicators",), len(program.indicators), "i")
    rows = program.rows
    affine = [part.entries() for part in curved]
    affine += [(list(item.condition.columns), list(item.condition.coefficients)) for item in program.indicators]
    entries = _with_rows(
        (rows.rows, np.repeat(np.arange(len(columns), dtype=np.int32), np.diff(rows.starts)), rows.values),
        affine,
        len(rows),
    )
    lower = [*(row.lower - part.constant for row, part in zip(program.nonlinear, curved, strict=True))]
    upper = [*(row.upper - part.constant for row, part in zip(program.nonlinear, curved, strict=True))]
    lower += [-np.inf for _ in program.indicators]
    upper += [-item.condition.constant for item in program.indicators]
    switches: list[tuple[int, bool] | None] = [None] * (len(rows) + len(curved))
    switches += [(item.column, item.active) for item in program.indicators]
    flat = FlatRows(
        *entries,
        np.concatenate([rows.lower, np.array(lower, np.float64)]),
        np.concatenate([rows.upper, np.array(upper, np.float64)]) + 0.0,
        names,
        switches,
        {len(rows) + place: part.products() for place, part in enumerate(curved)},
    )
    flat = _divided(flat, split_ranges)
    return FlatProgram(program, columns, replace(flat, names=unique(flat.names, (OBJECTIVE,))))


def _divided(flat: FlatRows, split_ranges: bool) -> FlatRows:
    """The rows without free ones, and with a row for each side of those to split."""
    free = np.isneginf(flat.lower) & np.isposinf(flat.upper)
    ranged = np.isfinite(flat.lower) & np.isfinite(flat.upper) & (flat.lower != flat.upper)
    split = (flat.lower > flat.upper) | (ranged & split_ranges)
    if not free.any() and not split.any():
        return flat
    copies = np.where(free, 0, np.where(split, 2, 1))
    origin = np.repeat(np.arange(len(copies)), copies)
    first = np.cumsum(copies) - copies
    second = np.concatenate([[False], origin[1:] == origin[:-1]]) if len(origin) else np.zeros(0, np.bool_)
    one, two = copies[flat.rows] > 0, copies[flat.rows] > 1
    places = origin.tolist()
    return FlatRows(
        np.concatenate([first[flat.rows[one]], first[flat.rows[two]] + 1]).astype(np.int32),
        np.concatenate([flat.columns[one], flat.columns[two]]),
        np.concatenate([flat.values[one], flat.values[two]]),
        np.where(second, -np.inf, flat.lower[origin]),
        np.where(split[origin] & ~second, np.inf, flat.upper[origin]),
        [f"{flat.names[place]}_upper" if again else flat.names[place] for place, again in zip(places, second.tolist())],
        [flat.switches[place] for place in places],
        {row: flat.products[place] for row, place in enumerate(places) if flat.products.get(place)},
    )


_Triples = tuple[Ints, Ints, Floats]


def _with_rows(entries: _Triples, affine: Sequence[tuple[list[int], list[float]]], first: int) -> _Triples:
    """The entries with those of more rows, given as columns and coefficients; they are numbered from ``first``."""
    if not affine:
        return entries
    counts = [len(columns) for columns, _ in affine]
    rows = np.repeat(np.arange(first, first + len(affine), dtype=np.int32), counts)
    columns = np.array([column for listed, _ in affine for column in listed], dtype=np.int32)
    values = np.array([value for _, listed in affine for value in listed], dtype=np.float64)
    return (
        np.concatenate([entries[0], rows]),
        np.concatenate([entries[1], columns]),
        np.concatenate([entries[2], values]),
    )


def _names(blocks: Iterable[Block], kinds: tuple[str, ...], count: int, letter: str) -> list[str]:
    """A name for each column or row; those of no block are numbered from 1."""
    names = [f"{letter}{number}" for number in range(1, count + 1)] if not blocks else [""] * count
    for block in blocks:
        if block.kind in kinds:
            names[block.first : block.first + len(block.keys)] = block_names(block)
    return [name or f"{letter}{place + 1}" for place, name in enumerate(names)]


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number; ``3`` for 3.0."""
    return str(int(value)) if abs(value) < _LARGEST_WHOLE and value == int(value) else repr(value)


def number_texts(values: Floats) -> list[str]:
    """``number_text`` of each number; numbers that come often are written once."""
    distinct, places = np.unique(values, return_inverse=True)
    texts = [number_text(value) for value in distinct.tolist()]
    return [texts[place] for place in places.tolist()]
