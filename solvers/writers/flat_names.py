"""Names of columns and rows for files that hold a model as a list of numbers: legal everywhere, and unique.

``ship[Lyon, "New York"]`` becomes ``ship(Lyon,New_York)``. The rules are those that all readers of LP and MPS files
share: CPLEX's manual allows letters, digits and most signs, no blank, no operator, no digit at the start, at most 255
characters, and no word that is a keyword of the format or could be the exponent of a number (``e5``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from nl2opt.formulation.elements import Key
from nl2opt.formulation.expressions import Label
from nl2opt.solvers.program import Block

LONGEST = 255
"""Characters of a name; some readers cut a longer one, and two names that are cut may become one."""

_ILLEGAL = re.compile(r"[^A-Za-z0-9_.]+")
_KEYWORDS = frozenset(
    {
        "free", "inf", "infinity", "max", "maximize", "maximum", "min", "minimize", "minimum", "subject", "such", "st",
        "s.t.", "st.", "to", "that", "bound", "bounds", "general", "generals", "gen", "integer", "integers", "int",
        "binary", "binaries", "bin", "semi", "semis", "sos", "sos1", "sos2", "end", "name", "rows", "columns", "rhs",
        "ranges", "objsense",
    }
)  # fmt: skip
_EXPONENT = re.compile(r"[eE][0-9eE]*")


def word(text: str) -> str:
    """``text`` in letters, digits, ``_`` and ``.`` alone; accents are dropped and other characters become ``_``."""
    if text.isascii() and text.replace("_", "").isalnum():
        return text
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _ILLEGAL.sub("_", plain) or "_"


def block_names(block: Block) -> list[str]:
    """A name for each key of a block; columns and rows that a reformulation made have ``_aux`` in theirs."""
    base = _start(word(block.name) + ("_aux" if block.kind == "auxiliary" else ""))
    if len(block.keys) == 1 and block.keys[0] == ():
        return [base]
    labels: dict[object, str] = {}
    names = []
    for key in block.keys:
        try:
            names.append(f"{base}({','.join([labels[label] for label in key])})")
        except KeyError:
            labels.update((label, _label(label)) for label in key)
            names.append(_keyed(base, key, labels))
    return names


def _label(label: Label) -> str:
    """A label as part of a name; ``m3`` for minus three."""
    return word(label) if isinstance(label, str) else str(label).replace("-", "m")


def _keyed(base: str, key: Key, labels: dict[object, str]) -> str:
    return f"{base}({','.join(labels[label] for label in key)})" if key else base


def unique(names: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """The names in their order, cut to ``LONGEST`` and with ``_2``, ``_3`` ... behind those that came before."""
    seen = set(taken)
    listed = list(names)
    if not seen and len(set(listed)) == len(listed) and max(map(len, listed), default=0) <= LONGEST:
        return listed
    again: dict[str, int] = {}
    result = []
    for name in listed:
        candidate = name[:LONGEST]
        while candidate in seen:
            again[name] = again.get(name, 1) + 1
            ending = f"_{again[name]}"
            candidate = name[: LONGEST - len(ending)] + ending
        seen.add(candidate)
        result.append(candidate)
    return result


def _start(name: str) -> str:
    """The name with ``_`` before it where it begins like a number, or is a word of the formats."""
    if not name[0].isalpha() and name[0] != "_":
        return f"_{name}"
    return f"_{name}" if name.lower() in _KEYWORDS or _EXPONENT.fullmatch(name) else name
