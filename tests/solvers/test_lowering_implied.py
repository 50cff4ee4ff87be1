"""Implied bounds: they hold at every feasible point, and they are found where one row follows from another."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.solvers.lowering.assembly import Entries
from nl2opt.solvers.lowering.implied import implied_bounds
from nl2opt.solvers.lowering.layouts import Layout

INF = np.inf


def entries(matrix: np.ndarray) -> list[Entries]:
    """The nonzeros of a dense matrix."""
    rows, columns = np.nonzero(matrix)
    return [Entries((len(rows),), rows, columns, matrix[rows, columns], Layout.of(columns))] if len(rows) else []


def implied(matrix: list, row_bounds: tuple, bounds: tuple, integer: bool = False) -> list:
    """Pairs of bounds, for rows and columns given as lists."""
    dense = np.array(matrix, dtype=float)
    columns = *(np.array(side, dtype=float) for side in bounds), np.full(dense.shape[1], integer)
    lower, upper = implied_bounds(entries(dense), tuple(np.array(side, dtype=float) for side in row_bounds), columns)
    return list(zip(lower.round(6).tolist(), upper.round(6).tolist(), strict=True))


def test_a_row_bounds_each_of_its_variables() -> None:
    """``2 x + y <= 10`` with both at least 0, and ``x - z == 0``, bound all three."""
    found = implied([[2, 1, 0], [1, 0, -1]], ([-INF, 0], [10, 0]), ([0, 0, -INF], [INF, INF, INF]))
    assert found == [(0, 5), (0, 10), (0, 5)]


def test_bounds_of_whole_numbers_are_whole() -> None:
    """``2 x <= 5`` says ``x <= 2`` for a whole number."""
    assert implied([[2]], ([1], [5]), ([-INF], [INF]), integer=True) == [(1, 2)]


def test_contradictions_are_left_to_the_solver() -> None:
    """Rows that leave no interval do not make one that is upside down."""
    found = implied([[1], [1]], ([-INF, 5], [3, INF]), ([0], [INF]))
    assert found[0][0] <= found[0][1]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(-6, 6), st.integers(0, 8)), min_size=4, max_size=4),
    st.lists(st.sampled_from(((-2, 2), (0, INF), (-INF, 2), (-INF, INF))), min_size=3, max_size=3),
    st.booleans(),
)
def test_no_feasible_point_is_cut_off(matrix: list, sides: list, bounds: list, integer: bool) -> None:
    """Every point of a grid that obeys rows and bounds obeys the implied bounds."""
    dense = np.array(matrix, dtype=float)
    low = np.array([side for side, _ in sides[: len(matrix)]], dtype=float)
    high = low + [width for _, width in sides[: len(matrix)]]
    lower, upper = np.array(bounds, dtype=float).T
    flags = np.full(3, integer)
    least, most = implied_bounds(entries(dense), (low, high), (lower, upper, flags))
    assert (least >= lower).all()
    assert (most <= upper).all()
    points = np.array(list(itertools.product(range(-4, 5), repeat=3)), dtype=float)
    values = points @ dense.T
    feasible = points[((values >= low) & (values <= high)).all(1) & ((points >= lower) & (points <= upper)).all(1)]
    assert ((feasible >= least - 1e-9) & (feasible <= most + 1e-9)).all()
