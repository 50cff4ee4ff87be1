"""The values of a parameter: listed by key, by position, computed, or given from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from types import MappingProxyType

import numpy as np

from nl2opt.formulation.data.domains import Relation
from nl2opt.formulation.data.entry_faults import EntryFaults
from nl2opt.formulation.data.evaluation import Evaluator, Table
from nl2opt.formulation.data.faults import counted, fault, key_text
from nl2opt.formulation.data.generators import extended, mentions
from nl2opt.formulation.data.grid import Array, Grid, Space, all_finite
from nl2opt.formulation.data.keyed import Keyed, from_items
from nl2opt.formulation.elements import Key, Matrix, Parameter
from nl2opt.formulation.expressions import Generator, Subscript

LARGEST_TABLE = 1 << 27
"""A dense table with more cells (1 GiB) is refused; such data are indexed by a tuple set."""


def index_space(index: Sequence[Generator], evaluator: Evaluator) -> tuple[Space, Grid, list[str]]:
    """What an element's index brackets mean.

    Independent sets give an array with an axis for each; with conditions, or a set that changes with an index, the
    combinations that are left form one axis.

    Returns:
        The space, a grid whose axes are those of the space, and the names of the indices in order.
    """
    grid, names = extended(Grid(), index, evaluator)
    plain = all(not generator.conditions and not isinstance(generator.domain, Subscript) for generator in index)
    if plain and not any(mentions(generator.domain, grid.names) for generator in index):
        axes: list[Relation] = []
        first = 0
        for size in grid.sizes:
            own = [name for name in names[first:] if grid.names[name].axis == len(axes)]
            first += len(own)
            whole = grid.names[own[0]].relation if own else None
            if whole is not None and grid.member(own, whole) == (len(axes), None) and len(own) == whole.arity:
                axes.append(whole)  # the set itself: indices over it are found in it without a search
                continue
            columns = [grid.names[name].positions for name in own]
            axes.append(Relation([grid.names[name].domain for name in own], columns, size))
        return Space(tuple(axes)), grid, names
    relation = grid.flattened(names)
    return Space((relation,)), Grid().with_axis(relation, names), names


def filled(
    parameter: Parameter, space: Space, entries: Keyed, origins: Mapping[str, str] = MappingProxyType({})
) -> Table:
    """A table from keys and numbers.

    A key may be missing where there are two or more labels to a key; reading such an entry is an error then.

    Args:
        parameter: whose values they are.
        space: what it is indexed by.
        entries: the keys and numbers.
        origins: for sets that have the keys of a table as members, the name of that table.

    Raises:
        FormulationError: extra, duplicate or missing keys, and cells that are no finite numbers; all that are found,
            each kind with the places of the first few.
    """
    if space.size > LARGEST_TABLE:
        raise fault(
            "too-large",
            f"'{parameter.name}' has {space.size:,} cells.",
            hint="Index it by a set of the tuples that occur, as in 'cost[ARCS]'.",
            where=parameter.where,
            element=parameter.name,
        )
    faults = EntryFaults(parameter, space, entries, origins)
    faults.require_arity()
    flat = np.zeros(entries.size, dtype=np.intp)
    outside = np.zeros(entries.size, dtype=np.bool_)
    places = [column.positions(domain) for column, domain in zip(entries.keys, space.domains, strict=True)]
    first = 0
    for axis in space.axes:
        members = axis.lookup(places[first : first + axis.arity])
        first += axis.arity
        outside |= members < 0
        flat = flat * axis.size + np.maximum(members, 0)
    counts = ~outside if entries.absent is None else ~(outside | entries.absent)
    whole = bool(counts.all())
    numbers = entries.values if whole else entries.values[counts]
    flat = flat if whole else flat[counts]
    if outside.any():
        faults.extra(np.flatnonzero(outside), places)
    if not np.isfinite(numbers).all():
        faults.bad_cells(np.flatnonzero(counts & ~np.isfinite(entries.values)))
    given = np.zeros(space.size, dtype=np.bool_)
    given[flat] = True
    distinct = int(np.count_nonzero(given))
    if distinct < len(flat):
        faults.duplicates(flat, np.arange(entries.size) if whole else np.flatnonzero(counts))
    complete = distinct == space.size
    if not complete and space.arity < 2:
        faults.missing(np.flatnonzero(~given))
    faults.raise_found()
    values = np.full(space.size, np.nan)
    values[flat] = numbers
    return Table(parameter.name, space, values.reshape(space.shape), complete, None if complete else faults.gap)


def from_entries(
    parameter: Parameter,
    space: Space,
    items: Sequence[tuple[Key, object]],
    origins: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """A table from keys and numbers that stand in the formulation.

    Raises:
        FormulationError: a key of another length than the index, and what :func:`filled` raises.
    """
    wrong = next((key for key, _ in items if len(key) != space.arity), None)
    if wrong is not None:
        raise fault(
            "wrong-arity",
            f"The key {key_text(wrong)} of '{parameter.name}' has {len(wrong)} labels, but its index {space.arity}.",
            where=parameter.where,
            element=parameter.name,
        )
    keys, values = [key for key, _ in items], [value for _, value in items]
    return filled(parameter, space, from_items(keys, values, space.arity), origins)


def _finite(parameter: Parameter, space: Space, values: Sequence[object]) -> Array:
    """The numbers of a table by position, all finite, shape ``space.shape``."""
    if all(isinstance(value, Real) for value in values):
        numbers = np.array(values, dtype=np.float64)
        if np.isfinite(numbers).all():
            return numbers.reshape(space.shape)
    return from_entries(parameter, space, list(zip(space.keys(), values, strict=True))).values


def computed(parameter: Parameter, space: Space, values: Array) -> Table:
    """A table from values that an expression gave, shape ``space.shape``; all must be finite."""
    bad = np.flatnonzero(~np.isfinite(values).ravel())
    if len(bad):
        _finite(parameter, space, values.ravel().tolist())
    return Table(parameter.name, space, values)


def from_matrix(parameter: Parameter, space: Space, matrix: Matrix) -> Table:
    """A table by position, row by row.

    Raises:
        FormulationError: a row that is too long, too short, or of another depth than the index.
    """
    return from_nested(parameter, space, _nested(matrix))


def _nested(matrix: Matrix) -> list[object]:
    return [_nested(row) if isinstance(row, Matrix) else row for row in matrix.rows]


def from_nested(parameter: Parameter, space: Space, rows: Sequence[object] | Array) -> Table:
    """A table by position from nested lists or an array."""
    flat: list[float] = []

    def descend(part: object, depth: int, where: tuple[int, ...]) -> None:
        if depth == len(space.shape):
            if isinstance(part, (list, tuple, np.ndarray)):
                raise wrong(f"has more than {depth} levels of brackets", where)
            flat.append(part)  # type: ignore[arg-type]
            return
        if not isinstance(part, (list, tuple, np.ndarray)):
            raise wrong(f"needs {len(space.shape)} levels of brackets", where)
        if len(part) != space.shape[depth]:
            raise wrong(f"has {len(part)} values where its set has {space.shape[depth]} members", where)
        for place, item in enumerate(part):
            descend(item, depth + 1, (*where, place + 1))

    def wrong(what: str, where: tuple[int, ...]) -> Exception:
        row = f" in row {', '.join(map(str, where))}" if where else ""
        return fault(
            "wrong-shape",
            f"'{parameter.name}' {what}{row}.",
            hint=f"The index asks for {' x '.join(map(str, space.shape)) or 'one number'}.",
            where=parameter.where,
            element=parameter.name,
        )

    try:
        array = np.asarray(rows)
    except ValueError:  # rows of different length
        array = np.zeros(())
    if array.shape == space.shape and array.dtype.kind in "fiub":
        values = array.astype(np.float64, copy=False)
        if all_finite(values):
            return Table(parameter.name, space, values)
    descend(rows, 0, ())
    return Table(parameter.name, space, _finite(parameter, space, flat))


def from_mapping(
    parameter: Parameter, space: Space, entries: Keyed | None, origins: Mapping[str, str] = MappingProxyType({})
) -> Table:
    """A table from the entries of a dictionary; None where its keys have another length than the index.

    Raises:
        FormulationError: a key of another length than the index, and what :func:`filled` raises.
    """
    if entries is None:
        raise fault(
            "wrong-arity",
            f"The keys of '{parameter.name}' do not all have {counted(space.arity, 'label', 'labels')}, as its index "
            "has.",
            hint="Nest a dictionary for each label, or use tuples as keys.",
            where=parameter.where,
            element=parameter.name,
        )
    return filled(parameter, space, entries, origins)
