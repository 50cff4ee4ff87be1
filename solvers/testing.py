"""One conformance suite for every engine, as MathOptInterface has one for every solver.

Each engine solves each small program of ``testing_programs`` that it supports, and the answer must be the known one; a
program that it does not support must be refused with the name of an engine that takes it. Whoever adds an engine runs
``check_engine("name")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import registry
from nl2opt.solvers.engines.protocol import refusal
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, SolveOptions
from nl2opt.solvers.testing_programs import Case, cases

OBJECTIVE_TOLERANCE = 1e-6
"""Relative to the larger of 1 and the optimum."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one engine did on one case; ``fault`` is empty when it did well, and ``refused`` when it was right to."""

    engine: str
    case: str
    refused: bool
    fault: str


def check_engine(name: str, time_limit: float = 60.0) -> Iterator[Report]:
    """Run every case on the engine called ``name``.

    Raises:
        Nl2optError: there is no such engine, or it is not installed.
    """
    for case in cases():
        yield check_case(name, case, time_limit)


def check_case(name: str, case: Case, time_limit: float = 60.0) -> Report:
    """Run one case on one engine."""
    refused = bool(refusal(registry.engine(name), case.program.features))
    if refused:
        return Report(name, case.name, True, _refusal_fault(name, case))
    result = solve_program(case.program, SolveOptions(engine=name, time_limit=time_limit))
    return Report(name, case.name, False, _fault(case, result))


def _refusal_fault(name: str, case: Case) -> str:
    """What is wrong with how the engine refuses."""
    able = [engine.name for engine in registry.engines() if not refusal(engine, case.program.features)]
    try:
        solve_program(case.program, SolveOptions(engine=name))
    except EngineError as error:
        absent = [other for other in able if other not in error.hint]
        return f"the refusal does not name {', '.join(absent)}" if absent else ""
    return "it solved what it says that it does not support"


def _fault(case: Case, result: EngineResult) -> str:
    if result.status is not case.status:
        return f"the status is {result.status}, not {case.status}: {result.message}"
    if case.objective is None:
        return "" if result.x is None else "there are values without a solution"
    if result.x is None or result.objective is None:
        return "there is no solution"
    if not _close(result.objective, case.objective):
        return f"the objective is {result.objective!r}, not {case.objective!r}"
    violation = evaluate.worst_violation(case.program, result.x)
    if violation.amount > 1e-6:
        return f"the solution violates {violation.where} by {violation.amount:.1e}"
    integer = case.program.columns.integer
    if not np.array_equal(result.x[integer], np.round(result.x[integer])):
        return "integer variables are not whole"
    return _bound_fault(case.program, result) or _dual_fault(case.program, result)


def _bound_fault(program: Program, result: EngineResult) -> str:
    if result.bound is None or result.objective is None or program.sense is Sense.SATISFY:
        return ""
    if not _close(result.bound, result.objective, 1e-5):
        return f"the bound {result.bound!r} is far from the optimum"
    beyond = result.objective - result.bound if program.sense is Sense.MAXIMIZE else result.bound - result.objective
    return f"the bound {result.bound!r} contradicts the optimum" if beyond > 0 else ""


def _dual_fault(program: Program, result: EngineResult) -> str:
    """Duals, where there are some, must satisfy the optimality conditions of a linear program."""
    if result.row_duals is None or result.reduced_costs is None or result.x is None:
        return ""
    others = program.features - {Feature.LINEAR, Feature.CONTINUOUS}
    if others:
        return "" if others == {Feature.CONVEX_QUADRATIC} else "there are duals without an LP"
    x, duals, reduced = result.x, result.row_duals, result.reduced_costs
    rows = program.rows
    columns = np.repeat(np.arange(len(x)), np.diff(rows.starts))
    priced = np.bincount(columns, weights=rows.values * duals[rows.rows], minlength=len(x))
    if not np.allclose(program.cost, priced + reduced, atol=1e-7):
        return "costs are not the sum of priced rows and reduced costs"
    activity = np.bincount(rows.rows, weights=rows.values * x[columns], minlength=len(rows))
    sign = -1.0 if program.sense is Sense.MAXIMIZE else 1.0
    for what, prices, values, lower, upper in (
        ("dual", duals, np.asarray(activity, np.float64), rows.lower, rows.upper),
        ("reduced cost", reduced, x, program.columns.lower, program.columns.upper),
    ):
        if not _complementary(sign * prices, values, lower, upper):
            return f"a {what} has the wrong sign, or is not zero away from the bounds"
    return ""


def _complementary(prices: Floats, values: Floats, lower: Floats, upper: Floats) -> bool:
    """Of a minimization: a positive price only at the lower bound, a negative one only at the upper bound."""
    above = (prices > 1e-7) & (values > lower + 1e-7)
    below = (prices < -1e-7) & (values < upper - 1e-7)
    return not bool((above | below).any())


def _close(one: float, other: float, tolerance: float = OBJECTIVE_TOLERANCE) -> bool:
    return abs(one - other) <= tolerance * max(1.0, abs(other))
