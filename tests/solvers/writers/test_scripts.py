"""Scripts run alone in a fresh process and print the optimum that we find."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_parser import parse, parse_file
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Status
from nl2opt.solvers.writers.registry import writer
from tests.golden_files import GOLDEN, assert_golden
from tests.solvers.writers.scripts import objective_of, run_all

FOLDER = Path(__file__).parent / "formulations"
FORMULATIONS = {path.stem: parse_file(path) for path in sorted(FOLDER.glob("*.5e"))}
LIBRARIES = ("pyomo", "pulp", "gurobipy", "highspy")
LINEAR_ONLY = ("pulp", "highspy")
CURVED = ("nonlinear", "quadratic")
GOLDEN_NAMES = ("transportation", "lot_sizing", "flows", "logic", "corners")


@cache
def ours(name: str) -> tuple[Status, float | None]:
    """Status and optimum as our own engines have them."""
    solution = solve(FORMULATIONS[name], folder=FOLDER)
    return solution.status, solution.objective


@cache
def code_of(library: str, name: str) -> str:
    """The script for a formulation."""
    return writer(library).write(FORMULATIONS[name], folder=FOLDER)


def takes(library: str, name: str) -> bool:
    """Whether the library has words for the formulation."""
    return name not in CURVED or library not in LINEAR_ONLY


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What the scripts print, by library and formulation; one process for each library."""
    found = {}
    for library in LIBRARIES:
        folder = tmp_path_factory.mktemp(library)
        shutil.copytree(FOLDER / "tables", folder / "tables")
        scripts = {name: code_of(library, name) for name in FORMULATIONS if takes(library, name)}
        found[library] = run_all(scripts, folder)
    return found


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", FORMULATIONS)
def test_script_prints_our_optimum(library: str, name: str, printed: dict[str, dict[str, str]]) -> None:
    """A script prints its status and, last, the optimum; one that cannot be written is refused by name."""
    if not takes(library, name):
        with pytest.raises(Nl2optError) as refused:
            writer(library).write(FORMULATIONS[name])
        assert "--to pyomo" in refused.value.hint
        return
    status, objective = ours(name)
    text = printed[library][name]
    assert not text.startswith("FAILED"), text
    said = next(line for line in text.splitlines() if line.startswith("status: "))
    assert said.lower() == f"status: {status}"
    if FORMULATIONS[name].objective.expression is None or status is not Status.OPTIMAL:
        assert objective_of(text) is None
    else:
        assert objective_of(text) == pytest.approx(objective, rel=1e-5, abs=1e-5)


def test_satisfying_point_is_printed(printed: dict[str, dict[str, str]]) -> None:
    """Where nothing is minimised, the point itself is the answer: four ones in a square of four."""
    for library in LIBRARIES:
        assert printed[library]["satisfy"].count(" = 1\n") == 4


@pytest.mark.parametrize("library", LIBRARIES)
def test_script_is_formatted_and_free_of_lint(library: str, tmp_path: Path) -> None:
    """Every script is as ruff lays it out, and pyflakes finds nothing."""
    for name in FORMULATIONS:
        if takes(library, name):
            (tmp_path / f"{name}.py").write_text(code_of(library, name), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["format", "--check", "--diff", "--line-length", "100"], ["check", "--select", "F,B,UP,SIM,RET"]):
        ignored = ["--ignore", "B905,B018,B006"] if command[0] == "check" else []
        run = subprocess.run(
            [*ruff, *command, *ignored, "--isolated", str(tmp_path)], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_script_is_the_one_that_was_read(library: str, name: str) -> None:
    """The text of some scripts is pinned, so that every change of it is seen."""
    assert_golden(GOLDEN / "scripts" / library / f"{name}.py", code_of(library, name))


def test_given_tables_are_written_into_the_script(tmp_path: Path) -> None:
    """Data from outside stand in the script, whatever the formulation said."""
    formulation = parse("""## Sets
I
## Parameters
need[I]
price[I] = {a: 1}
## Variables
x[I] >= 0
## Objective
minimize sum(price[i] * x[i] for i in I)
## Constraints
met[i in I]: x[i] >= need[i]
""")
    tables = {"I": ["a", "b c"], "need": {"a": 2, "b c": 3.5}, "price": [10, 100]}
    scripts = {f"plan_{library}": writer(library).write(formulation, tables=tables) for library in LIBRARIES}
    assert '["a", "b c"]' in scripts["plan_pulp"]
    for text in run_all(scripts, tmp_path).values():
        assert objective_of(text) == pytest.approx(370)


def test_unknown_form_is_named() -> None:
    """A wrong name is answered with a guess and the list."""
    with pytest.raises(Nl2optError) as wrong:
        writer("pyoma")
    assert "Did you mean 'pyomo'" in wrong.value.hint
    assert "gurobipy" in wrong.value.hint
