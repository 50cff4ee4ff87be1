"""``nl2opt explain`` and ``nl2opt whatif`` in real processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2opt.cli.main import run
from nl2opt.formulation.text_parser import parse_file
from nl2opt.solvers.api import solve
from tests.cli.conftest import Run

BAKERY = """## Variables
cakes >= 0 integer  # cakes baked a day
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies
## Constraints
flour: 3*cakes + 2*pies <= 60
oven: cakes + pies <= 25
"""
WYNDOR = """## Variables
doors >= 0
windows >= 0
## Objective
maximize 3*doors + 5*windows
## Constraints
plant1: doors <= 4
plant2: 2*windows <= 12  # hours
plant3: 3*doors + 2*windows <= 18
"""
INFEASIBLE = "## Variables\nx >= 3\n## Objective\nminimize x\n## Constraints\ntop: x <= 2\n"
UNBOUNDED = "## Variables\nx >= 3\n## Objective\nmaximize x\n"


def write(folder: Path, text: str, name: str = "plan.5e") -> str:
    """A file in the folder in which commands run; its name."""
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_explain_prints_prices_and_ranges(nl2opt: Run, tmp_path: Path) -> None:
    """The prices of the textbook's example are printed, with their ranges and in words."""
    done = nl2opt("explain", write(tmp_path, WYNDOR))
    assert (done.returncode, done.stderr) == (0, "")
    assert "  plant2 ≤ 12    1.5     6  18  hours" in done.stdout.splitlines()
    assert "Each further hour of plant2 raises the maximum by 1.5, while the limit is between 6 and 18." in done.stdout


def test_explain_as_json(nl2opt: Run, tmp_path: Path) -> None:
    """Programs get the same numbers; ends without an end are null."""
    done = nl2opt("explain", write(tmp_path, WYNDOR), "--json")
    data = json.loads(done.stdout)
    assert (data["status"], data["objective"], data["prices"]) == ("optimal", 36.0, "exact")
    prices = {item["name"]: item["price"] for item in data["limits"]}
    assert prices == pytest.approx({"plant1": 0, "plant2": 1.5, "plant3": 1})
    assert data["coefficients"][1]["upper"] is None


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [(INFEASIBLE, 3, "cannot hold together"), (UNBOUNDED, 4, "grows without end")],
)
def test_explain_answers_without_values(nl2opt: Run, tmp_path: Path, text: str, code: int, words: str) -> None:
    """Infeasible and unbounded models are explained, with the exit code of 'nl2opt solve'."""
    done = nl2opt("explain", write(tmp_path, text))
    assert (done.returncode, done.stderr) == (code, "")
    assert words in done.stdout
    data = json.loads(nl2opt("explain", "plan.5e", "--json").stdout)
    assert data["explanation"]["kind"] == data["status"]


def test_explain_reads_standard_input(nl2opt: Run) -> None:
    """A formulation may come through a pipe."""
    done = nl2opt("explain", "-", stdin=BAKERY)
    assert done.returncode == 0
    assert "One unit more room" in done.stdout


def test_whatif_shows_both_answers(nl2opt: Run, tmp_path: Path) -> None:
    """The new answer stands beside the old one."""
    done = nl2opt("whatif", write(tmp_path, BAKERY), "oven=30", "cakes<=5")
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        "  The limit of oven is 30 instead of 25.",
        "  cakes is at most 5.",
        "Before: Optimal: the maximum is 255.",
        "Now:    Optimal: the maximum is 270.",
        "Change: +15 (+5.88 %)",
        "  cakes         10    0     -10",
    ):
        assert line in done.stdout.splitlines()


@pytest.mark.parametrize("change", ["-oven", "drop oven"])
def test_a_constraint_is_dropped(nl2opt: Run, tmp_path: Path, change: str) -> None:
    """A dash before a name is a change, not an option, wherever it stands."""
    done = nl2opt("whatif", write(tmp_path, BAKERY), change, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["said"] == ["The constraint oven is dropped."]


def test_options_are_still_options(nl2opt: Run, tmp_path: Path) -> None:
    """-q and -h keep their meaning beside changes."""
    done = nl2opt("whatif", write(tmp_path, BAKERY), "oven=30", "-q", "--solver", "highs")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: nl2opt whatif" in nl2opt("whatif", "-h").stdout


def test_whatif_to_infeasible(nl2opt: Run, tmp_path: Path) -> None:
    """A change that leaves nothing feasible is explained; the code is that of the new answer."""
    done = nl2opt("whatif", write(tmp_path, BAKERY), "cakes>=21")
    assert done.returncode == 3
    assert "cannot hold together" in done.stdout
    assert "Before: Optimal: the maximum is 255." in done.stdout


def test_sweep_prints_a_table(nl2opt: Run, tmp_path: Path) -> None:
    """A row for each value, and where a linear optimum bends."""
    done = nl2opt("whatif", write(tmp_path, WYNDOR), "--sweep", "plant3=6:30:4")
    assert (done.returncode, done.stderr) == (0, "")
    assert "      18       36    1" in done.stdout.splitlines()
    assert "The maximum bends at 12: 2.5 a unit before, 1 after." in done.stdout
    data = json.loads(nl2opt("whatif", "plan.5e", "plant2=100", "--sweep", "plant3=6:30:4", "--json").stdout)
    assert [point["objective"] for point in data["points"]] == pytest.approx([15, 25, 35, 45, 55, 65, 75])


def test_the_changed_formulation_is_saved(nl2opt: Run, tmp_path: Path) -> None:
    """What --save writes solves to the new answer."""
    done = nl2opt("whatif", write(tmp_path, BAKERY), "oven=30", "--save", "new.5e")
    assert done.returncode == 0
    assert solve(parse_file(tmp_path / "new.5e")).objective == 270


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "No change is given."),
        (["ovn=3"], "Did you mean 'oven'?"),
        (["-ovn"], "Did you mean 'oven'?"),
        (["oven"], "is no change"),
        (["oven=30", "--sweep", "flour=1:2"], "is no sweep"),
        (["--sweep", "flour=1:2:0"], "never gets from 1 to 2"),
        (["--sweep", "flour=1:1e9:1"], "1,000 is the most"),
        (["--sweep", "flour<=1:2:1"], "is no sweep"),
        (["oven=30", "--solver", "cplexx"], "cplexx"),
        (["oven=30", "--save", "nowhere/new.5e"], "no folder"),
        (["oven=30", "--data", "flour=3"], "flour"),
    ],
)
def test_mistakes_end_with_code_1(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    """Mistakes are two sentences on standard error, and nothing else."""
    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path / "runs"))
    monkeypatch.chdir(tmp_path)
    code = run(["whatif", write(tmp_path, BAKERY), *arguments])
    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert words in printed.err
    assert "Traceback" not in printed.err


def test_a_missing_file_is_said(nl2opt: Run) -> None:
    """There is nothing to change in a file that is not there."""
    done = nl2opt("whatif", "nothing.5e", "oven=3")
    assert done.returncode == 1
    assert "There is no file 'nothing.5e'." in done.stderr
