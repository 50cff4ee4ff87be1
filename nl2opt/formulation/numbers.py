"""The numbers of an English problem text: values, kinds, units and places.

Grounding compares them with the numbers of a formulation, so a quantity also says under which other values a model
may use it (60 % as 0.6, "twice" as a half the other way round), and whether it is data or a label ("Product 2").
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nl2opt.formulation import number_words
from nl2opt.formulation.number_labels import LabelFinder
from nl2opt.formulation.number_words import words_of
from nl2opt.formulation.sentences import with_line_ends
from nl2opt.formulation.spans import Span


class QuantityKind(StrEnum):
    """How a number is written, which decides how it may be used."""

    PLAIN = "plain"
    PERCENT = "percent"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    MONEY = "money"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        span: its place, with sign, currency, percent sign and scale word ("$1.2 million").
        value: as written; a percentage is 60, not 0.6; a clock time is in hours.
        kind: how it is written.
        unit: the noun behind it ("hours"), or the currency of an amount of money; empty when there is none.
        label: whether it only names or orders something ("Product 2", "x1", "the second", "1." of a list, a date).
        incidental: whether it often is no datum ("one of the", "both", "two products", a clock time, a year): a
            model may use it and need not.
        parts: numerator and denominator of a fraction that is written as one, or what stands before a word such as
            "million", since a model may count in millions.
    """

    span: Span
    value: float
    kind: QuantityKind = QuantityKind.PLAIN
    unit: str = ""
    label: bool = False
    incidental: bool = False
    parts: tuple[int | float, ...] = ()

    @property
    def readings(self) -> tuple[float, ...]:
        """The values under which a model may use the number, the most literal first, without repetition."""
        found = [self.value]
        if self.kind is QuantityKind.PERCENT:
            found.append(self.value / 100)
        elif self.kind is QuantityKind.MULTIPLE and self.value:
            found.append(1 / self.value)
        elif self.kind is QuantityKind.MONEY and self.unit.startswith("cent"):
            found.append(self.value / 100)
        found.extend(float(part) for part in self.parts)
        return tuple(dict.fromkeys(found))

    @property
    def complements(self) -> tuple[float, ...]:
        """What is left of, or added to, a whole: 0.4 and 1.6 for 60 %, 2/3 and 4/3 for a third; else nothing."""
        share = self.value / 100 if self.kind is QuantityKind.PERCENT else self.value
        if self.kind not in (QuantityKind.PERCENT, QuantityKind.FRACTION) or not 0 < share < 10:
            return ()
        return tuple(round(value, 12) for value in (1 - share, 1 + share) if value > 0)


