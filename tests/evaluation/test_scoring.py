"""When a reported optimum counts as the published one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.evaluation.benchmark import Row
from nl2opt.evaluation.scoring import is_correct
from nl2opt.solvers.result import Status


@pytest.mark.parametrize(
    ("answer", "objective", "expected"),
    [
        ("880.0", 880.0, True),
        ("880", 880.0004, True),
        ("880", 880.4, True),
        ("880", 880.6, False),
        ("3163.27", 3163.2653, True),
        ("3163.27", 3163.2749, True),
        ("3163.27", 3163.276, False),
        ("1,200", 1200.0, True),
        ("-700", 700.0, False),
        ("0.0", 0.0, True),
        ("1e5", 100000.0, True),
        ("no number", 1.0, False),
    ],
)
def test_values(answer: str, objective: float, expected: bool) -> None:
    """Relative 1e-6, or rounding at the decimals that the answer shows; the sign counts."""
    assert is_correct(Row("1", "", (answer,)), Status.OPTIMAL, objective) is expected


def test_either_answer_counts() -> None:
    """A row may have one optimum for integer and one for continuous variables."""
    row = Row("1", "", ("880.0", "888.888889"))
    assert is_correct(row, Status.OPTIMAL, 888.8888888889)
    assert is_correct(row, Status.OPTIMAL, 880.0)


@pytest.mark.parametrize("status", list(Status))
def test_no_best_solution_asks_for_a_proof(status: Status) -> None:
    """Only a proven infeasible or unbounded status agrees with it."""
    expected = status in (Status.INFEASIBLE, Status.UNBOUNDED)
    assert is_correct(Row("1", "", ("No Best Solution",)), status, None) is expected


def test_a_value_without_a_solution_does_not_count() -> None:
    """An objective is believed only with a solution behind it."""
    assert not is_correct(Row("1", "", ("5",)), Status.INFEASIBLE, 5.0)
    assert not is_correct(Row("1", "", ("5",)), None, None)


@given(st.floats(-1e9, 1e9))
def test_the_exact_value_always_counts(value: float) -> None:
    """An answer written in full agrees with itself."""
    assert is_correct(Row("1", "", (repr(value),)), Status.OPTIMAL, value)
