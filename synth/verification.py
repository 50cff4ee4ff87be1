"""Judges candidates: the model is sound, solves, is not trivial, and the text says that model and no other.

What is accepted has passed, in this order: print and parse of the formulation give it again, its static checks, a solve
to a proven optimum with not all values zero, the band of complexity that was wanted, and the inverse of the text. The
fingerprint over perturbed copies of the data goes with the pair.
"""

from __future__ import annotations

from dataclasses import dataclass

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.fingerprint import Fingerprint, fingerprint
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.result import Status
from nl2opt.synth.candidates import Candidate, UnreadableError
from nl2opt.synth.complexity.score import Complexity, score_program
from nl2opt.synth.narrative.same_model import same_model
from nl2opt.synth.pairs import Pair, Verdict
from nl2opt.synth.solving import lowered, solve_briefly, solved

FINGERPRINT_COPIES = 2
"""Perturbed copies of the data that each pair's fingerprint has; more tell more models apart and cost a solve each."""

_PROVEN = (Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED)


class RejectedError(Exception):
    """A candidate that is not accepted.

    Attributes:
        stage: the check that it failed: ``formulation``, ``solve``, ``trivial``, ``fingerprint``, ``band``,
            ``inverse``.
        reason: why, in a sentence.
    """

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Examined:
    """A sound model.

    Attributes:
        text: the printed formulation.
        objective: the optimum.
        complexity: its score and class.
        fingerprint: over ``FINGERPRINT_COPIES`` perturbed copies.
    """

    text: str
    objective: float
    complexity: Complexity
    fingerprint: Fingerprint


def fingerprint_of(formulation: Formulation) -> Fingerprint:
    """The fingerprint as pairs have it."""
    return fingerprint(formulation, solve_briefly, k=FINGERPRINT_COPIES)


def examine(formulation: Formulation) -> Examined:
    """Check and solve a formulation.

    Raises:
        RejectedError: it is not sound, or has no optimum that says something.
    """
    text = to_text(formulation)
    if parse(text) != formulation:
        raise RejectedError("formulation", "the printed formulation is parsed differently")
    faults = [fault.message for fault in check(formulation) if fault.severity is Severity.ERROR]
    if faults:
        raise RejectedError("formulation", faults[0])
    try:
        solution = solved(formulation)
        if solution.status is not Status.OPTIMAL or solution.objective is None:
            raise RejectedError("solve", f"the status is {solution.status}")
        if all(not block.numbers.any() for block in solution.values.values()):
            raise RejectedError("trivial", "all variables are zero")
        found = fingerprint_of(formulation)
        unproven = [outcome.status for outcome in found.outcomes if outcome.status not in _PROVEN]
        if unproven:
            # Whether a solve comes to its end in time depends on the machine, and rows must not.
            raise RejectedError("fingerprint", f"the status of a changed copy is {unproven[0]}")
        return Examined(text, solution.objective, score_program(formulation, lowered(formulation)), found)
    except Nl2optError as error:
        raise RejectedError("solve", error.what) from error


def require_inverse(candidate: Candidate) -> None:
    """The text of a candidate made by code must be read back into its formulation.

    Raises:
        RejectedError: it is not.
    """
    if candidate.read_back is None:
        raise RejectedError("inverse", "the text has no inverse")
    try:
        read = candidate.read_back(candidate.text)
    except UnreadableError as error:
        raise RejectedError("inverse", str(error)) from error
    if not same_model(read, candidate.formulation):
        raise RejectedError("inverse", "the text is read back as another model")


def accepted(candidate: Candidate, examined: Examined, verdict: Verdict, band: str, tries: int) -> Pair:
    """The pair of an examined candidate whose text has been verified."""
    return Pair(
        text=candidate.text,
        formulation=examined.text,
        status=str(Status.OPTIMAL),
        objective=examined.objective,
        fingerprint=examined.fingerprint,
        route=candidate.route,
        origin=candidate.origin,
        verdict=verdict,
        family=candidate.family,
        setting=candidate.setting,
        domain=candidate.domain,
        model_class=examined.complexity.model_class,
        problem_class=candidate.problem_class,
        band=band,
        complexity=round(examined.complexity.score, 4),
        seed=candidate.seed,
        operations=candidate.operations,
        tries=tries,
        details=candidate.details,
    )
