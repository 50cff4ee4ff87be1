"""LP and MPS files: legal names, and the optimum of the program in every reader."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Sense
from nl2opt.formulation.text_parser import parse, parse_file
from nl2opt.solvers.api import solve, solve_program
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Block, Feature, Floats, Indicator, Program
from nl2opt.solvers.readers.formulation import imported
from nl2opt.solvers.readers.lp import read_lp
from nl2opt.solvers.readers.mps import read_mps
from nl2opt.solvers.result import Status
from nl2opt.solvers.testing_programs import INF, Case, cases, dense, term
from nl2opt.solvers.writers.flat import flatten
from nl2opt.solvers.writers.flat_names import LONGEST, block_names, unique
from nl2opt.solvers.writers.lp import LpWriter, lp_text
from nl2opt.solvers.writers.mps import MpsWriter, mps_text
from tests.golden_files import GOLDEN, assert_golden
from tests.solvers.readers.highs_reader import highs_optimum
from tests.solvers.test_random_programs import convex_programs, linear_programs, without_objective

PLAN = """## Problem
> Ship 50 % of "everything" & more.
## Sets
PLANTS = {Lyon, "New York", "Saint-Étienne"}
T = 1..2
## Variables
ship[PLANTS, T] >= 0 continuous  # tons shipped
open[PLANTS] binary
e5 <= 7 integer
free
## Objective
minimize sum(t * ship[p, t] for p in PLANTS for t in T) + 10*open[Lyon] + 12.5 + free - e5
## Constraints
room[p in PLANTS, t in T]: ship[p, t] <= 30*open[p]
need[t in T]: 20.5 <= sum(ship[p, t] for p in PLANTS) <= 40
st: free >= -100
"""
OPTIMUM = 20.5 + 2 * 20.5 + 12.5 - 100 - 7


def program_of(text: str) -> Program:
    """A formulation's program."""
    formulation = parse(text)
    return lower(formulation, load(formulation)).program


def read_back(program: Program, kind: str) -> Program:
    """The program of the formulation that our own reader makes of the written file."""
    model = read_lp(lp_text(program), "model.lp") if kind == "lp" else read_mps(mps_text(program), "model.mps")
    formulation = imported(model).formulation
    return lower(formulation, load(formulation)).program


@pytest.mark.parametrize("writer", [LpWriter(), MpsWriter()], ids=lambda writer: writer.name)
def test_written_formulations_have_their_optimum(writer: LpWriter | MpsWriter, tmp_path: Path) -> None:
    """Ranges, a constant, free and integer variables and awkward names come through HiGHS's reader."""
    path = tmp_path / f"model{writer.extension}"
    path.write_text(writer.write(parse(PLAN)))
    assert highs_optimum(path) == pytest.approx(OPTIMUM)
    assert solve(parse(PLAN)).objective == pytest.approx(OPTIMUM)


@pytest.mark.parametrize("writer", [LpWriter(), MpsWriter()], ids=lambda writer: writer.name)
def test_files_begin_with_the_problem_and_the_notes(writer: LpWriter | MpsWriter) -> None:
    """The problem's words and the notes of elements are comments at the head."""
    mark = "\\" if writer.name == "lp" else "*"
    head = writer.write(parse(PLAN)).splitlines()[:3]
    assert head == [f'{mark} Ship 50 % of "everything" & more.', mark, f"{mark} ship: tons shipped"]


@pytest.mark.parametrize("writer", [LpWriter(), MpsWriter()], ids=lambda writer: writer.name)
@pytest.mark.parametrize("name", ["transportation", "lot_sizing", "quadratic"])
def test_files_are_those_that_were_looked_at(name: str, writer: LpWriter | MpsWriter) -> None:
    """Golden files hold the text of model files."""
    formulation = parse_file(Path(__file__).parent / "formulations" / f"{name}.5e")
    assert_golden(GOLDEN / "models" / f"{name}{writer.extension}", writer.write(formulation))


def test_names_are_those_of_the_formulation_where_they_are_legal() -> None:
    """Labels stand in parentheses, other characters become plain, and words that readers know get a ``_``."""
    text = lp_text(program_of(PLAN))
    for name in ("ship(New_York,1)", "open(Saint_Etienne)", "_free", "_e5", " _st:", " need(2)_upper:"):
        assert name in text


def test_names_stay_apart() -> None:
    """Names that become one, and names that are cut, stay different."""
    block = Block("x", "columns", 0, (("a b",), ("a_b",), ("a-b",), (-3,), ("n" * 300,), ("n" * 300 + "m",)))
    names = unique(block_names(block))
    assert names[:4] == ["x(a_b)", "x(a_b)_2", "x(a_b)_3", "x(m3)"]
    assert len(set(names)) == 6
    assert max(map(len, names)) == LONGEST


@pytest.mark.parametrize("kind", ["lp", "mps"])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_conformance_programs_survive(case: Case, kind: str) -> None:
    """Each program of the conformance suite that the format holds has its answer after writing and reading."""
    if Feature.NONLINEAR in case.program.features:
        pytest.skip("the formats hold no functions")
    if not len(case.program.columns):
        pytest.skip("a formulation without variables is refused")
    if case.program.all_different:
        with pytest.raises(Nl2optError, match="all_different"):
            read_back(case.program, kind)
        return
    result = solve_program(read_back(case.program, kind))
    assert result.status is case.status
    if case.objective is not None:
        assert result.objective == pytest.approx(case.objective, rel=1e-6, abs=1e-6)


