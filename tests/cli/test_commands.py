"""The command line in real processes: what is printed where, and what is returned to the shell."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

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
INFEASIBLE = "## Variables\nx >= 3\n## Objective\nminimize x\n## Constraints\ntop: x <= 2\n"
UNBOUNDED = "## Variables\nx >= 3\n## Objective\nmaximize x\n"
NONLINEAR = "## Variables\n1 <= x <= 5\n## Objective\nmaximize sin(x)*exp(x)\n"
LONG = """## Sets
I = 1..40
J = 1..5
## Parameters
a[i in I, j in J] = (i * i * 7919 + j * j * j * 104729 + 31 * i * j) % 100
## Variables
take[I] binary
over[J] >= 0
under[J] >= 0
## Objective
minimize sum(over[j] + under[j] for j in J)
## Constraints
split[j in J]: sum(a[i, j] * take[i] for i in I) + under[j] - over[j] == floor(sum(a[i, j] for i in I) / 2)
"""
"""A market split problem (Cornuéjols and Dawande, 1998): solutions come at once, and the proof takes hours."""


def write(folder: Path, text: str, name: str = "plan.5e") -> str:
    """A file in the folder in which commands run; its name."""
    (folder / name).write_text(text, encoding="utf-8")
    return name


def wait_for(happened: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something has happened; a machine may be busy."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_help_is_complete(nl2opt: Run) -> None:
    """``nl2opt --help`` names every verb."""
    done = nl2opt("--help")
    assert done.returncode == 0
    for verb in ("solve", "formulate", "check", "eval", "model", "log", "doctor"):
        assert re.search(rf"^  {verb} ", done.stdout, re.MULTILINE)


def test_help_loads_nothing_heavy() -> None:
    """No solver, model, array or markup library is loaded for help."""
    code = (
        "import sys; from nl2opt.cli.main import run; run(['--help']);"
        "heavy = {'numpy', 'highspy', 'pyscipopt', 'xllamacpp', 'rich', 'pandas', 'pydantic', 'nl2opt.formulation'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    "verb",
    [
        ["solve"],
        ["formulate"],
        ["check"],
        ["explain"],
        ["whatif"],
        ["eval"],
        ["model", "pull"],
        ["log", "show"],
        ["doctor"],
    ],
)
def test_help_of_a_verb(nl2opt: Run, verb: list[str]) -> None:
    """Every verb explains itself."""
    done = nl2opt(*verb, "--help")
    assert done.returncode == 0
    assert "Usage: nl2opt " + " ".join(verb) in done.stdout


def test_version(nl2opt: Run) -> None:
    """The version is that of the distribution."""
    assert re.fullmatch(r"nl2opt \d+\.\d+\.\d+\n", nl2opt("--version").stdout)


def test_the_console_script_is_the_same_command(nl2opt: Run) -> None:
    """The installed script, ``python -m nl2opt`` and ``python -m nl2opt.cli`` print the same."""
    script = Path(sys.executable).parent / "nl2opt"
    for command in ([str(script)], [sys.executable, "-m", "nl2opt.cli"]):
        done = subprocess.run(
            [*command, "--help"], capture_output=True, text=True, timeout=60, env={**os.environ, "COLUMNS": "100"}
        )
        assert done.stdout == nl2opt("--help").stdout


def test_solve_a_file(nl2opt: Run, tmp_path: Path) -> None:
    """A formulation file is solved without a model, and shown with mathematics, values, notes and cost."""
    done = nl2opt("solve", write(tmp_path, BAKERY))
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        "maximize  12 cakes + 9 pies",
        "Optimal: the maximum is 255.",
        "  cakes  10  cakes baked a day",
        "  pies   15",
    ):
        assert line in done.stdout.splitlines()
    assert re.search(r"^Cost +[\d.]+ s, 1 solve$", done.stdout, re.MULTILINE)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("text", "options", "code", "status"),
    [
        (BAKERY, [], 0, "optimal"),
        (BAKERY, ["--solver", "scip"], 0, "optimal"),
        (NONLINEAR, [], 0, "optimal"),
        (LONG, ["--time-limit", "0.5", "--solver", "scip"], 2, "feasible"),
        (INFEASIBLE, [], 3, "infeasible"),
        (UNBOUNDED, [], 4, "unbounded"),
    ],
)
def test_exit_codes(nl2opt: Run, text: str, options: list[str], code: int, status: str) -> None:
    """Every outcome has its own exit code, and JSON says the same; values exist only with a solution."""
    done = nl2opt("solve", "-", "--json", *options, stdin=text)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"]) == (code, status)
    assert bool(answer["values"]) is (answer["objective"] is not None) is (status in ("optimal", "feasible"))


def test_json_for_programs(nl2opt: Run) -> None:
    """JSON holds status, objective, values, formulation, checks and run, and nothing else goes to standard output."""
    answer = json.loads(nl2opt("solve", "--json", stdin=BAKERY).stdout)
    assert {"status", "objective", "values", "formulation", "checks", "run", "mends", "assumptions", "cost"} <= set(
        answer
    )
    assert answer["objective"] == 255
    assert answer["values"] == {"cakes": 10, "pies": 15}
    assert [variable["name"] for variable in answer["formulation"]["variables"]] == ["cakes", "pies"]


def test_save_can_be_solved_again(nl2opt: Run, tmp_path: Path) -> None:
    """``--save`` writes a formulation file that solves to the same."""
    assert nl2opt("solve", "--save", "kept.5e", stdin=BAKERY).returncode == 0
    assert json.loads(nl2opt("solve", "kept.5e", "--json").stdout)["objective"] == 255


def test_tables_lie_beside_the_file(nl2opt: Run, tmp_path: Path) -> None:
    """A table file is found from the formulation's folder, wherever the command runs."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "price.csv").write_text("good,price\nred,3\nblue,5\n")
    write(
        folder,
        '## Sets\nGOODS = {red, blue}\n## Parameters\nprice[GOODS] = table "price.csv"\n## Variables\nbuy[GOODS] <= 2\n'
        "## Objective\nmaximize sum(price[g] * buy[g] for g in GOODS)\n",
    )
    done = nl2opt("solve", "plans/plan.5e", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["objective"] == 16


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["solve", ""], "", "The text is empty."),
        (["solve"], "", "Standard input is empty."),
        (["solve"], b"\xff\xfe", "Standard input is not UTF-8 text (byte 0)."),
        (["solve", "nothere.5e"], "", "There is no file 'nothere.5e'."),
        (["solve", "--nonsense"], "", "No such option: --nonsense"),
        (["solve", "--gap", "much"], BAKERY, "Invalid value for '--gap'"),
        (["solve", "--solver", "hihgs"], BAKERY, "Did you mean 'highs'?"),
        (["solve", "--save", "no/such/folder.5e"], BAKERY, "There is no folder 'no/such'"),
        (["slove"], "", "No such command 'slove'."),
        (["log", "show", "2020"], "", "There is no run '2020'."),
        (["model", "path"], "", "is not on this machine"),
        (["model", "use", "gpt"], "", "There is no model 'gpt'."),
        (["solve", "Two goods, x and y, at most 4 of each, most of both.", "--model", "nonsense:x"], "", "nonsense:x"),
        (["formulate", "-"], BAKERY, "is a formulation already"),
        (["eval", "nothere.jsonl"], "", "nothere.jsonl"),
    ],
)
def test_user_errors(nl2opt: Run, arguments: list[str], stdin: str | bytes, said: str) -> None:
    """A user's mistake is said in two short paragraphs on standard error, with exit code 1 and no traceback."""
    done = nl2opt(*arguments, stdin=stdin)
    assert done.returncode == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().count("\n\n") == 1


