"""Directions and activities of limits, read off the words around their numbers."""

from __future__ import annotations

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.limit_cues import with_stated_directions
from nl2opt.pipeline.text_numbers import TextNumbers

FRAME = (
    "## Variables\nlarge_cans >= 0 integer\nsmall_cans >= 0 integer\n## Objective\nminimize large_cans + small_cans\n"
    "## Constraints\nc: {}\n"
)


def corrected(text: str, constraint: str) -> tuple[str, int]:
    """The constraint after correction, and how many sentences were said."""
    formulation, said = with_stated_directions(parse(FRAME.format(constraint)), TextNumbers(text))
    return expression_text(formulation.constraints[0].body), len(said)


@pytest.mark.parametrize(
    ("text", "constraint", "meant"),
    [
        ("The press must run for at least 70 hours.", "2 * large_cans + small_cans <= 70", ">= 70"),
        ("There can be no more than 45 cans.", "large_cans + small_cans >= 45", "<= 45"),
        ("At most 30% of the cans may be large.", "large_cans >= 0.3 * (large_cans + small_cans)", "<= 0.3"),
        ("At least a third must be small.", "small_cans <= (1/3) * (large_cans + small_cans)", ">= 1 / 3"),
        ("A minimum of 12 large cans is needed.", "large_cans <= 12", ">= 12"),
        ("Large cans must not be fewer than 12.", "large_cans <= 12", ">= 12"),
        ("Up to $500 may be spent.", "5 * large_cans + 3 * small_cans >= 500", "<= 500"),
    ],
)
def test_a_turned_limit_is_set_right(text: str, constraint: str, meant: str) -> None:
    """The words right before the number decide the direction, and a sentence says so."""
    body, said = corrected(text, constraint)
    assert meant in body
    assert said == 1


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("The press must run for at least 70 hours.", "2 * large_cans + small_cans >= 70"),
        ("The press must run for at least 70 hours.", "2 * large_cans + small_cans == 70"),
        ("At least 20 large cans and at most 20 small cans are needed.", "small_cans <= 20"),
        ("There are 70 hours.", "2 * large_cans + small_cans <= 70"),
        ("At least 4 more large than small cans are needed.", "small_cans - large_cans <= 4"),
        ("At least 60% must be large.", "small_cans <= 0.4 * (large_cans + small_cans)"),
    ],
)
def test_what_the_words_do_not_contradict_stays(text: str, constraint: str) -> None:
    """Without a cue, with two cues, or with a difference on the left nothing is changed."""
    body, said = corrected(text, constraint)
    assert body == expression_text(parse(FRAME.format(constraint)).constraints[0].body)
    assert said == 0


@pytest.mark.parametrize(
    ("text", "constraint", "meant"),
    [
        ("There have to be at least 20 large cans for the basic colours.", "small_cans >= 20", "large_cans >= 20"),
        ("The firm has at most 45 small cans and 60 large cans.", "large_cans <= 45", "small_cans <= 45"),
    ],
)
def test_a_limit_on_the_wrong_activity_is_set_right(text: str, constraint: str, meant: str) -> None:
    """The words behind the number name the activity that it limits."""
    assert corrected(text, constraint) == (meant, 1)


def test_a_shared_word_names_nobody() -> None:
    """Words that both activities share do not tell them apart."""
    assert corrected("At most 45 cans fit.", "large_cans <= 45") == ("large_cans <= 45", 0)