@settings(max_examples=120, deadline=None)
@given(program=linear_programs().map(without_objective), kind=st.sampled_from(["lp", "mps"]))
def test_linear_programs_survive(program: Program, kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Write, then read with our reader and with HiGHS's: the same status and optimum (law)."""
    first = solve_program(program)
    again = solve_program(read_back(program, kind))
    assert again.status is first.status
    path = tmp_path_factory.mktemp("models", numbered=True) / f"model.{kind}"
    path.write_text(lp_text(program) if kind == "lp" else mps_text(program))
    highs = highs_optimum(path)
    if first.objective is None:
        assert highs is None
    else:
        assert again.objective == pytest.approx(first.objective, rel=1e-6, abs=1e-6)
        assert highs == pytest.approx(first.objective, rel=1e-6, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(program=convex_programs(), kind=st.sampled_from(["lp", "mps"]))
def test_quadratic_objectives_survive_to_the_last_digit(program: Program, kind: str) -> None:
    """Reading back gives the same objective, term by term; an LP file names columns where they first stand (law)."""
    again = read_back(program, kind)
    read = [block.name for block in again.variable_blocks]
    order = [read.index(name) for name in flatten(program, split_ranges=False).columns]
    assert again.sense is program.sense or not (program.cost.any() or program.quadratic)
    assert again.cost[order].tolist() == program.cost.tolist()
    assert hessian(again)[np.ix_(order, order)].tolist() == hessian(program).tolist()


def hessian(program: Program) -> Floats:
    """The coefficients of products as a symmetric matrix, shape (columns, columns)."""
    matrix = np.zeros((len(program.columns), len(program.columns)))
    if program.quadratic is not None:
        for one, two, value in zip(program.quadratic.first, program.quadratic.second, program.quadratic.values):
            matrix[one, two] += value
    return matrix + matrix.T


@given(st.lists(st.floats(-1e300, 1e300).filter(lambda value: value == 0 or abs(value) > 1e-300), min_size=1))
@settings(max_examples=60, deadline=None)
def test_every_number_survives(numbers: list[float]) -> None:
    """Coefficients read back as the same doubles (law)."""
    program = dense(Sense.MINIMIZE, numbers, [0.0] * len(numbers), [INF] * len(numbers))
    for text, read in ((lp_text(program), read_lp), (mps_text(program), read_mps)):
        model = read(text, "model")
        assert [model.objective.get(place, 0.0) for place in range(len(numbers))] == [n + 0.0 for n in numbers]


@pytest.mark.parametrize("kind", ["lp", "mps"])
def test_indicators_and_products_in_rows_are_written(kind: str) -> None:
    """A switch and a product come back as they were."""
    program = dense(
        Sense.MAXIMIZE, (1, 7), (0, 0), (10, 1), integer=(1,), indicators=(Indicator(1, True, term(0, 1, -4)),)
    )
    text = lp_text(program) if kind == "lp" else mps_text(program)
    row = (read_lp if kind == "lp" else read_mps)(text, "model").rows[0]
    assert (row.switch, row.upper, row.lower, row.terms) == ((1, True), 4.0, -math.inf, {0: 1.0})
    curved = program_of(
        "## Variables\n0 <= x <= 9\n0 <= y <= 9\n## Objective\nmaximize x + y\n## Constraints\n"
        "ring: x**2 + 3*x*y + y <= 25\n"
    )
    text = lp_text(curved) if kind == "lp" else mps_text(curved)
    row = (read_lp if kind == "lp" else read_mps)(text, "model").rows[0]
    assert (row.name, row.upper, row.terms, row.products) == ("ring", 25.0, {1: 1.0}, {(0, 0): 1.0, (0, 1): 3.0})
    assert solve_program(read_back(curved, kind)).objective == pytest.approx(solve_program(curved).objective, rel=1e-5)


@pytest.mark.parametrize("writer", [LpWriter(), MpsWriter()], ids=lambda writer: writer.name)
def test_functions_are_refused_with_their_place(writer: LpWriter | MpsWriter) -> None:
    """The error names the constraint, the function, and forms that can hold it."""
    text = "## Variables\n0 <= x <= 9\n## Objective\nmaximize x\n## Constraints\ngrow[t in 1..2]: exp(t*x) <= 25\n"
    with pytest.raises(Nl2optError) as caught:
        writer.write(parse(text))
    assert "'grow[1]'" in caught.value.what
    assert "'exp'" in caught.value.what
    assert "pyomo" in caught.value.hint
    with pytest.raises(Nl2optError, match="the objective: it has a power of 3"):
        writer.write(parse("## Variables\n-5 <= x <= 9\n## Objective\nminimize x**3\n"))


def test_lines_of_lp_files_stay_short() -> None:
    """No line passes the 560 characters of CPLEX's reader, whatever the names."""
    labels = ", ".join(f'"{"word " * 40}{number}"' for number in range(30))
    text = lp_text(
        program_of(
            f"## Sets\nI = {{{labels}}}\n## Variables\nx[I] >= 0\n## Objective\nminimize sum(x[i] for i in I)\n"
            "## Constraints\nc: sum(2.5*x[i] for i in I) >= 3\n"
        )
    )
    assert max(map(len, text.splitlines())) < 560


def test_an_infeasible_program_stays_infeasible(tmp_path: Path) -> None:
    """A row whose sides contradict each other becomes two rows."""
    program = dense(Sense.MINIMIZE, (1,), (0,), (5,), [(3, (1,), 2)])
    for kind, text in (("lp", lp_text(program)), ("mps", mps_text(program))):
        path = tmp_path / f"model.{kind}"
        path.write_text(text)
        assert highs_optimum(path) is None
        assert solve_program(read_back(program, kind)).status is Status.INFEASIBLE
