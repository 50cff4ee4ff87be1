"""Names that the grammar takes, and the declared name that a model probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from nl2opt.formulation.tolerant.mends import Notebook

RESERVED = frozenset(
    {
        *("for", "in", "if", "and", "or", "not", "xor", "implies", "iff"),
        *("sum", "prod", "min", "max", "abs", "sqrt", "exp", "log", "sin", "cos", "floor", "ceil", "round", "len"),
        *("all", "any", "at_most_one", "exactly_one", "at_least_one", "all_different", "table"),
        *("minimize", "maximize", "satisfy", "integer", "continuous", "binary"),
        *("sets", "parameters", "variables", "objective", "constraints", "problem"),
    }
)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TARGETS = re.compile(r"\bfor\s+\(?\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*\)?\s+in\b|\b([A-Za-z_]\w*)\s+in\b")


def as_name(words: str) -> str:
    """``2-piece suits`` as ``n2_piece_suits``: letters, digits and underscores, not starting with a digit."""
    name = re.sub(r"\W+", "_", words.strip().strip("`*'\"")).strip("_")
    if not name:
        return ""
    if name[0].isdigit():
        name = f"n{name}"
    return f"{name}_" if name.lower() in RESERVED else name


class Renaming:
    """Replaces written names by grammatical ones in every later line."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def add(self, written: str, name: str, notebook: Notebook) -> None:
        """Remember that ``written`` stands for ``name``."""
        written = written.strip().strip("`*")
        if written and written != name:
            self._names[written] = name
            notebook.say("name", f"the name '{written}' is written '{name}'")

    def __call__(self, text: str) -> str:
        """``text`` with the grammatical names, the longest written name first."""
        for written in sorted(self._names, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", self._names[written], text)
        return text


def identifiers(text: str) -> set[str]:
    """The free names of an expression: no keywords, no functions, no bound indices, nothing in quotes."""
    plain = _QUOTED.sub(" ", text)
    bound: set[str] = set()
    for match in _TARGETS.finditer(plain):
        bound.update(name.strip() for name in (match.group(1) or match.group(2)).split(","))
    return {name for name in _IDENTIFIER.findall(plain) if name not in RESERVED and name not in bound}


def closest(name: str, known: AbstractSet[str]) -> str | None:
    """The one declared name that ``name`` can only mean, or None when there is none or more than one."""
    folded = _fold(name)
    exact = [other for other in known if _fold(other) == folded]
    if len(exact) == 1:
        return exact[0]
    parts = [other for other in known if _contains(other, name) or _contains(name, other)]
    if len(parts) == 1:
        return parts[0]
    close = get_close_matches(name, _sorted(known), n=2, cutoff=0.8)
    return close[0] if len(close) == 1 else None


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names)


def _fold(name: str) -> str:
    """A name without case, underscores and a plural ending."""
    return name.lower().replace("_", "").rstrip("s")


def _contains(whole: str, part: str) -> bool:
    """Whether the words of ``part`` begin or end the words of ``whole``, plural endings aside."""
    long = [word.lower().rstrip("s") for word in whole.split("_") if word]
    short = [word.lower().rstrip("s") for word in part.split("_") if word]
    if not short or len(short) >= len(long):
        return False
    return long[: len(short)] == short or long[-len(short) :] == short
