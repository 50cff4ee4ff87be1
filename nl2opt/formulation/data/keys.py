"""The keys of a block of columns or rows, made only when somebody reads them.

A dense model has a million keys that nobody looks at before it is solved; as tuples they would take longer to make
than the matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import overload

import numpy as np

from nl2opt.formulation.data.domains import Domain, Positions
from nl2opt.formulation.elements import Key


class Keys(Sequence[Key]):
    """The keys over a grid, row by row; equal to a tuple of the same keys.

    Args:
        sizes: the lengths of the grid's axes; none for the single key ``()``.
        components: for each label of a key its domain, its axis, and the positions along it (None: 0, 1, 2, ...).
        chosen: flat places of the grid that count, in order; None for all.
    """

    __slots__ = ("_chosen", "_components", "_index", "_sizes")

    def __init__(
        self,
        sizes: Sequence[int],
        components: Sequence[tuple[Domain, int, Positions | None]],
        chosen: Positions | None = None,
    ) -> None:
        self._sizes = tuple(sizes)
        self._components = tuple(components)
        self._chosen = chosen
        self._index: dict[Key, int] | None = None

    def __len__(self) -> int:
        if self._chosen is not None:
            return len(self._chosen)
        total = 1
        for size in self._sizes:
            total *= size
        return total

    @overload
    def __getitem__(self, place: int) -> Key: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Key, ...]: ...

    def __getitem__(self, place: int | slice) -> Key | tuple[Key, ...]:
        if isinstance(place, slice):
            return tuple(self[k] for k in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        flat = place % len(self)
        if self._chosen is not None:
            flat = int(self._chosen[flat])
        where = [int(k) for k in np.unravel_index(flat, self._sizes)] if self._sizes else []
        return tuple(
            domain.labels[where[axis] if column is None else int(column[where[axis]])]
            for domain, axis, column in self._components
        )

    def __iter__(self) -> Iterator[Key]:
        if not self._components:
            return iter([()] * len(self))
        if self._chosen is None and [axis for _, axis, _ in self._components] == list(range(len(self._sizes))):
            return product(*(self._words(domain, column) for domain, _, column in self._components))
        flat = np.arange(len(self)) if self._chosen is None else self._chosen
        where = np.unravel_index(flat, self._sizes)
        words = []
        for domain, axis, column in self._components:
            places = where[axis] if column is None else column[where[axis]]
            words.append([domain.labels[place] for place in places.tolist()])
        return zip(*words, strict=True)

    @staticmethod
    def _words(domain: Domain, column: Positions | None) -> Sequence[str | int]:
        return domain.labels if column is None else [domain.labels[place] for place in column.tolist()]

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """The place of a key; ``ValueError`` when it is not there."""
        if self._index is None:
            self._index = {key: place for place, key in reversed(list(enumerate(self)))}
        place = self._index.get(value, -1) if isinstance(value, tuple) else -1
        if place < start or (stop is not None and place >= stop):
            raise ValueError(f"{value!r} is not a key")
        return place

    def __contains__(self, value: object) -> bool:
        try:
            self.index(value)
        except ValueError:
            return False
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        shown = ", ".join(str(key) for key in self[:3])
        return f"Keys({shown}{', ...' if len(self) > 3 else ''}; {len(self)})"
