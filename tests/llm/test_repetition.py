"""Texts that go round in circles are noticed, and only those."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.llm.repetition import LEAST, ROUNDS, without_loop


@pytest.mark.parametrize("unit", ["*radius", "x1 + x2 >= 2000\n", "## Constraints\na: x >= 0\nb: y >= 0\nc: z <= 5\n"])
def test_one_round_is_kept(unit: str) -> None:
    """The repetitions go, the first round stays."""
    kept = without_loop("## Variables\nx >= 0\n" + unit * 40)
    assert kept is not None
    assert kept.rstrip() == ("## Variables\nx >= 0\n" + unit).rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: x1 >= 0\nb: x2 >= 0\nc: x3 >= 0\n" + "".join(f"limit{i}: x{i} <= {i * 10}\n" for i in range(60)),
        "zeros = [" + "0, " * 40,
        "x + " * (ROUNDS - 1) + "y" * 10,
    ],
)
def test_lists_are_no_circles(text: str) -> None:
    """Lines that differ in a number, and short lists of equal numbers, are left as they are."""
    assert without_loop(text) is None


@given(st.text("abc\n", max_size=40), st.text("abcde ", min_size=1, max_size=60), st.integers(ROUNDS + 1, 12))
def test_every_long_repetition_is_found(head: str, unit: str, rounds: int) -> None:
    """Whatever is repeated often enough, what is kept is shorter and a beginning of the text."""
    text = head + unit * rounds
    kept = without_loop(text)
    if len(unit) * rounds >= LEAST + len(unit):
        assert kept is not None
        assert text.startswith(kept)
        assert len(kept) < len(text)
