"""Noticing that a model goes round in circles, as small models do once they have repeated themselves."""

from __future__ import annotations

ROUNDS = 3
"""So often must the end of a text repeat a unit."""
LEAST = 160
"""So many characters must the repetitions have together; lists of short equal items are no circle."""


def without_loop(text: str) -> str | None:
    r"""The text with one round of what its end repeats; None where its end repeats nothing.

    >>> without_loop("x >= 0\\n" + "y <= 5\\n" * 30)
    'x >= 0\\ny <= 5'
    """
    for period in range(1, len(text) // ROUNDS + 1):
        length = max(LEAST, ROUNDS * period)
        if length > len(text):
            return None
        tail = text[-length:]
        if tail[period:] == tail[:-period]:
            start = len(text) - length
            while start > 0 and text[start - 1] == text[start - 1 + period]:
                start -= 1
            # The round that was found may begin in the middle of a line; half a line would be another number.
            end = text.find("\n", start + period, start + 2 * period)
            return text[: end if end >= 0 else start + period]
    return None
