"""Where the sentences of a problem text begin and end: prose, lists and tables, with their places.

A sentence ends at a full stop, question mark, exclamation mark or semicolon that ends one, at a blank line, and at the
end of a line of a list or table. Decimals, amounts, abbreviations and initials end nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2opt.formulation.number_words import words_of
from nl2opt.formulation.spans import Span

_WRITTEN_NEWLINE = re.compile(r"\\n(?!(?:eq|e|ot|u|abla|leq|geq|mid|ewline|olimits|ormalsize|otag)\b)")
_STOP = re.compile(r"(?:[.!?]+[\"'”’)\]*]*|;)(?=\s|$)|(?<=[a-z)])[.!?](?=[A-Z][a-z])")
_NEVER_LAST = frozenset({"i.e", "e.g", *words_of("mr mrs ms dr prof st vs approx ca cf fig no nos eq resp incl excl")})
"""Abbreviations that something always follows."""

_ABBREVIATIONS = frozenset(
    {"a.m", "p.m", "u.s", "u.k", *words_of("etc inc ltd co corp jr sr vol dept est min max avg")}
)
"""Abbreviations that end a sentence only where a capital follows."""

_LAST_WORD = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]+$")
_ITEM_NUMBER = re.compile(r"(?:^|\n)[\s*>(-]*\d{1,3}$")
_LEAD = re.compile(r"(?:[\s>|*•#–-]|\d{1,3}[.)]\s|\([a-z0-9]{1,3}\)\s)+")
_RULE = re.compile(r"[\s|:+=-]*")
_LONG_LINE = 60


def with_line_ends(text: str) -> str:
    r"""The text at the same offsets, with every ``\n`` that is written as two characters made a line end."""
    return _WRITTEN_NEWLINE.sub("\n ", text)


def sentences(text: str) -> list[Span]:
    """The sentences, in order; they do not overlap, hold no blanks or list marks at their ends, and are not empty."""
    text = with_line_ends(text)
    found = []
    for block in _blocks(text):
        for part in _parted(text, block):
            trimmed = _trimmed(text, part)
            if trimmed is not None:
                found.append(trimmed)
    return found


def _blocks(text: str) -> Iterator[Span]:
    """Runs of lines that belong together: a paragraph, or one line of a list or table."""
    start, place = 0, 0
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        place += len(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not _goes_on(line, following):
            yield Span(start, place)
            start = place
    if start < len(text):
        yield Span(start, len(text))


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence may go on from one line to the next: both are prose, and the first is a full line."""
    bare, ahead = line.strip(), following.strip()
    if not bare or not ahead or bare.startswith(("|", "#")) or ahead.startswith(("|", "#")):
        return False
    if re.match(r"[*•–-]\s|\d{1,3}[.)]\s|\([a-z0-9]{1,3}\)\s", ahead):
        return False
    return ahead[0].islower() or (len(bare) >= _LONG_LINE and bare[-1] not in ":")


def _parted(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        if _ends_sentence(text, match, block):
            yield Span(start, match.end())
            start = match.end()
    yield Span(start, block.end)


def _ends_sentence(text: str, match: re.Match[str], block: Span) -> bool:
    if match.group()[0] != ".":
        return True
    before = text[max(block.start, match.start() - 40) : match.start()]
    if _ITEM_NUMBER.search(before) or (
        before.strip().isdigit() and not text[block.start : match.start() - len(before)]
    ):
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    last = word.group().lower()
    ahead = text[match.end() : match.end() + 20].lstrip()
    if last in _NEVER_LAST:
        return False
    if last in _ABBREVIATIONS:
        return not ahead or ahead[0].isupper()
    initial = len(word.group()) == 1 and word.group().isupper() and ahead[:1].isupper()
    return not (initial and re.search(r"(?:^|[A-Z]\.\s?|\b[A-Z][a-z]+\s)$", before[: word.start()]))


def _trimmed(text: str, part: Span) -> Span | None:
    lead = _LEAD.match(text, part.start, part.end)
    start, end = lead.end() if lead else part.start, part.end
    while end > start and text[end - 1] in " \t\r\n|":
        end -= 1
    if start >= end or _RULE.fullmatch(text, start, end):
        return None
    return Span(start, end)
