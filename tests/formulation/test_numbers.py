"""Reading the numbers of an English text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.numbers import Quantity, QuantityKind, numbers_in


def read(text: str) -> list[tuple[str, float]]:
    """What was found: the written form and the value, labels left out."""
    return [(found.span.of(text), found.value) for found in numbers_in(text) if not found.label]


def only(text: str) -> Quantity:
    """The one number of a text."""
    (found,) = numbers_in(text)
    return found


@pytest.mark.parametrize(
    ("text", "written", "value", "kind", "unit"),
    [
        ("It takes 3 hours.", "3", 3, "plain", "hours"),
        ("It weighs 2.50 kg.", "2.50", 2.5, "plain", "kg"),
        ("There are 1,200,000 people.", "1,200,000", 1_200_000, "plain", "people"),
        ("about .5 litres", ".5", 0.5, "plain", "litres"),
        ("It costs $1,200.50.", "$1,200.50", 1200.5, "money", "$"),
        (r"It costs \$300 a day", r"\$300", 300, "money", "$"),
        (r"costing $\$300$ each", r"\$300", 300, "money", "$"),
        ("costs $200$ each", "200", 200, "plain", ""),
        (r"It needs $2x \le y$.", "2", 2, "plain", "x"),
        ("a loss of -$5", "-$5", -5, "money", "$"),
        ("€ 40 a box", "€ 40", 40, "money", "€"),
        ("500 dollars a week", "500", 500, "money", "dollars"),
        ("$1.5 million", "$1.5 million", 1_500_000, "money", "$"),
        ("3 thousand tons", "3 thousand", 3000, "plain", "tons"),
        ("a 10k loan", "10k", 10_000, "plain", "loan"),
        ("60% of it", "60%", 60, "percent", ""),
        (r"60\% of it", r"60\%", 60, "percent", ""),
        ("five percent of it", "five percent", 5, "percent", ""),
        ("12.5 per cent of it", "12.5 per cent", 12.5, "percent", ""),
        ("1/2 cup", "1/2", 0.5, "fraction", "cup"),
        ("1 1/2 cups", "1 1/2", 1.5, "fraction", "cups"),
        ("2½ kg", "2½", 2.5, "fraction", "kg"),
        (r"\frac{3}{4} of it", r"\frac{3}{4}", 0.75, "fraction", ""),
        ("half of the budget", "half", 0.5, "fraction", ""),
        ("half an hour", "half", 0.5, "fraction", "hour"),
        ("by a third.", "a third", 1 / 3, "fraction", ""),
        ("two-thirds of it", "two-thirds", 2 / 3, "fraction", ""),
        ("three quarters of it", "three quarters", 0.75, "fraction", ""),
        ("one-fifth of it", "one-fifth", 0.2, "fraction", ""),
        ("twenty-five workers", "twenty-five", 25, "plain", "workers"),
        ("a hundred and five boxes", "a hundred and five", 105, "plain", "boxes"),
        ("two thousand three hundred forty trees", "two thousand three hundred forty", 2340, "plain", "trees"),
        ("a dozen eggs", "a dozen", 12, "plain", "eggs"),
        ("half a dozen eggs", "half a dozen", 6, "plain", "eggs"),
        ("two and a half hours", "two and a half", 2.5, "plain", "hours"),
        ("twice as many", "twice", 2, "multiple", ""),
        ("three times as many", "three", 3, "multiple", ""),
        ("3 times as many", "3", 3, "multiple", ""),
        ("it doubles", "doubles", 2, "multiple", ""),
        ("an 8-hour day", "8", 8, "plain", "hour"),
        ("1.5e3 units", "1.5e3", 1500, "plain", "units"),
        (r"3 \times 10^{5} units", r"3 \times 10^{5}", 300_000, "plain", "units"),
        (r"10{,}000 units", r"10{,}000", 10_000, "plain", "units"),
        ("12 additional workers", "12", 12, "plain", "workers"),
        ("-0.25 degrees", "-0.25", -0.25, "plain", "degrees"),
        ("at 8:30 am", "8:30 am", 8.5, "time", ""),
        ("at 5 pm", "5 pm", 17, "time", ""),
    ],
)
def test_one_number(text: str, written: str, value: float, kind: str, unit: str) -> None:
    """Each way of writing a number is read with its span, value, kind and unit."""
    found = only(text)
    assert (found.span.of(text), found.value, found.kind, found.unit) == (
        written,
        pytest.approx(value, rel=1e-12),
        kind,
        unit,
    )
    assert not found.label


@pytest.mark.parametrize(
    "text",
    [
        "Product 2 is best",
        "on day 3 they rest",
        "the variable x1",
        "the variable $x_{12}$",
        "the variable x[0]",
        "Type-3 steel",
        "the second machine",
        "the 21st day",
        "the twenty-first day",
        "the hub #4",
        "1. Peel it",
        "2) Peel it",
        "version 1.2.3",
        "open 24/7",
        "on 2024-01-05",
    ],
)
def test_labels_are_no_data(text: str) -> None:
    """A number that names or orders a thing is a label."""
    assert only(text).label


def test_lists_of_labels() -> None:
    """A list of labels ends where the data begin."""
    text = "Products 1, 2 and 3 need 10, 20 and 30 kg; Machine 2 runs 5 hours."
    assert read(text) == [("10", 10), ("20", 20), ("30", 30), ("5", 5)]


def test_numbered_nouns_are_found_from_the_whole_text() -> None:
    """A capitalised word that counts 1, 2 through the text names things, though it is in no list of nouns."""
    assert read("Alloy 1 has 30 kg. Frobnicator 1 has 7 kg and Frobnicator 2 has 2 kg.") == [
        ("30", 30),
        ("7", 7),
        ("2", 2),
    ]


def test_numbered_lists_and_written_newlines() -> None:
    """The numbers of list items are labels, also where line ends are written as backslash and n."""
    assert read(r"Rules:\n1. Take 5 kg.\n2. Leave 6 kg.") == [("5", 5), ("6", 6)]
    assert read("Rules: (1) take 5 kg; (2) leave 6 kg.") == [("5", 5), ("6", 6)]


def test_each_day_is_no_label() -> None:
    """A noun with 'each' or 'per' before it does not make the next number a label."""
    assert read("Each week 20 units are sold, and per day 3 trucks leave.") == [("20", 20), ("3", 3)]


def test_tables() -> None:
    """Heads that count 1, 2, 3 are labels; the cells are data."""
    table = "| Month | 1 | 2 | 3 |\n|---|---|---|---|\n| Price | 8 | 6 | 9 |\n"
    assert read(table) == [("8", 8), ("6", 6), ("9", 9)]
    column = "| Job | Time |\n|---|---|\n| 1 | 15 |\n| 2 | 4 |\n"
    assert read(column) == [("15", 15), ("4", 4)]


def test_lists_in_brackets() -> None:
    """Commas without blanks inside brackets part numbers; with blanks they group thousands."""
    assert read("[100,200,300]") == [("100", 100), ("200", 200), ("300", 300)]
    assert read("[1,200, 3,400]") == [("1,200", 1200), ("3,400", 3400)]


def test_ranges() -> None:
    """A range has two numbers, no negative one, and one percent sign serves both."""
    assert read("5-10 people") == [("5", 5), ("10", 10)]
    assert [found.kind for found in numbers_in("20-30% of it")] == [QuantityKind.PERCENT] * 2
    assert [found.kind for found in numbers_in("between 20 and 30 percent")] == [QuantityKind.PERCENT] * 2
    assert [found.kind for found in numbers_in("20 and 30% of it")] == [QuantityKind.PLAIN, QuantityKind.PERCENT]


def test_readings_and_complements() -> None:
    """A percentage may be used as a share, twice as a half, a fraction by its parts, and what is left of the whole."""
    assert only("60%").readings == (60, 0.6)
    assert only("60%").complements == (0.4, 1.6)
    assert only("twice").readings == (2, 0.5)
    assert only("two thirds").readings == (2 / 3, 2, 3)
    assert only("50 cents").readings == (50, 0.5)
    assert only("$1.2 million").readings == (1_200_000, 1.2)
    assert only("7 hats").readings == (7,)
    assert only("7 hats").complements == ()


def test_incidental_words() -> None:
    """Words that often are no data, years and clock times say so; 'at least two' does not."""
    text = "In 2023, one of them, a pair, at least two, from 8:00; two products, three types"
    assert [(found.span.of(text), found.incidental) for found in numbers_in(text)] == [
        ("2023", True),
        ("one", True),
        ("pair", True),
        ("two", False),
        ("8:00", True),
        ("two", True),
        ("three", True),
    ]


def test_text_without_numbers() -> None:
    """No numbers, no quantities, and no error."""
    assert numbers_in("") == []
    assert numbers_in("A bakery makes cakes and pies, and someone is alone.") == []


def test_huge_numbers_stay_finite() -> None:
    """Numbers beyond a float are cut to its end instead of failing."""
    for text in ("9" * 400, "1e999999999999", "a million " + "million " * 20, "10^9999"):
        found = numbers_in(text)
        assert found
        assert all(math.isfinite(quantity.value) for quantity in found)


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "${:,}", "{} kg", "({})", "={};", "≤{}"]))
def test_written_integers_are_read_back(value: int, form: str) -> None:
    """Every way of writing a whole number gives its value back."""
    assert only(form.format(value)).value == value


@given(st.floats(0.001, 1e9).map(lambda value: round(value, 3)))
def test_written_decimals_are_read_back(value: float) -> None:
    """Decimals are read exactly as Python reads them."""
    assert only(f"costs {value:.3f} each").value == value


@given(st.text(alphabet="0123456789.,$%-/:xa \\n{}()|[]^_eE½half twice", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    """On any text, spans lie inside it, are not empty, do not overlap, and values are finite."""
    place = 0
    for found in numbers_in(text):
        assert place <= found.span.start < found.span.end <= len(text)
        assert math.isfinite(found.value)
        assert all(math.isfinite(value) for value in found.readings)
        place = found.span.end


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelled(value: int) -> str:
    """The English name of a whole number below a billion."""
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            joint = " and " if name == "hundred" else " "
            return f"{spelled(value // size)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")
    if value >= 20:
        tens = dict(enumerate(_TENS.split(" "), start=2))[value // 10]
        return tens + (f"-{spelled(value % 10)}" if value % 10 else "")
    return dict(enumerate(_SMALL.split(" ")))[value]


@given(st.integers(2, 10**9 - 1))
def test_spelled_numbers_are_read_back(value: int) -> None:
    """The English name of a number has that number's value, as one phrase."""
    text = spelled(value)
    found = only(f"exactly {text} boxes")
    assert (found.value, found.span.of(f"exactly {text} boxes")) == (value, text)
