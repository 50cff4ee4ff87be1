"""Python identifiers for the names of a formulation."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Iterable

_SHADOWED = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def identifier(name: str, taken: Iterable[str] = ()) -> str:
    """A Python identifier for a name: the name itself where that is possible.

    Characters that Python does not allow become ``_``; keywords, builtins and names in ``taken`` get a ``_`` or a
    number behind them. Python reads identifiers in their NFKC form, so that is what is returned.
    """
    word = unicodedata.normalize("NFKC", name)
    word = "".join(letter if f"_{letter}".isidentifier() else "_" for letter in word) or "_"
    if not word.isidentifier():
        word = f"_{word}"
    if word.startswith("__"):
        # Python keeps such names for itself.
        word = f"_{word.lstrip('_')}"
    avoided = set(taken)
    if _free(word, avoided):
        return word
    word = word if word.endswith("_") else f"{word}_"
    candidate, number = word, 2
    while not _free(candidate, avoided):
        candidate, number = f"{word}{number}", number + 1
    return candidate


def _free(word: str, avoided: set[str]) -> bool:
    return word not in avoided and not keyword.iskeyword(word) and word not in _SHADOWED


class Identifiers:
    """The identifiers of a script: one for each declared name, all different.

    Args:
        names: the names of sets, parameters, variables and constraints, in order; the first of two that would clash
            keeps its own.
        reserved: what the script uses for itself (``model``, ``pulp``).
    """

    def __init__(self, names: Iterable[str], reserved: Iterable[str] = ()) -> None:
        self._reserved = set(reserved)
        self._words: dict[str, str] = {}
        for name in names:
            self.add(name)

    def __getitem__(self, name: str) -> str:
        return self._words[name]

    def add(self, name: str) -> str:
        """The identifier of a name, which is made when the name is new."""
        if name not in self._words:
            self._words[name] = identifier(name, self.taken)
        return self._words[name]

    def look_up(self, name: str) -> str:
        """The identifier of the Python set beside the list that a set is."""
        return self.add(f"{name} {'SET' if name.isupper() else 'set'}")  # no declared name has a blank

    @property
    def taken(self) -> set[str]:
        """Every identifier that means something in the whole script."""
        return self._reserved | set(self._words.values())

    def local(self, name: str, inner: Iterable[str] = ()) -> str:
        """An identifier for an index, different from every global one and from those in ``inner``."""
        return identifier(name, self.taken | set(inner))
