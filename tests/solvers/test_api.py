from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib import util

import numpy as np
import pytest

from nl2opt.errors import EngineError, ExitCode, MissingExtraError, Nl2optError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import api
from nl2opt.solvers.api import choose, solve, solve_program
from nl2opt.solvers.engines import registry
from nl2opt.solvers.engines.highs import Highs
from nl2opt.solvers.engines.protocol import Requirement, refusal
from nl2opt.solvers.program import STRUCTURES, Feature, Indicator
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, Case, apply, cases, dense, term

TRANSPORT = """
## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
## Parameters
capacity[PLANTS] = {Lyon: 120, Turin: 90}
need[STORES] = [50, 60, 70]
cost[PLANTS, STORES] = [[4, 6, 7], [5, 3, 2]]
## Variables
ship[PLANTS, STORES] >= 0
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
"""


def test_solution_is_in_the_names_of_the_formulation() -> None:
    """Values, duals and reduced costs are found by name and key."""
    solution = solve(parse(TRANSPORT))
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(640)
    assert dict(solution.values["ship"].items()) == {
        ("Lyon", "Nice"): 50,
        ("Lyon", "Milan"): 40,
        ("Lyon", "Genoa"): 0,
        ("Turin", "Nice"): 0,
        ("Turin", "Milan"): 20,
        ("Turin", "Genoa"): 70,
    }
    assert dict(solution.duals["demand"].items()) == {("Nice",): 4, ("Milan",): 6, ("Genoa",): 5}
    assert dict(solution.duals["supply"].items()) == {("Lyon",): 0, ("Turin",): -3}
    assert solution.reduced_costs["ship"]["Lyon", "Genoa"] == 2
    assert (solution.columns, solution.rows, solution.nonzeros) == (6, 5, 12)
    assert solution.gap == 0
    assert solution.engine_reason == "HiGHS, because the model is linear"


def test_data_may_replace_what_the_formulation_says() -> None:
    """The same formulation solves with other data."""
    solution = solve(parse(TRANSPORT), tables={"need": [10, 10, 10]})
    assert solution.objective == pytest.approx(10 * 4 + 10 * 3 + 10 * 2)


def test_infeasible_formulation_has_no_values() -> None:
    """Without a solution there are no numbers to show."""
    solution = solve(parse(TRANSPORT), tables={"need": [1000, 1000, 1000]})
    assert solution.status is Status.INFEASIBLE
    assert solution.status.exit_code is ExitCode.INFEASIBLE
    assert (solution.objective, solution.bound, dict(solution.values), solution.gap) == (None, None, {}, None)


@pytest.mark.parametrize(
    ("program", "engine", "words"),
    [
        (dense(MIN, (1,), (0,), (1,)), "highs", "linear"),
        (dense(MIN, (1,), (0,), (1,), integer=(0,)), "highs", "linear with integer variables"),
        (dense(MIN, (1,), (0,), (1,), quadratic={(0, 0): 1.0}), "highs", "quadratic and convex"),
        (dense(MAX, (1,), (0,), (1,), quadratic={(0, 0): 1.0}), "scip", "quadratic and not convex"),
        (dense(MIN, (1,), (0,), (1,), objective=apply("exp", term(0))), "scip", "nonlinear; HiGHS does not take"),
        (
            dense(MIN, (1,), (0,), (1,), integer=(0,), quadratic={(0, 0): 1.0}),
            "scip",
            "quadratic and convex with integer variables; HiGHS does not take integer variables together with",
        ),
    ],
)
def test_choice_of_engine_is_explained_in_a_line(program, engine, words) -> None:
    """The first engine that takes the model solves it, and the reason says why not another."""
    choice = choose(program)
    assert choice.engine == engine
    assert words in choice.reason
    assert "\n" not in choice.reason


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_automatic_choice_takes_every_case(case: Case) -> None:
    """There is an engine for every feature of programs."""
    assert choose(case.program).engine in registry.names()


@pytest.mark.parametrize(
    ("sense", "value", "convex"), [(MIN, 1, True), (MIN, -1, False), (MAX, -1, True), (MAX, 1, False)]
)
def test_thousands_of_squares_are_judged_without_a_matrix(sense, value, convex) -> None:
    """A diagonal quadratic of 20,000 columns is found convex or not at once."""
    n = 20_000
    program = dense(sense, [0.0] * n, [0.0] * n, [1.0] * n, quadratic={(j, j): float(value) for j in range(n)})
    feature = Feature.CONVEX_QUADRATIC if convex else Feature.NONCONVEX_QUADRATIC
    assert feature in program.features


def test_empty_quadratic_part_is_linear_for_the_engine() -> None:
    """A quadratic part without terms, or with zeros only, solves as what it is."""
    for quadratic in ({}, {(0, 0): 0.0}):
        result = solve_program(dense(MIN, (1,), (2,), (3,), quadratic=quadratic), SolveOptions(engine="highs"))
        assert (result.status, result.objective) == (Status.OPTIMAL, 2)


