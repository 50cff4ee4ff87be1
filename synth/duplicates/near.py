"""Texts that are nearly the same: MinHash over runs of words, looked up by banding (Broder 1997), with datasketch.

The share of runs that two texts have in common (their Jaccard similarity) is estimated by 128 permutations, with a
standard error of at most 0.044.
"""

from __future__ import annotations

import functools
from typing import Any

from nl2opt.errors import MissingExtraError
from nl2opt.synth.duplicates.words import normalized_words, runs

PERMUTATIONS = 128
RUN = 5
"""Words in a run: a changed word changes five runs."""

THRESHOLD = 0.8

MinHashes = tuple[int, ...]
"""The minima of one text, one for each permutation."""


def _datasketch() -> Any:
    try:
        import datasketch
    except ImportError:
        raise MissingExtraError("Finding near duplicates", "datasketch", "synth") from None
    return datasketch


@functools.cache
def _empty() -> Any:
    """A MinHash of nothing, whose permutations are drawn once; the seed is datasketch's own, 1."""
    return _datasketch().MinHash(num_perm=PERMUTATIONS)


def minhashes(text: str) -> MinHashes:
    """The minima of a text's runs of words.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    sketch = _empty().copy()
    shingles = sorted({run.encode() for run in runs(normalized_words(text), RUN)})
    if shingles:
        sketch.update_batch(shingles)
    return tuple(sketch.hashvalues.tolist())


def similarity(one: MinHashes, two: MinHashes) -> float:
    """The estimated share of runs that two texts have in common."""
    return sum(map(int.__eq__, one, two)) / len(one)


@functools.cache
def _shape(threshold: float) -> tuple[int, int]:
    """Bands and rows in a band; datasketch finds the best ones by integration, which takes a while."""
    best = _datasketch().MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    return best.b, best.r


class NearIndex:
    """Finds a text that is nearly the same as another one.

    Args:
        threshold: the estimated share of common runs from which two texts count as one.

    Raises:
        MissingExtraError: datasketch is not installed.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._bands: Any = _datasketch().MinHashLSH(params=_shape(threshold), num_perm=PERMUTATIONS)
        self._kept: list[tuple[str, MinHashes]] = []

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, name: str, minima: MinHashes) -> None:
        """Keeps a text under a name."""
        self._bands.insert(len(self._kept), _sketch(minima))
        self._kept.append((name, minima))

    def find(self, minima: MinHashes) -> str | None:
        """The name of the first text kept that is nearly the same; None where there is none."""
        places: list[int] = sorted(self._bands.query(_sketch(minima)))
        for place in places:
            name, kept = self._kept[place]
            if similarity(kept, minima) >= self._threshold:
                return name
        return None


def _sketch(minima: MinHashes) -> Any:
    import numpy as np

    sketch = _empty().copy()
    sketch.hashvalues = np.array(minima, dtype=sketch.hashvalues.dtype)
    return sketch
