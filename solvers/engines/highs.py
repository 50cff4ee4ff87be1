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
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal
from nl2opt.solvers.engines.threads import run_interruptibly
from nl2opt.solvers.program import Feature, Floats, Ints, Program, Rows
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

if TYPE_CHECKING:
    import highspy

_FEASIBLE_POINT = 2  # HighsInfo.primal_solution_status: kSolutionStatusFeasible
_QP_REGULARIZATION = 1e-7  # what HiGHS adds to the diagonal of a Hessian (option qp_regularization_value)
_PROXIMAL_STEPS = 20


class Highs:
    """The default engine."""

    name = "highs"
    title = "HiGHS"
    supports = frozenset({Feature.LINEAR, Feature.INTEGER, Feature.CONVEX_QUADRATIC})
    excludes: tuple[frozenset[Feature], ...] = (frozenset({Feature.INTEGER, Feature.CONVEX_QUADRATIC}),)
    needs = Requirement("highspy")

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

    def run(self) -> EngineResult:
        if self.program.quadratic is not None and self._recedes():
            return self._unbounded_if_feasible()
        program = self.program
        if program.quadratic is not None and not len(program.rows):
            # HiGHS 1.15.1 fails on quadratic programs without rows, or calls points optimal that are not.
            program = replace(program, rows=_one_free_row(len(program.columns)), _features=[])
        outcome = self._optimize(program)
        if program.quadratic is not None and outcome.status.name == "kOptimal":
            outcome = self._sharpen(program, outcome)
        return self._result(outcome)

    def _optimize(self, program: Program, watched: bool = True) -> _Outcome:
        solver = _load(program)
        _set_options(solver, self.options, self._remaining())
        if program.quadratic is not None:
            # On one small degenerate model in some hundreds, HiGHS's active set method goes round in circles.
            size = len(program.columns) + len(program.rows)
            solver.setOptionValue("qp_iteration_limit", min(10_000 + 100 * size, 2**31 - 1))
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
        if name == "kUnbounded" and outcome.has_point and not self.integer and self.program.quadratic is None:
            return self._plain(Status.UNBOUNDED)
        if name in ("kUnbounded", "kUnboundedOrInfeasible") and self.program.quadratic is None:
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
            duals = np.array(solution.row_dual, dtype=np.float64)[: len(self.program.rows)] + 0.0
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
        """Whether a convex quadratic objective falls for ever along a direction d that all constraints permit.

        It does exactly if ``Q d = 0`` and ``cost @ d < 0`` for a direction of recession d of the constraints, which is
        a linear program over a box. HiGHS itself reports huge points as optimal for such models.
        """
        program, quadratic = self.program, self.program.quadratic
        columns, rows = program.columns, program.rows
        free = np.isinf(columns.lower) | np.isinf(columns.upper)
        if quadratic is None or not bool(free.any()):
            return False
        n, m = len(columns), len(rows)
        # Rows of Q d = 0 below those of A d, both column-wise: sort the entries of each by column.
        ends = np.concatenate([quadratic.first, quadratic.second]).astype(np.int32)
        others = np.concatenate([quadratic.second, quadratic.first]).astype(np.int32)
        columns_of = np.concatenate([np.repeat(np.arange(n, dtype=np.int32), np.diff(rows.starts)), ends])
        rows_of = np.concatenate([rows.rows, others + m]).astype(np.int32)
        values = np.concatenate([rows.values, quadratic.values, quadratic.values])
        starts, rows_of, values = _compress(n, n + m, columns_of, rows_of, values)
        lower = np.concatenate([np.where(np.isinf(rows.lower), -np.inf, 0.0), np.zeros(n)])
        upper = np.concatenate([np.where(np.isinf(rows.upper), np.inf, 0.0), np.zeros(n)])
        cone = replace(
            program,
            columns=replace(
                columns,
                lower=np.where(np.isinf(columns.lower), -1.0, 0.0),
                upper=np.where(np.isinf(columns.upper), 1.0, 0.0),
            ),
            rows=replace(rows, starts=starts, rows=rows_of, values=values, lower=lower, upper=upper),
            constant=0.0,
            quadratic=None,
            _features=[],
        )
        outcome = self._optimize(cone, watched=False)
        if outcome.status.name != "kOptimal":
            return False
        slope = float(program.cost @ outcome.x)
        improvement = slope if program.sense is Sense.MAXIMIZE else -slope
        return improvement > 1e-6 * max(1.0, float(np.abs(program.cost).max(initial=0.0)))

    def _sharpen(self, program: Program, outcome: _Outcome) -> _Outcome:
        """Undo HiGHS's regularization of a QP: solve again with its proximal term moved to the point just found.

        HiGHS minimises ``f(x) + r/2 |x|^2``. With ``cost - r y`` that is ``f(x) + r/2 |x - y|^2`` and a constant: the
        proximal point method (R. T. Rockafellar, SIAM J. Control Optim. 14, 1976). One step does for all but Hessians
        with entries near r.
        """
        toward = -_QP_REGULARIZATION if program.sense is Sense.MAXIMIZE else _QP_REGULARIZATION
        centre, x = np.zeros(len(program.columns)), outcome.x
        for _ in range(_PROXIMAL_STEPS):
            if float(np.abs(x - centre).max()) <= 1e-9 * max(1.0, float(np.abs(x).max())):
                break
            nearer = self._optimize(replace(program, cost=program.cost - toward * x, _features=[]))
            if nearer.status.name != "kOptimal":
                break
            outcome, centre, x = nearer, x, nearer.x
        return outcome


