"""What one cell says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.pipeline.tables.cells import Cell, read_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12", Cell(12)),
        ("-3.5", Cell(-3.5)),
        ("1,200", Cell(1200)),
        ("$16,000", Cell(16000, "$")),
        ("500 kg", Cell(500, "kg")),
        ("12%", Cell(0.12, "as a fraction")),
        (r"$290 \mathrm{~km}$", Cell(290, "km")),
        ("$10$", Cell(10)),
        ("", Cell(None, gap=True)),
        ("-", Cell(None, gap=True)),
        ("N/A", Cell(None, gap=True)),
        ("Oslo", Cell(None)),
        ("Product 2", Cell(None)),
        (r"$2 \sim 6$", Cell(None)),
        ("≥ 60%", Cell(None)),
        ("First 500", Cell(None)),
        ("10-20", Cell(None)),
        ("Decreases by $0.5 for every $1000", Cell(None)),
        ("nan", Cell(None)),
    ],
)
def test_cells(text: str, cell: Cell) -> None:
    """Numbers with units, gaps and words are told apart; what is not plainly one number is words."""
    assert read_cell(text) == cell


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 3)))
def test_every_plain_number_is_read(number: float) -> None:
    """A number reads back as written, with thousands separators too."""
    for text in (f"{number:.3f}", f"{number:,.3f}"):
        cell = read_cell(text)
        assert cell.number is not None
        assert math.isclose(cell.number, number, abs_tol=1e-9)
