"""Pyomo (https://www.pyomo.org): every solver that it reaches, in a worker process.

``pyomo`` alone needs no other program: HiGHS takes linear models and SCIP the others, both from their packages. A
solver is named after a colon: ``pyomo:glpk``.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines import proofs
from nl2opt.solvers.engines.children import interrupt_children
from nl2opt.solvers.engines.convex_quadratic import fit_for_highs, is_curved, recession_program
from nl2opt.solvers.engines.host import solve_in_worker
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants
from nl2opt.solvers.engines.pyomo_solvers import KNOWN, solver
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.solvers.engines.pyomo_model import PyomoModel

_STRAIGHT = frozenset({Feature.LINEAR, Feature.CONTINUOUS, Feature.INTEGER})
_CONVEX = frozenset({Feature.LINEAR, Feature.CONTINUOUS, Feature.CONVEX_QUADRATIC})

_PROVEN = {"convergenceCriteriaSatisfied", "optimal", "globallyOptimal", "locallyOptimal"}
_INFEASIBLE = {"provenInfeasible", "infeasible", "locallyInfeasible"}
_UNSETTLED = {"unbounded", "infeasibleOrUnbounded"}
_LIMITS = {
    "maxTimeLimit": Limit.TIME,
    "iterationLimit": Limit.ITERATIONS,
    "maxIterations": Limit.ITERATIONS,
    "maxEvaluations": Limit.ITERATIONS,
    "interrupted": Limit.INTERRUPT,
    "userInterrupt": Limit.INTERRUPT,
    "resourceInterrupt": Limit.INTERRUPT,
}
"""Names of termination conditions in Pyomo's two generations of interfaces."""

_MISSING = re.compile(r"No module named '(\w+)")

_SCIP_OPTIONS = {
    "numerics/feastol": 1e-8,  # the default lets objectives of nonlinear models come out as 624.9999
    "misc/catchctrlc": False,
    "expr/pow/expandmaxexponent": 1,  # multiplied out, SCIP no longer sees that a square is not negative
}


