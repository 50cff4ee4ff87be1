"""Texts as words and as runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")


def normalized_words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without marks; ``1,200`` and ``1200`` are one number."""
    return [_normalized(match.group()) for match in _WORD.finditer(text.casefold())]


def _normalized(word: str) -> str:
    return word.replace(",", "") if word[0].isdigit() else word.replace("’", "'")


def runs(words: Sequence[str], length: int) -> Iterator[str]:
    """Every run of that many words in a row; of a shorter text the whole, of an empty one nothing."""
    if not words:
        return
    for start in range(max(1, len(words) - length + 1)):
        yield " ".join(words[start : start + length])


def run_hashes(text: str, length: int) -> frozenset[int]:
    """The runs of a text as numbers of 64 bits, the same on every machine."""
    return frozenset(
        int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs(normalized_words(text), length)
    )
