"""Engines and their options from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLAN = """\
## Variables
0 <= cakes <= 10 integer
pies >= 0
## Objective
maximize 12*cakes + 9*pies
## Constraints
oven: cakes + pies <= 25.5
"""
HARD = """\
## Variables
1 <= x <= 4
## Objective
maximize sin(x)
"""


def write(folder: Path, text: str) -> str:
    """A formulation file; its name."""
    (folder / "plan.5e").write_text(text)
    return "plan.5e"


@pytest.mark.parametrize(
    ("engine", "reason"),
    [
        ("pulp", "CBC through PuLP, because it was asked for."),
        ("pulp:highs", "HiGHS through PuLP, because it was asked for."),
        ("pyomo", "HiGHS or SCIP through Pyomo, because it was asked for."),
        ("highs", "HiGHS, because it was asked for."),
    ],
)
def test_engine_by_name(nl2opt: Run, tmp_path: Path, engine: str, reason: str) -> None:
    """An engine that is asked for solves, with every option, and the answer says so."""
    options = ("--time-limit", "60", "--gap", "0.0001", "--threads", "1", "--seed", "3", "--memory-limit", "2GB")
    done = nl2opt("solve", write(tmp_path, PLAN), "--solver", engine, *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Optimal: the maximum is 259.5." in done.stdout
    assert reason in done.stdout


def test_options_that_are_not_passed_on_are_noted(nl2opt: Run, tmp_path: Path) -> None:
    """What a solver cannot be told is a note of the answer, for people and for programs."""
    note = "SCIP was not told the seed: PuLP has no way to pass it on."
    arguments = ("solve", write(tmp_path, PLAN), "--solver", "pulp:scip", "--seed", "3")
    assert f"Note        {note}" in nl2opt(*arguments).stdout
    assert json.loads(nl2opt(*arguments, "--json").stdout)["message"] == note


@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        (("--solver", "pulp"), "CBC through PuLP does not take nonlinear expressions", "--solver scip"),
        (("--solver", "pyomo:glpk"), "GLPK through Pyomo does not take nonlinear expressions", "--solver pyomo"),
        (("--solver", "pyomo:abacus"), "Pyomo finds no solver 'abacus' here.", "Or use --solver pyomo alone."),
        (("--solver", "plup"), "There is no engine 'plup'.", "Did you mean 'pulp'?"),
        (("--memory-limit", "lots"), "'lots' is not an amount of memory.", "Write 800, 800MB, 2GB or 1.5GiB."),
        (("--memory-limit", "10MB"), "is too small for a solver's process", "Allow 384 MiB or more."),
    ],
)
def test_what_cannot_be_done_is_said(
    nl2opt: Run, tmp_path: Path, arguments: tuple[str, ...], what: str, hint: str
) -> None:
    """An engine or option that does not fit is an error of two sentences, and no traceback."""
    done = nl2opt("solve", write(tmp_path, HARD), *arguments)
    assert done.returncode in (1, 6)
    assert what in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_numbers_are_a_check_that_did_not_pass(nl2opt: Run, tmp_path: Path) -> None:
    """A model whose numbers are too far apart is solved, and the answer warns of it by the constraint's name."""
    text = PLAN.replace("oven: cakes + pies <= 25.5", "oven: 0.000001*cakes + 25000000*pies <= 50")
    done = nl2opt("solve", write(tmp_path, text))
    assert done.returncode == 0
    shown = " ".join(done.stdout.split())
    assert "The coefficients of the constraints range from 1e-06 (the constraint oven) to 2.5e+07" in shown
    assert "Choose units" in shown
