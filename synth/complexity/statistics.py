"""What a sample of instances is like: scores, solve times, feasible share."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.score import Complexity, score
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Ranges
from nl2opt.synth.randomness import stream

Solve: TypeAlias = Callable[[Formulation, float], tuple[str, float]]
"""Solves a formulation within a number of seconds: the status in a word, and the seconds that it took."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """A sample of instances.

    Attributes:
        scores: S of each instance that could be made.
        complexities: their counts.
        statuses: how often each status came up; ``invalid`` for instances that could not be made. Empty where the
            scores were outside the band, so that nothing was solved.
        seconds: mean time of the solves, limits included.
        failure: why the first instance that could not be made was not; empty where all were.
    """

    scores: tuple[float, ...]
    complexities: tuple[Complexity, ...] = field(repr=False, compare=False)
    statuses: Mapping[str, int]
    seconds: float = field(default=0.0, compare=False)
    failure: str = ""

    @property
    def mean(self) -> float:
        """The mean score; not a number without instances."""
        return statistics.fmean(self.scores) if self.scores else float("nan")

    @property
    def solved(self) -> bool:
        """Whether the instances were solved."""
        return bool(self.statuses)

    @property
    def feasible(self) -> float:
        """The share of instances with a proven optimum."""
        tried = sum(self.statuses.values())
        return self.statuses.get("optimal", 0) / tried if tried else 0.0

    def meets(self, band: Band) -> bool:
        """Whether the sample is what a band asks for."""
        return self.solved and self.mean in band and self.seconds <= band.seconds and self.feasible >= band.feasible

    def shortfall(self, band: Band) -> str:
        """Why the sample is not what a band asks for, in a line; empty where it is."""
        if not self.scores:
            return f"no instance could be made ({self.failure})"
        if self.mean not in band:
            side = "below" if self.mean < band.least else "above"
            return f"the mean score {self.mean:.1f} is {side} the interval from {band.least:g} to {band.most:g}"
        if self.feasible < band.feasible:
            others = ", ".join(f"{count} {status}" for status, count in self.statuses.items() if status != "optimal")
            return f"only {self.feasible:.0%} of the instances have a proven optimum ({others})"
        if self.seconds > band.seconds:
            return f"solving takes longer than {band.seconds:g} s on average"
        return ""


def sample(subject: Subject, ranges: Ranges, band: Band, solve: Solve, *, seed: int, instances: int) -> Statistics:
    """Draws instances and measures them; they are solved only where their mean score is in the band.

    Args:
        subject: what is drawn from.
        ranges: from where to where.
        band: what is aimed at; a solve may take twice its seconds.
        solve: how to solve.
        seed: names the instances; the same ones come up for other ranges, so that ranges are compared on equal terms.
        instances: how many.
    """
    rng = stream(seed, "complexity", subject.name)
    seeds = [rng.randrange(2**31) for _ in range(instances)]
    drawn: list[Formulation] = []
    complexities: list[Complexity] = []
    statuses: Counter[str] = Counter()
    failure = ""
    for each in seeds:
        try:
            formulation = subject.draw(each, ranges)
            complexities.append(score(formulation))
        except (Nl2optError, ValueError, IndexError, KeyError, ZeroDivisionError) as error:
            # A sampler that was written for other sizes fails in its own way; the share of these is what is asked for.
            statuses["invalid"] += 1
            failure = failure or f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
        else:
            drawn.append(formulation)
    scores = tuple(each.score for each in complexities)
    if not scores or statistics.fmean(scores) not in band:
        return Statistics(scores, tuple(complexities), {}, failure=failure)
    spent = 0.0
    for formulation in drawn:
        status, seconds = solve(formulation, 2 * band.seconds)
        statuses[status] += 1
        spent += seconds
    return Statistics(scores, tuple(complexities), dict(statuses), spent / len(drawn), failure)


def solve_for_rows(formulation: Formulation, limit: float) -> tuple[str, float]:
    """Solves no longer than a row of a dataset may take, so that bands are tuned to instances that become rows."""
    from nl2opt.synth.solving import SOLVE_SECONDS

    return solve_with_solvers(formulation, min(limit, SOLVE_SECONDS))


def solve_with_solvers(formulation: Formulation, limit: float) -> tuple[str, float]:
    """Solves with the engine that nl2opt chooses, on one thread."""
    import time

    from nl2opt.solvers.api import solve
    from nl2opt.solvers.result import SolveOptions

    started = time.perf_counter()
    try:
        status = str(solve(formulation, SolveOptions(time_limit=limit, threads=1)).status)
    except Nl2optError:
        status = "error"
    return status, time.perf_counter() - started
