"""Names that the formulation language allows, for names from files that allow more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nl2opt.formulation.checks.names import RESERVED
from nl2opt.formulation.lexer import is_name


def legal_names(names: Sequence[str], letter: str, taken: Iterable[str] = ()) -> list[str]:
    """A legal name for each, all different: the name itself where it is legal and not there yet.

    ``ship(Lyon,Nice)`` becomes ``ship_Lyon_Nice``; of two names that become one, the second gets ``_2`` behind it.

    Args:
        names: in the order of the file; those that are legal keep their place whatever comes before them.
        letter: stands before names that begin with a digit, and for those without any letter.
        taken: names that are used already.
    """
    used = {name for name in names if _legal(name)} | set(taken)
    kept: set[str] = set(taken)
    count: dict[str, int] = {}
    result = []
    for name in names:
        if _legal(name) and name not in kept:
            kept.add(name)
            result.append(name)
            continue
        base = _mended(name, letter)
        candidate = base
        while candidate in used:
            count[base] = count.get(base, 1) + 1
            candidate = f"{base}_{count[base]}"
        used.add(candidate)
        result.append(candidate)
    return result


def _legal(name: str) -> bool:
    return is_name(name) and name not in RESERVED


def _mended(name: str, letter: str) -> str:
    """The name with ``_`` for each stretch of characters that are not allowed."""
    letters = [character if f"a{character}".isidentifier() else " " for character in name]
    words = "_".join("".join(letters).split())
    if not words or not words[0].isidentifier():
        words = f"{letter}{words}" if words[:1].isdigit() or not words else f"{letter}_{words}"
    return words if is_name(words) and words not in RESERVED else f"{words}_"
