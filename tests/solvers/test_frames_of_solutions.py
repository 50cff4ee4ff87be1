"""Solutions as tables of pandas."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from nl2opt.errors import MissingExtraError
from nl2opt.solvers.result import BlockValues, Solution, Status

SOLUTION = Solution(
    Status.OPTIMAL,
    "highs",
    objective=6.0,
    values={
        "x": BlockValues(((),), np.array([1.0])),
        "open": BlockValues((("Lyon",), ("Nice",)), np.array([1.0, 0.0])),
        "none": BlockValues((), np.array([])),
        "ship": BlockValues((("Lyon", 1), ("Lyon", 2)), np.array([2.0, 3.0])),
    },
)


def test_all_values() -> None:
    """Without a name there is a row for each value of each variable."""
    frame = SOLUTION.to_frame()
    assert list(frame["variable"]) == ["x", "open", "open", "ship", "ship"]
    assert list(frame["value"]) == [1, 1, 0, 2, 3]
    assert frame["index"][4] == ("Lyon", 2)


def test_values_of_one_variable() -> None:
    """A variable's frame has one index level for each of its axes."""
    assert SOLUTION.to_frame("ship").loc[("Lyon", 2), "value"] == 3
    assert SOLUTION.to_frame("open").loc["Nice", "value"] == 0
    assert SOLUTION.to_frame("x")["value"].tolist() == [1]
    assert SOLUTION.to_frame("none").empty


def test_without_a_solution() -> None:
    """Without values the frame has its columns and no row."""
    frame = Solution(Status.INFEASIBLE, "highs").to_frame()
    assert (list(frame.columns), len(frame)) == (["variable", "index", "value"], 0)


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is missing the error has the command that installs it."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'nl2opt\[notebook\]'"):
        SOLUTION.to_frame()
