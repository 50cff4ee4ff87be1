"""Infeasible and unbounded answers on the command line: the explanation, its options, and Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BAKERY = """## Variables
cakes >= 0 integer
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies
## Constraints
eggs: 3*cakes + 2*pies <= 60
min_cakes: cakes >= 15
min_pies: pies >= 10
"""
UNBOUNDED = "## Variables\nx >= 3\ny >= 0\n## Objective\nmaximize x - y\n## Constraints\nlow: x + y >= 4\n"
LONG_TO_EXPLAIN = """## Sets
I = 1..40
J = 1..5
## Parameters
a[i in I, j in J] = (i * i * 7919 + j * j * j * 104729 + 31 * i * j) % 100
## Variables
take[I] binary
x integer
y integer
## Objective
minimize x
## Constraints
split[j in J]: sum(2 * a[i, j] * take[i] for i in I) == 2 * floor(sum(a[i, j] for i in I) / 2)
odd: 2*x + 4*y == 7
"""
"""The last row is false at once; whether the others can hold without it is a market split problem, and takes hours."""


def test_infeasible_is_explained(nl2opt: Run) -> None:
    """The conflict stands below the status, and the exit code is that of an infeasible model."""
    done = nl2opt("solve", stdin=BAKERY)
    assert done.returncode == 3
    assert "Infeasible: no values satisfy all constraints together.\n\nThese 3 cannot hold together:\n" in done.stdout
    assert "they say that 65 ≤ 60." in done.stdout


def test_unbounded_is_explained(nl2opt: Run) -> None:
    """What runs away stands below the status, and the exit code is that of an unbounded model."""
    done = nl2opt("solve", stdin=UNBOUNDED)
    assert done.returncode == 4
    assert "The objective grows without end as x grows." in done.stdout
    assert "low  x + y ≥ 4" in done.stdout


def test_no_explanation(nl2opt: Run) -> None:
    """``--no-explain`` leaves the status alone."""
    for text, code in ((BAKERY, 3), (UNBOUNDED, 4)):
        done = nl2opt("solve", "--no-explain", "--json", stdin=text)
        assert done.returncode == code
        assert json.loads(done.stdout)["explanation"] is None


def test_relax(nl2opt: Run) -> None:
    """``--relax`` adds the smallest change, and the model stays infeasible."""
    done = nl2opt("solve", "--relax", stdin=BAKERY)
    assert done.returncode == 3
    assert "It becomes feasible when 'eggs' is raised from 60 to 65 (by 5)." in done.stdout
    assert "The model with this change, not the model as it is: optimal: the maximum is 270." in done.stdout
    answer = json.loads(nl2opt("solve", "--relax", "--json", stdin=BAKERY).stdout)
    assert (answer["status"], answer["objective"], answer["values"]) == ("infeasible", None, {})


def test_weights(nl2opt: Run) -> None:
    """Weights say what may change; they imply ``--relax``, and go without the conflict."""
    options = ["--no-explain", "--relax-weight", "eggs=never", "--relax-weight", "min_pies=100"]
    done = nl2opt("solve", *options, stdin=BAKERY)
    assert "It becomes feasible when 'min_cakes' is lowered from 15 to 13 (by 2)." in done.stdout
    assert "cannot hold together" not in done.stdout


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("egs=1", "Did you mean 'eggs'?"),
        ("eggs", "'eggs' is no weight of a change."),
        ("eggs=much", "'eggs=much' is no weight of a change."),
        ("eggs=-1", "must be 0 or more"),
    ],
)
def test_wrong_weights(nl2opt: Run, weight: str, said: str) -> None:
    """A weight that cannot be meant is refused before anything is solved."""
    done = nl2opt("solve", "--relax-weight", weight, stdin=BAKERY)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_time_of_an_explanation(nl2opt: Run) -> None:
    """Searches that would take hours are cut short, and the conflict is found beside them."""
    started = time.monotonic()
    done = nl2opt("solve", "--explain-limit", "4", "--json", stdin=LONG_TO_EXPLAIN)
    assert time.monotonic() - started < 60
    assert done.returncode == 3
    answer = json.loads(done.stdout)
    assert answer["status"] == "infeasible"
    assert answer["explanation"]["conflict"]["members"]
    assert answer["explanation"]["conflict"]["proven"] is False


def test_interrupt_keeps_the_answer(tmp_path: Path, environment: dict[str, str]) -> None:
    """Ctrl-C during an explanation ends it; the status is printed and returned."""
    (tmp_path / "plan.5e").write_text(LONG_TO_EXPLAIN, encoding="utf-8")
    command = [sys.executable, "-m", "nl2opt", "solve", "plan.5e", "--json", "--explain-limit", "500"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        end = time.monotonic() + 60
        while not any("infeasible" in file.read_text() for file in tmp_path.glob("runs/*/run.json")):
            assert time.monotonic() < end
            time.sleep(0.1)
        time.sleep(2)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 3
    assert json.loads(out)["status"] == "infeasible"
