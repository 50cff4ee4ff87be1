"""One candidate: a draft of the model, read, grounded and solved, with everything that speaks for or against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nl2opt.errors import EngineError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.tolerant import Mend, Reading, read_draft, without_lines
from nl2opt.pipeline.grounding import Finding, ground
from nl2opt.pipeline.inventions import without_inventions
from nl2opt.pipeline.limit_cues import with_stated_directions
from nl2opt.pipeline.stated_ratios import with_stated_ratios
from nl2opt.pipeline.tables import TextData
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Solution, SolveOptions, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft and what became of it.

    Attributes:
        raw: what the model wrote.
        formulation: None when the draft could not be read.
        mends: changes of notation and assumptions of the tolerant reader.
        corrections: sentences about limits that were turned round or left out, since the text says otherwise.
        diagnostics: errors and warnings of parser, checks and data.
        findings: numbers that do not go with the text.
        solution: None when it was not solved.
        failure: why it was not solved, in a sentence.
    """

    raw: str
    text: str = ""
    formulation: Formulation | None = None
    mends: tuple[Mend, ...] = ()
    corrections: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    findings: tuple[Finding, ...] = ()
    solution: Solution | None = None
    failure: str = ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that stop a solve."""
        return tuple(item for item in self.diagnostics if item.severity is Severity.ERROR)

    @property
    def trivial(self) -> bool:
        """Whether everything is zero, which a real problem seldom has for its answer."""
        solution = self.solution
        if solution is None or not solution.values:
            return False
        return all(not block.numbers.any() for block in solution.values.values())

    def rank(self) -> tuple[int, float, int]:
        """What a better candidate has more of, the most important first; no answer is ever consulted.

        An infeasible, unbounded or all-zero model weighs as much as one and a half numbers that do not go with the
        text: contradictory problems exist, and a repair that invents its numbers is no better answer to them.
        """
        solution = self.solution
        sound = solution is not None and solution.status in (Status.OPTIMAL, Status.FEASIBLE) and not self.trivial
        faults = len(self.findings) + (0.0 if sound else 1.5)
        return (int(solution is not None), -faults, -len(self.corrections))


def read_candidate(
    raw: str, numbers: TextNumbers, data: TextData | None = None, *, drop_unreadable: bool = False
) -> Candidate:
    """Read, check and ground a draft, without solving it.

    Args:
        raw: what the model wrote.
        numbers: of the problem's words.
        data: of the problem's tables; they are put in at the end, since they need no grounding.
        drop_unreadable: whether constraints that cannot be read are left out.
    """
    reading = read_draft(data.completed(raw) if data else raw, numbers.problem)
    if reading.formulation is None and drop_unreadable:
        reading = without_lines(reading, numbers.problem)
    if reading.formulation is None:
        return _unread(raw, reading)
    formulation, turned = with_stated_directions(reading.formulation, numbers)
    formulation, put_in = with_stated_ratios(formulation, numbers)
    formulation, left_out = without_inventions(formulation, numbers)
    findings = ground(formulation, numbers)
    if data:
        findings = [item for item in findings if item.kind != "unused" or item.value not in data.sizes]
    return Candidate(
        raw=raw,
        text=reading.text,
        formulation=data.fill(formulation) if data else formulation,
        mends=reading.mends,
        corrections=(*turned, *put_in, *left_out),
        diagnostics=tuple(check(formulation)),
        findings=tuple(findings),
    )


def solve_candidate(candidate: Candidate, options: SolveOptions) -> Candidate:
    """The candidate with its solution, or with the reason why there is none."""
    if candidate.formulation is None or candidate.errors:
        return candidate
    try:
        solution = solve(candidate.formulation, options)
    except FormulationError as error:
        return replace(candidate, diagnostics=(*candidate.diagnostics, *error.diagnostics), failure=error.what)
    except EngineError as error:
        return replace(candidate, failure=error.what)
    if solution.status is Status.ERROR:
        return replace(candidate, solution=None, failure=solution.message or "the solver failed")
    return replace(candidate, solution=solution)


def _unread(raw: str, reading: Reading) -> Candidate:
    return Candidate(raw=raw, text=reading.text, mends=reading.mends, diagnostics=reading.diagnostics)
