"""The values of a parameter: listed by key, by position, computed, or given from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real

import numpy as np

from nl2opt.formulation.data.domains import Relation
from nl2opt.formulation.data.evaluation import Evaluator, Table
from nl2opt.formulation.data.faults import fault, key_text, keys_text
from nl2opt.formulation.data.generators import extended, mentions
from nl2opt.formulation.data.grid import Array, Grid, Space
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Key, Matrix, Parameter
from nl2opt.formulation.expressions import Generator, Label, Subscript

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
            columns = [grid.names[name].positions for name in own]
            axes.append(Relation([grid.names[name].domain for name in own], columns, size))
        return Space(tuple(axes)), grid, names
    relation = grid.flattened(names)
    return Space((relation,)), Grid().with_axis(relation, names), names


def filled(
    parameter: Parameter, space: Space, items: Iterable[tuple[Key, float]], *, partial: bool | None = None
) -> Table:
    """A table from keys and numbers.

    A key may be missing where there are two or more labels to a key; reading such an entry is an error then.

    Raises:
        FormulationError: extra, duplicate or missing keys, and cells that are no finite numbers.
    """
    listed = list(items)
    if space.size > LARGEST_TABLE:
        raise fault(
            "too-large",
            f"'{parameter.name}' has {space.size:,} cells.",
            hint="Index it by a set of the tuples that occur, as in 'cost[ARCS]'.",
            where=parameter.where,
            element=parameter.name,
        )
    domains = space.domains
    wrong = next((key for key, _ in listed if len(key) != len(domains)), None)
    if wrong is not None:
        raise fault(
            "wrong-arity",
            f"The key {key_text(wrong)} of '{parameter.name}' has {len(wrong)} labels, but its index {len(domains)}.",
            where=parameter.where,
            element=parameter.name,
        )
    places = [
        np.fromiter((domain.position(key[k]) for key, _ in listed), np.intp, len(listed))
        for k, domain in enumerate(domains)
    ]
    flat = np.zeros(len(listed), dtype=np.intp)
    absent = np.zeros(len(listed), dtype=np.bool_)
    first = 0
    for axis in space.axes:
        members = axis.lookup(places[first : first + axis.arity])
        first += axis.arity
        absent |= members < 0
        flat = flat * axis.size + np.maximum(members, 0)
    if absent.any():
        raise _extra_keys(parameter, space, [listed[k][0] for k in np.flatnonzero(absent).tolist()])
    values = np.full(space.size, np.nan)
    values[flat] = _numbers(parameter, listed)
    if len(listed) != len(np.unique(flat)):
        seen: set[int] = set()
        twice = [listed[k][0] for k, place in enumerate(flat.tolist()) if place in seen or seen.add(place)]  # type: ignore[func-returns-value]
        raise fault(
            "duplicate-key",
            f"'{parameter.name}' has two values for {keys_text(twice)}.",
            hint="Keep one of them.",
            where=parameter.where,
            element=parameter.name,
        )
    complete = len(listed) == space.size
    if not complete and (space.arity < 2 if partial is None else not partial):
        keys = space.keys()
        missing = [keys[place] for place in np.flatnonzero(np.isnan(values)).tolist()]
        raise fault(
            "missing-entry",
            f"'{parameter.name}' has no value for {keys_text(missing)}.",
            hint="Every member of the set needs a value.",
            where=parameter.where,
            element=parameter.name,
        )
    return Table(parameter.name, space, values.reshape(space.shape), complete)


def _extra_keys(parameter: Parameter, space: Space, keys: list[Key]) -> Exception:
    for label, domain in zip(keys[0], space.domains, strict=True):
        if domain.position(label) < 0:
            return fault(
                "extra-key",
                f"'{parameter.name}' has a value for {keys_text(keys)}, but {label} is not a member of its set.",
                hint=did_you_mean(str(label), [str(word) for word in domain.labels]),
                where=parameter.where,
                element=parameter.name,
            )
    return fault(
        "extra-key",
        f"'{parameter.name}' has a value for {keys_text(keys)}, which is not a member of its set.",
        where=parameter.where,
        element=parameter.name,
    )


def _numbers(parameter: Parameter, listed: Sequence[tuple[Key, float]]) -> Array:
    """The numbers of a table, all finite."""
    try:
        values = np.array([value for _, value in listed], dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        values = np.full(len(listed), np.nan)
    bad = np.flatnonzero(~np.isfinite(values))
    if not len(bad):
        return values
    for place in bad.tolist():
        key, value = listed[place]
        if not isinstance(value, Real) or not np.isfinite(float(value)):
            where = f" at {key_text(key)}" if key else ""
            raise fault(
                "not-finite" if isinstance(value, Real) else "not-a-number",
                f"'{parameter.name}' has the value {value!r}{where}, which is no finite number.",
                hint="Put a number there.",
                where=parameter.where,
                element=parameter.name,
            )
    raise fault("not-a-number", f"'{parameter.name}' holds something that is no number.", element=parameter.name)


def computed(parameter: Parameter, space: Space, values: Array) -> Table:
    """A table from values that an expression gave, shape ``space.shape``; all must be finite."""
    bad = np.flatnonzero(~np.isfinite(values).ravel())
    if len(bad):
        _numbers(parameter, [(space.keys()[int(bad[0])], float(values.ravel()[bad[0]]))])
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

    if isinstance(rows, np.ndarray) and rows.shape == space.shape and rows.dtype.kind in "fiub":
        values = rows.astype(np.float64)
        if np.isfinite(values).all():
            return Table(parameter.name, space, values)
    descend(rows, 0, ())
    keys: Sequence[Key] = space.keys()
    values = _numbers(parameter, list(zip(keys, flat, strict=True)))
    return Table(parameter.name, space, values.reshape(space.shape))


def from_mapping(parameter: Parameter, space: Space, mapping: Mapping[object, object]) -> Table:
    """A table from a dictionary; nested dictionaries and keys written as numbers in text are understood."""
    items: list[tuple[Key, float]] = []

    def descend(part: object, key: tuple[object, ...]) -> None:
        if isinstance(part, Mapping):
            for name, value in part.items():
                descend(value, (*key, *name) if isinstance(name, tuple) else (*key, name))
        else:
            items.append((fitting(key, space), part))  # type: ignore[arg-type]

    descend(mapping, ())
    return filled(parameter, space, items)


def fitting(key: Sequence[object], space: Space) -> Key:
    """A key from outside with its labels as the sets have them: ``"3"`` may stand for 3, and 3 for ``"3"``."""
    domains = space.domains
    if len(key) != len(domains):
        return tuple(_label(part) for part in key)
    labels: list[Label] = []
    for part, domain in zip(key, domains, strict=True):
        label = _label(part)
        if domain.position(label) < 0:
            other: Label = str(label)
            if isinstance(label, str):
                try:
                    other = int(label.strip())
                except ValueError:
                    other = label.strip()
            label = other if domain.position(other) >= 0 else label
        labels.append(label)
    return tuple(labels)


def _label(part: object) -> Label:
    """A label from outside: a whole number (of numpy too) or a word."""
    if isinstance(part, str):
        return part
    if isinstance(part, Real) and float(part) == int(float(part)):
        return int(float(part))
    return str(part)