def test_unknown_engine_is_named_with_the_known_ones() -> None:
    """A misspelt engine is met with the right spelling."""
    with pytest.raises(Nl2optError, match="no engine 'higs'") as failure:
        solve_program(dense(MIN, (1,), (0,), (1,)), SolveOptions(engine="higs"))
    assert "Did you mean 'highs'?" in failure.value.hint
    assert "scip" in failure.value.hint


def test_unsupported_model_is_refused_with_an_engine_that_can() -> None:
    """HiGHS refuses a nonlinear model and points to SCIP."""
    program = dense(MIN, (1,), (0,), (1,), objective=apply("exp", term(0)))
    with pytest.raises(EngineError, match="HiGHS does not take nonlinear expressions") as failure:
        solve_program(program, SolveOptions(engine="highs"))
    assert "--solver scip" in failure.value.hint


def test_missing_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose package is absent is an error with the exact command, and is not chosen."""
    monkeypatch.setattr(Highs, "needs", Requirement("no_such_package_here", "highs"))
    program = dense(MIN, (1,), (0,), (1,))
    with pytest.raises(MissingExtraError, match="no_such_package_here") as failure:
        solve_program(program, SolveOptions(engine="highs"))
    assert "pip install 'nl2opt[highs]'" in failure.value.hint
    choice = choose(program)
    assert choice.engine == "scip"
    assert "HiGHS is not installed" in choice.reason
    monkeypatch.setattr(Highs, "needs", Requirement("no_such_package_here"))
    with pytest.raises(Nl2optError, match="part of nl2opt"):
        solve_program(program, SolveOptions(engine="highs"))


def test_packages_of_engines_exist() -> None:
    """What the registry's engines need can be found in this installation, and a wrong name could not."""
    assert all(engine.needs.installed() for engine in registry.engines())
    assert util.find_spec("no_such_package_here") is None


def test_first_engine_that_gives_up_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where HiGHS ends without a proof or a limit of the user's, SCIP solves, and the reason says so."""

    def gives_up(self, program, options, on_progress=None):
        return EngineResult(Status.ERROR, "highs", message="no luck")

    monkeypatch.setattr(Highs, "solve", gives_up)
    solution = solve(parse(TRANSPORT))
    assert (solution.engine, solution.objective) == ("scip", pytest.approx(640))
    assert "HiGHS did not come to an end" in solution.engine_reason
    asked = solve(parse(TRANSPORT), SolveOptions(engine="highs"))
    assert (asked.engine, asked.status, asked.message) == ("highs", Status.ERROR, "no luck")


def test_engine_that_fails_is_followed_by_the_next() -> None:
    """Data that CP-SAT cannot scale are an error when it was asked for, and no obstacle when it was chosen."""
    condition = Indicator(1, True, term(0, 2**0.5, -7))
    program = dense(MAX, (1, 9), (0, 0), (9, 1), integer=(0, 1), indicators=(condition,))
    assert choose(program).engine == "cp_sat"
    result = solve_program(program)
    assert (result.engine, result.objective) == ("scip", 13)
    with pytest.raises(EngineError, match="no short decimal"):
        solve_program(program, SolveOptions(engine="cp_sat"))


def test_integers_and_logic_go_to_cp_sat_but_not_products() -> None:
    """Conditions over integers are CP-SAT's, and products of integers are SCIP's, though CP-SAT takes them."""
    condition = Indicator(1, True, term(0, 1, -4))
    logic = dense(MAX, (1, 1), (0, 0), (9, 1), integer=(0, 1), indicators=(condition,))
    assert choose(logic).engine == "cp_sat"
    assert (
        choose(replace(logic, columns=replace(logic.columns, integer=np.array([False, True])), _features=[])).engine
        == "scip"
    )
    products = dense(MAX, (1, 1), (0, 0), (9, 9), integer=(0, 1), quadratic={(0, 1): 1.0})
    assert choose(products).engine == "scip"


def test_limits_of_the_user_are_no_reason_to_try_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solve that ran into the time limit is not solved again by another engine."""

    def out_of_time(self, program, options, on_progress=None):
        return EngineResult(Status.UNKNOWN, "highs", limit=Limit.TIME)

    monkeypatch.setattr(Highs, "solve", out_of_time)
    assert solve_program(dense(MIN, (1,), (0,), (1,))).engine == "highs"


def test_solution_that_breaks_the_model_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that returns a point outside the rows is caught, and the broken constraint is named."""

    def wrong(self, program, options, on_progress=None):
        return EngineResult(Status.OPTIMAL, "highs", x=np.full(len(program.columns), 1000.0), objective=1.0)

    monkeypatch.setattr(Highs, "solve", wrong)
    solution = solve(parse(TRANSPORT), SolveOptions(engine="highs"))
    assert solution.status is Status.ERROR
    assert "supply[Turin]" in solution.message
    assert dict(solution.values) == {}
    assert solution.objective is None


