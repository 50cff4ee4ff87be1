"""Amounts of memory as people write them."""

from __future__ import annotations

import re

from nl2opt.errors import Nl2optError

_UNITS = {"": 10**6, "b": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_FORM = re.compile(
    r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?:(?P<unit>[kmgt])(?P<binary>i)?b?|(?P<bytes>b))?\s*", re.IGNORECASE
)


def parse_memory(text: str | float) -> int:
    """Bytes of an amount of memory; a number without a unit is in MB.

    >>> parse_memory("2GB"), parse_memory("1.5 GiB"), parse_memory("800"), parse_memory(512)
    (2000000000, 1610612736, 800000000, 512000000)

    Raises:
        Nl2optError: it is not such an amount.
    """
    match = _FORM.fullmatch(str(text))
    if match is None:
        raise Nl2optError(f"'{text}' is not an amount of memory.", hint="Write 800, 800MB, 2GB or 1.5GiB.")
    unit = "b" if match["bytes"] else (match["unit"] or "").lower()
    factor = 1024 ** "bkmgt".index(unit) if match["binary"] else _UNITS[unit]
    return round(float(match["number"]) * factor)
