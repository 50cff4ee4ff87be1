"""``--data`` in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

PLAN = """## Sets
PLANTS
## Parameters
capacity[PLANTS]
price[PLANTS]
factor = 1
## Variables
make[PLANTS] >= 0
## Objective
maximize sum(factor * price[p] * make[p] for p in PLANTS)
## Constraints
limit[p in PLANTS]: make[p] <= capacity[p]
"""


def test_solve_with_data(nl2opt: Run, tmp_path: Path) -> None:
    """Files and numbers are given beside a formulation, and a bad cell is named with its row and column."""
    (tmp_path / "plan.5e").write_text(PLAN)
    (tmp_path / "plants.csv").write_text("plant;capacity;price\nLyon;120;1,5\nTurin;90;2\n")
    done = nl2opt("solve", "plan.5e", "--data", "plants.csv", "--data", "factor=2", "--json")
    assert json.loads(done.stdout)["objective"] == 720.0
    (tmp_path / "plants.csv").write_text("plant;capacity;price\nLyon;120;1,5\nTurin;ninety;2\n")
    done = nl2opt("solve", "plan.5e", "--data", "plants.csv")
    assert done.returncode == 1
    assert "plan.5e:4:1: error: Row 3, column 2 of 'plants.csv' holds 'ninety', which is no number." in done.stderr


def test_check_with_data(nl2opt: Run, tmp_path: Path) -> None:
    """The data are checked with the formulation; without them it is incomplete."""
    (tmp_path / "plan.5e").write_text(PLAN)
    (tmp_path / "plants.json").write_text('{"capacity": {"Lyon": 120}, "price": {"Lyon": 3, "Turin": 4}}')
    done = nl2opt("check", "plan.5e", "--data", "plants.json")
    assert "'price' has a value for Turin, which is not a member of PLANTS (the keys of 'capacity')" in done.stdout
    assert done.returncode == 1
    assert "--data capacity=FILE" in nl2opt("check", "plan.5e").stdout


def test_data_without_a_formulation(nl2opt: Run) -> None:
    """A problem in words takes no data yet, and says what to do."""
    done = nl2opt("solve", "Make as much as you can.", "--data", "a=b.csv")
    assert done.returncode == 1
    assert "nl2opt formulate" in done.stderr
