"""The command line with the embedded model, from words to an answer and its record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.model

PROBLEM = (
    "A bakery makes cakes and pies. A cake sells for $12 and needs 3 kg of flour, a pie sells for $9 and needs 2 kg of "
    "flour. There are 60 kg of flour, and the oven holds at most 25 items a day. How many of each maximize the income?"
)


def test_from_words_to_an_answer_and_its_record(nl2opt_with_model: Run) -> None:
    """A problem in words is solved and shown; the log lists, shows and replays the run without the model."""
    nl2opt = nl2opt_with_model
    done = nl2opt("solve", PROBLEM, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "Optimal: the maximum is 255" in done.stdout
    assert "tokens read" in done.stdout
    assert "optimal 255" in nl2opt("log").stdout
    shown = nl2opt("log", "show", "last").stdout
    for part in ("== Problem\nA bakery", "the model's words", "## Objective", "Versions: ", "seed 0"):
        assert part in shown
    replayed = nl2opt("log", "replay", "last", "--json")
    assert replayed.returncode == 0, replayed.stderr
    assert json.loads(replayed.stdout)["objective"] == 255


def test_edit_between_formulating_and_solving(nl2opt_with_model: Run, tmp_path: Path) -> None:
    """The printed formulation is a file that can be edited, and then solves to something else."""
    nl2opt = nl2opt_with_model
    done = nl2opt("formulate", "-", stdin=PROBLEM, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "<= 25" in done.stdout
    (tmp_path / "plan.5e").write_text(done.stdout.replace("<= 25", "<= 22"), encoding="utf-8")
    assert nl2opt("check", "plan.5e").returncode == 0
    assert json.loads(nl2opt("solve", "plan.5e", "--json").stdout)["objective"] == 246


def test_contradictory_words(nl2opt_with_model: Run, tmp_path: Path) -> None:
    """A problem that cannot be satisfied ends with its own exit code and shows no values."""
    text = (
        "A farm plants wheat and corn on 10 hectares of land at most. It must plant at least 8 hectares of wheat and "
        "at least 7 hectares of corn. A hectare of wheat earns $300 and one of corn $400. Maximize the earnings."
    )
    (tmp_path / "farm.txt").write_text(text, encoding="utf-8")
    done = nl2opt_with_model("solve", "farm.txt", "--json", timeout=900)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["values"]) == (3, "infeasible", {})


def test_words_that_state_no_problem(nl2opt_with_model: Run) -> None:
    """Text without anything to decide gives no formulation, with its own exit code, and no traceback."""
    done = nl2opt_with_model(
        "solve", "The weather in Lyon was mild in the spring, and many people went for walks.", timeout=900
    )
    assert done.returncode == 5
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_evaluation(nl2opt_with_model: Run, tmp_path: Path) -> None:
    """``eval`` writes its report and shows the figures."""
    row = {"id": "bakery", "question": PROBLEM, "answer": 255}
    (tmp_path / "set.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = nl2opt_with_model("eval", "set.jsonl", "--limit", "1", "--seed", "0", "--out", "report.json", timeout=900)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["n"], report["er"], report["sa"]) == (1, 1.0, 1.0)
    assert report["seconds"]["median"] == report["seconds"]["p90"] > 0
    assert "solution accuracy (SA)" in done.stdout
