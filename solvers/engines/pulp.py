"""PuLP (https://coin-or.github.io/pulp): CBC, which comes with it, and the other solvers that it finds.

``pulp`` alone means CBC; a solver is named after a colon: ``pulp:glpk``. PuLP runs in a worker process.
"""

from __future__ import annotations

import inspect
import re
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines import proofs
from nl2opt.solvers.engines.children import interrupt_children
from nl2opt.solvers.engines.host import solve_in_worker
from nl2opt.solvers.engines.protocol import ProgressCallback, Requirement, StopSignal, Variants
from nl2opt.solvers.engines.pulp_solvers import CBC, KNOWN, solver
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.solvers.engines.pulp_model import PulpModel

_OPTIMAL, _INFEASIBLE, _UNBOUNDED, _UNDEFINED = 1, -1, -2, -3
_LIMITS = {-4: Limit.TIME, -5: Limit.MEMORY, -6: Limit.ITERATIONS, -8: Limit.ITERATIONS, -10: Limit.INTERRUPT}
"""Numbers of statuses: PuLP 3's LpStatus, and PuLP 4's LpSolveStatus beyond -3."""

_BOUND = re.compile(r"^(?:Lower|Upper) bound:\s+(\S+)", re.MULTILINE)
_EXACT = re.compile(r"^Result - Optimal solution found\s+Objective value:", re.MULTILINE)

_ABOUT = 0.2
"""A solve that ends with less than this many seconds to go was ended by its time limit."""


