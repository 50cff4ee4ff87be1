"""Amounts of memory as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.solvers.memory_size import parse_memory


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("800", 800_000_000),
        (512, 512_000_000),
        ("2GB", 2 * 10**9),
        ("2 gb", 2 * 10**9),
        ("2G", 2 * 10**9),
        ("1.5GiB", 3 * 2**29),
        ("700MiB", 700 * 2**20),
        ("1000000000B", 10**9),
    ],
)
def test_amounts(text: str | float, size: int) -> None:
    """Numbers are MB, and units are decimal unless they say otherwise."""
    assert parse_memory(text) == size


@pytest.mark.parametrize("text", ["", "lots", "-2GB", "2 pounds", "1e9", "GB", "2GBB", "nan"])
def test_what_is_no_amount(text: str) -> None:
    """Anything else is refused with examples."""
    with pytest.raises(Nl2optError, match="not an amount of memory") as failure:
        parse_memory(text)
    assert "2GB" in failure.value.hint


@given(st.integers(0, 10**6), st.sampled_from(["k", "M", "G", "T"]))
def test_binary_units_are_larger(number: int, unit: str) -> None:
    """A unit with an i is never smaller than the one without (law)."""
    assert parse_memory(f"{number}{unit}iB") >= parse_memory(f"{number}{unit}B")
