"""Names of set members as texts use them: a pool of names, and names made of a noun and a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import overload


class Names(Sequence[str]):
    """Names of members: those of a pool, and those made by numbering.

    Args:
        pool: names that are written out.
        nouns: words in front of the number of the others ("Plant 7").
        before: words that stand before names of the pool in sentences, such as "the ".
    """

    def __init__(self, pool: Iterable[str], nouns: Iterable[str] = (), before: str = "") -> None:
        self._pool = tuple(pool)
        self._before = before
        self._nouns = {noun.casefold(): noun for noun in nouns}
        self._by_surface = {f"{before}{name}".casefold(): name for name in self._pool}

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self._pool[place]

    def __len__(self) -> int:
        return len(self._pool)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pool)

    @property
    def expression(self) -> str:
        """A regular expression for one of the names, or a bare number."""
        ways = [re.escape(words) for words in sorted(self._by_surface, key=lambda words: (-len(words), words))]
        numbered = [rf"{re.escape(noun)} \d+" for noun in self._nouns]
        return "|".join([*ways, *numbered, r"\d+"])

    def named(self, words: str) -> str | None:
        """The name that the words of a sentence stand for; None when they are none."""
        name = self._by_surface.get(words.casefold())
        if name is not None or words.isdigit():
            return name or words
        noun, _, number = words.rpartition(" ")
        known = self._nouns.get(noun.casefold())
        return f"{known} {number}" if known and number.isdigit() else None
