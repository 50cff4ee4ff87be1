r"""LP files, in the part of CPLEX's format that other solvers read as well.

Tried with the readers of HiGHS 1.15, SCIP 10, Gurobi 13 and CBC 2.10: none of them reads ``-5 <= x + y <= 5`` as
CPLEX does, so such a row becomes two; Gurobi reads a constant in the objective as a variable called ``10``, so it
becomes a variable that is fixed at 1; lines stay below 560 characters. An indicator (``b = 1 -> x <= 4``) is read by
CPLEX, Gurobi and SCIP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from nl2opt.solvers.program import Floats, Ints, Program
from nl2opt.solvers.writers.flat import OBJECTIVE, FlatProgram, flatten, number_text, number_texts
from nl2opt.solvers.writers.flat_file import FlatFileWriter
from nl2opt.solvers.writers.flat_names import unique

CONSTANT = "objective_constant"
"""The variable that is always 1 and carries the constant of the objective."""

_WIDTH = 100
"""Characters of terms after which a line is broken."""


def lp_text(program: Program, comments: Iterable[str] = ()) -> str:
    """A program as an LP file.

    Args:
        program: without nonlinear parts.
        comments: lines for its head.
    """
    flat = flatten(program, split_ranges=True)
    constant = unique([CONSTANT], flat.columns)[0]
    carried = program.constant != 0 or not flat.columns
    parts = [f"\\ {line}".rstrip() for line in comments]
    parts.append("Maximize" if flat.maximizes else "Minimize")
    parts.append(f" {OBJECTIVE}: {_objective(flat, constant if carried else '')}".rstrip())
    parts.append("Subject To")
    parts += _rows(flat, constant)
    parts.append("Bounds")
    parts += _bounds(flat)
    if carried:
        parts.append(f" {constant} = 1")
    for heading, chosen in (
        ("Generals", program.columns.integer & ~flat.binary),
        ("Binaries", flat.binary),
    ):
        if chosen.any():
            parts.append(heading)
            parts += _listed([flat.columns[place] for place in np.flatnonzero(chosen).tolist()])
    parts.append("End\n")
    return "\n".join(parts)


def _objective(flat: FlatProgram, constant: str) -> str:
    program = flat.program
    # A column that stands nowhere else is named here, so that no reader loses it.
    places = np.flatnonzero((program.cost != 0) | flat.unused).astype(np.int32)
    terms = _terms(flat.columns, places, program.cost[places])
    if constant:
        terms.append(f"{_signed(program.constant)} {constant}")
    quadratic = program.quadratic
    if quadratic is not None:
        products = zip(quadratic.first.tolist(), quadratic.second.tolist(), quadratic.values.tolist())
        terms += _products(flat.columns, [(one, two, 2 * value) for one, two, value in products])
        terms[-1] += " / 2"
    return _joined(_broken(terms, np.zeros(len(terms), np.int32)))


def _products(names: Sequence[str], products: Iterable[tuple[int, int, float]]) -> list[str]:
    """``+ [``, the products, and ``]``."""
    terms = [
        f"{_signed(value)} {names[one]} ^2" if one == two else f"{_signed(value)} {names[one]} * {names[two]}"
        for one, two, value in products
    ]
    return [f"+ [ {terms[0].removeprefix('+ ')}", *terms[1:], "]"]


def _rows(flat: FlatProgram, constant: str) -> Iterator[str]:
    """A line, or several, for each row."""
    rows = flat.rows
    order = np.argsort(rows.rows, kind="stable")
    of_row, columns = rows.rows[order], rows.columns[order]
    terms = _broken(_terms(flat.columns, columns, rows.values[order]), of_row)
    ends = np.cumsum(np.bincount(of_row, minlength=len(rows.names))).tolist()
    equal = rows.lower == rows.upper
    relations = np.where(equal, "=", np.where(np.isfinite(rows.lower), ">=", "<=")).tolist()
    sides = number_texts(np.where(np.isfinite(rows.lower), rows.lower, rows.upper) + 0.0)
    nothing = f"0 {flat.columns[0] if flat.columns else constant}"
    begin = 0
    for place, (name, end, relation, side) in enumerate(zip(rows.names, ends, relations, sides, strict=True)):
        own = terms[begin:end]
        if place in rows.products:
            more = [*own, *_products(flat.columns, rows.products[place])]
            own = _broken(more, np.zeros(len(more), np.int32))
        switch = rows.switches[place]
        when = "" if switch is None else f"{flat.columns[switch[0]]} = {int(switch[1])} -> "
        yield f" {name}: {when}{_joined(own) or nothing} {relation} {side}"
        begin = end


def _terms(names: Sequence[str], columns: Ints, values: Floats) -> list[str]:
    """``+ 3 x``, ``- x`` ... for each entry."""
    distinct, places = np.unique(values, return_inverse=True)
    heads = [f"{_signed(value)} " if abs(value) != 1 else "+ " if value > 0 else "- " for value in distinct.tolist()]
    return [heads[place] + names[column] for place, column in zip(places.tolist(), columns.tolist(), strict=True)]


def _joined(terms: Sequence[str]) -> str:
    """Terms as one expression, without the sign ``+`` at its head."""
    return " ".join(terms).removeprefix("+ ").replace(" \n", "\n")


def _broken(terms: list[str], groups: Ints) -> list[str]:
    """The terms of each group, with an end of line before those that pass another ``_WIDTH`` characters."""
    if not terms:
        return terms
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    ends = np.cumsum(lengths + 1)
    first = np.concatenate([[True], groups[1:] != groups[:-1]])
    begins = ends - lengths - 1
    line = (begins - begins[first][np.cumsum(first) - 1]) // _WIDTH
    for place in np.flatnonzero(np.concatenate([[False], (line[1:] != line[:-1]) & ~first[1:]])).tolist():
        terms[place] = f"\n   {terms[place]}"
    return terms


def _bounds(flat: FlatProgram) -> Iterator[str]:
    """Lines for the columns whose bounds are not those that the format assumes, 0 and infinity."""
    columns = flat.program.columns
    stated = ~((columns.lower == 0) & np.isposinf(columns.upper)) & ~flat.binary
    for place in np.flatnonzero(stated).tolist():
        name, low, high = flat.columns[place], float(columns.lower[place]), float(columns.upper[place])
        if low == high:
            yield f" {name} = {number_text(low)}"
        elif np.isinf(low) and np.isinf(high):
            yield f" {name} free"
        elif np.isinf(high):
            yield f" {name} >= {number_text(low)}"
        else:
            yield f" {'-inf' if np.isinf(low) else number_text(low)} <= {name} <= {number_text(high)}"


def _listed(names: list[str]) -> Iterator[str]:
    """Names in lines of about ``_WIDTH`` characters."""
    line = ""
    for name in names:
        if len(line) + len(name) > _WIDTH and line:
            yield line
            line = ""
        line += f" {name}"
    yield line


def _signed(value: float) -> str:
    return f"- {number_text(-value)}" if value < 0 else f"+ {number_text(value)}"


class LpWriter(FlatFileWriter):
    """Writes LP files."""

    name = "lp"
    title = "An LP file"
    extension = ".lp"

    def text(self, program: Program, comments: list[str]) -> str:
        """The LP file of a program."""
        return lp_text(program, comments)
