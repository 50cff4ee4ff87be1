"""Errors about data, each with one diagnostic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.expressions import Label
from nl2opt.formulation.spans import Span

SHOWN = 3
"""How many keys a message lists before it only counts them."""


def fault(code: str, message: str, *, hint: str = "", where: Span | None = None, element: str = "") -> FormulationError:
    """An error to be raised, with one diagnostic of severity ``error``."""
    return FormulationError([Diagnostic(Severity.ERROR, code, message, hint, where, element)])


@contextmanager
def shallow() -> Iterator[None]:
    """Turns Python's recursion limit into a message about the formulation."""
    try:
        yield
    except RecursionError:
        raise fault(
            "too-deep",
            "An expression is nested too deeply to be read.",
            hint="Give parts of it a name, as parameters or variables of their own.",
        ) from None


def key_text(key: Iterable[Label]) -> str:
    """A key as it is written in a table: ``Lyon`` or ``(Lyon, Nice)``."""
    words = [str(label) for label in key]
    return words[0] if len(words) == 1 else f"({', '.join(words)})"


def keys_text(keys: Sequence[tuple[Label, ...]], number: int | None = None) -> str:
    """The first few keys, and how many more there are; ``number`` is how many there are in all."""
    total = len(keys) if number is None else number
    shown = ", ".join(key_text(key) for key in keys[:SHOWN])
    return f"{shown} and {total - SHOWN:,} more" if total > SHOWN else shown


LISTED = 5
"""How many places of a table a message lists before it only counts them."""


def places_text(places: Sequence[str], number: int | None = None) -> str:
    """The first few places of a table, and how many more there are.

    Args:
        places: the places in words; only the first few are needed.
        number: how many there are in all; as many as ``places`` by default.
    """
    total = len(places) if number is None else number
    shown = "; ".join(places[:LISTED])
    return f"{shown}; and {total - LISTED:,} more" if total > LISTED else shown


def counted(number: int, one: str, many: str) -> str:
    """``1 index``, ``2 indices``."""
    return f"{number} {one if number == 1 else many}"


def number_text(value: float) -> str:
    """A number without a needless ``.0``."""
    return f"{value:g}" if abs(value) >= 1e15 or value != round(value) else str(int(value))
