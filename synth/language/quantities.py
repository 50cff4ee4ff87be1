"""Numbers as people write them, in a style that one text keeps, and the same numbers read back.

Reading goes through ``nl2opt.formulation.numbers``, which the pipeline uses on the texts of users and which shares no
code with the printing here: a number that it reads differently is a number that a reader may misread.
"""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass
from enum import StrEnum

from nl2opt.formulation.numbers import QuantityKind, numbers_in
from nl2opt.synth.language.english import number_in_words

Number = int | float


class Form(StrEnum):
    """What a number is in a sentence, which decides how it is written."""

    NUMBER = "number"  # 1,200 or 12 or twelve
    DIGITS = "digits"  # never in words: beside abbreviations and in ratios such as 3:1
    MONEY = "money"  # $1,200 or 1,200 dollars
    PERCENT = "percent"  # 0.6 as 60% or 60 percent or sixty percent
    TIMES = "times"  # 2 as twice or two times or 2 times
    FRACTION = "fraction"  # 0.25 as a quarter or one fourth, other shares as percentages


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How one text writes its numbers.

    Attributes:
        thousands: what parts groups of three digits from 1,000 up (from 10,000 where nothing parts 4 digits).
        words_to: whole numbers up to this are written in words.
        percent: how percentages end: ``%``, `` percent`` or `` per cent``.
        percent_in_words: whether whole percentages are words, too.
        currency: ``$``, ``€``, ``£`` before an amount, or a word such as ``dollars`` behind it.
    """

    thousands: str = ","
    words_to: int = 0
    percent: str = "%"
    percent_in_words: bool = False
    currency: str = "$"


PLAIN_STYLE = NumberStyle()


def draw_style(rng: random.Random) -> NumberStyle:
    """A style as texts have them: mostly digits with commas and signs."""
    percent = rng.choices(("%", " percent", " per cent"), (7, 3, 1))[0]
    return NumberStyle(
        thousands=rng.choices((",", ""), (3, 2))[0],
        words_to=rng.choices((0, 3, 10, 12, 20, 100), (10, 2, 3, 2, 1, 1))[0],
        percent=percent,
        percent_in_words=percent != "%" and rng.random() < 0.25,
        currency=rng.choices(("$", "dollars", "€", "£", "euros"), (14, 3, 1, 1, 1))[0],
    )


def written(value: Number, form: Form, style: NumberStyle = PLAIN_STYLE, rng: random.Random | None = None) -> str:
    """A number in a form and style; ``rng`` chooses where a form has several ways."""
    match form:
        case Form.MONEY:
            return _money(value, style)
        case Form.PERCENT:
            return _percent(value, style)
        case Form.TIMES:
            return _times(value, style, rng)
        case Form.FRACTION:
            return _fraction(value, style, rng)
        case Form.DIGITS:
            return digits(value, style.thousands)
        case Form.NUMBER:
            if isinstance(value, int) and 0 < value <= style.words_to:
                return number_in_words(value)
            return digits(value, style.thousands)


def digits(value: Number, thousands: str = ",") -> str:
    """A number in digits without an exponent, exact to twelve significant places: ``1,200``, ``-3.25``."""
    short = f"{value:.12g}" if isinstance(value, float) else str(value)
    if "e" in short:
        short = f"{value:.12f}".rstrip("0").rstrip(".")
    sign, short = ("-", short[1:]) if short.startswith("-") else ("", short)
    whole, dot, decimals = short.partition(".")
    if thousands and len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", thousands)
    return sign + whole + dot + decimals


def _money(value: Number, style: NumberStyle) -> str:
    amount = digits(value, style.thousands)
    decimals = amount.partition(".")[2]
    if len(decimals) == 1:
        amount += "0"
    if style.currency.isalpha():
        unit = style.currency.removesuffix("s") if value == 1 else style.currency
        return f"{amount} {unit}"
    return style.currency + amount


def _percent(value: Number, style: NumberStyle) -> str:
    hundredths = float(f"{value * 100:.10g}")
    whole = int(hundredths) if hundredths.is_integer() else None
    if style.percent_in_words and whole is not None and 0 < whole <= 100:
        return number_in_words(whole) + style.percent
    return digits(whole if whole is not None else hundredths) + style.percent


_MULTIPLES = {2: "twice", 0.5: "half"}


def _times(value: Number, style: NumberStyle, rng: random.Random | None) -> str:
    if value in _MULTIPLES and (rng is None or value == 0.5 or rng.random() < 0.7):
        return _MULTIPLES[value]
    if isinstance(value, int) and value <= 10 and (rng is None or rng.random() < 0.6):
        return f"{number_in_words(value)} times"
    return f"{digits(value, style.thousands)} times"


_FRACTIONS = {
    1 / 2: ("half",),
    1 / 3: ("a third", "one third"),
    2 / 3: ("two thirds",),
    1 / 4: ("a quarter", "one fourth"),
    3 / 4: ("three quarters", "three fourths"),
    1 / 5: ("a fifth", "one fifth"),
    2 / 5: ("two fifths",),
    3 / 5: ("three fifths",),
    4 / 5: ("four fifths",),
}


def _fraction(value: Number, style: NumberStyle, rng: random.Random | None) -> str:
    ways = _FRACTIONS.get(float(value), ())
    if not ways or (rng is not None and rng.random() < 0.4):
        return _percent(value, style)
    return ways[0] if rng is None else rng.choice(ways)


_WORDS = (
    "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
)
_IN_WORDS = rf"{_WORDS}(?:(?: and |[ -]){_WORDS})*"
_DIGITS = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
PATTERNS = {
    Form.NUMBER: rf"(?:{_DIGITS}|{_IN_WORDS})",
    Form.DIGITS: _DIGITS,
    Form.MONEY: rf"(?:[$€£]{_DIGITS}|{_DIGITS} (?:dollars?|euros?|pounds?))",
    Form.PERCENT: rf"(?:{_DIGITS}|{_IN_WORDS})(?:%| percent| per cent)",
    Form.TIMES: rf"(?:twice|half|(?:{_DIGITS}|{_IN_WORDS}) times)",
    Form.FRACTION: (
        r"(?:half|(?:an?|one|two|three|four) (?:thirds?|quarters?|fourths?|fifths?)|"
        rf"(?:{_DIGITS}|{_IN_WORDS})(?:%| percent| per cent))"
    ),
}
"""A regular expression for each form, for a text in lower case at the places where words are."""


@functools.lru_cache(maxsize=20_000)
def read(text: str, form: Form) -> Number | None:
    """The value that a number in a form has; None when it is not one number, or one of another kind.

    A percentage is a share of one. Whole values are integers.
    """
    found = numbers_in(text)
    if len(found) != 1:
        return None
    quantity = found[0]
    share = quantity.kind is QuantityKind.PERCENT
    if share and form not in (Form.PERCENT, Form.FRACTION):
        return None
    value = quantity.value / 100 if share else quantity.value
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
