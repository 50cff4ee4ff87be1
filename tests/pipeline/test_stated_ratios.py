"""Ratios that a clause states, written by rule."""

from __future__ import annotations

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.stated_ratios import with_stated_ratios
from nl2opt.pipeline.text_numbers import TextNumbers

FRAME = (
    "## Variables\nvan_trips >= 0 integer\ndrone_trips >= 0 integer\n## Objective\nminimize van_trips + drone_trips\n"
    "## Constraints\nload: 9 * van_trips + 4 * drone_trips >= 80\n{}\n"
)


def with_ratios(text: str, constraint: str = "") -> tuple[list[str], int]:
    """The constraints behind the first, and how many sentences were said."""
    formulation, said = with_stated_ratios(parse(FRAME.format(constraint)), TextNumbers(text))
    return [expression_text(item.body) for item in formulation.constraints[1:]], len(said)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("There must be at least twice as many drone trips as van trips.", "drone_trips >= 2 * van_trips"),
        ("At most three times as many drones as vans may leave.", "drone_trips <= 3 * van_trips"),
        ("She wants four times more vans than drones.", "van_trips >= 4 * drone_trips"),
        ("Use at least 2.5 times as many vans as drones.", "van_trips >= 2.5 * drone_trips"),
    ],
)
def test_a_missing_ratio_is_added(text: str, meant: str) -> None:
    """Factor, direction and both activities come from the clause."""
    assert with_ratios(text) == ([meant], 1)


def test_a_turned_ratio_is_replaced() -> None:
    """The model's version of the clause gives way to the stated one."""
    text = "There must be twice as many drone trips as van trips."
    assert with_ratios(text, "share: drone_trips <= 2 * van_trips") == (["drone_trips >= 2 * van_trips"], 1)
    assert with_ratios(text, "share: van_trips >= 2 * drone_trips") == (["drone_trips >= 2 * van_trips"], 1)


@pytest.mark.parametrize(
    "constraint",
    [
        "share: drone_trips >= 2 * van_trips",
        "share: drone_trips >= van_trips * 2",
        "share: 2 * van_trips <= drone_trips",
        "share: drone_trips == 2 * van_trips",
    ],
)
def test_a_right_ratio_stays(constraint: str) -> None:
    """However it is written, a ratio that says the same is left alone."""
    text = "There must be twice as many drone trips as van trips."
    bodies, said = with_ratios(text, constraint)
    assert len(bodies) == 1
    assert said == 0


@pytest.mark.parametrize("text", ["Twice as many trips as last year are planned.", "Drones fly twice as fast as vans."])
def test_other_comparisons_are_no_ratios(text: str) -> None:
    """Without two activities on the two sides nothing is added."""
    assert with_ratios(text) == ([], 0)
