"""One formulation with other data: solved again, on record, and replayed; no language model takes part."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import nl2opt
from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.pipeline.replaying import replay
from nl2opt.pipeline.runs import load_run
from nl2opt.session import solve_source
from nl2opt.solvers.result import SolveOptions
from nl2opt.source import read_file

PLAN = """## Sets
PLANTS
STORES
## Parameters
capacity[PLANTS] = table "plants.csv"
need[STORES]
cost[PLANTS, STORES] = table "cost.csv"
## Variables
ship[PLANTS, STORES] >= 0
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A formulation with its tables in a folder, data in another one, which is the working directory."""
    models, work = tmp_path / "models", tmp_path / "work"
    models.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path / "runs"))
    (models / "plan.5e").write_text(PLAN)
    (models / "plants.csv").write_text("plant,capacity\nLyon,120\nTurin,90\n")
    (models / "cost.csv").write_text("plant,Nice,Milan\nLyon,4,6\nTurin,5,3\n")
    (work / "march.csv").write_text("Nice,50\nMilan,40\n")
    return models / "plan.5e"


def test_data_beside_a_formulation(plan: Path) -> None:
    """Words, values by name, and objects of pandas lead to the same answer."""
    need = pd.Series([50, 40], index=["Nice", "Milan"])
    for data in ("need=march.csv", ["need=march.csv"], {"need": "march.csv"}, {"need": need}, {"need": need.to_dict()}):
        assert nl2opt.solve(plan, data=data).objective == 320.0


def test_data_replace_what_the_formulation_says(plan: Path) -> None:
    """A value that is given comes before the one in the text."""
    cost = pd.DataFrame([[1, 1], [9, 9]], index=["Lyon", "Turin"], columns=["Nice", "Milan"])
    assert nl2opt.solve(plan, data={"need": "march.csv", "cost": cost}).objective == 90.0


def test_an_answer_is_had_again_with_other_data(plan: Path) -> None:
    """What was given before stays, unless it is given again; a formulation made by code works alike."""
    answer = nl2opt.solve(plan, data="need=march.csv", gap=1e-3)
    more = answer.with_data(need={"Nice": 60, "Milan": 40})
    assert (answer.objective, more.objective) == (320.0, 360.0)
    dearer = more.with_data(cost={"Lyon": {"Nice": 5, "Milan": 9}, "Turin": {"Nice": 9, "Milan": 4}})
    assert dearer.objective == 460.0
    assert dearer.options == SolveOptions(gap=1e-3)
    assert more.with_data("need=march.csv").objective == 320.0
    values = {"capacity": [120, 90], "need": [50, 40], "cost": [[4, 6], [5, 3]], "PLANTS": ["a", "b"], "STORES": [1, 2]}
    assert nl2opt.solve(answer.formulation, data=values).objective == 320.0


def test_mistakes_in_new_data(plan: Path) -> None:
    """They are told as those of the first data are."""
    answer = nl2opt.solve(plan, data="need=march.csv")
    with pytest.raises(FormulationError, match="Did you mean 'need'"):
        answer.with_data(nead=3)
    with pytest.raises(FormulationError, match=r"'.*cost.csv' has a value for Milan .*STORES .the keys of 'need'"):
        answer.with_data(need={"Nice": 3})
    with pytest.raises(Nl2optError, match="Data go with a formulation"):
        nl2opt.solve("Ship as much as you can.", data="need=march.csv")


def test_a_replay_says_which_data_have_changed(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record knows the files by their hashes, and finds them from any folder."""
    solve_source(read_file(plan), SolveOptions(), data=["need=march.csv"], keep_record=True)
    record = load_run("last")
    monkeypatch.chdir(plan.parent)
    answer, differences = replay(record)
    assert (answer.objective, differences) == (320.0, [])
    march = plan.parent.parent / "work" / "march.csv"
    march.write_text("Nice,50\nMilan,50\n")
    answer, differences = replay(record)
    assert answer.objective == 350.0
    assert differences == [f"The data in '{march}' have changed since.", "The objective was 320.0 and is 350.0."]
    (plan.parent / "cost.csv").unlink()
    with pytest.raises(FormulationError, match="There is no table"):
        replay(record)