def test_objective_is_computed_from_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine's own objective value is not believed, and a bound never contradicts the solution."""
    honest = Highs.solve

    def boastful(self, program, options, on_progress=None):
        return replace(honest(self, program, options, on_progress), objective=-1e9, bound=1e9)

    monkeypatch.setattr(Highs, "solve", boastful)
    solution = solve(parse(TRANSPORT), SolveOptions(engine="highs"))
    assert solution.objective == solution.bound == pytest.approx(640)


def test_number_in_a_tree_that_is_none_is_refused() -> None:
    """NaN inside an expression is an error, too."""
    tree = apply("exp", apply("sum", term(0), term(0, float("nan"))))
    with pytest.raises(EngineError, match="not a finite number"):
        solve_program(dense(MIN, (0,), (0,), (1,), objective=tree))


@pytest.mark.parametrize("engine", registry.names())
@pytest.mark.parametrize("place", ["cost", "value", "row", "bound", "constant"])
def test_numbers_that_are_none_are_refused(engine: str, place: str) -> None:
    """NaN anywhere in the arrays is an error before any engine sees it."""
    program = dense(MIN, (1, 1), (0, 0), (9, 9), [(1, (1, 1), 5)], integer=(0, 1))
    nan = np.array([np.nan, 1.0])
    broken = {
        "cost": lambda: replace(program, cost=nan, _features=[]),
        "value": lambda: replace(program, rows=replace(program.rows, values=nan), _features=[]),
        "row": lambda: replace(program, rows=replace(program.rows, upper=nan[:1]), _features=[]),
        "bound": lambda: replace(program, columns=replace(program.columns, lower=nan), _features=[]),
        "constant": lambda: replace(program, constant=float("inf"), _features=[]),
    }[place]()
    with pytest.raises(EngineError, match="not a finite number"):
        solve_program(broken, SolveOptions(engine=engine))


def test_rounding_solves_for_the_rest_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rounding a binary of 1e-6 breaks a row with a large coefficient, the other variables are solved again."""
    program = dense(MAX, (1, -1), (0, 0), (INF, 1), [(-INF, (1, -1e6), 0), (-INF, (1, 0), 0.5)], integer=(1,))
    honest = Highs.solve
    calls = []

    def sloppy(self, given, options, on_progress=None):
        calls.append(given)
        result = honest(self, given, options, on_progress)
        return replace(result, x=np.array([0.5, 5e-7])) if len(calls) == 1 else result

    monkeypatch.setattr(Highs, "solve", sloppy)
    result = solve_program(program, SolveOptions(engine="highs"))
    assert len(calls) == 2
    assert result.x is not None
    assert result.x.tolist() == [0.0, 0.0]
    assert result.objective == 0.0


def test_values_next_to_short_numbers_are_those() -> None:
    """24.999999999999993 is shown as 25, and a third stays a third."""
    program = dense(MIN, (1, 1), (0, 0), (99, 99))
    tidied = api._tidied(program, np.array([24.999999999999993, 1 / 3]))
    assert tidied.tolist() == [25.0, 1 / 3]


def test_tidying_does_not_break_a_row() -> None:
    """A value is left as it is where the shorter number would violate the model."""
    program = dense(MIN, (1, 0), (0, 0), (1, 1), [(1e-10 * 1e6, (1e6, 0), INF)])
    x = np.array([1e-10, 0.0])
    assert api._tidied(program, x).tolist() == x.tolist()


def test_every_engine_declares_what_it_takes() -> None:
    """Support is data: asking costs no import of a solver, and SCIP takes all that lowering cannot write otherwise."""
    code = (
        "import sys\n"
        "from nl2opt.solvers.engines import registry\n"
        "assert all(engine.supports for engine in registry.engines())\n"
        "assert not {'highspy', 'pyscipopt', 'ortools'} & set(sys.modules), 'a solver was imported'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert not any(
        refusal(registry.engine("scip"), features) for features in ([item] for item in set(Feature) - STRUCTURES)
    )


def test_default_engine_imports_no_other_solver() -> None:
    """A linear model is solved without loading SCIP, or starting a worker."""
    code = (
        "import sys\n"
        "from nl2opt.solvers.api import solve_program\n"
        "from nl2opt.solvers.testing_programs import MIN, dense\n"
        "assert solve_program(dense(MIN, (1,), (2,), (3,))).objective == 2\n"
        "assert 'highspy' in sys.modules\n"
        "assert not {'pyscipopt', 'nl2opt.solvers.engines.host'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