def test_engine_that_cannot(nl2opt: Run) -> None:
    """An engine that does not take such a model fails with its own exit code and names one that does."""
    done = nl2opt("solve", "--solver", "highs", stdin=NONLINEAR)
    assert done.returncode == 6
    assert "--solver scip" in done.stderr


def test_mistakes_in_a_file(nl2opt: Run, tmp_path: Path) -> None:
    """``solve`` and ``check`` show a mistake with file, line, column, caret and what was probably meant."""
    name = write(tmp_path, BAKERY.replace("12*cakes", "12*cake"))
    checked, solved = nl2opt("check", name), nl2opt("solve", name)
    assert (checked.returncode, solved.returncode) == (1, 1)
    assert "plan.5e:5:13: error:" in checked.stdout
    assert "    maximize 12*cake + 9*pies\n                ^^^^\n" in checked.stdout
    assert "Did you mean 'cakes'?" in checked.stdout
    assert checked.stdout.endswith("\n1 error.\n")
    assert "plan.5e:5:13: error:" in solved.stderr
    assert solved.stdout == ""


def test_check_as_json(nl2opt: Run) -> None:
    """Programs get every finding with its line and column."""
    done = nl2opt("check", "--json", stdin=BAKERY.replace("12*cakes", "12*cake"))
    (finding,) = [item for item in json.loads(done.stdout) if item["severity"] == "error"]
    assert (finding["line"], finding["column"]) == (5, 13)


