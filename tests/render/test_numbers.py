"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.render.numbers import align, format_number, format_seconds


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.9999999997, "3"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (-1e-12, "0"),
        (1234567.8, "1234567.8"),
        (1e20, "1e+20"),
        (0.000125, "0.000125"),
        (math.inf, "∞"),
    ],
)
def test_format_number(value: float, text: str) -> None:
    """Noise of the engine disappears, and decimals that mean something stay."""
    assert format_number(value) == text


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_format_number_is_close(value: float) -> None:
    """What is shown differs from the value by rounding alone."""
    assert float(format_number(value)) == pytest.approx(value, rel=1e-8, abs=1.01e-6)


@given(st.lists(st.floats(min_value=-1e9, max_value=1e9).map(format_number), min_size=1))
def test_align_keeps_the_numbers(numbers: list[str]) -> None:
    """Alignment only adds blanks, and makes all texts equally wide."""
    aligned = align(numbers)
    assert [text.strip() for text in aligned] == numbers
    assert len({len(text) for text in aligned}) == 1


def test_align_puts_points_under_each_other() -> None:
    """Decimal points stand in one column."""
    assert align(["1.25", "100", "-3.5"]) == ["  1.25", "100   ", " -3.5 "]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.034, "0.034 s"), (4.21, "4.2 s"), (59.97, "1 min 0 s"), (125, "2 min 5 s")]
)
def test_format_seconds(seconds: float, text: str) -> None:
    """Short times keep two digits and long ones are told in minutes."""
    assert format_seconds(seconds) == text
