"""Sets that come from outside the formulation: Python lists and dictionaries, or tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real

import numpy as np

from nl2opt.formulation.data.domains import Member, Relation, relation_of
from nl2opt.formulation.data.faults import fault, key_text
from nl2opt.formulation.data.files.columns import Columns, label_of
from nl2opt.formulation.data.generators import IndexedSet
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.data.keyed import place_in
from nl2opt.formulation.data.layouts import Slot, key_columns, names_of
from nl2opt.formulation.data.sources import about
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import SetDeclaration
from nl2opt.formulation.expressions import Label


def set_from_outside(declaration: SetDeclaration, value: object, arity: int | None) -> Relation:
    """A plain set from a list of members, or from a table with a member in each row.

    A first row that only repeats the set's name is a heading.

    Args:
        declaration: of the set.
        value: the list, or the table.
        arity: how many labels a member has; None when only the table can tell.

    Raises:
        FormulationError: something else than a list, members that are no labels, or a member listed twice.
    """
    if isinstance(value, Columns):
        value = _members_of(declaration, value, arity)
    relation = _of_numbers(value)
    if relation is not None:
        return relation
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, (bytes, Mapping)) or not isinstance(value, Iterable):
        raise _wrong_value(declaration, value, "a list of members, or a table's path")
    members = _members(declaration, value)
    distinct = list(dict.fromkeys(members))
    if len(distinct) < len(members):
        twice, _ = Counter(members).most_common(1)[0]
        raise fault(
            "duplicate-member",
            f"{_text(twice)} is listed twice in '{declaration.name}'.",
            hint="Remove one of them.",
            where=declaration.where,
            element=declaration.name,
        )
    return relation_of(distinct)


def _of_numbers(value: object) -> Relation | None:
    """The set that an array of distinct whole numbers is, a row for each member; None for anything else."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu" or not value.size:
        return None
    if value.ndim == 1:
        distinct = len(np.unique(value)) == len(value)
        return Relation.of_labels(value.tolist()) if distinct else None
    if value.ndim != 2 or value.shape[1] < 2:
        return None
    relation = Relation.of_numbers(value.astype(np.int64, copy=False))
    codes = relation.encode([relation.column(k) for k in range(relation.arity)])[0]
    codes = np.sort(codes.astype(np.uint32) if int(codes.max()) < 1 << 32 else codes)  # half as wide, twice as fast
    return None if bool((codes[1:] == codes[:-1]).any()) else relation


def indexed_set_from_outside(declaration: SetDeclaration, value: object, space: Space) -> IndexedSet:
    """An indexed set from a dictionary of keys and lists of members; a key that is not given has no members.

    Raises:
        FormulationError: something else than a dictionary of lists, or a key that the index does not have.
    """
    if isinstance(value, Columns):
        value = _by_key(declaration, value, space)
    if not isinstance(value, Mapping):
        raise _wrong_value(declaration, value, "a dictionary of keys and lists of members")
    keys = set(space.keys())
    rows: list[tuple[Label, ...]] = []
    arity = 1
    for key, members in value.items():
        fitted = _fitting(key if isinstance(key, tuple) else (key,), space)
        if fitted not in keys:
            raise fault(
                "extra-key",
                f"'{declaration.name}' has members for {key_text(fitted)}, which its index does not have.",
                where=declaration.where,
                element=declaration.name,
            )
        if isinstance(members, (str, bytes)) or not isinstance(members, Iterable):
            raise _wrong_value(declaration, members, "a dictionary of keys and lists of members")
        for member in _members(declaration, members):
            labels = member if isinstance(member, tuple) else (member,)
            arity = len(labels)
            rows.append((*fitted, *labels))
    return IndexedSet(Relation.of_tuples(rows, space.arity + arity), space.arity)


def _members_of(declaration: SetDeclaration, table: Columns, arity: int | None) -> list[Member]:
    """The rows of a table as members, by the column that is named like the set where there is one."""
    heads = [column.heading.casefold() for column in table.columns]
    names = names_of([declaration.name])
    if arity is None:
        arity = 1 if any(head in names for head in heads) else len(heads)
    slots = [Slot(names if arity == 1 else frozenset(), None)] * arity
    try:
        columns = key_columns(table, slots, declaration.name)
    except FormulationError as error:
        raise about(error, declaration) from None
    rows = zip(*([column.labels[code] for code in column.codes.tolist()] for column in columns), strict=True)
    return [row if arity > 1 else row[0] for row in rows]


def _by_key(declaration: SetDeclaration, table: Columns, space: Space) -> dict[tuple[Label, ...], list[Member]]:
    """A table with a key and a member in each row as a dictionary."""
    width = max(space.arity + 1, len(table.columns))
    names = [names_of(generator.targets) for generator in declaration.index if len(declaration.index) == space.arity]
    slots = [Slot(names[k] if k < len(names) else frozenset(), None) for k in range(width)]
    try:
        columns = key_columns(table, slots, declaration.name)
    except FormulationError as error:
        raise about(error, declaration) from None
    found: dict[tuple[Label, ...], list[Member]] = {}
    for row in zip(*([column.labels[code] for code in column.codes.tolist()] for column in columns), strict=True):
        member = row[space.arity :]
        found.setdefault(row[: space.arity], []).append(member if len(member) > 1 else member[0])
    return found


def _members(declaration: SetDeclaration, value: Iterable[object]) -> list[Member]:
    """Words and whole numbers, or tuples of those, all of one length."""
    found: list[Member] = []
    for item in value:
        parts = tuple(item) if isinstance(item, (list, tuple)) else (item,)
        labels = tuple(label for part in parts if (label := _label(part)) is not None)
        first = found[0] if found else labels
        if len(labels) < len(parts) or not labels or len(labels) != (len(first) if isinstance(first, tuple) else 1):
            raise fault(
                "bad-member",
                f"{item!r} cannot be a member of '{declaration.name}'.",
                hint="Members are words or whole numbers, or tuples of those, all of the same length.",
                where=declaration.where,
                element=declaration.name,
            )
        found.append(labels if len(labels) > 1 else labels[0])
    return found


def _label(part: object) -> Label | None:
    """A label: a word, or a whole number of any type; None for anything else."""
    if isinstance(part, str):
        return part
    if isinstance(part, Real) and not isinstance(part, bool) and float(part) == int(float(part)):
        return int(float(part))
    return None


def _fitting(key: Sequence[object], space: Space) -> tuple[Label, ...]:
    """A key from outside with its labels as the sets have them."""
    labels = [label_of(part) for part in key]
    if len(key) == len(space.domains):
        places = [place_in(label, domain) for label, domain in zip(labels, space.domains, strict=True)]
        labels = [
            domain.labels[place] if place >= 0 else label
            for label, place, domain in zip(labels, places, space.domains, strict=True)
        ]
    return tuple(labels)


def _text(member: Member) -> str:
    return key_text(member if isinstance(member, tuple) else (member,))


def _wrong_value(declaration: SetDeclaration, value: object, wanted: str) -> FormulationError:
    return fault(
        "bad-member",
        f"The data give '{declaration.name}' as {type(value).__name__}, but it must be {wanted}.",
        where=declaration.where,
        element=declaration.name,
    )
