"""MPS files in the free format, with the extensions for quadratic objectives and indicators.

The bounds of every integer column are written out, because readers differ in what they assume for one without bounds
(some make it binary). A maximisation has a section ``OBJSENSE``, which CPLEX, Gurobi, HiGHS and SCIP read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from nl2opt.solvers.program import Program
from nl2opt.solvers.writers.flat import OBJECTIVE, FlatProgram, flatten, number_text, number_texts
from nl2opt.solvers.writers.flat_file import FlatFileWriter


def mps_text(program: Program, comments: Iterable[str] = (), name: str = "model") -> str:
    """A program as a free MPS file.

    Args:
        program: without nonlinear parts.
        comments: lines for its head.
        name: what the file calls the model; without blanks.
    """
    flat = flatten(program, split_ranges=False)
    parts = [f"* {line}".rstrip() for line in comments]
    parts.append(f"NAME {name}")
    if flat.maximizes:
        parts += ["OBJSENSE", "    MAX"]
    parts += _rows(flat)
    parts += _columns(flat)
    parts += _right_sides(flat)
    parts += _bounds(flat)
    parts += _quadratic(flat)
    parts += _indicators(flat)
    parts.append("ENDATA\n")
    return "\n".join(parts)


def _rows(flat: FlatProgram) -> Iterator[str]:
    rows = flat.rows
    kinds = np.where(rows.lower == rows.upper, "E", np.where(np.isfinite(rows.upper), "L", "G")).tolist()
    yield "ROWS"
    yield f" N {OBJECTIVE}"
    yield from (f" {kind} {name}" for kind, name in zip(kinds, rows.names, strict=True))


def _columns(flat: FlatProgram) -> Iterator[str]:
    """The entries column by column, the objective's first, with markers around integer columns."""
    program, rows = flat.program, flat.rows
    priced = np.flatnonzero((program.cost != 0) | flat.unused)
    columns = np.concatenate([priced, rows.columns])
    order = np.argsort(columns, kind="stable")
    columns = columns[order]
    of_row = np.concatenate([np.zeros(len(priced), np.int64), rows.rows.astype(np.int64) + 1])[order]
    values = number_texts(np.concatenate([program.cost[priced], rows.values])[order] + 0.0)
    names, row_names = flat.columns, [OBJECTIVE, *rows.names]
    lines = [
        f" {names[column]} {row_names[row]} {value}"
        for column, row, value in zip(columns.tolist(), of_row.tolist(), values, strict=True)
    ]
    yield "COLUMNS"
    integer = program.columns.integer
    changes = np.flatnonzero(np.diff(np.concatenate([[False], integer, [False]]).astype(np.int8)))
    begin = 0
    for number, change in enumerate(changes.tolist()):
        end = int(np.searchsorted(columns, change))
        yield from lines[begin:end]
        yield f" MARKER{number} 'MARKER' '{'INTEND' if number % 2 else 'INTORG'}'"
        begin = end
    yield from lines[begin:]


def _right_sides(flat: FlatProgram) -> Iterator[str]:
    rows, constant = flat.rows, flat.program.constant
    sides = np.where(np.isfinite(rows.upper), rows.upper, rows.lower)
    yield "RHS"
    if constant:  # the constant is the negative of the objective's right side
        yield f" RHS {OBJECTIVE} {number_text(-constant)}"
    for place in np.flatnonzero(sides).tolist():
        yield f" RHS {rows.names[place]} {number_text(float(sides[place]))}"
    ranged = np.flatnonzero(np.isfinite(rows.lower) & np.isfinite(rows.upper) & (rows.lower != rows.upper))
    if len(ranged):
        yield "RANGES"
    for place in ranged.tolist():
        yield f" RNG {rows.names[place]} {number_text(float(rows.upper[place] - rows.lower[place]))}"


def _bounds(flat: FlatProgram) -> Iterator[str]:
    """Lines for the columns whose bounds are not 0 and infinity, and for all integer ones."""
    columns, binary = flat.program.columns, flat.binary
    stated = np.flatnonzero(columns.integer | (columns.lower != 0) | np.isfinite(columns.upper))
    if len(stated):
        yield "BOUNDS"
    for place in stated.tolist():
        name, low, high = flat.columns[place], float(columns.lower[place]), float(columns.upper[place])
        integer = bool(columns.integer[place])
        if binary[place]:
            yield f" BV BND {name}"
        elif low == high:
            yield f" FX BND {name} {number_text(low)}"
        elif np.isinf(low) and np.isinf(high):
            yield f" FR BND {name}"
        else:
            if np.isinf(low):
                yield f" MI BND {name}"
            elif low != 0 or integer:
                yield f" {'LI' if integer else 'LO'} BND {name} {number_text(low)}"
            if np.isfinite(high):
                yield f" {'UI' if integer else 'UP'} BND {name} {number_text(high)}"
            elif integer:
                yield f" PL BND {name}"


def _quadratic(flat: FlatProgram) -> Iterator[str]:
    """The upper triangle of Q in ``x Q x / 2`` for the objective, all of Q in ``x Q x`` for rows."""
    quadratic = flat.program.quadratic
    if quadratic is not None:
        yield "QUADOBJ"
        for one, two, value in zip(quadratic.first.tolist(), quadratic.second.tolist(), quadratic.values.tolist()):
            entry = 2 * value if one == two else value
            yield f" {flat.columns[one]} {flat.columns[two]} {number_text(entry)}"
    for row, products in flat.rows.products.items():
        yield f"QCMATRIX {flat.rows.names[row]}"
        for one, two, value in products:
            entry = value if one == two else value / 2
            yield f" {flat.columns[one]} {flat.columns[two]} {number_text(entry)}"
            if one != two:
                yield f" {flat.columns[two]} {flat.columns[one]} {number_text(entry)}"


def _indicators(flat: FlatProgram) -> Iterator[str]:
    switched = [(name, on) for name, on in zip(flat.rows.names, flat.rows.switches, strict=True) if on is not None]
    if switched:
        yield "INDICATORS"
    for name, (column, active) in switched:
        yield f" IF {name} {flat.columns[column]} {int(active)}"


class MpsWriter(FlatFileWriter):
    """Writes MPS files."""

    name = "mps"
    title = "An MPS file"
    extension = ".mps"

    def text(self, program: Program, comments: list[str]) -> str:
        """The MPS file of a program."""
        return mps_text(program, comments)