class Pyomo:
    """The engine for solvers that Pyomo reaches.

    Args:
        solver: its name, as in ``pyomo_solvers.KNOWN`` or as Pyomo spells it; empty for the default.
    """

    needs = Requirement("pyomo", "pyomo", "nl2opt.solvers.engines.pyomo_model")
    variants = Variants(tuple(KNOWN), others=True)

    def __init__(self, solver_name: str = "") -> None:
        self.solver = solver(solver_name)
        self.name = f"pyomo:{solver_name}" if solver_name else "pyomo"
        self.title = f"{self.solver.title} through Pyomo"
        self.supports = self.solver.supports
        self.excludes = self.solver.excludes

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program`` in a worker process; see ``Engine.solve``."""
        return solve_in_worker(self, program, options, on_progress)

    def solve_here(
        self,
        program: Program,
        options: SolveOptions,
        report: Callable[[EngineResult], None],  # noqa: ARG002 - Pyomo tells nothing before the end
        stop: StopSignal,
    ) -> EngineResult:
        """Solve in this process and thread; see ``HostedEngine.solve_here``."""
        logging.getLogger("pyomo").setLevel(logging.CRITICAL)  # what it warns of is raised or returned, too
        stop.on_set(interrupt_children)
        solve = _Solve(self, options)
        result = solve.run(program)
        if stop.is_set() and result.status in (Status.FEASIBLE, Status.UNKNOWN, Status.ERROR):
            status = Status.UNKNOWN if result.x is None else Status.FEASIBLE
            result = replace(result, status=status, limit=Limit.INTERRUPT)
        notes = " ".join(part for part in (result.message, *solve.unheard) if part)
        return replace(result, seconds=time.perf_counter() - solve.started, message=notes)


class _Solve:
    """One call of the engine: one run of the solver, or two where the first left unbounded or infeasible open."""

    def __init__(self, engine: Pyomo, options: SolveOptions) -> None:
        self.engine = engine
        self.options = options
        self.started = time.perf_counter()
        self.unheard: list[str] = []

    def run(self, program: Program) -> EngineResult:
        if proofs.is_contradictory(program):
            return self._plain(Status.INFEASIBLE)
        from nl2opt.solvers.engines.pyomo_model import PyomoModel

        backend = self.engine.solver
        by_highs = backend.interface == "highs" and program.features <= _CONVEX
        straight = program.features <= _STRAIGHT or by_highs
        interface = backend.interface if straight else backend.curved or backend.interface
        try:
            if by_highs and is_curved(program):
                return self._run_convex(program)
            built = PyomoModel(program, named_abs=interface.startswith("scip_"))
            if not bool(built.used.any()):
                return self._with_point(program, built.values({}), Status.OPTIMAL, None)
            run = self._run_older if backend.older else self._run
            return run(built, interface)
        except (EngineError, MemoryError):
            raise
        except Exception as error:  # Pyomo and its solvers raise what they like
            raise self._refused(error) from error

    def _run_convex(self, program: Program) -> EngineResult:
        """Solve a convex quadratic program with HiGHS, prepared as ``Highs`` prepares it and for the same reasons."""
        from nl2opt.solvers.engines.pyomo_model import PyomoModel

        receding = recession_program(program)
        if receding is not None:
            direction = self.run(receding)
            if direction.objective is not None and abs(direction.objective - receding.constant) > 1e-6:
                return proofs.settle_unbounded(program, self.run)
        scaled, _ = fit_for_highs(program)
        result = self._run(PyomoModel(scaled), "highs")
        if result.x is None:
            return result
        return self._with_point(program, result.x, result.status, None, result.limit)

    def _run(self, built: PyomoModel, interface: str) -> EngineResult:
        """Solve with an interface of ``pyomo.contrib.solver``."""
        from pyomo.contrib.solver.common.factory import SolverFactory

        solver = SolverFactory(interface)
        if not solver.available():
            raise self._absent()
        settings: dict[str, Any] = {"load_solutions": False, "raise_exception_on_nonoptimal_result": False}
        settings["solver_options"] = self._options(built, interface)
        for name, value in (
            ("time_limit", self._remaining()),
            ("threads", self.options.threads or None),
            ("rel_gap", self.options.gap),
        ):
            if value is not None and name in solver.config:
                settings[name] = value
        results = solver.solve(built.model, **settings)
        condition = results.termination_condition.name
        if condition in _UNSETTLED:
            return self._unsettled(built.program)
        loader = results.solution_loader
        known = results.solution_status.name in ("feasible", "optimal")
        numbers = {id(variable): value for variable, value in loader.get_vars().items()} if known else None
        return self._result(built, condition, numbers, results.objective_bound, lambda: _duals_of(loader, built))

    def _run_older(self, built: PyomoModel, interface: str) -> EngineResult:
        """Solve with an interface of Pyomo's older factory."""
        import pyomo.environ as pyo

        solver = _older_solver(interface)
        if solver is None:
            raise self._absent()
        linear = built.program.features <= {Feature.LINEAR, Feature.CONTINUOUS}
        if linear:
            built.model.dual = pyo.Suffix(direction=pyo.Suffix.IMPORT)
        for name, value in self._options(built, interface).items():
            solver.options[name] = value
        settings: dict[str, Any] = {"load_solutions": False}
        remaining = self._remaining()
        if remaining is not None:
            settings["timelimit"] = remaining if interface.startswith("appsi") else max(1, round(remaining))
        results = solver.solve(built.model, **settings)
        condition = str(results.solver.termination_condition)
        if condition in _UNSETTLED:
            return self._unsettled(built.program)
        numbers = None
        if len(results.solution) and condition not in _INFEASIBLE:
            built.model.solutions.load_from(results)
            numbers = {id(variable): variable.value for variable in built.variables if variable.value is not None}
        problem = results.problem[0]
        maximize = str(problem.sense).endswith("maximize")
        bound = problem.upper_bound if maximize else problem.lower_bound
        return self._result(built, condition, numbers, _number(bound), lambda: _suffix_duals(built) if linear else None)

    def _options(self, built: PyomoModel, interface: str) -> dict[str, Any]:
        """Options by the solver's own names; those that it has no name for are put down in ``unheard``."""
        backend, options = self.engine.solver, self.options
        scip = interface.startswith("scip_")
        chosen: dict[str, Any] = dict(_SCIP_OPTIONS) if scip else {}
        if interface == "highs" and built.program.quadratic is not None:
            # On one small degenerate model in some hundreds, HiGHS's active set method goes round in circles.
            chosen["qp_iteration_limit"] = 10_000 + 100 * (len(built.program.columns) + len(built.program.rows))
        seed = "randomization/randomseedshift" if scip else backend.seed
        default = SolveOptions()
        for word, name, value, asked in (
            ("gap", backend.gap, options.gap, options.gap != default.gap),
            ("threads", backend.threads, options.threads, bool(options.threads)),
            ("seed", seed, options.seed, options.seed != default.seed),
        ):
            by_pyomo = not backend.older and word != "seed" and not backend.local
            if name and (asked or word == "gap"):
                chosen[name] = value
            elif asked and not by_pyomo:
                self.unheard.append(f"{backend.title} was not told the {word}: Pyomo has no way to pass it on.")
        return chosen

    def _result(
        self,
        built: PyomoModel,
        condition: str,
        numbers: dict[Any, float] | None,
        bound: float | None,
        duals: Callable[[], Floats | None],
    ) -> EngineResult:
        program = built.program
        unproven = self.engine.solver.local and not program.features <= _CONVEX
        if condition in _INFEASIBLE:
            if not unproven:
                return self._plain(Status.INFEASIBLE)
            message = f"{self.engine.solver.title} found no feasible point; that there is none is not proven."
            return self._plain(Status.UNKNOWN, message=message)
        limit = _LIMITS.get(condition)
        if numbers is None:
            if limit is not None or condition in ("unknown", "noSolution", "feasible"):
                return replace(self._plain(Status.UNKNOWN), limit=limit)
            return self._plain(Status.ERROR, message=f"{self.engine.title} stopped with the status '{condition}'.")
        x = built.values(numbers)
        if condition not in _PROVEN:
            return self._with_point(program, x, Status.FEASIBLE, bound, limit)
        if unproven:
            message = f"{self.engine.solver.title} found a local optimum; that no other is better is not proven."
            return replace(self._with_point(program, x, Status.FEASIBLE, None), message=message)
        result = self._with_point(program, x, Status.OPTIMAL, bound)
        found = duals()
        priced = None if found is None else proofs.checked_duals(program, x, found)
        return result if priced is None else replace(result, row_duals=priced[0], reduced_costs=priced[1])

    def _with_point(
        self, program: Program, x: Floats, status: Status, bound: float | None, limit: Limit | None = None
    ) -> EngineResult:
        objective = evaluate.objective(program, x)
        bound = proofs.sound_bound(program, bound, objective)
        if status is Status.OPTIMAL and not program.columns.integer.any() and program.features <= _CONVEX:
            bound = objective
        return EngineResult(status, self.engine.name, x=x, objective=objective, bound=bound, limit=limit)

    def _unsettled(self, program: Program) -> EngineResult:
        if not (program.cost.any() or program.quadratic or program.nonlinear_objective):
            return self._plain(Status.UNKNOWN, message=f"{self.engine.title} could not tell infeasible from unbounded.")
        return proofs.settle_unbounded(program, self.run)

    def _plain(self, status: Status, message: str = "") -> EngineResult:
        return EngineResult(status, self.engine.name, message=message)

    def _remaining(self) -> float | None:
        if self.options.time_limit is None:
            return None
        return max(0.0, self.options.time_limit - (time.perf_counter() - self.started))

    def _absent(self) -> EngineError:
        backend = self.engine.solver
        install = backend.install or f"Make sure that Pyomo finds it; it is known for {', '.join(KNOWN)}"
        return EngineError(f"Pyomo finds no {backend.title} here.", hint=f"{install}. Or use --solver pyomo alone.")

    def _refused(self, error: Exception) -> EngineError:
        words = " ".join(str(error).split()) or type(error).__name__
        if isinstance(error, ImportError):  # some of Pyomo's interfaces read matrices with packages of their own
            named = _MISSING.search(words)
            package = named[1] if named else error.name or words
            return EngineError(
                f"{self.engine.title} needs the package '{package}', which is not installed.",
                hint=f"Run: pip install {package}",
            )
        if "licen" in words.casefold():
            return EngineError(
                f"{self.engine.solver.title} refuses this model because of its licence: {words}",
                hint="Use a full licence, or an engine without one, such as --solver highs or --solver scip.",
            )
        return EngineError(
            f"{self.engine.title} failed: {words[:300]}", hint="Another engine may take this model: --solver auto."
        )


def _older_solver(name: str) -> Any | None:
    """A solver of Pyomo's older factory, or None where it is not on this machine."""
    import pyomo.environ as pyo

    solver = pyo.SolverFactory(name, **_executable(name))
    try:
        available = bool(solver.available(exception_flag=False))
    except Exception:  # an unknown solver raises instead of answering
        available = False
    return solver if available else None


def _executable(name: str) -> dict[str, str]:
    """PuLP's CBC serves where there is no other."""
    import shutil

    if name != "cbc" or shutil.which("cbc"):
        return {}
    from nl2opt.solvers.engines.pulp import cbc_of_pulp

    path = cbc_of_pulp()
    return {"executable": path} if path else {}


def _duals_of(loader: Any, built: PyomoModel) -> Floats | None:
    try:
        found = loader.get_duals()
    except Exception:  # loaders without duals say so in several ways
        return None
    return np.array([0.0 if row is None else float(found.get(row, 0.0)) for row in built.rows])


def _suffix_duals(built: PyomoModel) -> Floats | None:
    found = built.model.dual
    return np.array([0.0 if row is None else float(found.get(row, 0.0) or 0.0) for row in built.rows])


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
