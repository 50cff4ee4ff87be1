"""CP-SAT of OR-Tools (https://developers.google.com/optimization/cp/cp_solver): pure integer models and logic.

It computes in whole numbers of 64 bits inside finite boxes. Fractional data are scaled exactly or refused, and what is
proven in a box that the model does not imply is said to be so. OR-Tools and highspy do not load in one process, so
CP-SAT always runs in a worker.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.boxes import Box, box_of, directions, holds_everywhere, without_open_rows
from nl2opt.solvers.engines.host import kept_workers, solve_in_worker
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants, refusal
from nl2opt.solvers.engines.whole_numbers import require_room, whole_objective, whole_program
from nl2opt.solvers.program import STRUCTURES, Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status


class CpSat:
    """The engine for integer models with much logic."""

    name = "cp_sat"
    title = "CP-SAT"
    supports = frozenset(Feature) - {Feature.CONTINUOUS, Feature.NONLINEAR}
    excludes: tuple[frozenset[Feature], ...] = ()
    needs = Requirement("ortools", "ortools")
    variants = Variants()

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program`` in a worker process; see ``Engine.solve``.

        Raises:
            EngineError: data that cannot be scaled to whole numbers exactly, or that are too large.
        """
        try:
            whole = whole_program(program)
            objective = whole_objective(whole)
            box = box_of(whole, objective)
            require_room(whole, box.lower, box.upper, objective)
        except EngineError as error:
            raise EngineError(error.what, hint=_others(program)) from None
        if bool(((box.lower > box.upper).any()) or (whole.rows.lower > whole.rows.upper).any()):
            return EngineResult(Status.INFEASIBLE, self.name)
        if box.ours.any():
            with kept_workers():
                return _OpenSolve(self, whole, box, options).run(on_progress)
        return solve_in_worker(self, boxed(whole, box), options, on_progress)

    def solve_here(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> EngineResult:
        """Solve a program in whole numbers and finite bounds, in this process; see ``HostedEngine.solve_here``."""
        return _Solve(program, options, report, stop).run()


def _others(program: Program) -> str:
    """Advice for a program that CP-SAT cannot take because of its numbers."""
    from nl2opt.solvers.engines import registry

    features = program.features - STRUCTURES  # which lowering writes otherwise for others
    able = [engine.name for engine in registry.automatic(features) if not refusal(engine, features)]
    return f"Use --solver {' or --solver '.join(name for name in able if name != CpSat.name)}, or choose other units."


def boxed(program: Program, box: Box) -> Program:
    """The program with the bounds of a box."""
    columns = replace(program.columns, lower=box.lower, upper=box.upper)
    return replace(program, columns=columns, _features=[])


class _OpenSolve:
    """One call of the engine for a program with columns that nothing bounds: up to three runs of CP-SAT."""

    def __init__(self, engine: CpSat, program: Program, box: Box, options: SolveOptions) -> None:
        self.engine = engine
        self.program = program
        self.box = box
        self.options = options
        self.started = time.perf_counter()

    def run(self, on_progress: ProgressCallback | None) -> EngineResult:
        away = self._ray()
        program = boxed(self.program, self.box)
        if away:  # unbounded if feasible
            program = replace(program, cost=np.zeros_like(program.cost), quadratic=None, _features=[])
        result = self._solve(program, None if away else on_progress)
        result = replace(result, seconds=time.perf_counter() - self.started)
        if result.x is not None and away:
            return EngineResult(Status.UNBOUNDED, self.engine.name, seconds=result.seconds)
        if result.status is Status.INFEASIBLE:
            return self._infeasible_in_the_box(result)
        if result.objective is None or holds_everywhere(self.program, self.box, result.objective):
            return result
        status = Status.FEASIBLE if result.status is Status.OPTIMAL else result.status
        return replace(result, status=status, bound=None, message=self._message())

    def _solve(self, program: Program, on_progress: ProgressCallback | None = None) -> EngineResult:
        limit = self.options.time_limit
        if limit is not None:
            limit = max(0.0, limit - (time.perf_counter() - self.started))
        return solve_in_worker(self.engine, program, replace(self.options, time_limit=limit), on_progress)

    def _ray(self) -> bool:
        """Whether the objective improves without end wherever the program is feasible."""
        along = directions(self.program)
        if along is None:
            return False
        objective = self._solve(along).objective
        return objective is not None and (objective > 0 if along.sense is Sense.MAXIMIZE else objective < 0)

    def _infeasible_in_the_box(self, result: EngineResult) -> EngineResult:
        """Settle whether the box is to blame: is the program infeasible without the rows that touch it?"""
        relaxed = without_open_rows(boxed(self.program, self.box), self.box)
        if self._solve(relaxed).status is Status.INFEASIBLE:
            return result
        return replace(result, status=Status.UNKNOWN, message=self._message())

    def _message(self) -> str:
        widest = float(np.maximum(np.abs(self.box.lower), np.abs(self.box.upper))[self.box.ours].max())
        return (
            f"CP-SAT needs bounds, and the model has integer variables without: it searched up to {widest:.1e} "
            "only. Give them bounds for a proof."
        )


class _Solve:
    """One run of CP-SAT."""

    def __init__(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> None:
        self.program = program
        self.options = options
        self.report = report
        self.stop = stop
        self.started = time.perf_counter()
        self.latest = EngineResult(Status.UNKNOWN, CpSat.name)

    def run(self) -> EngineResult:
        from ortools.sat.python import cp_model_helper as cp

        from nl2opt.solvers.engines.cp_sat_model import model_of

        model = model_of(self.program)
        fault = cp.CpSatHelper.validate_model(model)
        if fault:
            raise EngineError(f"CP-SAT does not take the model: {fault.splitlines()[0]}")
        wrapper: Any = cp.SolveWrapper()
        wrapper.set_parameters(self._parameters(cp))
        watcher = self._watcher(cp)
        wrapper.add_solution_callback(watcher)
        wrapper.add_best_bound_callback(self._bound_moved)
        done = threading.Event()
        self.stop.on_set(lambda: _interrupt(wrapper, done))
        try:
            response = wrapper.solve(model)
        finally:
            done.set()
            wrapper.clear_solution_callback(watcher)
        return self._result(response)

    def _parameters(self, cp: Any) -> Any:
        options, parameters = self.options, cp.SatParameters()
        if options.time_limit is not None:
            parameters.max_time_in_seconds = max(0.0, options.time_limit - (time.perf_counter() - self.started))
        parameters.relative_gap_limit = options.gap
        parameters.num_workers = options.threads or _processors(options.memory_limit)
        parameters.random_seed = options.seed % 2147483647
        parameters.catch_sigint_signal = False
        return parameters

    def _watcher(self, cp: Any) -> Any:
        solve = self

        class Watcher(cp.SolutionCallback):  # type: ignore[misc]
            def OnSolutionCallback(self) -> None:
                solve._found(self.Response())

        return Watcher()

    def _found(self, response: Any) -> None:
        self._tell(x=self._values(response), objective=float(response.objective_value), status=Status.FEASIBLE)

    def _bound_moved(self, bound: float) -> None:
        self._tell(bound=bound)

    def _tell(self, **news: Any) -> None:
        self.latest = replace(self.latest, seconds=time.perf_counter() - self.started, **news)
        self.report(self.latest)

    def _limit(self) -> Limit:
        """Why the search ended early; besides the user's limits, CP-SAT has one of its own, 10 GB."""
        if self.stop.is_set():
            return Limit.INTERRUPT
        limit = self.options.time_limit
        timed_out = limit is not None and time.perf_counter() - self.started >= 0.9 * limit
        return Limit.TIME if timed_out else Limit.MEMORY

    def _values(self, response: Any) -> Floats:
        """The values of the program's columns; those of products come behind them."""
        return np.array(list(response.solution), np.float64)[: len(self.program.columns)]

    def _result(self, response: Any) -> EngineResult:
        satisfy = self.program.sense is Sense.SATISFY
        result = EngineResult(
            Status.UNKNOWN,
            CpSat.name,
            bound=None if satisfy else float(response.best_objective_bound),
            seconds=time.perf_counter() - self.started,
            iterations=int(response.num_lp_iterations),
            nodes=int(response.num_branches),
        )
        status = response.status.name
        if status == "INFEASIBLE":
            return replace(result, status=Status.INFEASIBLE, bound=None)
        if status == "MODEL_INVALID":
            raise EngineError(f"CP-SAT does not take the model: {response.solution_info}")
        limit = None
        if status != "OPTIMAL" and not (status == "FEASIBLE" and satisfy):
            limit = self._limit()
        if status == "UNKNOWN":
            bound = result.bound if self.latest.bound is not None else None
            return replace(result, limit=limit, bound=bound)
        return replace(
            result,
            status=Status.FEASIBLE if limit else Status.OPTIMAL,
            x=self._values(response),
            objective=float(response.objective_value),
            limit=limit,
        )


def _interrupt(wrapper: Any, done: threading.Event) -> None:
    """Ask CP-SAT to stop until it does; a request before its search begins is forgotten."""

    def ask() -> None:
        while not done.wait(0.05):
            wrapper.stop_search()

    threading.Thread(target=ask, name="interrupt", daemon=True).start()


def _processors(memory_limit: int | None) -> int:
    """How many threads to use: one for each processor, eight at least, and as many as memory allows for.

    CP-SAT runs a different search in each; with fewer than eight it leaves some of the best out, whatever the number
    of processors.
    """
    import os

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = max(8, processors)
    if memory_limit is not None:
        count = min(count, max(1, memory_limit // _THREAD_MEMORY))
    return count


_THREAD_MEMORY = 512 * 2**20
"""What one thread of CP-SAT may take: its copy of the model, its stack and its heap."""
