"""SCIP (https://scipopt.org) with Ipopt, through PySCIPOpt: nonlinear, nonconvex and conditional models.

SCIP runs in a worker process, so that limits hold whatever it does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines.host import solve_in_worker
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants
from nl2opt.solvers.program import STRUCTURES, Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.solvers.engines.scip_model import ScipModel

_LIMITS = {
    "timelimit": Limit.TIME,
    "userinterrupt": Limit.INTERRUPT,
    "memlimit": Limit.MEMORY,
    "nodelimit": Limit.ITERATIONS,
    "totalnodelimit": Limit.ITERATIONS,
    "stallnodelimit": Limit.ITERATIONS,
}
_FEASIBILITY_TOLERANCE = 1e-8
"""SCIP's default, 1e-6, lets objectives of nonlinear models come out as 624.9999."""

_HUGE = 1e12
"""A value beyond this of a variable without a bound means that SCIP came to the end of its number range."""


class Scip:
    """The engine for everything that HiGHS does not take."""

    name = "scip"
    title = "SCIP"
    supports = frozenset(Feature) - STRUCTURES
    excludes: tuple[frozenset[Feature], ...] = ()
    needs = Requirement("pyscipopt")
    variants = Variants()

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program`` in a worker process; see ``Engine.solve``."""
        return solve_in_worker(self, program, options, on_progress)

    def solve_here(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> EngineResult:
        """Solve in this process and thread; see ``HostedEngine.solve_here``."""
        from nl2opt.solvers.engines.scip_model import ContradictionError

        solve = _Solve(program, options, report, stop)
        try:
            result = solve.run()
        except ContradictionError:
            result = EngineResult(Status.INFEASIBLE, self.name)
        except _NumericalTroubleError as trouble:
            result = EngineResult(Status.ERROR, self.name, message=f"SCIP ended with an error, twice: {trouble}")
        return replace(result, seconds=time.perf_counter() - solve.started)


class _NumericalTroubleError(Exception):
    """SCIP ended with an error, mostly in its LP solver."""


class _Solve:
    """One call of the engine: one run of SCIP, or two where the first could not tell unbounded from infeasible."""

    def __init__(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> None:
        self.program = program
        self.options = options
        self.report = report
        self.stop = stop
        self.started = time.perf_counter()

    def run(self) -> EngineResult:
        from nl2opt.solvers.engines.scip_model import ScipModel

        try:
            built = ScipModel(self.program)
            status = self._optimize(built, watched=True)
        except _NumericalTroubleError:
            built = ScipModel(self.program)
            status = self._optimize(built, watched=True, careful=True)
        if status == "inforunbd":
            return self._unbounded_if_feasible()
        return self._result(built, status)

    def _optimize(self, built: ScipModel, watched: bool, careful: bool = False) -> str:
        model = built.model
        self._set_parameters(model, careful)
        if watched:
            self._watch(built)
        done = threading.Event()
        self.stop.on_set(lambda: _interrupt(model, done))
        try:
            # Without the interpreter's lock, so that a request to stop is heard.
            model.optimizeNogil()
        except MemoryError:
            raise
        except Exception as error:  # PySCIPOpt raises plain Exceptions for SCIP's return codes
            raise _NumericalTroubleError(str(error)) from error
        finally:
            done.set()
        return str(model.getStatus())

    def _set_parameters(self, model: Any, careful: bool) -> None:
        from pyscipopt.scip import PY_SCIP_PARAMEMPHASIS as Emphasis

        options = self.options
        if careful:
            model.setEmphasis(Emphasis.NUMERICS)
        else:
            model.setParam("numerics/feastol", _FEASIBILITY_TOLERANCE)
        if options.time_limit is not None:
            model.setParam("limits/time", max(0.0, options.time_limit - (time.perf_counter() - self.started)))
        if options.memory_limit is not None:
            model.setParam("limits/memory", _remaining_memory(options.memory_limit) / 2**20)
        model.setParam("limits/gap", options.gap)
        model.setParam("randomization/randomseedshift", options.seed % 2147483647)
        model.setParam("misc/catchctrlc", False)
        # (1 - x)**2 keeps its form: multiplied out, SCIP no longer sees that it is not negative.
        model.setParam("expr/pow/expandmaxexponent", 1)

    def _watch(self, built: ScipModel) -> None:
        from pyscipopt import Eventhdlr
        from pyscipopt.scip import PY_SCIP_EVENTTYPE as Event

        solve = self

        class Watcher(Eventhdlr):
            def eventinit(self) -> None:
                self.model.catchEvent(Event.BESTSOLFOUND, self)
                self.model.catchEvent(Event.NODESOLVED, self)

            def eventexec(self, event: Any) -> None:  # noqa: ARG002
                solve._tell(built)

        self._told = (0.0, -1)
        self._values: tuple[int, Floats | None, float | None] = (-1, None, None)
        built.model.includeEventhdlr(Watcher(), "nl2opt", "tells of incumbents and bounds")

    def _tell(self, built: ScipModel) -> None:
        """Report the incumbent and the bound, each incumbent at once and the bound a few times a second."""
        model = built.model
        found = int(model.getNBestSolsFound())
        now = time.perf_counter()
        if found == self._told[1] and now - self._told[0] < 0.25:
            return
        self._told = (now, found)
        if found != self._values[0] and model.getNSols():
            solution = model.getBestSol()
            x = np.array([model.getSolVal(solution, variable) for variable in built.variables])
            self._values = (found, x, evaluate.objective(self.program, x))
        _, values, objective = self._values
        self.report(
            EngineResult(
                Status.UNKNOWN if values is None else Status.FEASIBLE,
                Scip.name,
                x=values,
                objective=objective,
                bound=self._bound(built),
                nodes=int(model.getNTotalNodes()),
                seconds=now - self.started,
            )
        )

    def _bound(self, built: ScipModel) -> float | None:
        if self.program.sense is Sense.SATISFY:
            return None
        bound = float(built.model.getDualbound())
        return bound if abs(bound) < built.infinity * 0.99 else None

    def _result(self, built: ScipModel, status: str) -> EngineResult:
        model = built.model
        counts = EngineResult(
            Status.UNKNOWN,
            Scip.name,
            iterations=int(model.getNLPIterations()),
            nodes=int(model.getNTotalNodes()),
        )
        if status == "infeasible":
            return replace(counts, status=Status.INFEASIBLE)
        if status == "unbounded":
            return replace(counts, status=Status.UNBOUNDED)
        if status not in ("optimal", "gaplimit") and status not in _LIMITS:
            return replace(counts, status=Status.ERROR, message=f"SCIP stopped with the status '{status}'.")
        limit = _LIMITS.get(status)
        if not model.getNSols():
            return replace(counts, limit=limit, bound=self._bound(built))
        solution = model.getBestSol()
        x = np.array([model.getSolVal(solution, variable) for variable in built.variables])
        result = replace(
            counts,
            status=Status.FEASIBLE if limit else Status.OPTIMAL,
            x=x,
            objective=evaluate.objective(self.program, x),
            bound=self._bound(built),
            limit=limit,
        )
        if result.status is Status.OPTIMAL and self._at_the_end_of_numbers(x):
            message = (
                "The best solution has values beyond 1e12; the model is likely unbounded, which SCIP could not prove."
            )
            return replace(result, status=Status.FEASIBLE, bound=None, message=message)
        return result

    def _at_the_end_of_numbers(self, x: Floats) -> bool:
        columns = self.program.columns
        return bool(((x > _HUGE) & np.isinf(columns.upper) | (x < -_HUGE) & np.isinf(columns.lower)).any())

    def _unbounded_if_feasible(self) -> EngineResult:
        """Settle 'infeasible or unbounded': without its objective the program is feasible or not."""
        from nl2opt.solvers.engines.scip_model import ScipModel

        built = ScipModel(self.program, with_objective=False)
        status = self._optimize(built, watched=False)
        if status in ("optimal", "gaplimit"):
            return EngineResult(Status.UNBOUNDED, Scip.name)
        result = self._result(built, status)
        return replace(result, x=None, objective=None, bound=None)


def _interrupt(model: Any, done: threading.Event) -> None:
    """Ask SCIP to stop until it does; a request before its search begins is forgotten by SCIP."""

    def ask() -> None:
        while not done.wait(0.05):
            try:
                model.interruptSolve()
            except Exception:  # PySCIPOpt raises plain Exceptions in stages where SCIP cannot be interrupted
                continue

    threading.Thread(target=ask, name="interrupt", daemon=True).start()


def _remaining_memory(limit: int) -> float:
    """What SCIP may use of the process's ``limit`` bytes: it stops in order before allocations fail."""
    try:
        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * 4096
    except OSError:
        used = 200 * 2**20
    return max(2.0**20, 0.8 * (limit - used))
