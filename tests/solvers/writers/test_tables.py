"""Scripts read a CSV file only where their few lines find in it what the formulation has."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.exchange import export_source
from nl2opt.source import read_file
from tests.solvers.writers.scripts import run_all

PLAN = """## Sets
P
S
## Parameters
cap[P]
cost[P, S] = table "cost.csv"
## Variables
x[P, S] >= 0
## Objective
minimize sum(cost[p, s] * x[p, s] for p in P for s in S)
## Constraints
meet[p in P]: sum(x[p, s] for s in S) >= cap[p]
"""
PLAIN_CAP, PLAIN_COST = "p,cap\na,3\nb,4\n", ",u,v\na,2,5\nb,7,1.5\n"


@pytest.mark.parametrize(
    ("cap", "cost", "read"),
    [
        (PLAIN_CAP, PLAIN_COST, {"cap.csv", "cost.csv"}),
        ("a,3\nb,4\n", "p,s,cost\na,u,2\na,v,5\nb,u,7\nb,v,1.5\n", {"cap.csv", "cost.csv"}),
        ("p,cap,region\na,3,n\nb,4,s\n", PLAIN_COST, {"cap.csv", "cost.csv"}),
        ("plant,region,cap\na,n,3\nb,s,4\n", PLAIN_COST, {"cost.csv"}),
        (PLAIN_CAP, ";u;v\na;2;5\nb;7;1,5\n", {"cap.csv"}),
        ("p,cap\na, 3\n\nb,4\n", PLAIN_COST, {"cost.csv"}),
        (PLAIN_CAP, ",a,b\nu,2,7\nv,5,1.5\n", {"cap.csv"}),
    ],
)
def test_scripts_give_the_optimum_whatever_the_files_look_like(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cap: str, cost: str, read: set[str]
) -> None:
    """What the lines of a script cannot read is written out in it."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("plan.5e", PLAN), ("cap.csv", cap), ("cost.csv", cost), ("members.csv", "S\nu\nv\n")):
        Path(name).write_text(text)
    data = ["cap=cap.csv", "S=members.csv"]
    scripts = {
        f"with_{form}": export_source(read_file(Path("plan.5e")), form, data=data) for form in ("pulp", "highspy")
    }
    for printed in run_all(scripts, tmp_path).values():
        assert "12" in printed.split(), printed
    for script in scripts.values():
        assert {name for name in ("cap.csv", "cost.csv") if name in script} == read
