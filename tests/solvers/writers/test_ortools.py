"""Scripts for MathOpt and CP-SAT: run in a process of their own, they find our optimum; golden files pin their text."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation, Kind
from nl2opt.formulation.text_parser import parse, parse_file
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Status
from nl2opt.solvers.writers.cp_sat import CpSatWriter
from nl2opt.solvers.writers.mathopt import MathOptWriter
from tests.golden_files import GOLDEN, assert_golden

FORMULATIONS = Path(__file__).parent / "formulations"
NAMES = sorted(path.stem for path in FORMULATIONS.glob("*.5e"))
WRITERS = {"mathopt": MathOptWriter, "cpsat": CpSatWriter}
REFUSED = {("mathopt", "nonlinear"), ("cpsat", "nonlinear"), ("cpsat", "derived")}
"""Functions of variables; for CP-SAT also interest over six periods, which has too many digits."""

BATCH = """
import pathlib, runpy, sys
for path in map(pathlib.Path, sys.argv[1:]):
    print("###", path.stem, flush=True)
    runpy.run_path(str(path), run_name="__main__")
"""


def shared(name: str, form: str) -> Formulation:
    """A formulation; for CP-SAT its continuous variables are integer."""
    found = parse_file(FORMULATIONS / f"{name}.5e")
    if form != "cpsat":
        return found
    variables = (replace(item, kind=Kind.INTEGER) if item.kind is Kind.CONTINUOUS else item for item in found.variables)
    return replace(found, variables=tuple(variables))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What each script prints, by form and formulation; one fresh process for each form."""
    found: dict[tuple[str, str], str] = {}
    for form, writer in WRITERS.items():
        folder = tmp_path_factory.mktemp(form)
        (folder / "tables").symlink_to(FORMULATIONS / "tables")
        scripts = []
        for name in NAMES:
            if (form, name) not in REFUSED:
                scripts.append(folder / f"{name}.py")
                scripts[-1].write_text(writer().write(shared(name, form), folder=FORMULATIONS), encoding="utf-8")
        command = [sys.executable, "-c", BATCH, *map(str, scripts)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        parts = re.split(r"^### (\w+)\n", done.stdout, flags=re.MULTILINE)[1:]
        found |= {(form, name): text for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return found


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_scripts_find_our_optimum(outputs: dict[tuple[str, str], str], name: str, form: str) -> None:
    """Status and objective are those of our own solve."""
    if (form, name) in REFUSED:
        with pytest.raises(Nl2optError):
            WRITERS[form]().write(shared(name, form), folder=FORMULATIONS)
        return
    formulation = shared(name, form)
    expected = solve(formulation, folder=FORMULATIONS)
    printed = outputs[form, name]
    status = re.search(r"^status: (\w+)$", printed, re.MULTILINE)
    objective = re.search(r"^objective: (\S+)$", printed, re.MULTILINE)
    assert status is not None
    if expected.status is Status.INFEASIBLE:
        assert status[1] == "INFEASIBLE"
        assert objective is None
        return
    assert status[1] == "OPTIMAL"
    if formulation.objective.expression is not None:
        assert objective is not None
        assert float(objective[1]) == pytest.approx(expected.objective, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", ["corners", "different", "facilities", "logic", "lot_sizing", "products", "tables"])
def test_scripts_are_those_that_were_looked_at(name: str, form: str) -> None:
    """Golden files hold the text of scripts."""
    assert_golden(
        GOLDEN / "scripts" / form / f"{name}.py", WRITERS[form]().write(shared(name, form), folder=FORMULATIONS)
    )


def lines(text: str) -> list[str]:
    """The statements of a CP-SAT script that add constraints."""
    script = CpSatWriter().write(parse(text))
    return [line.strip().removeprefix("model.") for line in script.splitlines() if line.strip().startswith("model.add")]


HEAD = "## Sets\nI = 1..3\n## Variables\nb[I] binary\n0 <= x[I] <= 9 integer\n## Objective\nsatisfy\n## Constraints\n"


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("all_different(x[i] + i for i in I)", "add_all_different(x[i] + i for i in I)"),
        ("all_different(x[1], x[2], 5)", "add_all_different(x[1], x[2], 5)"),
        ("at_most_one(b[i] for i in I)", "add_at_most_one(b[i] for i in I)"),
        ("exactly_one(b[1], not b[2], b[3])", "add_exactly_one(b[1], ~b[2], b[3])"),
        ("at_least_one(b[i] for i in I if i > 1)", "add_at_least_one(b[i] for i in I if i > 1)"),
        ("b[1] or not b[2] or b[3]", "add_bool_or(b[1], ~b[2], b[3])"),
        ("b[1] implies not b[2]", "add_implication(b[1], ~b[2])"),
        ("b[1] xor b[2]", "add_bool_xor(b[1], b[2])"),
        ("b[1] iff not b[2]", "add(b[1] == ~b[2])"),
        ("not b[1]", "add_bool_and(~b[1])"),
        ("b[1] implies x[1] <= 4", "add(x[1] <= 4).only_enforce_if(b[1])"),
        ("not b[1] implies x[1] == x[2]", "add(x[1] == x[2]).only_enforce_if(~b[1])"),
        ("x[1] != x[2]", "add(x[1] != x[2])"),
        ("2 <= x[1] + x[2] <= 7", "add_linear_constraint(x[1] + x[2], 2, 7)"),
        ("x[1] * x[2] <= 20", "add_multiplication_equality(product_x, x[1], x[2])"),
        ("min(x[1], x[2]) <= 4", "add_min_equality(min_x, [x[1], x[2]])"),
        ("abs(x[1] - x[2]) >= 3", "add_abs_equality(abs_x, abs_x_of)"),
        ("2.5 * x[1] <= 7.25 + x[2]", "add(round(SCALE * 2.5) * x[1] <= round(SCALE * 7.25) + SCALE * x[2])"),
        ("x[1] / 3 + 0.5 * x[2] <= 2", "add(round(SCALE * (1 / 3)) * x[1] + round(SCALE * 0.5) * x[2] <= SCALE * 2)"),
    ],
)
def test_cp_sat_has_words_of_its_own(constraint: str, statement: str) -> None:
    """Logic and functions are not rewritten where CP-SAT has a constraint for them."""
    assert statement in lines(f"{HEAD}c: {constraint}\n")


def test_the_factor_makes_every_number_whole() -> None:
    """The factor is the least one for all rows, and rows of whole numbers are left alone."""
    script = CpSatWriter().write(parse(f"{HEAD}c: 2.5*x[1] <= 7.25\nd: x[2] / 3 <= 2\ne: x[3] <= 8\n"))
    assert "SCALE = 12 " in script
    assert "model.add(x[3] <= 8)" in script


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        (f"{HEAD}c: 0.123456789012345 * x[1] <= 7\n", "0.123456789012345 in 'c' is no short decimal", "--to mathopt"),
        (HEAD.replace("9 integer", "9"), "has no continuous variables, and 'x' is one", "Declare it integer"),
        (f"{HEAD}c: exp(x[1]) <= 7\n", "has no functions such as exp", "--to pyomo"),
        (f"{HEAD}c: abs(0.5 * x[1] - 3) >= 1\n", "continuous variables", "--to mathopt"),
    ],
)
def test_cp_sat_refuses_what_it_cannot_hold(text: str, what: str, hint: str) -> None:
    """The error says what, where, and what to do."""
    with pytest.raises(Nl2optError) as caught:
        CpSatWriter().write(parse(text))
    assert what in caught.value.what
    assert hint in caught.value.hint
