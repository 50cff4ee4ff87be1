"""The feedback loop on complexity: ranges are proposed, ten instances drawn and measured, and the figures given back.

OptMATH's algorithm 1 (arXiv 2502.11102): instances count when their mean score is in the band, their mean solve time
below the band's, and at least nine in ten have a proven optimum; the loop ends after five rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.numeric_search import NumericSearch
from nl2opt.synth.complexity.proposals import Proposer, Round
from nl2opt.synth.complexity.statistics import Solve, Statistics, sample, solve_with_solvers
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Ranges

INSTANCES = 10
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Tuned:
    """Ranges whose instances are in the band.

    Attributes:
        subject, band: names.
        ranges: what to draw from.
        statistics: of the sample that was accepted.
        rounds: all of them, the accepted one last.
        proposer: who proposed.
    """

    subject: str
    band: str
    ranges: Ranges
    statistics: Statistics
    rounds: tuple[Round, ...]
    proposer: str


@dataclass(frozen=True, slots=True)
class BandUnreachable:
    """No ranges were found; a job says so and goes on.

    Attributes:
        subject, band: names.
        reason: in a line.
        rounds: all that were tried.
        proposer: who proposed.
    """

    subject: str
    band: str
    reason: str
    rounds: tuple[Round, ...]
    proposer: str

    def __str__(self) -> str:
        count = len(self.rounds)
        return (
            f"{self.subject} does not reach the band '{self.band}': {self.reason} "
            f"({count} {'round' if count == 1 else 'rounds'} of {self.proposer})."
        )


Outcome: TypeAlias = Tuned | BandUnreachable


def tune(
    subject: Subject,
    band: Band,
    proposer: Proposer | None = None,
    *,
    seed: int = 0,
    instances: int = INSTANCES,
    rounds: int = ROUNDS,
    solve: Solve = solve_with_solvers,
) -> Outcome:
    """Finds ranges whose instances are in a band.

    Args:
        subject: what is tuned.
        band: the target.
        proposer: who proposes ranges; None for the numeric search.
        seed: names the instances that are drawn.
        instances: how many are drawn in a round.
        rounds: how many rounds there are at most.
        solve: how instances are solved.

    Raises:
        Nl2optError: fewer than one instance or round is asked for.
        ModelError: a proposer that asks a language model cannot reach it.
    """
    if instances < 1 or rounds < 1:
        raise Nl2optError(
            f"The feedback loop is asked for {rounds} rounds of {instances} instances.", hint="Ask for at least 1."
        )
    proposer = proposer or NumericSearch()
    done: list[Round] = []
    reason = ""
    while len(done) < rounds:
        proposal = proposer.propose(subject, band, done)
        if proposal.ranges is None:
            reason = proposal.note
            break
        statistics = sample(subject, proposal.ranges, band, solve, seed=seed, instances=instances)
        done.append(Round(proposal.ranges, statistics, proposal.note))
        if statistics.meets(band):
            return Tuned(subject.name, band.name, proposal.ranges, statistics, tuple(done), proposer.name)
        reason = f"after the last round, {statistics.shortfall(band)}"
    return BandUnreachable(subject.name, band.name, reason, tuple(done), proposer.name)
