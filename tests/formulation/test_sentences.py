"""Where sentences of a problem text begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.sentences import sentences


def split(text: str) -> list[str]:
    """The words of each sentence."""
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs 2.5 dollars. It sells for $1,200.50.", ["It costs 2.5 dollars.", "It sells for $1,200.50."]),
        ("Use sugar, e.g. brown sugar. Stop!", ["Use sugar, e.g. brown sugar.", "Stop!"]),
        ("Acme Inc. makes beds. They sell.", ["Acme Inc. makes beds.", "They sell."]),
        ("Open till 5 p.m. Each shift counts.", ["Open till 5 p.m.", "Each shift counts."]),
        ("J. Smith has 3 trucks. How many?", ["J. Smith has 3 trucks.", "How many?"]),
        ("Take at most 3 kg; leave 4 kg.", ["Take at most 3 kg;", "leave 4 kg."]),
        ('He said "stop." Then it ended.', ['He said "stop."', "Then it ended."]),
        ("Find x.Then stop.", ["Find x.", "Then stop."]),
        ("It is x1.5 or so", ["It is x1.5 or so"]),
        ("Rules:\n- at least 3 kg\n- at most 5 kg\n", ["Rules:", "at least 3 kg", "at most 5 kg"]),
        ("1. Take 3 kg.\n2. Leave 4 kg. Go.", ["Take 3 kg.", "Leave 4 kg.", "Go."]),
        (r"Costs are low.\n2. Leave 4 kg.\nDone.", ["Costs are low.", "Leave 4 kg.", "Done."]),
        ("| Job | Time |\n|---|---|\n| A | 3 |\n", ["Job | Time", "A | 3"]),
        ("A line that is broken\nin the middle. Next.", ["A line that is broken\nin the middle.", "Next."]),
        ("First paragraph\n\nsecond paragraph", ["First paragraph", "second paragraph"]),
        ("See Fig. 3 and No. 5 of approx. 10 kg.", ["See Fig. 3 and No. 5 of approx. 10 kg."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_splitting(text: str, expected: list[str]) -> None:
    """Decimals, abbreviations, initials and list numbers end nothing; lines of lists and tables stand alone."""
    assert split(text) == expected


@given(st.text(alphabet="Ab 1.5;!?\n-|$\\n)(\"'e.g", max_size=80))
def test_sentences_are_in_order_and_cover_every_word(text: str) -> None:
    """Spans lie inside the text, in order, without outer blanks, and no letter is lost."""
    place, inside = 0, set()
    for span in sentences(text):
        assert place <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        inside.update(range(span.start, span.end))
        place = span.end
    lost = [letter for spot, letter in enumerate(text) if letter in "Abeg" and spot not in inside]
    assert not lost or "(" in text or ")" in text
