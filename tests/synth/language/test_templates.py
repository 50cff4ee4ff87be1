"""Templates print sentences and read the same values back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.synth.language.names import Names
from nl2opt.synth.language.quantities import PLAIN_STYLE, Form, NumberStyle, draw_style, read, written
from nl2opt.synth.language.templates import template

SOURCE = (
    "[Each|Every] {truck} [carries|can carry] [at most|up to] {load} {ton*load}[ of {cargo}|], [costs|is rented for] "
    "{price:money}[,| and] uses {share:percent} of {PLANTS:list}."
)
WORDS = {"truck": "box van", "ton": "ton", "cargo": "sand"}
VOCABULARY = {"truck": ("box van", "lorry"), "ton": ("ton",), "cargo": ("sand",), "PLANTS": Names(["Lyon", "New York"])}
AMOUNTS = st.one_of(st.integers(1, 10**7), st.decimals("0.01", 10_000, places=2).map(float))


@given(AMOUNTS, AMOUNTS, st.integers(1, 200), st.integers(0, 2**32))
def test_sentences_are_read_back(load: float, price: float, hundredths: int, seed: int) -> None:
    """Whatever the alternatives and the style of numbers, a sentence has the values that it was printed with."""
    rng = random.Random(seed)
    values = {**WORDS, "load": load, "price": price, "share": hundredths / 100, "PLANTS": ("Lyon", "New York")}
    chosen = template(SOURCE)
    sentence = chosen.render(values, rng, draw_style(rng))
    read_values = chosen.reader(VOCABULARY).read(sentence)
    assert read_values is not None
    assert read_values == {
        name: pytest.approx(values[name]) if name in ("load", "price", "share") else values[name]
        for name in read_values
    }
    assert {"load", "price", "share", "PLANTS", "ton"} <= set(read_values)


@given(st.sampled_from([Form.NUMBER, Form.MONEY, Form.PERCENT, Form.TIMES]), st.integers(1, 10**6), st.integers(0, 99))
def test_numbers_are_read_back(form: Form, value: int, seed: int) -> None:
    """A number in any form and style has its value for the reader of users' texts."""
    rng = random.Random(seed)
    number = value / 100 if form is Form.PERCENT else value
    assert read(written(number, form, draw_style(rng), rng), form) == pytest.approx(number)


@pytest.mark.parametrize("share", [1 / 4, 1 / 2, 3 / 4, 2 / 5, 0.35])
def test_fractions_are_read_back(share: float) -> None:
    """Common fractions are words, others are percentages, and both are shares."""
    for seed in range(6):
        said = written(share, Form.FRACTION, PLAIN_STYLE, random.Random(seed))
        assert read(said, Form.FRACTION) == pytest.approx(share)


def test_other_sentences_are_not_read() -> None:
    """A wrong word, a noun that does not agree, or a number that contradicts itself is not read."""
    reader = template("{truck:a} carries {load} {ton*load}, and {load} {ton*load} only.").reader(VOCABULARY)
    assert reader.read("A lorry carries 7 tons, and 7 tons only.") == {"truck": "lorry", "load": 7, "ton": "ton"}
    assert reader.read("A lorry carries 7 tons, and 8 tons only.") is None
    assert reader.read("A lorry carries 7 ton, and 7 ton only.") is None
    assert reader.read("A bicycle carries 7 tons, and 7 tons only.") is None


def test_names_are_read_with_article_and_number() -> None:
    """Names of a pool stand behind their article, others are a noun and a number."""
    names = Names(["tent", "rope"], ["Item"], "the ")
    reader = template("{thing} weighs {load} kilograms.").reader({"thing": names})
    assert reader.read("The tent weighs 3 kilograms.") == {"thing": "tent", "load": 3}
    assert reader.read("Item 12 weighs 3 kilograms.") == {"thing": "Item 12", "load": 3}
    assert reader.read("Item weighs 3 kilograms.") is None


@pytest.mark.parametrize("source", ["[a|b", "a]", "{a", "{a b}", "{a:loudly}", "a|b]"])
def test_malformed_templates_are_refused(source: str) -> None:
    """Brackets and braces have partners, and slots are written as described."""
    with pytest.raises(ValueError, match="template"):
        template(source)


def test_money_keeps_cents() -> None:
    """Amounts have two decimals or none, and single dollars are singular."""
    assert written(12.5, Form.MONEY) == "$12.50"
    assert written(1, Form.MONEY, NumberStyle(currency="dollars")) == "1 dollar"
    assert written(1200, Form.MONEY, NumberStyle(thousands="", currency="€")) == "€1200"
