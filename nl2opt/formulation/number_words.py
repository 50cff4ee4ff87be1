"""Numbers written in words: ``twenty-five``, ``a hundred and five``, ``two thirds``, ``half a dozen``, ``twice``.

The grammar is that of written English: units, tens, "hundred" and the short-scale powers, joined by blanks, hyphens
and "and". ``read`` returns every such phrase with its value and with what kind of number it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

words_of = re.compile("[a-z]+").findall  # the words of a list that is written as one line of text

UNITS = {
    word: value
    for value, word in enumerate(
        words_of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate(words_of("twenty thirty forty fifty sixty seventy eighty ninety"))
}
TENS["fourty"] = 40
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
DOZENS = {"dozen": 12, "dozens": 12, "score": 20, "gross": 144}
MULTIPLES = {
    "twice": 2.0,
    "thrice": 3.0,
    "double": 2.0,
    "doubled": 2.0,
    "doubles": 2.0,
    "doubling": 2.0,
    "triple": 3.0,
    "tripled": 3.0,
    "triples": 3.0,
    "treble": 3.0,
    "quadruple": 4.0,
    "quadrupled": 4.0,
    "quintuple": 5.0,
    "tenfold": 10.0,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
}
ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        words_of(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        )
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
PARTS |= {word: value for word, value in ORDINALS.items() if value > 2}
PARTS |= {f"{word}s": value for word, value in ORDINALS.items() if value > 2}
INCIDENTAL = {"single": 1, "both": 2, "couple": 2, "pair": 2, "pairs": 2, "once": 1, "solo": 1, "none": 0, "trio": 3}

_WORD = re.compile(r"[A-Za-z]+")
_JOINT = re.compile(r"(?:[ \t]*\n?[ \t]*|-|‐|‑)\Z")
_AFTER_PART = frozenset(
    words_of("of as the more less that than or and to is are by from in for must can be each at on if")
)
_LARGEST = 10**18
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A phrase ``text[start:end]`` that says a number.

    ``kind`` is ``plain``, ``fraction`` (with numerator and denominator in ``parts``), ``multiple`` or ``ordinal``;
    ``incidental`` marks words that more often are a turn of phrase than data ("one of the", "both", "a pair").
    """

    start: int
    end: int
    value: float
    kind: str
    parts: tuple[int, ...] = ()
    incidental: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def read(text: str) -> list[WordNumber]:
    """Every number in words, in order; phrases do not overlap."""
    tokens = [_Token(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    reader = _Reader(text, tokens)
    return list(reader.phrases())


class _Reader:
    """A cursor over the words of one text."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens

    def word(self, place: int) -> str:
        """The word at ``place`` when it is joined to the one before by a blank or a hyphen, else an empty string."""
        if not 0 <= place < len(self.tokens):
            return ""
        if place and not _JOINT.match(self.text[self.tokens[place - 1].end : self.tokens[place].start]):
            return ""
        return self.tokens[place].word

    def phrases(self) -> Iterator[WordNumber]:
        place = 0
        while place < len(self.tokens):
            if self._inside_identifier(place):
                place += 1
                continue
            found = self._fraction(place) or self._other(place) or self._cardinal_phrase(place)
            if found is None:
                place += 1
                continue
            number, place = found
            yield number

    def _inside_identifier(self, place: int) -> bool:
        r"""A word that touches a digit, an underscore or a backslash is part of a name (``one_1``, ``\second``)."""
        token = self.tokens[place]
        before = self.text[token.start - 1 : token.start]
        after = self.text[token.end : token.end + 1]
        return before in ("_", "\\") or before.isdigit() or after == "_" or after.isdigit()

    def _number(self, first: int, last: int, value: float, kind: str, **more: object) -> tuple[WordNumber, int]:
        parts = more.get("parts", ())
        assert isinstance(parts, tuple)
        start, end = self.tokens[first].start, self.tokens[last].end
        return WordNumber(start, end, value, kind, parts, bool(more.get("incidental"))), last + 1

    def _small(self, place: int) -> tuple[int, int] | None:
        """A number below one hundred: its value and the place behind it."""
        word = self.tokens[place].word
        if word in TENS:
            following = self.word(place + 1)
            if 0 < UNITS.get(following, 0) < 10:
                return TENS[word] + UNITS[following], place + 2
            return TENS[word], place + 1
        return (UNITS[word], place + 1) if word in UNITS else None

    def _cardinal(self, place: int) -> tuple[int, int] | None:
        """A whole number of any size, ``two hundred and five thousand``: its value and the place behind it."""
        start = self._small(place)
        if start is None:
            if self.tokens[place].word in _ARTICLES and self.word(place + 1) in SCALES:
                start = (1, place + 1)
            else:
                return None
        total, (group, place) = 0, start
        while word := self.word(place):
            if word in SCALES:
                if (group or 1) * SCALES[word] > _LARGEST:
                    break
                group, place = (group or 1) * SCALES[word], place + 1
                if SCALES[word] > 100:
                    total, group = total + group, 0
                continue
            ahead = place + 1 if word == "and" and (total or group >= 100) else place
            if not self.word(ahead) or not (total or group >= 100) or group % 100:
                break
            more = self._small(ahead)
            if more is None:
                break
            group, place = group + more[0], more[1]
        return total + group, place

    def _cardinal_phrase(self, place: int) -> tuple[WordNumber, int] | None:
        """A cardinal, with "and a half" or "dozen" behind it: ``two and a half dozen``."""
        first = place
        found = self._cardinal(place)
        if found is None:
            if self.tokens[place].word in _ARTICLES and self.word(place + 1) == "dozen":
                return self._number(place, place + 1, 12, "plain")
            return None
        value, place = float(found[0]), found[1]
        if self.word(place) == "and":
            part = self._part_of_mixed(place + 1)
            if part is not None:
                value, place = value + part[0], part[1]
        if self.word(place) in DOZENS and (self.word(place) != "score"):
            value, place = value * DOZENS[self.word(place)], place + 1
        alone = place == first + 1 and value == 1
        kind = "multiple" if self.word(place) in ("times", "fold") else "plain"
        end = place if self.word(place) == "fold" else place - 1
        return self._number(first, end, value, kind, incidental=alone)

    def _part_of_mixed(self, place: int) -> tuple[float, int] | None:
        """The ``a half`` of ``two and a half``."""
        numerator = 1 if self.word(place) in _ARTICLES else UNITS.get(self.word(place), 0)
        if numerator and self.word(place + 1) in PARTS:
            return numerator / PARTS[self.word(place + 1)], place + 2
        return (0.5, place + 1) if self.word(place) == "half" else None

    def _fraction(self, place: int) -> tuple[WordNumber, int] | None:
        """``half``, ``a third``, ``two-thirds``, ``three quarters of``, ``half a dozen``."""
        word = self.tokens[place].word
        if word == "half":
            behind = place + 2 if self.word(place + 1) in _ARTICLES else place + 1
            if self.word(behind) in DOZENS:
                return self._number(place, behind, DOZENS[self.word(behind)] / 2, "plain")
            return self._number(place, place, 0.5, "fraction", parts=(1, 2))
        article = word in _ARTICLES
        numerator = 1 if article else UNITS.get(word, 0)
        part = self.word(place + 1)
        if not numerator or part not in PARTS or part == "second":
            return None
        if (article or part in ("quarter", "quarters")) and part != "half" and not self._ends_part(place + 1):
            return None
        if numerator > 1 and not part.endswith("s") and part not in ("halves",):
            return None
        return self._number(place, place + 1, numerator / PARTS[part], "fraction", parts=(numerator, PARTS[part]))

    def _ends_part(self, place: int) -> bool:
        """Whether the word at ``place`` ends a fraction: ``a third of``, not the ordinal of ``a third machine``."""
        following = self.word(place + 1)
        return not following or following in _AFTER_PART

    def _other(self, place: int) -> tuple[WordNumber, int] | None:
        word = self.tokens[place].word
        if word in MULTIPLES:
            return self._number(place, place, MULTIPLES[word], "multiple")
        if word in ORDINALS:
            return (
                None
                if word == "second" and self._is_time(place)
                else self._number(place, place, ORDINALS[word], "ordinal")
            )
        if word in TENS and self.word(place + 1) in ORDINALS:
            return self._number(place, place + 1, TENS[word] + ORDINALS[self.word(place + 1)], "ordinal")
        if word in INCIDENTAL:
            return self._number(place, place, INCIDENTAL[word], "plain", incidental=True)
        return None

    def _is_time(self, place: int) -> bool:
        """Whether ``second`` is the unit of time: ``per second``, ``each second``, ``60-second``."""
        before = self.text[: self.tokens[place].start].rstrip(" -")
        return before.endswith(("per", "each", "every", "/")) or before[-1:].isdigit()
