"""``all_different`` kept as it is for CP-SAT, and as rows and binaries for the others: the same answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.formulation.data import load
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve, solve_program
from nl2opt.solvers.engines import host
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import STRUCTURES, Affine, Feature, Program
from nl2opt.solvers.result import SolveOptions, Status

QUEENS = """
## Sets
ROWS = 1..{n}
## Variables
1 <= queen[ROWS] <= {n} integer
## Objective
{objective}
## Constraints
columns: all_different(queen[r] for r in ROWS)
rising: all_different(queen[r] + r for r in ROWS)
falling: all_different(queen[r] - r for r in ROWS)
"""


@pytest.fixture(autouse=True, scope="module")
def one_worker() -> Iterator[None]:
    """Solves of this file share workers, which saves a start for each."""
    with host.kept_workers():
        yield


def lowered(text: str, native: frozenset[Feature] = STRUCTURES) -> Program:
    """The program of a formulation without data of its own."""
    formulation = parse(text)
    return lower(formulation, load(formulation), native).program


@pytest.mark.parametrize(("size", "status"), [(3, Status.INFEASIBLE), (4, Status.OPTIMAL), (6, Status.OPTIMAL)])
@pytest.mark.parametrize("engine", ["cp_sat", "highs", "scip"])
def test_queens_are_placed_alike_by_every_engine(engine: str, size: int, status: Status) -> None:
    """Status and optimum do not depend on whether the engine knows the constraint."""
    solution = solve(parse(QUEENS.format(n=size, objective="minimize queen[1]")), SolveOptions(engine=engine))
    assert solution.status is status
    assert solution.objective == (None if status is Status.INFEASIBLE else 2)


def test_structure_is_kept_with_its_name_and_keys() -> None:
    """A constraint for each key becomes one structure for each key; nothing else is added."""
    program = lowered(
        "## Sets\nP = {a, b}\nQ = 1..3\n## Variables\n0 <= x[P, Q] <= 5 integer\n## Objective\nsatisfy\n"
        "## Constraints\nrows[p in P]: all_different(x[p, q] + q for q in Q if q != 2)\n"
        "pair: all_different(x[a, 1], 3)\n"
    )
    assert program.features == {Feature.LINEAR, Feature.INTEGER, Feature.ALL_DIFFERENT}
    assert len(program.columns) == 6
    assert [block.name for block in program.constraint_blocks if block.kind == "all_different"] == ["rows", "pair"]
    assert program.constraint_blocks[0].keys == (("a",), ("b",))
    assert program.all_different[1].members == (Affine((3,), (1.0,), 1.0), Affine((5,), (1.0,), 3.0))
    assert program.all_different[2].members == (Affine((0,), (1.0,)), Affine((), (), 3.0))


def test_structure_becomes_rows_unless_it_is_asked_for() -> None:
    """Engines that do not know the constraint get binaries, as do readers and writers of programs."""
    program = lowered(QUEENS.format(n=4, objective="satisfy"), frozenset())
    assert program.features == {Feature.LINEAR, Feature.INTEGER}
    assert not program.all_different
    assert len(program.columns) > 4


def test_kept_structure_needs_no_bounds() -> None:
    """Binaries for each value need bounds, and the constraint itself does not."""
    text = (
        "## Variables\nx >= 0 integer\ny >= 0 integer\n## Objective\nminimize x + 2*y\n"
        "## Constraints\nd: all_different(x, y, 0)\n"
    )
    assert solve(parse(text), SolveOptions(engine="cp_sat")).objective == 4
    with pytest.raises(FormulationError, match="needs bounded variables"):
        solve(parse(text), SolveOptions(engine="highs"))


@pytest.mark.parametrize("native", [STRUCTURES, frozenset()])
def test_continuous_values_are_refused_either_way(native: frozenset[Feature]) -> None:
    """The constraint is about whole numbers, whoever solves."""
    with pytest.raises(FormulationError, match="takes whole numbers only"):
        lowered(
            "## Variables\n0 <= x <= 3\n0 <= y <= 3\n## Objective\nsatisfy\n## Constraints\nd: all_different(x, y)\n",
            native,
        )


def test_engines_without_the_structure_refuse_the_program() -> None:
    """A program that was lowered for CP-SAT is not silently solved without its constraint."""
    with pytest.raises(EngineError, match="HiGHS does not take all-different constraints") as failure:
        solve_program(lowered(QUEENS.format(n=4, objective="satisfy")), SolveOptions(engine="highs"))
    assert "--solver cp_sat" in failure.value.hint


def test_automatic_choice_depends_on_the_objective() -> None:
    """Any placement is found by CP-SAT; a weighed one is left to the relaxation of rows and binaries."""
    any_placement = solve(parse(QUEENS.format(n=6, objective="satisfy")))
    assert (any_placement.engine, any_placement.status) == ("cp_sat", Status.OPTIMAL)
    assert "HiGHS does not take all-different constraints" in any_placement.engine_reason
    assert solve(parse(QUEENS.format(n=6, objective="minimize queen[1]"))).engine == "highs"


def test_automatic_choice_without_cp_sat_uses_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OR-Tools, or with continuous variables beside, the constraint becomes rows and is solved."""
    from nl2opt.solvers.engines.cp_sat import CpSat
    from nl2opt.solvers.engines.protocol import Requirement

    text = QUEENS.format(n=4, objective="satisfy")
    mixed = text.replace("integer\n", "integer\nslack >= 0\n")
    assert solve(parse(mixed)).engine == "highs"
    monkeypatch.setattr(CpSat, "needs", Requirement("no_such_package_here", "ortools"))
    assert solve(parse(text)).engine == "highs"