def _load(program: Program) -> highspy.Highs:
    """A solver that holds the program.

    Raises:
        EngineError: HiGHS does not accept the arrays.
    """
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    columns, rows = program.columns, program.rows
    n, m = len(columns), len(rows)
    hessian = _hessian(program)
    status = solver.passModel(
        n,
        m,
        len(rows.values),
        len(hessian[2]),
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
        *hessian,
        columns.integer.astype(np.int32),  # zeros for a linear program: HiGHS refuses an empty array
    )
    if status == highspy.HighsStatus.kError or (solver.getNumCol(), solver.getNumRow()) != (n, m):
        raise EngineError(
            "HiGHS did not accept the model.",
            hint="Check its data for numbers that are not finite or beyond 1e15.",
        )
    return solver


def _one_free_row(n: int) -> Rows:
    """A row over the first of n columns that constrains nothing."""
    starts = np.ones(n + 1, np.int32)
    starts[0] = 0
    return Rows(starts, np.zeros(1, np.int32), np.ones(1), np.array([-np.inf]), np.array([np.inf]))


def _hessian(program: Program) -> tuple[Ints, Ints, Floats]:
    """The lower triangle of Q, column-wise, for the objective ``x' Q x / 2`` that HiGHS takes; empty without one."""
    quadratic = program.quadratic
    if quadratic is None or not len(quadratic.values):
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    columns = np.minimum(quadratic.first, quadratic.second)
    rows = np.maximum(quadratic.first, quadratic.second)
    values = np.where(columns == rows, 2.0, 1.0) * quadratic.values
    n = len(program.columns)
    starts, rows, values = _compress(n, n, columns, rows, values)
    return starts, rows, values


def _compress(n: int, m: int, columns: Ints, rows: Ints, values: Floats) -> tuple[Ints, Ints, Floats]:
    """Column-wise starts, rows and values of an m x n matrix from its entries; equal places are added up."""
    places, inverse = np.unique(columns.astype(np.int64) * m + rows, return_inverse=True)
    totals = np.zeros(len(places))
    np.add.at(totals, inverse, values)
    starts = np.searchsorted(places, np.arange(n + 1, dtype=np.int64) * m)
    return starts.astype(np.int32), (places % m).astype(np.int32), totals


def _set_options(solver: highspy.Highs, options: SolveOptions, remaining: float | None) -> None:
    if remaining is not None:
        solver.setOptionValue("time_limit", remaining)
    solver.setOptionValue("mip_rel_gap", options.gap)
    solver.setOptionValue("random_seed", options.seed % 2147483647)
    if options.threads:
        solver.setOptionValue("threads", options.threads)


def _finite(number: float) -> float | None:
    return float(number) if abs(float(number)) < 1e20 else None
