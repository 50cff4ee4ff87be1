"""Which numbers of a text name things and measure nothing: "Product 2", "1." of a list, a table's first column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from nl2opt.formulation.number_words import words_of
from nl2opt.formulation.spans import Span

_CLASS_NOUNS = words_of(
    "product machine factory plant warehouse type project task job item month week day period year quarter shift node "
    "city store customer supplier worker employee route stage step phase table section class group team location site "
    "facility resource center centre market vehicle truck crop field farm area region zone hub terminal port airport "
    "department mine oil ore food ingredient nutrient component part process investment option alternative activity "
    "scenario category level line order batch model mode unit student teacher course room school hospital bin box "
    "edge arc link vertex point path figure fig problem question example case chapter equation constraint objective "
    "criterion factor variable parameter index no number branch bank fund stock bond asset operation hour slot "
    "person agent robot server county district building house tower station depot retailer distributor dc player "
    "district material alloy blend grade drug medicine patient doctor nurse vaccine paper roll pattern color size"
)
_SINGULAR = frozenset(_CLASS_NOUNS)
_PLURAL = frozenset(
    [word + "s" for word in _CLASS_NOUNS]
    + [word[:-1] + "ies" for word in _CLASS_NOUNS if word.endswith("y")]
    + [word + "es" for word in _CLASS_NOUNS if word.endswith(("s", "x", "ch", "sh"))]
    + ["people", "vertices", "indices", "criteria", "kinds", "sorts", "brands", "varieties", "outlets", "sources"]
)
_DETERMINERS = frozenset(
    words_of("each per every a an one any that next last first second third whole previous single current same half")
)
_NOT_NOUNS = frozenset(
    words_of(
        "at the and of to in for from with by is are least most only about between than exactly requires need needs "
        "costs takes uses produces up over under or if use using all total has have be above below within i a an max "
        "min maximum minimum average capacity demand supply cost price profit weight value time budget"
    )
)
_COUNTED = re.compile(r"(?:\s+[a-z-]+){1,3}")
_LIMIT_BEFORE = re.compile(
    r"\b(?:least|most|exactly|than|only|to|requires?|needs?|takes?|uses?|has|have|maximum|minimum|per|exceed)\s+(?:of\s+)?$"
)
_BEFORE = re.compile(r"([A-Za-z]+)\.?[\s~]*(?:[#:№][\s]*)?(?:\(\s*)?(?:\$\s*)?$")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\W*$")
_LIST_BEFORE = re.compile(r"(\d+)\s*(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|\s+through\s+|[-–&])\s*$")
_LIST_AFTER = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|to\s+|through\s+|[-–&]\s*)\d")
_NOUN_AFTER = re.compile(r"\s+(?:more\s+)?[a-z]{3,}")
_ITEM_HEAD = re.compile(r"(?:^|\n)[\s>#*•\-–]*\(?\Z")
_ITEM_TAIL = re.compile(r"(?:[.)]|\)\.)(?:\s|\*)")
_INLINE_HEAD = re.compile(r"(?:[.:;?!,]|\b(?:and|or))\s*(?:\*\*)?\(?\Z")
_INLINE_TAIL = re.compile(r"(?:\.\s+(?:\*\*)?[A-Z]|\)\s)")
_YEAR_BEFORE = re.compile(r"\b(?:in|since|year|of|by|during|until|before|after|from)\s+$", re.IGNORECASE)


class LabelFinder:
    """Decides for the numbers of one text; what is known about the whole text is computed once.

    Args:
        text: the text.
        numbers: every number in it, as span and value, in order.
    """

    def __init__(self, text: str, numbers: Sequence[tuple[Span, float]]) -> None:
        self.text = text
        self._nouns = self._numbered_nouns(numbers)
        self._tables = self._table_labels(numbers)
        self._labels: set[int] = set()
        self._chain: dict[int, int] = {}
        for (before, _), (after, _) in pairwise(numbers):
            self._chain[after.start] = before.start

    def is_label(self, span: Span, value: float) -> bool:
        """Whether the number only names something. Ask in order of place: lists lean on what was said before."""
        whole = value >= 0 and float(value).is_integer() and value < 10_000 and span.of(self.text).isdigit()
        found = (
            self._is_hash(span)
            or span.start in self._tables
            or (whole and (self._is_item(span, value) or self._follows_noun(span, value) or self._continues_list(span)))
        )
        if found:
            self._labels.add(span.start)
        return found

    def is_year(self, span: Span, value: float) -> bool:
        """Whether the number looks like a calendar year: ``in 2023``."""
        written = span.of(self.text)
        if not (written.isdigit() and 1900 <= value <= 2100):
            return False
        before = self.text[max(0, span.start - 12) : span.start]
        return bool(_YEAR_BEFORE.search(before)) and not _NOUN_AFTER.match(self.text, span.end)

    def is_count(self, span: Span, value: float) -> bool:
        """Whether the number counts what the text goes on to list: ``two products``, ``three types of trucks``."""
        if not (float(value).is_integer() and 2 <= value <= 20):
            return False
        if _LIMIT_BEFORE.search(self.text[max(0, span.start - 20) : span.start]):
            return False
        following = _COUNTED.match(self.text, span.end)
        counted = [word for word in following.group().split() if word in _PLURAL] if following else []
        return bool(counted) and (counted[0] in ("types", "kinds", "sorts") or span.of(self.text).isalpha())

    def _is_hash(self, span: Span) -> bool:
        return bool(re.search(r"(?:#|№|\b[Nn]o\.\s?)$", self.text[max(0, span.start - 5) : span.start]))

    def _is_item(self, span: Span, value: float) -> bool:
        """``1.``, ``2)`` or ``(3)`` at the head of a line, or inline where the neighbours 1 and 2 are there too."""
        head = self.text[max(0, span.start - 40) : span.start]
        tail = self.text[span.end : span.end + 8]
        if value > 99:
            return False
        if _ITEM_TAIL.match(tail) and _ITEM_HEAD.search(head) and (span.start <= 40 or "\n" in head):
            return True
        if not (_INLINE_HEAD.search(head) or head.endswith("(")) or not _INLINE_TAIL.match(tail):
            return False
        close = re.escape(tail[0])
        opener = r"\(" if head.endswith("(") else r"(?:^|[\s(])"
        return all(re.search(rf"{opener}{number}{close}\s", self.text) for number in (1, 2))

    def _follows_noun(self, span: Span, value: float) -> bool:
        match = _BEFORE.search(self.text[max(0, span.start - 40) : span.start])
        if not match:
            return False
        word = match[1]
        lowered, capital = word.lower(), word[0].isupper()
        start = max(0, span.start - 40) + match.start(1)
        if match.group()[len(word) :].startswith(".") and lowered not in ("no", "fig", "eq", "sec", "tab"):
            return False
        if ":" in match.group() and lowered not in ("table", "no", "number"):
            return False
        if lowered in _SINGULAR:
            before = _WORD_BEFORE.search(self.text[max(0, start - 30) : start])
            if before and before[1].lower() in _DETERMINERS and not capital:
                return False
            return capital or value < 100 or not _NOUN_AFTER.match(self.text, span.end)
        if lowered in _PLURAL:
            return bool(_LIST_AFTER.match(self.text, span.end))
        return word in self._nouns

    def _continues_list(self, span: Span) -> bool:
        """The 2 and the 3 of ``Products 1, 2 and 3``."""
        if not _LIST_BEFORE.search(self.text[max(0, span.start - 30) : span.start]):
            return False
        previous = self._chain.get(span.start)
        return previous in self._labels and not re.match(r"\s+[a-z]{3,}s\b", self.text[span.end : span.end + 30])

    def _numbered_nouns(self, numbers: Sequence[tuple[Span, float]]) -> set[str]:
        """Capitalised words that stand before 1 and 2 (or 0 and 1): ``Alloy 1 ... Alloy 2``."""
        seen: dict[str, set[float]] = defaultdict(set)
        for span, value in numbers:
            match = re.search(r"([A-Z][A-Za-z]*)\s$", self.text[max(0, span.start - 30) : span.start])
            if match and span.of(self.text).isdigit() and match[1].lower() not in _NOT_NOUNS:
                seen[match[1]].add(value)
        return {word for word, values in seen.items() if {1, 2} <= values or {0, 1} <= values}

    def _table_labels(self, numbers: Sequence[tuple[Span, float]]) -> set[int]:
        """Row and column heads of Markdown tables that count 1, 2, 3 ...: the starts of those numbers."""
        labels: set[int] = set()
        rows: list[tuple[int, int]] = []
        offset = 0
        for line in [*self.text.splitlines(keepends=True), ""]:
            if line.lstrip().startswith("|"):
                rows.append((offset, offset + len(line)))
            elif rows:
                labels |= self._heads(rows, numbers)
                rows = []
            offset += len(line)
        return labels

    def _heads(self, rows: list[tuple[int, int]], numbers: Sequence[tuple[Span, float]]) -> set[int]:
        inside = [[(s, v) for s, v in numbers if start <= s.start < end] for start, end in rows]
        labels: set[int] = set()
        if inside and len(inside[0]) > 1 and self._counts([value for _, value in inside[0]]):
            labels |= {span.start for span, _ in inside[0]}
        firsts = [
            row[0]
            for (start, _), row in zip(rows[1:], inside[1:], strict=True)
            if row and re.fullmatch(r"\s*\|[\s*$]*", self.text[start : row[0][0].start])
        ]
        if len(firsts) > 1 and self._counts([value for _, value in firsts]):
            labels |= {span.start for span, _ in firsts}
        return labels

    @staticmethod
    def _counts(values: Sequence[float]) -> bool:
        return values[0] in (0, 1) and all(after == before + 1 for before, after in pairwise(values))
