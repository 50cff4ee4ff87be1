"""One conformance suite for every engine, as MathOptInterface has one for every solver.

Whoever writes an engine adds its name to the registry and runs::

    from nl2opt.solvers.testing import check_engine

    faults = [report for report in check_engine("mine") if report.fault]

Each engine then solves every small program of ``testing_programs`` that it supports, and the answer must be the known
one: status, optimum, a feasible point with whole integers, a bound that is one, and duals that satisfy the optimality
conditions. A program that it says not to support must be refused with the names of the engines that take it. Linear
programs with unique duals (``testing_duals``) fix their signs. With the programs of ``testing_limits``, the engine must
keep its time limit and its gap, find the same solution again from the same seed, and leave the caller's arrays alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.engines import registry
from nl2opt.solvers.engines.host import GRACE_SECONDS, kept_workers
from nl2opt.solvers.engines.protocol import refusal
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status
from nl2opt.solvers.testing_duals import DualCase, dual_cases
from nl2opt.solvers.testing_limits import hard_program, packing_program
from nl2opt.solvers.testing_programs import Case, cases

OBJECTIVE_TOLERANCE = 1e-6
"""Relative to the larger of 1 and the optimum."""

_START_SECONDS = 30.0
"""What a busy machine may take to start a worker and to load a solver's library, which no limit counts."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one engine did on one case; ``fault`` is empty when it did well, and ``refused`` when it was right to."""

    engine: str
    case: str
    refused: bool
    fault: str


def check_engine(name: str, time_limit: float = 60.0) -> Iterator[Report]:
    """Run every check on the engine called ``name``; a solver may be named after a colon (``pulp:highs``).

    Workers are kept between the programs, so that a hundred of them take seconds.

    Args:
        name: as in the registry.
        time_limit: seconds for each program but the one that tests the limit; all are solved in far less.

    Raises:
        Nl2optError: there is no such engine, or it is not installed.
    """
    with kept_workers():
        for case in cases():
            yield check_case(name, case, time_limit)
        for dual_case in dual_cases():
            yield check_duals(name, dual_case, time_limit)
        for check in (check_time_limit, check_gap, check_seed, check_arrays):
            yield check(name)


def check_case(name: str, case: Case, time_limit: float = 60.0) -> Report:
    """Run one case on one engine."""
    refused = bool(refusal(registry.engine(name), case.program.features))
    if refused:
        return Report(name, case.name, True, _refusal_fault(name, case))
    result = solve_program(case.program, SolveOptions(engine=name, time_limit=time_limit))
    return Report(name, case.name, False, _fault(case, result))


def check_duals(name: str, case: DualCase, time_limit: float = 60.0) -> Report:
    """Compare duals and reduced costs, where the engine gives any, with the only ones that there are."""
    if refusal(registry.engine(name), case.program.features):
        return Report(name, f"duals-of-{case.name}", True, "")
    result = solve_program(case.program, SolveOptions(engine=name, time_limit=time_limit))
    fault = ""
    if result.status is not Status.OPTIMAL or result.objective is None or not _close(result.objective, case.objective):
        fault = f"the answer is {result.status} at {result.objective!r}, not optimal at {case.objective!r}"
    for what, found, known in (
        ("duals", result.row_duals, case.row_duals),
        ("reduced costs", result.reduced_costs, case.reduced_costs),
    ):
        if found is not None and not np.allclose(found, known, atol=1e-6):
            fault = f"the {what} are {found.tolist()}, not {list(known)}"
    return Report(name, f"duals-of-{case.name}", False, fault)


def check_time_limit(name: str, seconds: float = 1.0) -> Report:
    """A solve that nobody finishes ends soon after its limit, and says so; what it found is feasible."""
    program = hard_program()
    if refusal(registry.engine(name), program.features):
        return Report(name, "time-limit", True, "")
    started = time.perf_counter()
    result = solve_program(program, SolveOptions(engine=name, time_limit=seconds))
    spent = time.perf_counter() - started
    fault = ""
    if result.limit is not Limit.TIME or result.status not in (Status.FEASIBLE, Status.UNKNOWN):
        fault = f"the status is {result.status} and the limit {result.limit}: {result.message}"
    elif (result.status is Status.FEASIBLE) != (result.x is not None):
        fault = "the status does not say whether there is a solution"
    elif result.bound is not None and result.objective is not None and result.bound > result.objective + 1e-6:
        fault = f"the bound {result.bound!r} contradicts the solution"
    elif spent > seconds + GRACE_SECONDS + _START_SECONDS:
        fault = f"it took {spent:.1f} s with a limit of {seconds:g} s"
    return Report(name, "time-limit", False, fault)


def check_gap(name: str, gap: float = 0.3) -> Report:
    """A solution within the gap counts as optimal, and the bound is at least as good as the true optimum."""
    program = packing_program()
    if refusal(registry.engine(name), program.features):
        return Report(name, "gap", True, "")
    best = solve_program(program, SolveOptions(engine=name, gap=0.0)).objective
    loose = solve_program(program, SolveOptions(engine=name, gap=gap))
    fault = ""
    if loose.status is not Status.OPTIMAL or loose.objective is None or best is None:
        fault = f"the status is {loose.status}: {loose.message}"
    elif loose.objective > best + 1e-6 or best - loose.objective > gap * abs(best) + 1e-6:
        fault = f"the objective {loose.objective!r} is not within the gap of {best!r}"
    elif loose.bound is not None and loose.bound < best - 1e-6:
        fault = f"the bound {loose.bound!r} is not a bound on {best!r}"
    return Report(name, "gap", False, fault)


def check_seed(name: str) -> Report:
    """The same seed and one thread give the same solution twice."""
    program = packing_program()
    if refusal(registry.engine(name), program.features):
        return Report(name, "seed", True, "")
    options = SolveOptions(engine=name, seed=7, threads=1)
    first, second = (solve_program(program, options).x for _ in range(2))
    same = first is not None and second is not None and np.array_equal(first, second)
    return Report(name, "seed", False, "" if same else "the same seed gave another solution")


def check_arrays(name: str) -> Report:
    """The caller's arrays are as they were before the solve."""
    program = packing_program()
    if refusal(registry.engine(name), program.features):
        return Report(name, "arrays", True, "")
    columns, rows = program.columns, program.rows
    arrays: list[npt.NDArray[Any]] = [columns.lower, columns.upper, columns.integer, program.cost]
    arrays += [rows.starts, rows.rows, rows.values, rows.lower, rows.upper]
    before = [array.copy() for array in arrays]
    solve_program(program, SolveOptions(engine=name))
    same = all(np.array_equal(old, new) for old, new in zip(before, arrays))
    return Report(name, "arrays", False, "" if same else "the solve changed the caller's arrays")


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
