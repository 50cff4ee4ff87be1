from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from nl2opt.errors import EngineError
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines.scip import Scip
from nl2opt.solvers.engines.squares import sum_of_squares
from nl2opt.solvers.evaluate import objective, value
from nl2opt.solvers.program import NonlinearRow, Program
from nl2opt.solvers.result import SolveOptions, Status
from nl2opt.solvers.testing_programs import INF, MAX, MIN, apply, dense, number, term
from tests.solvers.hard_programs import market_split

SCIP = SolveOptions(engine="scip", time_limit=60)


def test_objective_is_exact_where_it_is_flat() -> None:
    """The largest rectangle within 100 of fence is 25 by 25, not 24.99996 by 25.00004."""
    program = dense(MAX, (0, 0), (0, 0), (INF, INF), [(-INF, (2, 2), 100)], quadratic={(0, 1): 1.0})
    result = solve_program(program, SCIP)
    assert result.x is not None
    assert result.x.tolist() == [25.0, 25.0]
    assert result.objective == 625.0


def test_squares_over_free_variables_are_proven() -> None:
    """Rosenbrock's valley, without any bound, has the proven minimum 0 at (1, 1)."""
    valley = apply(
        "sum",
        apply("pow", term(0, -1, 1), number(2)),
        apply(
            "prod",
            number(100),
            apply("pow", apply("sum", term(1), apply("prod", number(-1), apply("pow", term(0), number(2)))), number(2)),
        ),
    )
    result = solve_program(dense(MIN, (0, 0), (-INF,) * 2, (INF,) * 2, objective=valley), SCIP)
    assert result.status is Status.OPTIMAL
    assert result.x is not None
    assert result.x == pytest.approx([1, 1], abs=1e-6)


def test_runaway_that_scip_cannot_prove_is_not_called_optimal() -> None:
    """The logarithm grows without bound, and an answer of 37 at 1e16 is not an optimum."""
    result = solve_program(dense(MAX, (0,), (1,), (INF,), objective=apply("log", term(0))), SCIP)
    assert result.status is not Status.OPTIMAL
    assert result.status is Status.UNBOUNDED or "unbounded" in result.message


def test_domain_of_a_function_is_kept() -> None:
    """A logarithm and a root of what may be negative stay inside their domains."""
    program = dense(
        MIN, (1, 1), (-9, -9), (9, 9),
        nonlinear=(
            NonlinearRow(apply("log", term(0, 1, -2)), -3, INF),
            NonlinearRow(apply("sqrt", term(1, 1, 1)), 0.5, INF),
        ),
    )  # fmt: skip
    result = solve_program(program, SCIP)
    assert result.objective == pytest.approx(2 + math.exp(-3) - 0.75, abs=1e-6)


@pytest.mark.parametrize(("base", "exponent"), [(number(-2), term(0)), (number(0), term(0))])
def test_powers_that_scip_cannot_take_are_refused(base, exponent) -> None:
    """A base that is not positive under an exponent that is decided is an error in words."""
    program = dense(MIN, (0,), (1,), (3,), objective=apply("pow", base, exponent))
    with pytest.raises(EngineError, match="not positive"):
        solve_program(program, SCIP)


def test_division_by_a_constant_zero_is_refused() -> None:
    """A division by zero in the model is an error in words."""
    program = dense(MIN, (1,), (1,), (3,), nonlinear=(NonlinearRow(apply("div", term(0), number(0)), 0, 1),))
    with pytest.raises(EngineError, match="zero"):
        solve_program(program, SCIP)


def test_product_of_long_sums_is_not_multiplied_out() -> None:
    """A product of two sums of 40 terms is solved as it stands."""
    n = 40
    long = apply(
        "prod", *(apply("sum", *(term(j, 1 + j % 3) for j in half)) for half in (range(n // 2), range(n // 2, n)))
    )
    program = dense(MAX, [-1.0] * n, [0.0] * n, [1.0] * n, objective=long)
    result = solve_program(program, SCIP)
    assert result.status is Status.OPTIMAL
    everything = np.ones(n)
    assert result.objective == pytest.approx(value(long, everything) - n, rel=1e-6)


def test_same_seed_same_search() -> None:
    """With the seed fixed, two solves visit the same nodes."""
    program = market_split(3, 14)
    first, second = (solve_program(program, replace(SCIP, seed=5)) for _ in range(2))
    assert (first.nodes, first.iterations) == (second.nodes, second.iterations)


def test_gap_is_passed_on() -> None:
    """With a wide gap SCIP stops at a solution that is within it, and the bound says so."""
    program = dense(
        MAX, (0,) * 6, (0,) * 6, (9,) * 6, [(-INF, (1,) * 6, 20)], integer=range(3),
        quadratic={(j, (j + 1) % 6): 1.0 + j for j in range(6)},
    )  # fmt: skip
    result = solve_program(program, replace(SCIP, gap=0.3))
    assert result.status is Status.OPTIMAL
    assert result.objective is not None
    assert result.bound is not None
    assert 0 <= result.bound - result.objective <= 0.31 * result.objective


@pytest.mark.parametrize("sense", [MIN, MAX])
def test_completed_squares_equal_the_objective(sense) -> None:
    """The sum of squares that SCIP gets has the values of the objective that it stands for."""
    random = np.random.default_rng(1)
    for rank in range(1, 5):
        factor = random.normal(size=(rank, 4))
        matrix = factor.T @ factor * (1 if sense is MIN else -1)
        quadratic = {(i, j): matrix[i, j] * (1 if i == j else 2) for i in range(4) for j in range(i, 4)}
        program = dense(sense, random.normal(size=4).tolist(), (-INF,) * 4, (INF,) * 4, quadratic=quadratic)
        squares = sum_of_squares(program)
        assert squares is not None
        assert len(squares.terms) == rank
        for x in random.normal(size=(5, 4)):
            total = squares.cost @ x + squares.constant + sum(w * value(u, x) ** 2 for w, u in squares.terms)
            assert total == pytest.approx(objective(program, x), abs=1e-9)


def test_integer_convex_quadratic_over_free_variables() -> None:
    """What HiGHS does not take, integers under a convex quadratic, is proven by SCIP without bounds."""
    program = dense(
        MIN, (-20.3, -5), (-INF,) * 2, (INF,) * 2, integer=(0, 1), quadratic={(0, 0): 1.0, (0, 1): 1.0, (1, 1): 1.5}
    )
    result = solve_program(program)
    assert result.engine == Scip.name
    assert result.status is Status.OPTIMAL
    assert result.objective == pytest.approx(-108.3)


def test_problem_without_names_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker gets the program without its names, which may be the larger part."""
    from nl2opt.solvers.engines import frames
    from nl2opt.solvers.program import Block

    sent: list[Program] = []
    write = frames.write

    def spy(stream, message):
        if isinstance(message, frames.Request):
            sent.append(message.program)
        write(stream, message)

    monkeypatch.setattr(frames, "write", spy)
    program = replace(dense(MIN, (1,), (2,), (3,)), variable_blocks=(Block("x", "columns", 0, ((),)),), _features=[])
    assert solve_program(program, SCIP).objective == 2
    assert [item.variable_blocks for item in sent] == [()]
