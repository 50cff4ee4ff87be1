"""Every engine on every case of the conformance suite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import registry
from nl2opt.solvers.program import Feature
from nl2opt.solvers.result import SolveOptions
from nl2opt.solvers.testing import (
    Report,
    check_arrays,
    check_case,
    check_duals,
    check_engine,
    check_gap,
    check_seed,
    check_time_limit,
)
from nl2opt.solvers.testing_duals import DualCase, dual_cases
from nl2opt.solvers.testing_programs import Case, cases

pytestmark = pytest.mark.usefixtures("kept_workers")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
@pytest.mark.parametrize("engine", registry.names())
def test_engine_gives_the_known_answer_or_refuses(engine: str, case: Case) -> None:
    """An engine proves the known status and optimum, or says that it cannot and names who can."""
    assert check_case(engine, case).fault == ""


@pytest.mark.parametrize("case", list(dual_cases()), ids=lambda case: case.name)
@pytest.mark.parametrize("engine", registry.names())
def test_duals_have_the_one_sign(engine: str, case: DualCase) -> None:
    """Duals and reduced costs are the change of the objective, minimised or maximised."""
    assert check_duals(engine, case).fault == ""


@pytest.mark.parametrize("engine", ["highs", "mathopt", "pyomo", "pulp"])
def test_engines_for_linear_programs_give_duals(engine: str) -> None:
    """Duals that an engine can give are not lost on the way."""
    case = next(iter(dual_cases()))
    result = solve_program(case.program, SolveOptions(engine=engine))
    assert result.row_duals is not None
    assert result.row_duals.tolist() == pytest.approx(case.row_duals)


@pytest.mark.parametrize(
    "check", [check_time_limit, check_gap, check_seed, check_arrays], ids=lambda check: check.__name__
)
@pytest.mark.parametrize("engine", registry.names())
def test_engine_keeps_its_options(engine: str, check: Callable[[str], Report]) -> None:
    """Limits, gaps and seeds reach the solver, and arrays stay the caller's."""
    assert check(engine).fault == ""


@pytest.mark.parametrize("engine", ["pyomo:cbc", "pyomo:gurobi", "pulp:highs", "pulp:scip"])
def test_solvers_after_a_colon_conform(engine: str) -> None:
    """Solvers that users have beside the defaults pass the whole suite, as far as they say that they can."""
    if "gurobi" in engine:
        pytest.importorskip("gurobipy")
    assert [report for report in check_engine(engine) if report.fault] == []


def test_every_feature_has_cases() -> None:
    """No feature of programs is left untested."""
    assert frozenset().union(*(case.program.features for case in cases())) == frozenset(Feature)


def test_names_of_cases_are_distinct() -> None:
    """A report names its case without doubt."""
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))


def test_suite_catches_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that returns half of each value does not pass."""
    from dataclasses import replace

    from nl2opt.solvers.engines.highs import Highs

    honest = Highs.solve

    def halved(self, program, options, on_progress=None):
        result = honest(self, program, options, on_progress)
        return result if result.x is None else replace(result, x=result.x / 2)

    monkeypatch.setattr(Highs, "solve", halved)
    faults = [report.fault for report in check_engine("highs") if report.fault]
    assert len(faults) >= 10
