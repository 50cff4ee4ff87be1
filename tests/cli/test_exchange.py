"""``nl2opt export`` and ``nl2opt import`` as a user runs them."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nl2opt as facade
from nl2opt.solvers.writers import registry

Run = Callable[..., subprocess.CompletedProcess[str]]

PLAN = """## Sets
PLANTS = {Lyon, Turin}
## Parameters
cost[PLANTS] = {Lyon: 4, Turin: 3}
## Variables
ship[PLANTS] >= 0 <= 30 integer  # tons shipped
## Objective
minimize sum(cost[p] * ship[p] for p in PLANTS)
## Constraints
need: sum(ship[p] for p in PLANTS) >= 40
"""
OPTIMUM = 3 * 30 + 4 * 10


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A formulation in the folder that commands run in."""
    path = tmp_path / "plan.5e"
    path.write_text(PLAN)
    return path


@pytest.mark.parametrize("ending", ["lp", "mps"])
def test_exported_models_come_back(nl2opt: Run, plan: Path, ending: str) -> None:
    """export, import and solve give the optimum of the formulation; the names are reported."""
    exported = nl2opt("export", "plan.5e", "--to", ending)
    assert (exported.returncode, exported.stderr) == (0, "")
    (plan.parent / f"model.{ending}").write_text(exported.stdout)
    back = nl2opt("import", f"model.{ending}", "-o", "back.5e")
    assert back.returncode == 0
    assert back.stdout == ""
    assert back.stderr.splitlines() == [
        "2 variables and 1 constraint.",
        "2 names are changed, with the file's own as a note: ship(Lyon) is ship_Lyon, ship(Turin) is ship_Turin.",
    ]
    assert "ship_Lyon <= 30 integer  # ship(Lyon)" in (plan.parent / "back.5e").read_text().replace("0 <= ", "")
    assert facade.solve(plan.parent / "back.5e").objective == OPTIMUM


def test_the_ending_of_the_output_says_the_form(nl2opt: Run, plan: Path) -> None:
    """``-o model.mps`` needs no ``--to``; ``-o model.py`` does."""
    assert nl2opt("export", "plan.5e", "-o", "model.mps").returncode == 0
    assert (plan.parent / "model.mps").read_text().endswith("ENDATA\n")
    unclear = nl2opt("export", "plan.5e", "-o", "model.py")
    assert unclear.returncode == 1
    assert unclear.stderr.startswith("The name 'model.py' does not say which form to write.\n\nGive it with --to.")


def test_data_replace_those_of_the_formulation(nl2opt: Run, plan: Path) -> None:
    """``--data`` reaches the export."""
    (plan.parent / "cost.csv").write_text("PLANTS,cost\nLyon,1.25\nTurin,9\n")
    done = nl2opt("export", "plan.5e", "--to", "lp", "--data", "cost=cost.csv")
    assert "objective: 1.25 ship(Lyon) + 9 ship(Turin)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "first", "hint"),
    [
        (["plan.5e", "--to", "pyomoo"], "There is no form 'pyomoo' to export to.", "Did you mean 'pyomo'?"),
        (["plan.5e"], "The form to export to is missing.", "The forms are"),
        (["plan.5e", "--to", "lp", "-o", "no/model.lp"], "There is no folder 'no'", "Make it first."),
        (["plan.5e", "--to", "lp", "-o", "."], "'.' is a folder.", "Give the name of a file."),
        (["plam.5e", "--to", "lp"], "There is no file 'plam.5e'.", "Did you mean 'plan.5e'?"),
        (
            ["curved.5e", "--to", "mps"],
            "An MPS file cannot hold the constraint 'grow': it has the function 'exp'.",
            "pyomo",
        ),
        (["wrong.5e", "--to", "lp"], "wrong.5e:4:10: error: The name 'y'", "unknown-name"),
    ],
)
def test_mistakes_of_an_export_are_explained(
    nl2opt: Run, plan: Path, arguments: list[str], first: str, hint: str
) -> None:
    """One clear error, with what to do."""
    head = "## Variables\n0 <= x <= 9\n## Objective\nmaximize "
    (plan.parent / "curved.5e").write_text(f"{head}x\n## Constraints\ngrow: exp(x) <= 25\n")
    (plan.parent / "wrong.5e").write_text(f"{head}y\n")
    done = nl2opt("export", *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(first)
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "first"),
    [
        ("model.mps", b"ROWS\n N c\nCOLUMNS\n x c one\nENDATA\n", "model.mps:4: 'one' is no number."),
        ("model.lp", b"Minimize\n x\nSubject To\n c: x >= y\nEnd\n", "model.lp:4: A number is expected, but 'y'"),
        ("model.lp", b"Minimize\n x\nSemi-continuous\n x\nEnd\n", "model.lp:4: The variable 'x' is semi-continuous"),
        ("model.mps.gz", gzip.compress(b"ROWS\n")[:9], "'model.mps.gz' is a damaged gzip file."),
        ("model.txt", b"Minimize\n x\nEnd\n", "'model.txt' is neither an MPS nor an LP file by its name."),
    ],
)
def test_mistakes_of_an_import_are_explained(
    nl2opt: Run, tmp_path: Path, name: str, content: bytes, first: str
) -> None:
    """One clear error with the line, and no output file."""
    (tmp_path / name).write_bytes(content)
    done = nl2opt("import", name, "-o", "plan.5e")
    assert done.returncode == 1
    assert done.stderr.startswith(first)
    assert len(done.stderr.split("\n\n")) == 2
    assert not (tmp_path / "plan.5e").exists()


def test_the_same_in_python(plan: Path) -> None:
    """``nl2opt.export`` takes a path, a text or a formulation; ``nl2opt.read_model`` reads what it wrote."""
    texts = {facade.export(problem, to="lp") for problem in (plan, str(plan), PLAN, facade.parse(PLAN))}
    assert len(texts) == 1
    model = plan.parent / "model.lp"
    model.write_text(texts.pop())
    assert facade.solve(facade.read_model(model)).objective == OPTIMUM


def test_help_names_every_form(nl2opt: Run) -> None:
    """No form is left out of the help."""
    shown = nl2opt("export", "--help").stdout
    assert [form for form in registry.names() if form not in shown] == []


def test_scripts_run_where_they_are_written(nl2opt: Run, plan: Path) -> None:
    """A script from the command line runs alone and ends with the optimum."""
    assert nl2opt("export", "plan.5e", "--to", "mathopt", "-o", "model.py").returncode == 0
    done = subprocess.run([sys.executable, "model.py"], cwd=plan.parent, capture_output=True, text=True, timeout=100)
    assert done.stdout.splitlines()[-1] == f"objective: {OPTIMUM}"
