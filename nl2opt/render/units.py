"""The unit that a note speaks of, so that a price can be said for one hour and not for one unit."""

from __future__ import annotations

import re

_UNITS = {
    **{f"{word}s": word for word in (
        "hour", "minute", "second", "day", "week", "month", "year", "shift",
        "ton", "tonne", "kilogram", "gram", "pound", "ounce",
        "litre", "liter", "gallon", "barrel", "kilometre", "kilometer", "metre", "meter", "mile",
        "acre", "hectare", "dollar", "euro", "cent", "crate", "box", "pallet", "truck", "trip", "worker", "employee",
        "unit", "piece", "calorie", "kilowatt", "megawatt", "vehicle", "seat", "bed", "machine",
    )},
    **{word: word for word in ("kg", "g", "ml", "km", "m", "kWh", "MWh", "MW", "kW", "GB", "MB", "EUR", "USD", "GBP")},
    "boxes": "box", "feet": "foot", "inches": "inch", "people": "person", "pounds": "pound", "persons": "person",
    "lbs": "pound", "lb": "pound", "man-hours": "man-hour", "£": "pound", "$": "dollar", "€": "euro",
}  # fmt: skip
"""Plurals of usual units, and what one of them is called."""

_WORD = re.compile(r"[A-Za-z€$£][\w-]*|[€$£]")


def counted(note: str) -> str:
    """The thing that a note counts, as in ``pumps ordered``: its first word if that is a plural; for notes of data.

    >>> counted("pumps ordered"), counted("batches a week"), counted("demand of the store")
    ('pump', 'batch', '')
    """
    first = re.match(r"[a-z]{4,}(?=$|[ ,])", note)
    if first is None or not first[0].endswith("s") or first[0].endswith(("ss", "us", "is")):
        return ""
    word = first[0]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


def unit_of(note: str) -> str:
    """What one unit of the thing in a note is called, or an empty string.

    >>> unit_of("hours of oven time"), unit_of("machine hours a week"), unit_of("the budget")
    ('hour', 'hour', '')
    """
    words = _WORD.findall(note)
    for place, word in enumerate(words[:3]):
        if word in _UNITS and (place == 0 or word not in ("m", "g")):
            return _UNITS[word]
    match = re.search(r"\bin (?:thousands of )?([A-Za-z€$£-]+)", note)
    return _UNITS.get(match[1], "") if match else ""
