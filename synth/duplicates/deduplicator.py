"""Duplicates among the pairs of a dataset, shard after shard.

The costly part, the signature of a pair, is made where the pair is made, in any process. Signatures are judged one
after the other in the order of the rows, so that the same pairs are removed however many processes there were.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nl2opt.errors import Nl2optError
from nl2opt.formulation.fingerprint import Fingerprint
from nl2opt.synth.duplicates.fingerprints import FingerprintIndex, is_telling
from nl2opt.synth.duplicates.near import THRESHOLD, MinHashes, NearIndex, minhashes
from nl2opt.synth.duplicates.words import normalized_words
from nl2opt.synth.pairs import Pair


class Sameness(StrEnum):
    """In what way a pair is the same as an earlier one."""

    TEXT = "the same text"
    MODEL = "the same model"
    NEAR = "nearly the same text"


@dataclass(frozen=True, slots=True)
class Signature:
    """What duplicates are found by.

    Attributes:
        id: of the pair.
        fingerprint: what the model does.
        formulation: a digest of the formulation, for models whose fingerprint says little.
        text: a digest of the words, without marks and capitals.
        minima: MinHash of the text.
    """

    id: str
    fingerprint: Fingerprint
    formulation: str
    text: str
    minima: MinHashes


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A pair that is the same as an earlier one."""

    id: str
    of: str
    sameness: Sameness


def signature(pair: Pair) -> Signature:
    """The signature of a pair.

    Raises:
        MissingExtraError: datasketch is not installed.
    """
    return Signature(
        id=pair.id,
        fingerprint=pair.fingerprint,
        formulation=_digest(pair.formulation),
        text=_digest(" ".join(normalized_words(pair.text))),
        minima=minhashes(pair.text),
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


class Deduplicator:
    """Judges signatures one after the other.

    Args:
        texts_per_model: how many texts one model may have: more than one keeps paraphrases and other stories.
        threshold: the share of common runs of words from which texts are nearly the same.

    Attributes:
        kept: how many signatures were kept.
        removed: how many were not, by the way in which they were the same.

    Raises:
        Nl2optError: an argument is out of range.
        MissingExtraError: datasketch is not installed.
    """

    def __init__(self, texts_per_model: int = 1, threshold: float = THRESHOLD) -> None:
        if texts_per_model < 1:
            raise Nl2optError(f"A model cannot have {texts_per_model} texts.", hint="Give texts_per_model >= 1.")
        if not 0 < threshold <= 1:
            raise Nl2optError(f"{threshold:g} is no share of common runs.", hint="Give a threshold above 0, up to 1.")
        self._texts_per_model = texts_per_model
        self._texts: dict[str, str] = {}
        self._formulations: dict[str, list[str]] = {}
        self._models = FingerprintIndex()
        self._near = NearIndex(threshold)
        self.kept = 0
        self.removed: Counter[Sameness] = Counter()

    def judge(self, of: Signature) -> Duplicate | None:
        """What an earlier pair makes of this one; None where it is new, and then it is kept."""
        found = self._find(of)
        if found is None:
            self._keep(of)
        else:
            self.removed[found.sameness] += 1
        return found

    def keep(self, signatures: Iterable[Signature]) -> None:
        """Keeps signatures that were judged before, when a job goes on after an interruption."""
        for each in signatures:
            self._keep(each)

    def _find(self, of: Signature) -> Duplicate | None:
        earlier = self._texts.get(of.text)
        if earlier is not None:
            return Duplicate(of.id, earlier, Sameness.TEXT)
        same = self._formulations.get(of.formulation, [])
        if is_telling(of.fingerprint):
            same = self._models.find_all(of.fingerprint)
        if len(same) >= self._texts_per_model:
            return Duplicate(of.id, same[0], Sameness.MODEL)
        earlier = self._near.find(of.minima)
        if earlier is not None:
            return Duplicate(of.id, earlier, Sameness.NEAR)
        return None

    def _keep(self, of: Signature) -> None:
        self._texts[of.text] = of.id
        if is_telling(of.fingerprint):
            self._models.add(of.id, of.fingerprint)
        else:
            self._formulations.setdefault(of.formulation, []).append(of.id)
        self._near.add(of.id, of.minima)
        self.kept += 1
