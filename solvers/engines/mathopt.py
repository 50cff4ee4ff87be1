"""MathOpt of OR-Tools (https://developers.google.com/optimization/math_opt): GLOP, PDLP, HiGHS and SCIP.

A solver is named after a colon: ``mathopt:pdlp``. Without one the model decides: GLOP solves linear models, GSCIP (SCIP
as Google builds it) the others. MathOpt's CP-SAT is left out: it rounds data and takes the ends of its number range for
optima, and the engine ``cp_sat`` does neither. OR-Tools and highspy do not load in one process, so MathOpt always runs
in a worker.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.host import solve_in_worker
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

_LP = frozenset({Feature.LINEAR, Feature.CONTINUOUS})
_MIP = _LP | {Feature.INTEGER}
_GSCIP = _MIP | {Feature.CONVEX_QUADRATIC, Feature.NONCONVEX_QUADRATIC, Feature.INDICATOR}


@dataclass(frozen=True, slots=True)
class _Solver:
    """What one of MathOpt's solvers can do; MathOpt refuses options that a solver does not have.

    Attributes:
        title: its name for people.
        supports: features of programs.
        parameters: which of MathOpt's parameters it knows.
        interruptible: whether it can be asked to stop.
        watched: whether it tells of each new solution.
    """

    title: str
    supports: frozenset[Feature]
    parameters: frozenset[str]
    interruptible: bool = True
    watched: bool = False


_SOLVERS = {
    "glop": _Solver("GLOP", _LP, frozenset({"random_seed"})),
    "pdlp": _Solver("PDLP", _LP, frozenset({"threads"})),
    # HiGHS's threads are a setting of the whole process, which MathOpt does not make.
    "highs": _Solver("HiGHS", _MIP, frozenset({"random_seed", "relative_gap_tolerance"}), interruptible=False),
    "gscip": _Solver("GSCIP", _GSCIP, frozenset({"random_seed", "threads", "relative_gap_tolerance"}), watched=True),
}

_PDLP_TOLERANCE = 1e-10
"""Absolute and relative; a first-order method stops at 1e-6 otherwise, which shows in the fourth digit of an answer."""

_LIMITS = {
    "LIMIT_TIME": Limit.TIME,
    "LIMIT_INTERRUPTED": Limit.INTERRUPT,
    "LIMIT_MEMORY": Limit.MEMORY,
    "LIMIT_ITERATION": Limit.ITERATIONS,
    "LIMIT_NODE": Limit.ITERATIONS,
    "LIMIT_SLOW_PROGRESS": Limit.ITERATIONS,
}


class MathOpt:
    """The engine for the solvers that come with OR-Tools.

    Args:
        solver: one of ``variants.known``; empty to choose by the model.
    """

    excludes: tuple[frozenset[Feature], ...] = ()
    needs = Requirement("ortools", "ortools")
    variants = Variants(tuple(_SOLVERS))

    def __init__(self, solver: str = "") -> None:
        self.solver = solver
        self.name = f"mathopt:{solver}" if solver else "mathopt"
        self.title = f"MathOpt ({_SOLVERS[solver].title})" if solver else "MathOpt"
        self.supports = _SOLVERS[solver or "gscip"].supports

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program`` in a worker process; see ``Engine.solve``."""
        columns, rows = program.columns, program.rows
        whole = replace(
            columns,
            lower=np.where(columns.integer, np.ceil(columns.lower - 1e-9), columns.lower),
            upper=np.where(columns.integer, np.floor(columns.upper + 1e-9), columns.upper),
        )
        # MathOpt calls crossed bounds an invalid model.
        if _crossed(whole.lower, whole.upper) or _crossed(rows.lower, rows.upper):
            return EngineResult(Status.INFEASIBLE, self.name)
        return solve_in_worker(self, replace(program, columns=whole, _features=[]), options, on_progress)

    def solve_here(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> EngineResult:
        """Solve in this process and thread; see ``HostedEngine.solve_here``."""
        solver = self.solver or ("glop" if program.features <= _LP else "gscip")
        solve = _Solve(self.name, solver, program, options, report, stop)
        return replace(solve.run(), seconds=time.perf_counter() - solve.started)


def _crossed(lower: Floats, upper: Floats) -> bool:
    return bool(((lower > upper) | np.isposinf(lower) | np.isneginf(upper)).any())


class _InfiniteObjectiveError(Exception):
    """A point with an infinite objective: how GSCIP says unbounded, which MathOpt rejects."""


class _Solve:
    """One call of the engine: one run of a solver, or two where the first could not tell unbounded from infeasible."""

    def __init__(
        self,
        name: str,
        solver: str,
        program: Program,
        options: SolveOptions,
        report: Callable[[EngineResult], None],
        stop: StopSignal,
    ) -> None:
        self.name = name
        self.solver = solver
        self.traits = _SOLVERS[solver]
        self.program = program
        self.options = options
        self.report = report
        self.stop = stop
        self.started = time.perf_counter()

    def run(self) -> EngineResult:
        from ortools.math_opt import result_pb2

        try:
            answer = self._optimize(self.program)
        except _InfiniteObjectiveError:
            return self._unbounded_if_feasible()
        reason = result_pb2.TerminationReasonProto.Name(answer.termination.reason).removeprefix("TERMINATION_REASON_")
        feasible = answer.termination.problem_status.primal_status == result_pb2.FEASIBILITY_STATUS_FEASIBLE
        if reason == "INFEASIBLE_OR_UNBOUNDED" or (reason == "UNBOUNDED" and not feasible):
            return self._unbounded_if_feasible()
        return self._result(answer, reason)

    def _unbounded_if_feasible(self) -> EngineResult:
        """Settle 'infeasible or unbounded': without its objective the program is feasible or not."""
        from ortools.math_opt import result_pb2

        still = replace(self.program, cost=np.zeros_like(self.program.cost), quadratic=None, constant=0.0, _features=[])
        answer = self._optimize(still)
        reason = result_pb2.TerminationReasonProto.Name(answer.termination.reason).removeprefix("TERMINATION_REASON_")
        if reason == "OPTIMAL":
            return EngineResult(Status.UNBOUNDED, self.name)
        return replace(self._result(answer, reason), x=None, objective=None, bound=None)

    def _optimize(self, program: Program) -> Any:
        """MathOpt's answer as its message."""
        from ortools.math_opt import callback_pb2, model_parameters_pb2, parameters_pb2
        from ortools.math_opt.core.python import solver
        from ortools.util.python.solve_interrupter import SolveInterrupter
        from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]

        from nl2opt.solvers.engines.mathopt_model import model_of

        registration = callback_pb2.CallbackRegistrationProto()
        watch = None
        if self.traits.watched:
            registration.request_registration.append(callback_pb2.CALLBACK_EVENT_MIP_SOLUTION)
            watch = self._watch
        interrupter = SolveInterrupter()
        if self.traits.interruptible:
            self.stop.on_set(interrupter.interrupt)
        try:
            return solver.solve(
                model_of(program),
                parameters_pb2.SolverTypeProto.Value(f"SOLVER_TYPE_{self.solver.upper()}"),
                parameters_pb2.SolverInitializerProto(),
                self._parameters(parameters_pb2),
                model_parameters_pb2.ModelSolveParametersProto(),
                None,
                registration,
                watch,
                interrupter.pybind_interrupter,
            )
        except StatusNotOk as error:
            if "invalid PrimalSolutionProto.objective_value" in str(error):
                raise _InfiniteObjectiveError from None
            raise EngineError(f"{self.traits.title} refused the model: {error}") from None

    def _parameters(self, messages: Any) -> Any:
        options, given = self.options, messages.SolveParametersProto()
        known = self.traits.parameters
        if options.time_limit is not None:
            left = max(0.0, options.time_limit - (time.perf_counter() - self.started))
            given.time_limit.FromNanoseconds(int(left * 1e9))
        if options.threads and "threads" in known:
            given.threads = options.threads
        if "random_seed" in known:
            given.random_seed = options.seed % 2147483647
        if "relative_gap_tolerance" in known:
            given.relative_gap_tolerance = options.gap
        if self.solver == "pdlp":
            criteria = given.pdlp.termination_criteria.simple_optimality_criteria
            criteria.eps_optimal_absolute = criteria.eps_optimal_relative = _PDLP_TOLERANCE
        return given

    def _watch(self, data: Any) -> Any:
        """Report a new solution; the objective is computed from it by whoever reads it last."""
        from ortools.math_opt import callback_pb2

        from nl2opt.solvers import evaluate

        x = _dense(data.primal_solution_vector, len(self.program.columns))
        bound = data.mip_stats.dual_bound if data.mip_stats.HasField("dual_bound") else None
        self.report(
            EngineResult(
                Status.FEASIBLE,
                self.name,
                x=x,
                objective=evaluate.objective(self.program, x),
                bound=_finite(bound),
                seconds=time.perf_counter() - self.started,
            )
        )
        return callback_pb2.CallbackResultProto()

    def _result(self, answer: Any, reason: str) -> EngineResult:
        from ortools.math_opt import result_pb2

        stats, termination = answer.solve_stats, answer.termination
        iterations = stats.simplex_iterations + stats.barrier_iterations + stats.first_order_iterations
        result = EngineResult(Status.UNKNOWN, self.name, iterations=int(iterations), nodes=int(stats.node_count))
        if reason in ("INFEASIBLE", "UNBOUNDED"):
            return replace(result, status=Status.INFEASIBLE if reason == "INFEASIBLE" else Status.UNBOUNDED)
        if reason not in ("OPTIMAL", "FEASIBLE", "NO_SOLUTION_FOUND", "IMPRECISE"):
            what = f"{self.traits.title} stopped with the reason '{reason.replace('_', ' ').lower()}'."
            return replace(result, status=Status.ERROR, message=f"{what} {termination.detail}".strip())
        if self.program.sense is not Sense.SATISFY:
            result = replace(result, bound=_finite(termination.objective_bounds.dual_bound))
        if reason != "OPTIMAL":
            name = result_pb2.LimitProto.Name(termination.limit)
            message = f"{self.traits.title} could not reach its tolerances." if reason == "IMPRECISE" else ""
            result = replace(result, limit=_LIMITS.get(name, Limit.ITERATIONS), message=message)
        return self._with_solution(result, answer, optimal=reason == "OPTIMAL")

    def _with_solution(self, result: EngineResult, answer: Any, optimal: bool) -> EngineResult:
        from ortools.math_opt import solution_pb2

        from nl2opt.solvers import evaluate

        usable = solution_pb2.SOLUTION_STATUS_FEASIBLE
        solution = next((item for item in answer.solutions if item.primal_solution.feasibility_status == usable), None)
        if solution is None:
            return result
        n = len(self.program.columns)
        x = _dense(solution.primal_solution.variable_values, n)
        result = replace(
            result,
            status=Status.OPTIMAL if optimal else Status.FEASIBLE,
            x=x,
            objective=evaluate.objective(self.program, x),
        )
        if optimal and self.program.features <= _LP and solution.HasField("dual_solution"):
            # MathOpt's duals are ours: c = A'y + r in either sense.
            dual = solution.dual_solution
            result = replace(
                result,
                row_duals=_dense(dual.dual_values, len(self.program.rows)),
                reduced_costs=_dense(dual.reduced_costs, n),
            )
        return result


def _dense(vector: Any, size: int) -> Floats:
    """The first ``size`` numbers of MathOpt's sparse vector; what was added to the model comes behind them."""
    ids, values = np.array(vector.ids, np.int64), np.array(vector.values, np.float64)
    numbers = np.zeros(size)
    numbers[ids[ids < size]] = values[ids < size]
    return numbers


def _finite(bound: float | None) -> float | None:
    return bound if bound is not None and np.isfinite(bound) else None