class Pulp:
    """The engine for solvers that PuLP reaches.

    Args:
        solver: its name, as in ``pulp_solvers.KNOWN`` or as PuLP spells it; empty for CBC.
    """

    supports = frozenset({Feature.LINEAR, Feature.CONTINUOUS, Feature.INTEGER})
    excludes: tuple[frozenset[Feature], ...] = ()
    needs = Requirement("pulp", "pulp")
    variants = Variants(tuple(KNOWN), others=True)

    def __init__(self, solver_name: str = "") -> None:
        self.solver = solver(solver_name)
        self.name = f"pulp:{solver_name}" if solver_name else "pulp"
        self.title = f"{self.solver.title} through PuLP"

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program`` in a worker process; see ``Engine.solve``."""
        return solve_in_worker(self, program, options, on_progress)

    def solve_here(
        self,
        program: Program,
        options: SolveOptions,
        report: Callable[[EngineResult], None],  # noqa: ARG002 - PuLP tells nothing before the end
        stop: StopSignal,
    ) -> EngineResult:
        """Solve in this process and thread; see ``HostedEngine.solve_here``."""
        stop.on_set(interrupt_children)
        solve = _Solve(self, options, stop)
        result = solve.run(program)
        notes = " ".join(part for part in (result.message, *solve.unheard) if part)
        return replace(result, seconds=time.perf_counter() - solve.started, message=notes)


class _Solve:
    """One call of the engine: one run of the solver, or two where the first left unbounded or infeasible open."""

    def __init__(self, engine: Pulp, options: SolveOptions, stop: StopSignal) -> None:
        self.engine = engine
        self.options = options
        self.stop = stop
        self.started = time.perf_counter()
        self.unheard: list[str] = []

    def run(self, program: Program) -> EngineResult:
        if proofs.is_contradictory(program):
            return self._plain(Status.INFEASIBLE)
        from nl2opt.solvers.engines.pulp_model import PulpModel

        if not bool(program.rows.values.any()):
            return self._in_box(program)
        built = PulpModel(program)
        with TemporaryDirectory() as folder:
            log = Path(folder) / "log.txt"
            solver = self._solver(log)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    outcome = built.problem.solve(solver)
            except (MemoryError, KeyboardInterrupt):
                raise
            except Exception as error:  # PuLP's solvers raise what they like
                return self._failed(error, _text(log))
            return self._result(built, outcome, _text(log))

    def _in_box(self, program: Program) -> EngineResult:
        """Without rows there is nothing to solve, and CBC 2.10 writes past its memory."""
        x = proofs.optimum_in_box(program)
        if x is None:
            return self._plain(Status.UNBOUNDED)
        objective = evaluate.objective(program, x)
        duals = proofs.checked_duals(program, x, np.zeros(len(program.rows)))
        return self._optimal(program, x, proofs.sound_bound(program, objective, objective), duals)

    def _solver(self, log: Path) -> Any:
        """The first class of PuLP's for this solver that is available, with the options that it takes."""
        import pulp

        backend, options = self.engine.solver, self.options
        known = {item.name: item for item in pulp.apis._all_solvers}
        for name in backend.classes:
            if name not in known:
                continue
            takes = inspect.signature(known[name].__init__).parameters
            settings: dict[str, Any] = {"msg": False}
            if backend is CBC:
                settings["logPath"] = str(log)
            default = SolveOptions()
            for word, argument, value, asked in (
                ("time limit", "timeLimit", self._remaining(), options.time_limit is not None),
                ("gap", "gapRel", options.gap, options.gap != default.gap),
                ("number of threads", "threads", options.threads or None, bool(options.threads)),
            ):
                if argument in takes:
                    settings[argument] = value
                elif asked:
                    self._note_unheard(word)
            if options.seed != default.seed:
                if backend.seed:
                    settings["options"] = [item.format(options.seed) for item in backend.seed]
                else:
                    self._note_unheard("seed")
            with _silence():
                solver = known[name](**settings)
                if solver.available():
                    return solver
            self.unheard.clear()
        install = backend.install or f"PuLP's own solvers are {', '.join(sorted(known))}"
        raise EngineError(
            f"PuLP finds no {backend.title} here.", hint=f"{install}. Or use --solver pulp, which is CBC."
        )

    def _note_unheard(self, word: str) -> None:
        note = f"{self.engine.solver.title} was not told the {word}: PuLP has no way to pass it on."
        if note not in self.unheard:
            self.unheard.append(note)

    def _result(self, built: PulpModel, outcome: Any, log: str) -> EngineResult:
        program = built.program
        if hasattr(outcome, "has_solution"):  # PuLP 4
            status, solved, bound = int(outcome.status), bool(outcome.has_solution), outcome.best_bound
            proven = status in (_OPTIMAL, -7)
        else:
            status, found = int(built.problem.status), int(built.problem.sol_status)
            solved, proven = found in (1, 2), found == 1
            bound = _logged_bound(log, program.constant) if self.engine.solver is CBC else _model_bound(built.problem)
        priced = bool(program.cost.any())
        # PuLP also says infeasible where a solver says 'infeasible or unbounded', and CBC of some unbounded models.
        if status == _INFEASIBLE and not priced:
            return self._plain(Status.INFEASIBLE)
        if status in (_INFEASIBLE, _UNBOUNDED, _UNDEFINED) and not solved and priced:
            return proofs.settle_unbounded(program, self.run)
        if not solved:
            limit = self._limit(status)
            if limit is None and priced and self.run(proofs.without_objective(program)).status is Status.INFEASIBLE:
                return self._plain(Status.INFEASIBLE)
            message = "" if limit else f"{self.engine.title} stopped without a solution and without a proof."
            return replace(
                self._plain(Status.UNKNOWN, message), limit=limit, bound=proofs.sound_bound(program, bound, None)
            )
        if priced and self._hides_a_ray(program, log):
            return proofs.settle_unbounded(program, self.run)
        x = built.values()
        objective = evaluate.objective(program, x)
        if bound is None and _EXACT.search(log):
            bound = objective  # the objective in CBC's log is wrong at times, the values are not
        bound = proofs.sound_bound(program, bound, objective)
        limit = None if proven else self._limit(status)
        if limit is None and bound is not None:  # PuLP 3 does not say when a gap was reached
            proven = proven or abs(objective - bound) <= self.options.gap * abs(objective) + 1e-9
        if not proven:
            return EngineResult(Status.FEASIBLE, self.engine.name, x=x, objective=objective, bound=bound, limit=limit)
        if not bool(program.columns.integer.any()):
            bound = objective
        duals = built.duals()
        return self._optimal(program, x, bound, None if duals is None else proofs.checked_duals(program, x, duals))

    def _hides_a_ray(self, program: Program, log: str) -> bool:
        """Whether CBC suspected an unbounded relaxation and yet called some point optimal, as it does at times."""
        if self.engine.solver is not CBC or "unbounded" not in log.casefold():
            return False
        return proofs.recedes(program, self.run)

    def _optimal(
        self, program: Program, x: Floats, bound: float | None, duals: tuple[Floats, Floats] | None
    ) -> EngineResult:
        return EngineResult(
            Status.OPTIMAL,
            self.engine.name,
            x=x,
            objective=evaluate.objective(program, x),
            bound=bound,
            row_duals=None if duals is None else duals[0],
            reduced_costs=None if duals is None else duals[1],
        )

    def _limit(self, status: int) -> Limit | None:
        """What ended an unfinished solve; PuLP 3 does not say."""
        if self.stop.is_set():
            return Limit.INTERRUPT
        remaining = self._remaining()
        return _LIMITS.get(status) or (Limit.TIME if remaining is not None and remaining < _ABOUT else None)

    def _failed(self, error: Exception, log: str) -> EngineResult:
        words = " ".join(str(error).split()) or type(error).__name__
        title = self.engine.solver.title
        if self.stop.is_set():
            return replace(self._plain(Status.UNKNOWN), limit=Limit.INTERRUPT)
        if "bad_alloc" in log or (self.options.memory_limit is not None and "memory" in log.casefold()):
            raise MemoryError
        if "licen" in words.casefold():
            raise EngineError(
                f"{title} refuses this model because of its licence: {words}",
                hint="Use a full licence, or an engine without one, such as --solver highs or --solver scip.",
            ) from error
        last = log.strip().splitlines()[-1:]
        raise EngineError(
            f"{self.engine.title} failed: {' '.join([words, *last])[:300]}",
            hint="Another engine may take this model: --solver auto.",
        ) from error

    def _plain(self, status: Status, message: str = "") -> EngineResult:
        return EngineResult(status, self.engine.name, message=message)

    def _remaining(self) -> float | None:
        if self.options.time_limit is None:
            return None
        return max(0.01, self.options.time_limit - (time.perf_counter() - self.started))


def cbc_of_pulp() -> str:
    """The path of the CBC that PuLP brings or finds, or an empty string."""
    try:
        import pulp
    except ImportError:
        return ""
    with _silence():
        for item in pulp.apis._all_solvers:
            if item.name in CBC.classes:
                found = item(msg=False)
                if found.available():
                    return str(found.path)
    return ""


def _logged_bound(log: str, constant: float) -> float | None:
    """The bound that CBC writes at the end of its log where it stops early; a proven optimum bounds itself.

    CBC reads the model from a file that leaves the constant of the objective out, so its log knows nothing of it.
    """
    found = _BOUND.findall(log)
    try:
        return float(found[-1]) + constant if found else None
    except ValueError:
        return None


def _model_bound(problem: Any) -> float | None:
    """The bound that a solver's own model knows: of SCIP, HiGHS or Gurobi."""
    readers: tuple[Callable[[Any], Any], ...] = (
        lambda model: model.getDualbound(),
        lambda model: model.getInfo().mip_dual_bound,
        lambda model: model.ObjBound,
    )
    for read in readers:
        try:
            return float(read(problem.solverModel))
        except (AttributeError, TypeError, ValueError):
            continue
    return None


def _text(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""


@contextmanager
def _silence() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
