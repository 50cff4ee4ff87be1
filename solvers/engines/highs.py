"""HiGHS (https://highs.dev): linear, mixed-integer linear and convex quadratic programs, in this process.

The program's arrays are handed over whole. A solve runs in a thread of its own, so that Ctrl-C reaches the caller's
thread at once and the incumbent survives.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines.convex_quadratic import fit_for_highs, hessian, is_curved, recession_program
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants
from nl2opt.solvers.engines.threads import run_interruptibly
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

if TYPE_CHECKING:
    import highspy

_FEASIBLE_POINT = 2  # HighsInfo.primal_solution_status: kSolutionStatusFeasible
_QP_REGULARIZATIONS = (1e-7, 1e-5)
"""What HiGHS adds to the diagonal of a Hessian: its default, and what ends the circles that it goes round with it."""
_PROXIMAL_STEPS = 20
_FEW_COLUMNS = 300
"""Up to this size feasibility jump is left out; it takes 7 of the 9 ms of a mixed-integer model of 3 columns."""


class Highs:
    """The default engine."""

    name = "highs"
    title = "HiGHS"
    supports = frozenset({Feature.LINEAR, Feature.CONTINUOUS, Feature.INTEGER, Feature.CONVEX_QUADRATIC})
    excludes: tuple[frozenset[Feature], ...] = (frozenset({Feature.INTEGER, Feature.CONVEX_QUADRATIC}),)
    needs = Requirement("highspy")
    variants = Variants()

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program``; see ``Engine.solve``. With a memory limit, the solve runs in a worker process."""
        if options.memory_limit is not None:
            from nl2opt.solvers.engines.host import solve_in_worker

            return solve_in_worker(self, program, options, on_progress)
        return run_interruptibly(
            lambda report, stop: self.solve_here(program, options, report, stop), on_progress, self.name
        )

    def solve_here(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> EngineResult:
        """Solve in this process and thread; see ``HostedEngine.solve_here``."""
        solve = _Solve(program, options, report, stop)
        # HiGHS stores its pool of threads with the thread that calls it, so each solve has the number it asked for.
        try:
            result = solve.run()
        finally:
            _release_scheduler()
        return replace(result, seconds=time.perf_counter() - solve.started)


def _release_scheduler() -> None:
    import highspy

    highspy.Highs.resetGlobalScheduler(False)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one run of HiGHS said, with its numbers."""

    solver: highspy.Highs
    status: highspy.HighsModelStatus
    info: highspy.HighsInfo

    @property
    def has_point(self) -> bool:
        return int(self.info.primal_solution_status) == _FEASIBLE_POINT

    @property
    def x(self) -> Floats:
        return np.array(self.solver.getSolution().col_value, dtype=np.float64)


class _Solve:
    """One call of the engine: at most a handful of runs of HiGHS that share a clock, options and a stop signal."""

    def __init__(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> None:
        self.program = program
        self.options = options
        self.report = report
        self.stop = stop
        self.started = time.perf_counter()
        self.integer = bool(program.columns.integer.any())
        self.iterations = 0
        self.regularization = _QP_REGULARIZATIONS[0]

    def run(self) -> EngineResult:
        if not is_curved(self.program):
            return self._result(self._optimize(self.program))
        if self._recedes():
            return self._unbounded_if_feasible()
        program, scale = fit_for_highs(self.program)
        for self.regularization in _QP_REGULARIZATIONS:
            outcome = self._optimize(program)
            if outcome.status.name != "kIterationLimit":
                break
        if outcome.status.name == "kOptimal":
            outcome = self._sharpen(program, outcome)
        result = self._result(outcome)
        if result.row_duals is None or result.reduced_costs is None:
            return result
        return replace(
            result,
            row_duals=result.row_duals[: len(self.program.rows)] / scale,
            reduced_costs=result.reduced_costs / scale,
        )

    def _optimize(self, program: Program, watched: bool = True) -> _Outcome:
        solver = load_program(program)
        _set_options(solver, self.options, self._remaining())
        if len(program.columns) <= _FEW_COLUMNS:
            solver.setOptionValue("mip_heuristic_run_feasibility_jump", False)
        if is_curved(program):
            # On one small degenerate model in some hundreds, HiGHS's active set method goes round in circles, such as
            # where a bounded column has neither cost nor curvature.
            size = len(program.columns) + len(program.rows)
            solver.setOptionValue("qp_iteration_limit", min(10_000 + 100 * size, 2**31 - 1))
            solver.setOptionValue("qp_regularization_value", self.regularization)
        self._listen(solver, watched)
        solver.run()
        info = solver.getInfo()
        counts = (info.simplex_iteration_count, info.ipm_iteration_count, info.qp_iteration_count)
        self.iterations += sum(max(0, int(count)) for count in counts)
        return _Outcome(solver, solver.getModelStatus(), info)

    def _remaining(self) -> float | None:
        if self.options.time_limit is None:
            return None
        return max(0.0, self.options.time_limit - (time.perf_counter() - self.started))

    def _listen(self, solver: highspy.Highs, watched: bool) -> None:
        """Let HiGHS ask whether to stop, and tell of incumbents and bounds of the main run."""
        from highspy import cb

        kinds = cb.HighsCallbackType
        interrupts = (kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt, kinds.kCallbackMipInterrupt)
        news = (kinds.kCallbackMipLogging, kinds.kCallbackMipImprovingSolution) if watched and self.integer else ()

        def on_call(kind: Any, message: str, output: Any, reply: Any, data: Any) -> None:  # noqa: ARG001
            if kind in news:
                self.report(
                    EngineResult(
                        Status.UNKNOWN,
                        Highs.name,
                        objective=_finite(output.mip_primal_bound),
                        bound=_finite(output.mip_dual_bound),
                        nodes=int(output.mip_node_count),
                        seconds=time.perf_counter() - self.started,
                    )
                )
            elif reply is not None and self.stop.is_set():
                reply.user_interrupt = True

        solver.setCallback(on_call, None)
        for kind in (*interrupts, *news):
            solver.startCallback(kind)

    def _result(self, outcome: _Outcome) -> EngineResult:
        name = outcome.status.name
        if name == "kOptimal":
            return self._with_point(outcome, Status.OPTIMAL)
        if name == "kInfeasible":
            return self._plain(Status.INFEASIBLE)
        if name == "kUnbounded" and outcome.has_point and not self.integer and not is_curved(self.program):
            return self._plain(Status.UNBOUNDED)
        if name in ("kUnbounded", "kUnboundedOrInfeasible") and not is_curved(self.program):
            return self._unbounded_if_feasible()
        limits = {
            "kTimeLimit": Limit.TIME,
            "kInterrupt": Limit.INTERRUPT,
            "kIterationLimit": Limit.ITERATIONS,
            "kMemoryLimit": Limit.MEMORY,
        }
        if name in limits:
            return self._at_limit(outcome, limits[name])
        if name == "kUnknown":
            return replace(self._at_limit(outcome, None), message="HiGHS stopped without a proof.")
        return self._plain(Status.ERROR, message=f"HiGHS stopped with the status '{name.removeprefix('k')}'.")

    def _at_limit(self, outcome: _Outcome, limit: Limit | None) -> EngineResult:
        if outcome.has_point:
            return replace(self._with_point(outcome, Status.FEASIBLE), limit=limit)
        bound = _finite(outcome.info.mip_dual_bound) if self.integer else None
        return replace(self._plain(Status.UNKNOWN), limit=limit, bound=bound)

    def _plain(self, status: Status, message: str = "") -> EngineResult:
        return EngineResult(status, Highs.name, iterations=self.iterations, message=message)

    def _with_point(self, outcome: _Outcome, status: Status) -> EngineResult:
        x = outcome.x
        objective = evaluate.objective(self.program, x)
        bound = objective if status is Status.OPTIMAL else None
        duals, reduced = None, None
        if self.integer:
            bound = _finite(outcome.info.mip_dual_bound)
        elif status is Status.OPTIMAL:
            solution = outcome.solver.getSolution()
            # HiGHS gives derivatives of the objective as it stands, maximised or minimised: our convention, too.
            duals = np.array(solution.row_dual, dtype=np.float64) + 0.0
            reduced = np.array(solution.col_dual, dtype=np.float64) + 0.0
        return EngineResult(
            status,
            Highs.name,
            x=x,
            objective=objective,
            bound=bound,
            row_duals=duals,
            reduced_costs=reduced,
            iterations=self.iterations,
            nodes=max(0, int(outcome.info.mip_node_count)) if self.integer else 0,
        )

    def _unbounded_if_feasible(self) -> EngineResult:
        """Settle a program that is unbounded or infeasible: without its objective it is feasible or not.

        A mixed-integer program with rational data whose relaxation has a ray that improves the objective is unbounded
        exactly if it is feasible (R. R. Meyer, Mathematical Programming 7, 1974).
        """
        blank = replace(self.program, cost=np.zeros_like(self.program.cost), constant=0.0, quadratic=None, _features=[])
        outcome = self._optimize(blank, watched=False)
        if outcome.status.name == "kOptimal":
            return self._plain(Status.UNBOUNDED)
        result = self._result(outcome) if outcome.status.name != "kUnboundedOrInfeasible" else None
        if result is None or result.status is Status.UNBOUNDED:
            return self._plain(Status.UNKNOWN, message="HiGHS proved the model infeasible or unbounded, but not which.")
        return replace(result, x=None, objective=None, bound=None, row_duals=None, reduced_costs=None)

    def _recedes(self) -> bool:
        """Whether the objective falls for ever in some direction; HiGHS itself calls huge points optimal then."""
        program = recession_program(self.program)
        if program is None:
            return False
        outcome = self._optimize(program, watched=False)
        if outcome.status.name != "kOptimal":
            return False
        slope = float(program.cost @ outcome.x)
        return (slope if program.sense is Sense.MAXIMIZE else -slope) > 1e-6

    def _sharpen(self, program: Program, outcome: _Outcome) -> _Outcome:
        """Undo HiGHS's regularization of a QP: solve again with its proximal term moved to the point just found.

        HiGHS minimises ``f(x) + r/2 |x|^2``. With ``cost - r y`` that is ``f(x) + r/2 |x - y|^2`` and a constant: the
        proximal point method (R. T. Rockafellar, SIAM J. Control Optim. 14, 1976). One step does for all but Hessians
        with entries near r.
        """
        toward = -self.regularization if program.sense is Sense.MAXIMIZE else self.regularization
        centre, x = np.zeros(len(program.columns)), outcome.x
        for _ in range(_PROXIMAL_STEPS):
            if float(np.abs(x - centre).max()) <= 1e-9 * max(1.0, float(np.abs(x).max())):
                break
            nearer = self._optimize(replace(program, cost=program.cost - toward * x, _features=[]))
            if nearer.status.name != "kOptimal":
                break
            outcome, centre, x = nearer, x, nearer.x
        return outcome


def load_program(program: Program) -> highspy.Highs:
    """A solver that holds the program.

    Raises:
        EngineError: HiGHS does not accept the arrays.
    """
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    columns, rows = program.columns, program.rows
    n, m = len(columns), len(rows)
    curvature = hessian(program.quadratic, n)
    status = solver.passModel(
        n,
        m,
        len(rows.values),
        len(curvature[2]),
        int(highspy.MatrixFormat.kColwise),
        int(highspy.HessianFormat.kTriangular),
        int(highspy.ObjSense.kMaximize if program.sense is Sense.MAXIMIZE else highspy.ObjSense.kMinimize),
        program.constant,
        np.ascontiguousarray(program.cost, dtype=np.float64),
        np.ascontiguousarray(columns.lower, dtype=np.float64),
        np.ascontiguousarray(columns.upper, dtype=np.float64),
        np.ascontiguousarray(rows.lower, dtype=np.float64),
        np.ascontiguousarray(rows.upper, dtype=np.float64),
        np.ascontiguousarray(rows.starts, dtype=np.int32),
        np.ascontiguousarray(rows.rows, dtype=np.int32),
        np.ascontiguousarray(rows.values, dtype=np.float64),
        *curvature,
        columns.integer.astype(np.int32),  # zeros for a linear program: HiGHS refuses an empty array
    )
    if status == highspy.HighsStatus.kError or (solver.getNumCol(), solver.getNumRow()) != (n, m):
        raise EngineError(
            "HiGHS did not accept the model.",
            hint="Check its data for numbers that are not finite or beyond 1e15.",
        )
    return solver


def _set_options(solver: highspy.Highs, options: SolveOptions, remaining: float | None) -> None:
    if remaining is not None:
        solver.setOptionValue("time_limit", remaining)
    solver.setOptionValue("mip_rel_gap", options.gap)
    solver.setOptionValue("random_seed", options.seed % 2147483647)
    if options.threads:
        solver.setOptionValue("threads", options.threads)


def _finite(number: float) -> float | None:
    return float(number) if abs(float(number)) < 1e20 else None