def test_check_finds_mistakes_in_the_data(nl2opt: Run) -> None:
    """A division by zero shows only in the data, and is found without solving."""
    text = "## Parameters\na = 0\nb = 1 / a\n## Variables\nx <= b\n## Objective\nmaximize x\n"
    done = nl2opt("check", stdin=text)
    assert done.returncode == 1
    assert "zero" in done.stdout
    assert ":3:" in done.stdout


def test_check_of_a_sound_file(nl2opt: Run, tmp_path: Path) -> None:
    """Nothing wrong is said in a line, with exit code 0."""
    done = nl2opt("check", write(tmp_path, BAKERY))
    assert (done.returncode, done.stdout) == (0, "plan.5e: no mistakes found.\n")


def test_debug_shows_the_traceback(nl2opt: Run) -> None:
    """``--debug`` is for those who report a fault."""
    assert "Traceback" in nl2opt("--debug", "solve", "nothere.5e").stderr


def test_endpoint_that_is_not_there(nl2opt: Run) -> None:
    """A model that cannot be reached is no user error: exit code 5, with the address in the message."""
    address = "http://127.0.0.1:9/v1"
    done = nl2opt(
        "solve", "Choose x and y, at most 4 each, to maximize 3x + 2y.", "--model", "openai:m", "--base-url", address
    )
    assert done.returncode == 5
    assert "127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_reader_that_leaves(tmp_path: Path, environment: dict[str, str]) -> None:
    """``nl2opt ... | head -1`` ends quietly when the reader has gone."""
    name = write(tmp_path, LONG.replace("I = 1..60", "I = 1..20000").replace("minimize spare", "satisfy"))
    name = write(
        tmp_path, "## Sets\nI = 1..20000\n## Variables\nx[I] <= 2\n## Objective\nmaximize sum(x[i] for i in I)\n"
    )
    command = [sys.executable, "-m", "nl2opt", "solve", name, "--json"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(2) == b"{\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_interrupt_while_waiting(tmp_path: Path, environment: dict[str, str]) -> None:
    """Ctrl-C before there is anything to keep ends with 130 and one word."""
    command = [sys.executable, "-m", "nl2opt", "check", "-"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b"Interrupted.\n"


@pytest.mark.parametrize("solver", ["highs", "scip"])
def test_interrupt_keeps_the_incumbent(solver: str, tmp_path: Path, environment: dict[str, str]) -> None:
    """Ctrl-C during a solve prints the best solution so far, with the exit code of a limit."""
    name = write(tmp_path, LONG)
    command = [sys.executable, "-m", "nl2opt", "solve", name, "--json", "--solver", solver]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        wait_for(lambda: list(tmp_path.glob("runs/*/formulation.5e")))
        time.sleep(5)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    answer = json.loads(out)
    assert process.returncode == 2
    assert (answer["status"], answer["limit"]) == ("feasible", "interrupted")
    assert answer["values"]


def test_model_list(nl2opt: Run) -> None:
    """The default model is known before it is fetched, with its size and licence."""
    done = nl2opt("model", "list")
    assert re.search(r"^\* \S+ +missing +1\.1 GB .*Apache-2\.0$", done.stdout, re.MULTILINE)
    assert json.loads(nl2opt("model", "list", "--json").stdout)[0]["state"] == "missing"


def test_pull_of_a_wrong_file(nl2opt: Run, tmp_path: Path) -> None:
    """A file that is not the model is refused by its size or hash, and nothing is kept."""
    write(tmp_path, "no model", "fake.gguf")
    done = nl2opt("model", "pull", "--from", "fake.gguf")
    assert done.returncode == 5
    assert "fake.gguf: has 8 bytes instead of 1,117,320,768" in done.stderr
    assert json.loads(nl2opt("model", "list", "--json").stdout)[0]["state"] == "missing"


def test_doctor(nl2opt: Run) -> None:
    """A sound installation is ready even before the model is fetched, and says how to fetch it."""
    done = nl2opt("doctor")
    assert done.returncode == 0, done.stdout
    assert "nl2opt model pull" in done.stdout
    assert done.stdout.endswith("Ready to solve.\n")
    findings = json.loads(nl2opt("doctor", "--json").stdout)["findings"]
    assert {"numpy", "highspy", "highs", "scip", "cache folder"} <= {
        item["name"] for item in findings if item["passed"]
    }


def test_doctor_names_what_is_missing(nl2opt: Run, environment: dict[str, str]) -> None:
    """A cache folder that cannot be written is a fault with a fix, and the exit code says so."""
    environment["NL2OPT_CACHE"] = "/proc/nl2opt"
    done = nl2opt("doctor")
    assert done.returncode == 1
    assert "MISSING cache folder" in done.stdout
    assert "NL2OPT_CACHE" in done.stdout


def test_log_of_a_solved_file(nl2opt: Run, tmp_path: Path) -> None:
    """The solve of a formulation file is on record too, and is replayed with the tables from where they were."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "top.csv").write_text("good,top\nred,3\nblue,5\n")
    plan = (
        '## Sets\nGOODS = {red, blue}\n## Parameters\ntop[GOODS] = table "top.csv"\n## Variables\n'
        "buy[g in GOODS] <= top[g]\n## Objective\nmaximize sum(buy[g] for g in GOODS)\n"
    )
    write(tmp_path / "plans", plan)
    run = json.loads(nl2opt("solve", "--json", "plans/plan.5e").stdout)["run"]
    assert re.search(rf"^{run}  optimal 8 +## Sets", nl2opt("log", "list").stdout, re.MULTILINE)
    shown = nl2opt("log", "show", run).stdout
    assert 'top[GOODS] = table "top.csv"' in shown
    assert "== Problem" not in shown
    replayed = nl2opt("log", "replay", run, "--json")
    assert (replayed.returncode, replayed.stderr) == (0, "")
    assert json.loads(replayed.stdout)["objective"] == 8
    (tmp_path / "plans" / "top.csv").write_text("good,top\nred,3\nblue,6\n")
    changed = nl2opt("log", "replay", run)
    assert changed.returncode == 1
    assert "The objective was 8.0 and is 9.0." in changed.stderr


def test_log_of_a_failed_solve(nl2opt: Run) -> None:
    """What failed is on record with its reason."""
    nl2opt("solve", "--solver", "highs", stdin=NONLINEAR)
    assert "failed" in nl2opt("log").stdout
    assert "== Error\nHiGHS does not take nonlinear" in nl2opt("log", "show", "last").stdout


def test_empty_log(nl2opt: Run) -> None:
    """Before the first run the log says where it looks."""
    done = nl2opt("log")
    assert done.returncode == 0
    assert done.stdout.startswith("No runs in ")