def test_automatic_choice_survives_data_that_cp_sat_cannot_take() -> None:
    """Coefficients that cannot be scaled send the model to rows, binaries and HiGHS."""
    text = QUEENS.format(n=4, objective="satisfy") + "limit: sum(2**0.5 * queen[r] for r in ROWS) <= 15\n"
    solution = solve(parse(text))
    assert (solution.engine, solution.status) == ("highs", Status.OPTIMAL)


def test_violation_is_named() -> None:
    """Two equal values are a violation of 1 under the constraint's name; different ones are none."""
    program = lowered(QUEENS.format(n=4, objective="satisfy"))
    assert evaluate.worst_violation(program, np.array([2.0, 4.0, 1.0, 3.0])).amount == 0
    violation = evaluate.worst_violation(program, np.array([1.0, 3.0, 4.0, 2.0]))
    assert (violation.amount, violation.where) == (1.0, "the constraint falling")


@st.composite
def puzzles(draw: st.DrawFn) -> str:
    """Small formulations with one or two all-different constraints over sums, and a row."""
    terms = st.sampled_from(["x[1]", "x[2]", "x[3]", "2*x[1] - x[2]", "x[2] + x[3] - 1", "4 - x[3]", "2"])
    groups = draw(st.lists(st.lists(terms, min_size=2, max_size=4, unique=True), min_size=1, max_size=2))
    weights = draw(st.lists(st.integers(-3, 3), min_size=3, max_size=3))
    return (
        "## Sets\nP = 1..3\n## Parameters\nw[P] = " + str(weights) + "\n## Variables\n0 <= x[P] <= 3 integer\n"
        "## Objective\nmaximize sum(w[p]*x[p] for p in P)\n## Constraints\n"
        f"total: sum(x[p] for p in P) <= {draw(st.integers(2, 8))}\n"
        + "".join(f"d{place}: all_different({', '.join(group)})\n" for place, group in enumerate(groups))
    )


@settings(max_examples=10, deadline=None)
@given(puzzles())
def test_both_forms_have_the_same_optimum(text: str) -> None:
    """What CP-SAT solves as it is and HiGHS as rows has one status and one optimum (law)."""
    kept, rows = (solve(parse(text), SolveOptions(engine=name)) for name in ("cp_sat", "highs"))
    assert kept.status is rows.status
    assert kept.objective == rows.objective
