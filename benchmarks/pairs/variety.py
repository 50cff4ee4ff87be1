"""How much texts differ: distinct n-grams and sentences, and the distance to the nearest other text.

Numbers are masked first, in digits and in words, since other numbers alone make no other text. Distinct n-grams and
sentences become fewer the more text there is (Li et al. 2016 divide by all; so does everyone after them), so both are
counted in blocks of a fixed size and averaged: figures of small and large sets can be compared. The distance between
two texts is one minus the Jaccard similarity of their runs of five words, exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2opt.formulation.number_words import DOZENS, ORDINALS, SCALES, TENS, UNITS
from nl2opt.formulation.sentences import sentences
from nl2opt.synth.composer.composition import half_of
from nl2opt.synth.duplicates.words import normalized_words, run_hashes
from nl2opt.synth.randomness import stream

Runs: TypeAlias = NDArray[np.uint64]

NUMBER = "0"
N_GRAMS = (1, 2, 3, 4)
RUN = 5
BLOCKS = 20
"""Blocks that figures are averaged over, at most."""

QUERIES = 1_000
"""Texts whose nearest neighbour is looked up, at most."""

_NUMBER_WORDS = frozenset({*UNITS, *TENS, *SCALES, *DOZENS, *ORDINALS})


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without its numbers.

    Attributes:
        words: normalized; a number is ``0``.
        said: its sentences, each as its words.
        runs: hashes of its runs of words, sorted.
        setting: the story.
    """

    words: tuple[str, ...]
    said: tuple[tuple[str, ...], ...]
    runs: Runs
    setting: str


def masked_text(text: str, setting: str) -> MaskedText:
    """A text with its numbers masked."""
    words = _masked(text)
    said = tuple(found for span in sentences(text) if (found := _masked(text[span.start : span.end])))
    runs = np.array(sorted(run_hashes(" ".join(words), RUN)), dtype=np.uint64)
    return MaskedText(words, said, runs, setting)


def _masked(text: str) -> tuple[str, ...]:
    """The words of a text; numbers in a row, such as ``twenty-five``, are one."""
    found: list[str] = []
    for word in normalized_words(text):
        number = word[0].isdigit() or word in _NUMBER_WORDS
        if not (number and found and found[-1] == NUMBER):
            found.append(NUMBER if number else word)
    return tuple(found)


def variety(
    pairs: Sequence[Mapping[str, Any]], tokens: Sequence[int], block_sentences: int, seed: int
) -> list[dict[str, Any]]:
    """A row for all pairs and for each origin.

    Args:
        pairs: with the columns ``origin``, ``setting`` and ``text``.
        tokens: sizes of the blocks in which distinct n-grams are counted; those without a full block are left out.
        block_sentences: the size of the blocks in which distinct sentences are counted.
        seed: of the order in which texts fill the blocks, and of the halves.
    """
    groups: dict[str, list[MaskedText]] = {}
    for row in pairs:
        text = masked_text(row["text"], row["setting"])
        groups.setdefault("all", []).append(text)
        groups.setdefault(row["origin"], []).append(text)
    rows = []
    for origin, texts in groups.items():
        stream(seed, "variety", origin).shuffle(texts)
        said = [sentence for text in texts for sentence in text.said]
        rows.append(
            {
                "origin": origin,
                "pairs": len(texts),
                "words": sum(len(text.words) for text in texts),
                "sentences": len(said),
                "distinct": {
                    str(size): {str(n): share for n in N_GRAMS if (share := distinct(texts, n, size)) is not None}
                    for size in tokens
                },
                "distinct_sentences": len(set(said)) / len(said) if said else None,
                "block_sentences": block_sentences,
                "distinct_sentences_of_block": _distinct_share(said, block_sentences),
                "nearest": nearest_distances(texts),
            }
        )
    return rows


def distinct(texts: Sequence[MaskedText], n: int, block: int) -> float | None:
    """The mean share of different ones among the n-grams of blocks of so many words; None without a full block.

    No n-gram reaches from one text into the next; a block takes whole texts, and n-grams up to its size.
    """
    shares: list[float] = []
    grams: list[tuple[str, ...]] = []
    words = 0
    for text in texts:
        taken = text.words[: block - words]
        grams += [taken[start : start + n] for start in range(len(taken) - n + 1)]
        words += len(taken)
        if words == block:
            shares.append(len(set(grams)) / len(grams))
            grams, words = [], 0
            if len(shares) == BLOCKS:
                break
    return fmean(shares) if shares else None


def _distinct_share(items: Sequence[Hashable], block: int) -> float | None:
    full = [items[start : start + block] for start in range(0, len(items) - block + 1, block)][:BLOCKS]
    return fmean(len(set(each)) / block for each in full) if full else None


def nearest_distances(texts: Sequence[MaskedText]) -> dict[str, float | None]:
    """Mean distances to the nearest text: among all, in random halves, and in the halves of the stories.

    ``random_across`` looks from one half into the other one, as ``stories_across`` does: the difference between these
    two is what new stories change, since both halves of stories have other settings.
    """
    middle = len(texts) // 2
    first, second = texts[:middle], texts[middle:]
    told = {half: [text for text in texts if half_of(text.setting) == half] for half in "AB"}
    return {
        "all": nearest(texts, texts),
        "random_within": _mean(nearest(first, first), nearest(second, second)),
        "random_across": _mean(nearest(first, second), nearest(second, first)),
        "stories_within": _mean(nearest(told["A"], told["A"]), nearest(told["B"], told["B"])),
        "stories_across": _mean(nearest(told["A"], told["B"]), nearest(told["B"], told["A"])),
    }


def _mean(*values: float | None) -> float | None:
    there = [value for value in values if value is not None]
    return fmean(there) if len(there) == len(values) else None


def nearest(texts: Sequence[MaskedText], others: Sequence[MaskedText]) -> float | None:
    """The mean distance of texts (the first ``QUERIES``) to the nearest other text; None where there is none.

    A text is not compared with itself where both sequences are the same object.
    """
    same = texts is others
    if not texts or len(others) < 1 + same:
        return None
    sizes = np.array([len(other.runs) for other in others])
    owners = np.repeat(np.arange(len(others)), sizes)
    runs = np.concatenate([other.runs for other in others])
    order = np.argsort(runs, kind="stable")
    runs, owners = runs[order], owners[order]
    found = []
    for place, text in enumerate(texts[:QUERIES]):
        starts, ends = np.searchsorted(runs, text.runs, "left"), np.searchsorted(runs, text.runs, "right")
        hits = np.concatenate([owners[start:end] for start, end in zip(starts, ends, strict=True)] or [owners[:0]])
        shared = np.bincount(hits, minlength=len(others))
        either = len(text.runs) + sizes - shared
        similar = shared / np.maximum(either, 1)
        if same:
            similar[place] = -1.0
        found.append(1.0 - float(similar.max()))
    return fmean(found)
