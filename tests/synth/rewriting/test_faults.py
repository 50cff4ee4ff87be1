"""What is noticed in a text that a language model wrote about a formulation."""

from __future__ import annotations

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.synth.rewriting.faults import faults, lost_numbers

FORMULATION = parse(
    """
## Variables
oak_tables >= 0 integer
stools >= 0 integer
## Objective
maximize 40*oak_tables + 12*stools
## Constraints
wood: 8*oak_tables + 2*stools <= 300
promise: stools >= 20
"""
)
GOOD = (
    "A joiner makes oak tables and stools. A table brings $40 and a stool $12. A table takes 8 boards and a stool 2; "
    "at most 300 boards are available. At least 20 stools are promised. How many of each give the highest profit?"
)


def test_good_text_has_no_faults() -> None:
    """A text that says the formulation passes."""
    assert faults(GOOD, FORMULATION) == []


@pytest.mark.parametrize(
    ("old", "new", "noticed"),
    [
        ("300 boards", "310 boards", "300"),
        (" At least 20 stools are promised.", "", "20"),
        ("How many of each give the highest profit?", "", "maximized or minimized"),
        ("At least 20 stools", "At most 20 stools", "other direction"),
        ("A table brings $40", "Each of the oak_tables brings $40", "oak_tables"),
        ("at most 300 boards are available", "8*x + 2*y <= 300 boards", "formulas"),
        ("A joiner", "In his workshop of 77 square meters, a joiner", "77"),
    ],
)
def test_faults_are_noticed(old: str, new: str, noticed: str) -> None:
    """A wrong or missing number, a turned limit, a missing question and formulas are found."""
    assert any(noticed in fault for fault in faults(GOOD.replace(old, new), FORMULATION))


def test_empty_text_is_a_fault() -> None:
    """No text says nothing."""
    assert faults(" \n", FORMULATION) == ["There is no text."]


def test_paraphrases_keep_their_numbers() -> None:
    """Numbers are compared by value and count, in digits or words."""
    assert lost_numbers("At most 20 boxes and 3 vans.", "No more than twenty boxes, and 3 vans.") == []
    assert lost_numbers("At most 20 boxes.", "At most 25 boxes.") == [
        "The number 20 is missing.",
        "The number 25 was not in the text.",
    ]
