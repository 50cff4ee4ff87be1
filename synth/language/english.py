"""Small English grammar, with the inflect library for the irregular cases."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Sequence
from typing import Any


@functools.cache
def _engine() -> Any:
    # inflect has all its functions instrumented with type checks while it is imported, which takes 2 s in each process.
    typeguard: Any = importlib.import_module("typeguard")
    checked = typeguard.typechecked
    typeguard.typechecked = _unchecked
    try:
        import inflect
    finally:
        typeguard.typechecked = checked
    return inflect.engine()


def _unchecked(target: Any = None, **options: Any) -> Any:
    """In the place of ``typeguard.typechecked``: the function as it is."""
    del options
    return (lambda function: function) if target is None else target


@functools.lru_cache(maxsize=20_000)
def plural(noun: str) -> str:
    """The plural of a noun phrase: ``ox cart`` gives ``ox carts``, ``box of nails`` gives ``boxes of nails``."""
    head, preposition, rest = noun.partition(" of ")  # inflect knows "piece of furniture" as a mass noun
    return str(_engine().plural_noun(head)) + preposition + rest


@functools.lru_cache(maxsize=20_000)
def with_article(phrase: str) -> str:
    """The phrase behind ``a`` or ``an``, as it is spoken: ``an hour``, ``a unit``."""
    return str(_engine().a(phrase))


def listed(items: Sequence[str], last: str = "and", serial_comma: bool = True) -> str:
    """Items as a list in a sentence: ``a``, ``a and b``, ``a, b, and c``."""
    if len(items) < 3:
        return f" {last} ".join(items)
    return f"{', '.join(items[:-1])}{',' if serial_comma else ''} {last} {items[-1]}"


def capitalized(sentence: str) -> str:
    """The sentence with its first letter as a capital; the rest stays."""
    return sentence[:1].upper() + sentence[1:]


@functools.lru_cache(maxsize=50_000)
def number_in_words(value: int) -> str:
    """A whole number in words, without commas: ``one hundred and five``."""
    return str(_engine().number_to_words(value)).replace(",", "")
