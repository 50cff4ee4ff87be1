"""What an engine is: a name, what it supports as data, what it needs, and one method that solves a program.

To add an engine, write one module with a class like those beside this one and add its name to the registry; the
conformance suite (``nl2opt.solvers.testing``) then tests it. Modules of engines import their solver inside functions
only, so that asking what an engine supports loads no solver.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol, TypeAlias

from nl2opt.errors import EngineError, MissingExtraError, Nl2optError
from nl2opt.solvers.program import Feature, Program
from nl2opt.solvers.result import EngineResult, SolveOptions


@dataclass(frozen=True, slots=True)
class Progress:
    """One moment of a running solve.

    Attributes:
        seconds: wall time since the engine started.
        objective: value of the best solution so far, in the user's direction; None without one.
        bound: the best proven bound on the objective; None without one.
        nodes: nodes of the search tree that are done.
    """

    seconds: float
    objective: float | None = None
    bound: float | None = None
    nodes: int = 0


ProgressCallback: TypeAlias = Callable[[Progress], None]
"""What a caller may pass to watch a solve; it is called in the caller's thread, a few times a second at most."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """The package behind an engine.

    Attributes:
        package: the name to import.
        extra: the extra of nl2opt that installs it; empty when nl2opt itself requires it.
        module: what a worker imports before the clock of a time limit starts; the package where it is empty.
    """

    package: str
    extra: str = ""
    module: str = ""

    def installed(self) -> bool:
        """Whether the package can be imported; it is looked for, not imported."""
        return find_spec(self.package) is not None

    def error(self, engine: str) -> Nl2optError:
        """What to raise when the package is missing."""
        if self.extra:
            return MissingExtraError(f"The engine '{engine}'", self.package, self.extra)
        return Nl2optError(
            f"The engine '{engine}' needs the package '{self.package}', which is part of nl2opt but is not installed.",
            hint=f"Run: pip install {self.package}",
        )


class StopSignal:
    """A request to stop a solve and keep its incumbent; it may come from another thread, and only once."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._actions: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def set(self) -> None:
        """Ask the solve to stop."""
        with self._lock:
            first = not self._event.is_set()
            self._event.set()
            actions = list(self._actions) if first else []
        for action in actions:
            action()

    def is_set(self) -> bool:
        """Whether the solve was asked to stop."""
        return self._event.is_set()

    def on_set(self, action: Callable[[], None]) -> None:
        """Call ``action`` when the request comes, at once if it already came."""
        with self._lock:
            self._actions.append(action)
            already = self._event.is_set()
        if already:
            action()


@dataclass(frozen=True, slots=True)
class Variants:
    """The solvers that can be named after an engine and a colon (``mathopt:pdlp``).

    An engine with variants is made with the name of a solver (``MathOpt("pdlp")``) or without one, for its default;
    its ``name`` is then the whole (``mathopt:pdlp``), and ``supports`` and ``title`` are those of the variant.

    Attributes:
        known: their names; upper and lower case make no difference to users.
        others: whether other names are tried, too.
    """

    known: tuple[str, ...] = ()
    others: bool = False


class Engine(Protocol):
    """A solver behind one method.

    Attributes:
        name: what users write, lower case: ``highs``.
        title: what users read: ``HiGHS``.
        supports: features of programs that the engine takes.
        excludes: sets of supported features that it does not take together.
        needs: the package that must be installed.
        variants: the solvers that it reaches by name, if any.
    """

    name: str
    title: str
    supports: frozenset[Feature]
    excludes: tuple[frozenset[Feature], ...]
    needs: Requirement
    variants: Variants

    def solve(
        self, program: Program, options: SolveOptions, on_progress: ProgressCallback | None = None
    ) -> EngineResult:
        """Solve ``program``; on Ctrl-C, stop and return the incumbent, with ``limit`` saying so.

        The caller has checked that the engine is installed and takes the program, and that it has columns.

        Raises:
            EngineError: the solver refused the arrays, or its process died.
            KeyboardInterrupt: on a second Ctrl-C, when the solver did not stop after the first.
        """
        ...


class HostedEngine(Engine, Protocol):
    """An engine that can also run inside a worker process, next to nothing else of the user's."""

    def solve_here(
        self, program: Program, options: SolveOptions, report: Callable[[EngineResult], None], stop: StopSignal
    ) -> EngineResult:
        """Solve in this process and thread.

        Args:
            program: what to solve.
            options: how; ``memory_limit`` and ``engine`` are the host's concern.
            report: takes an unfinished result at each new incumbent or bound; may be called from any thread.
            stop: set by the host when the solve should end with what it has.
        """
        ...


_NOUNS = {
    Feature.LINEAR: "linear models",
    Feature.CONTINUOUS: "continuous variables",
    Feature.INTEGER: "integer variables",
    Feature.CONVEX_QUADRATIC: "convex quadratic objectives",
    Feature.NONCONVEX_QUADRATIC: "nonconvex quadratic objectives",
    Feature.NONLINEAR: "nonlinear expressions",
    Feature.INDICATOR: "conditional constraints",
    Feature.ALL_DIFFERENT: "all-different constraints",
}


def refusal(engine: Engine, features: Iterable[Feature]) -> str:
    """Why ``engine`` cannot take a program with these features, as a phrase; empty when it can."""
    present = frozenset(features)
    missing = [_NOUNS[item] for item in Feature if item in present - engine.supports]
    if missing:
        return f"does not take {' or '.join(missing)}"
    for together in engine.excludes:
        if together <= present:
            return f"does not take {' together with '.join(_NOUNS[item] for item in Feature if item in together)}"
    return ""


def require(engine: Engine, program: Program, others: Iterable[Engine] = ()) -> None:
    """Check that ``engine`` is installed and takes ``program``.

    Args:
        engine: the engine that shall solve.
        program: what it shall solve.
        others: engines to propose instead.

    Raises:
        Nl2optError: the engine's package is missing.
        EngineError: the program has a feature that the engine does not support; the hint names engines that do.
    """
    if not engine.needs.installed():
        raise engine.needs.error(engine.name)
    reason = refusal(engine, program.features)
    if reason:
        able = [other.name for other in others if not refusal(other, program.features)]
        hint = f"Use --solver {' or --solver '.join(able)}." if able else "No engine of nl2opt takes this model."
        raise EngineError(f"{engine.title} {reason}, which this model has.", hint=hint)