_DIGITS = r"(?:\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+(?![\d])|\d+)(?:\.\d+)?|\.\d+"
_CURRENCY = r"(?:(?:US|A|C|HK)?\\?\$|€|£|¥|₹|\\euro|(?:USD|EUR|GBP|RMB|CNY|INR|Rs)\.?)"
_MASTER = re.compile(
    rf"""
      (?P<date>(?<![\w.-])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})(?![\w-]))
    | (?P<version>(?<![\w.])\d+(?:\.\d+){{2,}}(?![\w]))
    | (?P<clock>(?<![\w.:])(?:[01]?\d|2[0-4]):[0-5]\d(?:\s?[ap]\.?m\b\.?)?(?![\d:])
      |(?<![\w.])(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?)
    | (?P<latexfraction>\\[dt]?frac\{{(?P<ftop>\d+(?:\.\d+)?)\}}\{{(?P<fbottom>\d+(?:\.\d+)?)\}})
    | (?P<name>(?<![A-Za-z_])(?!(?:USD|EUR|GBP|RMB|CNY|INR|Rs)\d)(?:\\?[A-Za-z]+|_)
        (?:\[\d+(?:[,;]\s?\d+)*\]|(?:_?\{{?\d+(?:[,;]\d+)*\}}?|[-–](?=\d)\d+)+[A-Za-z_]*))
    | (?P<number>
        (?P<sign>(?<![\w.)\]}}$%])[-−](?=[\d.$€£¥₹\\]))?
        (?:(?P<money>(?<![A-Za-z]){_CURRENCY}\s?)(?P<sign2>[-−])?)?
        (?<![\d.])(?:
          (?P<power>10\s?\^\s?\{{?(?P<powerexp>-?\d+)\}}?)
        | (?P<whole>\d+)[ ]?(?P<vulgar>[½⅓⅔¼¾⅕⅛])|(?P<barevulgar>[½⅓⅔¼¾⅕⅛])
        | (?:(?P<mixed>\d+)[ -])?(?P<top>\d+)\s?/\s?(?P<bottom>[1-9]\d*)(?![\d/.])
        | (?P<digits>{_DIGITS})
          (?:[eE](?P<exponent>[-+]?\d+)(?!\w)|\s?(?:\\times|×|\*)\s?10\s?\^\s?\{{?(?P<times>-?\d+)\}}?)?
        )
        (?:(?P<ordinal>st|nd|rd|th)\b
         |\s?(?P<percent>\\?%|[-\s]?percent(?:age\ points?)?\b|per\ cent\b|pct\b)
         |[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|[kK]|(?<=\d)(?:mn|bn|M|B))\b
        )?
        (?P<mathend>\$)?
      )
    """,
    re.VERBOSE,
)
_SCALES = {
    **{word: float(value) for word, value in number_words.SCALES.items()},
    **{"dozen": 12.0, "k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "B": 1e9, "bn": 1e9},
}
_LARGEST = sys.float_info.max
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_CURRENCY_WORDS = frozenset(
    words_of("dollar dollars euro euros pound pounds yuan rmb usd eur gbp cent cents rupee rupees yen francs")
)
_FILLERS = frozenset(
    words_of("more additional extra different total separate such full whole other new available possible")
)
_NO_UNIT = frozenset(
    words_of(
        "a an and or to for per of is are was were be in on at by from with that which while than then as if must can "
        "will may should the each every respectively but not so it its this these they he she we you when where has "
        "have had does do into only through until before after between under over out up per times"
    )
)
_NUMBER_LIST = re.compile(r"(?<=[\[{])[-\d.]+(?:,[-\d.]+)+(?=[\]}])")
_UNIT = re.compile(r"(?:\\?\$)?(?:[ \t\u00a0~-]{0,2}|\s?\n(?=[a-z]))(?:\\(?:text|mathrm)\{\s*)?(?P<unit>[A-Za-z]+)")
_TIMES = re.compile(r"\s?(?:-?fold|times)\b|x\b(?!\s*[-+=<>≤≥*^\\])")
_WORDS_PERCENT = re.compile(r"[\s-]?(?:percent|per cent|%)(?!\w)")
_ARTICLE = re.compile(r"\s+an?(?=\s)")
_PERCENT_AHEAD = re.compile(r"\s?(?:-|–|to|and|or)\s?\$?\d+(?:\.\d+)?\s?\$?(?:\\?%|percent\b)")
_RANGE_BEFORE = re.compile(r"(?:between|from|of)\s+$")


def numbers_in(text: str) -> list[Quantity]:
    """Every number in an English text, in order of place; spans do not overlap.

    Reads digits with thousands separators, decimals, signs, powers of ten, money, percentages, fractions, number
    words, multiples ("twice"), ordinals, clock times and dates, LaTeX included. It never fails: text without numbers
    gives an empty list.
    """
    text = _plain_layout(text)
    found, words = list(_digits(text)), list[Quantity]()
    ends = [quantity.span.end for quantity in found]
    for phrase in number_words.read(text):
        behind = bisect_right(ends, phrase.start)
        if behind == len(ends) or found[behind].span.start >= phrase.end:
            words.append(_from_words(text, phrase))
    found.extend(words)
    found.sort(key=lambda quantity: quantity.span)
    labels = LabelFinder(text, [(quantity.span, quantity.value) for quantity in found])
    return [_with_label(quantity, labels) for quantity in found]


def _plain_layout(text: str) -> str:
    r"""The text at the same offsets: a ``\n`` in two characters is a line end, ``[1,200]`` has semicolons."""
    return _NUMBER_LIST.sub(lambda match: match.group().replace(",", ";"), with_line_ends(text))


def _with_label(quantity: Quantity, labels: LabelFinder) -> Quantity:
    if quantity.label or quantity.kind is not QuantityKind.PLAIN:
        return quantity
    if labels.is_label(quantity.span, quantity.value):
        return Quantity(quantity.span, quantity.value, quantity.kind, "", True)
    if labels.is_year(quantity.span, quantity.value) or labels.is_count(quantity.span, quantity.value):
        return Quantity(quantity.span, quantity.value, quantity.kind, quantity.unit, False, True)
    return quantity


def _digits(text: str) -> Iterator[Quantity]:
    place = 0
    while match := _MASTER.search(text, place):
        place = max(match.end(), place + 1)
        if match["date"] or match["version"]:
            yield Quantity(Span(*match.span()), _finite(re.split(r"[^\d]", match.group())[0]), label=True)
        elif match["clock"]:
            yield _clock(match)
        elif match["latexfraction"]:
            yield _ratio(Span(*match.span()), _finite(match["ftop"]), _finite(match["fbottom"]))
        elif match["name"]:
            digits = re.findall(r"\d+", match["name"])
            yield Quantity(Span(*match.span()), _finite(digits[0]), label=True)
        else:
            quantity = _number(text, match)
            place = max(quantity.span.end, match.start() + 1)
            yield quantity


def _clock(match: re.Match[str]) -> Quantity:
    hours, _, minutes = re.sub(r"[^\d:]", "", match["clock"]).partition(":")
    value = float(hours) + float(minutes or 0) / 60
    late, early = re.search(r"p\.?m", match["clock"]), re.search(r"a\.?m", match["clock"])
    if late and value < 12:
        value += 12
    elif early and value >= 12:
        value -= 12
    return Quantity(Span(*match.span()), value, QuantityKind.TIME, incidental=True)


def _ratio(span: Span, top: float, bottom: float, whole: float = 0.0, unit: str = "") -> Quantity:
    if not bottom:
        return Quantity(span, top, label=True)
    parts = () if whole else tuple(int(part) if part.is_integer() else part for part in (top, bottom))
    return Quantity(span, whole + top / bottom, QuantityKind.FRACTION, unit, parts=parts)


def _number(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.start(), match.end()
    kind, money = QuantityKind.PLAIN, (match["money"] or "").strip()
    if money.endswith("$") and _opens_math(text, match):
        start = match.end("money") if match["sign2"] is None else match.start("sign2")
        money = ""
    if match["mathend"]:
        end -= 1
    span, sign = Span(start, end), -1.0 if match["sign"] or match["sign2"] else 1.0
    top, bottom, whole = _fraction_of(match)
    if match["top"] == "24" and match["bottom"] == "7":
        return Quantity(span, 24.0, label=True)
    if bottom:
        return _signed(_ratio(span, top, bottom, whole, unit=_unit(text, end)), sign)
    value = sign * _plain_value(match)
    if match["ordinal"]:
        return Quantity(span, value, QuantityKind.ORDINAL, label=True)
    if match["percent"] or (not money and _percent_follows(text, start, end)):
        return Quantity(span, value, QuantityKind.PERCENT, _unit(text, end))
    unit = _unit(text, end)
    parts = (value / _SCALES[match["scale"]],) if match["scale"] else ()
    if money:
        return Quantity(span, value, QuantityKind.MONEY, money.lstrip("\\"), parts=parts)
    if unit.lower() in _CURRENCY_WORDS:
        return Quantity(span, value, QuantityKind.MONEY, unit.lower(), parts=parts)
    if _TIMES.match(text, end):
        kind = QuantityKind.MULTIPLE
    return Quantity(span, value, kind, unit, parts=parts)


def _signed(quantity: Quantity, sign: float) -> Quantity:
    if sign > 0:
        return quantity
    return Quantity(quantity.span, -quantity.value, quantity.kind, quantity.unit, parts=quantity.parts)


def _fraction_of(match: re.Match[str]) -> tuple[float, float, float]:
    """Numerator, denominator and whole part of a number that is written as a fraction; denominator 0 if it is none."""
    vulgar = match["vulgar"] or match["barevulgar"]
    if vulgar:
        return (*map(float, _VULGAR[vulgar]), _finite(match["whole"] or "0"))  # type: ignore[return-value]
    if match["bottom"]:
        return _finite(match["top"]), _finite(match["bottom"]), _finite(match["mixed"] or "0")
    return 0.0, 0.0, 0.0


def _plain_value(match: re.Match[str]) -> float:
    if match["power"]:
        return _shift("1", match["powerexp"])
    digits = re.sub(r"[^\d.]", "", match["digits"])
    exponent = match["exponent"] or match["times"]
    value = _shift(digits, exponent) if exponent else _finite(digits)
    return min(value * _SCALES[match["scale"]], _LARGEST) if match["scale"] else value


def _finite(digits: str) -> float:
    """The number that the digits say, cut to the largest float."""
    return min(float(digits), _LARGEST)


def _shift(digits: str, exponent: str) -> float:
    """``digits`` times ten to ``exponent``, correctly rounded; exponents beyond a float's range are cut to its ends."""
    return _finite(f"{digits}e{exponent if len(exponent) < 9 else exponent[:9]}")


def _opens_math(text: str, match: re.Match[str]) -> bool:
    r"""Whether the dollar sign before the number opens LaTeX mathematics (``$500$``, ``$2x + y \le 10$``)."""
    at = match.start("money")
    if text[at] == "\\" or text[at] != "$":
        return False
    if match["mathend"]:
        return not text[match.end() : match.end() + 1].isdigit()
    close = text.find("$", match.end("money"))
    line_end = text.find("\n", match.end("money"))
    if close < 0 or (0 <= line_end < close) or close - at > 200:
        return False
    between = text[match.end("money") : close]
    return bool(re.search(r"[\\_^=<>≤≥{}]", between)) and not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,} ", between)


def _percent_follows(text: str, start: int, end: int) -> bool:
    """Whether the number is the first of a range of percentages: ``20-30%``, ``between 20 and 30%``."""
    ahead = _PERCENT_AHEAD.match(text, end)
    if not ahead:
        return False
    return not re.match(r"\s?(?:and|or)\b", ahead.group()) or bool(
        _RANGE_BEFORE.search(text[max(0, start - 20) : start])
    )


def _unit(text: str, end: int) -> str:
    """The noun behind a number, or an empty string."""
    for _ in range(3):
        match = _UNIT.match(text, end)
        if not match:
            return ""
        if match["unit"].lower() not in _FILLERS:
            return "" if match["unit"].lower() in _NO_UNIT else match["unit"]
        end = match.end()
    return ""


def _from_words(text: str, phrase: number_words.WordNumber) -> Quantity:
    kind, end = QuantityKind(phrase.kind), phrase.end
    percent = _WORDS_PERCENT.match(text, end)
    if percent and kind is QuantityKind.PLAIN:
        return Quantity(Span(phrase.start, percent.end()), phrase.value, QuantityKind.PERCENT)
    unit = "" if kind in (QuantityKind.ORDINAL, QuantityKind.MULTIPLE) else _unit_of_part(text, end, kind)
    if kind is QuantityKind.PLAIN and unit.lower() in _CURRENCY_WORDS:
        kind, unit = QuantityKind.MONEY, unit.lower()
    ordinal = kind is QuantityKind.ORDINAL
    return Quantity(Span(phrase.start, end), phrase.value, kind, unit, ordinal, phrase.incidental, phrase.parts)


def _unit_of_part(text: str, end: int, kind: QuantityKind) -> str:
    """As ``_unit``; behind a fraction an article may stand first: ``half an hour``."""
    article = _ARTICLE.match(text, end) if kind is QuantityKind.FRACTION else None
    return _unit(text, article.end() if article else end)
