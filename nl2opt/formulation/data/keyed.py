"""Keys and their numbers as arrays: what a table says about one parameter, with the place of each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.data.domains import Domain, Positions
from nl2opt.formulation.data.files.columns import Numbers, label_of, number_of
from nl2opt.formulation.elements import Key
from nl2opt.formulation.expressions import Label


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """One component of the keys: distinct labels in the order of first appearance, and the one that each entry has."""

    labels: list[Label]
    codes: Positions

    @classmethod
    def of_cells(cls, cells: Iterable[object], codes: Positions) -> KeyColumn:
        """From distinct cells; cells that are written differently but are one label (``3`` and ``"3"``) become one."""
        labels = [label_of(cell) for cell in cells]
        distinct = {label: place for place, label in enumerate(dict.fromkeys(labels))}
        if len(distinct) == len(labels):
            return cls(labels, codes)
        return cls(list(distinct), np.array([distinct[label] for label in labels], dtype=np.intp)[codes])

    @classmethod
    def of_list(cls, labels: Sequence[object]) -> KeyColumn:
        """From the label of each entry."""
        codes = {label: code for code, label in enumerate(dict.fromkeys(labels))}
        return cls.of_cells(codes, np.fromiter(map(codes.__getitem__, labels), np.intp, len(labels)))

    def positions(self, domain: Domain) -> Positions:
        """The place of each entry's label in a domain; -1 where it is no member."""
        places = np.fromiter((place_in(label, domain) for label in self.labels), np.intp, len(self.labels))
        return places[self.codes]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Entries of a table.

    Attributes:
        name: how messages call the table; empty when it stands in the formulation.
        keys: the components of the keys.
        values: the numbers, NaN where a cell holds none.
        cell: what stands in the cell of an entry.
        row_of: in words where the key of an entry stands; empty without a file.
        place_of: in words where the number of an entry stands; empty without a file.
        absent: entries that do not count, because their cell in a matrix is empty; None when all count.
    """

    name: str
    keys: tuple[KeyColumn, ...]
    values: Numbers
    cell: Callable[[int], object]
    row_of: Callable[[int], str]
    place_of: Callable[[int], str]
    absent: npt.NDArray[np.bool_] | None = None

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.values)

    def key(self, entry: int) -> Key:
        """The key of an entry."""
        return tuple(column.labels[int(column.codes[entry])] for column in self.keys)


def from_items(keys: Sequence[Sequence[object]], values: Sequence[object], arity: int, name: str = "") -> Keyed:
    """Entries from lists of keys, each of ``arity`` labels, and of values; ``name`` is that of their file."""
    components = list(zip(*keys, strict=True)) if keys else [()] * arity
    numbers: Numbers
    try:
        numbers = np.array(values, dtype=np.float64) if not any(map(_text, values)) else np.full(len(values), np.nan)
    except (TypeError, ValueError, OverflowError):
        numbers = np.full(len(values), np.nan)
    if np.isnan(numbers).any():
        numbers = np.fromiter((np.nan if _text(value) else number_of(value) for value in values), float, len(values))
    return Keyed(
        name,
        tuple(KeyColumn.of_list(component) for component in components),
        numbers,
        values.__getitem__,
        _nowhere,
        _nowhere,
    )


def _nowhere(_: int) -> str:
    return ""


def _text(value: object) -> bool:
    """Text is no number in Python's own objects: who writes ``"3"`` there means a word."""
    return isinstance(value, (str, bytes))


def flattened(mapping: Mapping[object, object], arity: int) -> tuple[list[tuple[object, ...]], list[object]] | None:
    """The keys and values of a dictionary: keys may be tuples, or nested dictionaries, all of one depth.

    Returns:
        None when keys have more or fewer than ``arity`` labels.
    """
    keys: list[tuple[object, ...]] = [()]
    parts: list[object] = [mapping]
    while any(isinstance(part, Mapping) for part in parts):
        if not all(isinstance(part, Mapping) for part in parts):
            return None
        inner = [list(part) for part in parts]  # type: ignore[call-overload]
        keys = [
            (*key, *name) if isinstance(name, tuple) else (*key, name)
            for key, names in zip(keys, inner, strict=True)
            for name in names
        ]
        parts = list(chain.from_iterable(part.values() for part in parts))  # type: ignore[attr-defined]
    return (keys, parts) if all(len(key) == arity for key in keys) else None


def place_in(label: Label, domain: Domain) -> int:
    """The place of a label from outside in a domain: ``"3"`` may stand for 3, and 3 for ``"3"``; -1 for none."""
    place = domain.position(label)
    if place >= 0:
        return place
    if isinstance(label, int):
        return domain.position(str(label))
    word = label.strip()
    place = domain.position(word)
    if place < 0:
        try:
            place = domain.position(int(word))
        except ValueError:
            return -1
    return place
