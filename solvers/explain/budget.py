"""What an explanation may cost: seconds on a clock, and the count of what was solved within them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import EngineResult, Limit, SolveOptions, Status

LEAST_SECONDS = 0.02
"""With less time left, no further solve is begun."""


class Interrupted(Exception):
    """The user asked to stop explaining; the answer stands."""


@dataclass(slots=True)
class Budget:
    """A clock that all solves of one explanation share.

    Attributes:
        seconds: wall time for the whole explanation.
        share: the largest part of it that one solve may take.
        solves: how many programs were solved.
    """

    seconds: float
    share: float = 0.5
    threads: int = 0
    seed: int = 0
    solves: int = 0
    started: float = field(default_factory=time.perf_counter)

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.seconds - self.spent < LEAST_SECONDS

    def solve(self, program: Program) -> EngineResult:
        """Solve a program with the engine that takes it, in the time that is left to one solve.

        Raises:
            Interrupted: Ctrl-C was pressed.
        """
        if self.over:
            return EngineResult(Status.UNKNOWN, "", limit=Limit.TIME)
        limit = min(self.seconds - self.spent, max(self.share * self.seconds, LEAST_SECONDS))
        self.solves += 1
        try:
            result = solve_program(program, SolveOptions(time_limit=limit, threads=self.threads, seed=self.seed))
        except EngineError:  # no engine takes it, or one died: nothing is known then
            return EngineResult(Status.ERROR, "")
        if result.limit is Limit.INTERRUPT:
            raise Interrupted
        return result

    def feasible(self, program: Program) -> bool | None:
        """Whether a program has a point; None when the time did not suffice. Its objective is not looked at."""
        blank = replace(
            program,
            sense=Sense.SATISFY,
            cost=0.0 * program.cost,
            constant=0.0,
            quadratic=None,
            nonlinear_objective=None,
            _features=[],
        )
        return _VERDICTS.get(self.solve(blank).status)


_VERDICTS = {
    Status.OPTIMAL: True,
    Status.FEASIBLE: True,
    Status.UNBOUNDED: True,
    Status.INFEASIBLE: False,
}
