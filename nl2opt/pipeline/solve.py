"""From a text to a verified answer: draft, read, ground, solve, repair, choose; every step is on record."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nl2opt.errors import NoFormulationError
from nl2opt.formulation.attribution import attribute
from nl2opt.formulation.elements import Formulation
from nl2opt.llm.protocol import Completion, Finish, LanguageModel, Request
from nl2opt.llm.replay import RecordingModel
from nl2opt.pipeline.answer import Answer, Check, Cost
from nl2opt.pipeline.drafting import Candidate, read_candidate, solve_candidate
from nl2opt.pipeline.explaining import with_explanation
from nl2opt.pipeline.problem_text import require_problem, require_room
from nl2opt.pipeline.prompt import draft_request, repair_request
from nl2opt.pipeline.repair import advice
from nl2opt.pipeline.runs import RunWriter
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import TextData, read_tables
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.result import SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.solvers.explain.explanation import ExplainOptions

DEFAULT_SETTINGS = Settings()
DEFAULT_OPTIONS = SolveOptions()


class UnsolvedError(NoFormulationError):
    """Every draft failed.

    Attributes:
        codes: the codes of the diagnostics of the best draft.
        read: whether that draft could at least be read.
        cost: what was spent.
    """

    def __init__(self, what: str, *, hint: str, codes: tuple[str, ...], read: bool, cost: Cost) -> None:
        super().__init__(what, hint=hint)
        self.codes = codes
        self.read = read
        self.cost = cost


@dataclass(slots=True)
class _Work:
    """The state of one run: what was spent, what was tried."""

    model: LanguageModel
    settings: Settings
    options: SolveOptions
    data: TextData
    numbers: TextNumbers
    record: RunWriter
    started: float = field(default_factory=time.perf_counter)
    completions: list[Completion] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    solves: int = 0

    def cost(self) -> Cost:
        return Cost(
            seconds=time.perf_counter() - self.started,
            prompt_tokens=sum(item.prompt_tokens for item in self.completions),
            cached_tokens=sum(item.cached_tokens for item in self.completions),
            completion_tokens=sum(item.completion_tokens for item in self.completions),
            solves=self.solves,
            drafts=len(self.candidates),
        )


def solve_text(
    text: str,
    model: LanguageModel,
    settings: Settings = DEFAULT_SETTINGS,
    options: SolveOptions = DEFAULT_OPTIONS,
    *,
    on_step: Callable[[str], None] | None = None,
    explain: ExplainOptions | None = None,
) -> Answer:
    """Formulate and solve a problem in plain language.

    Args:
        text: the problem.
        model: who drafts.
        settings: of the pipeline.
        options: of the solver.
        on_step: told what is being done, a few words at a time.
        explain: how to explain an infeasible or unbounded answer; None to leave it unexplained.

    Raises:
        Nl2optError: the text is empty or too long, or the record cannot be written.
        NoFormulationError: no draft could be read, or all of them invent their numbers.
        ModelError: the model failed.
    """
    work = _begin(text, model, settings, options)
    try:
        best = _search(work, on_step or _silent)
        if best.formulation is None or best.solution is None:
            raise _no_formulation(best, work)
        answer = _answer(best, work)
        work.record.finish(answer.to_dict())
    except BaseException as error:
        work.record.fail(error)
        raise
    explained = with_explanation(answer, explain, on_step)
    if explained is not answer:
        work.record.finish(explained.to_dict())
    return explained


def formulate_text(
    text: str,
    model: LanguageModel,
    settings: Settings = DEFAULT_SETTINGS,
    *,
    on_step: Callable[[str], None] | None = None,
) -> tuple[Formulation, Candidate]:
    """The formulation alone, to be read and edited; candidates are solved to choose between them.

    Raises:
        Nl2optError, NoFormulationError, ModelError: as for ``solve_text``.
    """
    work = _begin(text, model, settings, DEFAULT_OPTIONS)
    try:
        best = _search(work, on_step or _silent)
        if best.formulation is None:
            raise _no_formulation(best, work)
        formulation = attribute(best.formulation)
        work.record.formulation(formulation)
    except BaseException as error:
        work.record.fail(error)
        raise
    return formulation, best


def _begin(text: str, model: LanguageModel, settings: Settings, options: SolveOptions) -> _Work:
    problem = require_problem(text)
    record = RunWriter.start(problem, model.name, settings, options)
    recording = RecordingModel(model, record.calls)
    data = read_tables(problem, settings.table_cells)
    try:
        require_room(data, recording, settings)
    except BaseException as error:
        record.fail(error)
        raise
    if data:
        record.event("tables", parameters=[parameter.name for parameter in data.parameters])
    return _Work(recording, settings, options, data, TextNumbers(data.prose), record)


def _search(work: _Work, say: Callable[[str], None]) -> Candidate:
    """Draft, then repair as often as allowed; the best candidate, the earlier one where two are equal."""
    say("drafting")
    candidate = _try(work, draft_request(work.data, work.settings), say, last=work.settings.repairs == 0)
    before = None
    for number in range(1, work.settings.repairs + 1):
        care = advice(candidate)
        if care is None:
            break
        if care == before and work.settings.temperature == 0:
            # Greedy decoding answers the same request with the same draft, so it is only read once more, leniently.
            _finish_candidate(work, read_candidate(candidate.raw, work.numbers, work.data, drop_unreadable=True), say)
            break
        before = care
        say(f"repairing ({number} of {work.settings.repairs})")
        work.record.event("repair", advice=care)
        request = repair_request(work.data, care, work.settings)
        repaired = _try(work, request, say, last=number == work.settings.repairs)
        if repaired.raw.strip() == candidate.raw.strip():
            break
        candidate = repaired
    best = max(work.candidates, key=Candidate.rank)
    if best.formulation is None:
        best = _last_resort(work)
    return best


def _try(work: _Work, request: Request, say: Callable[[str], None], *, last: bool) -> Candidate:
    completion = work.model.complete([request])[0]
    work.completions.append(completion)
    if completion.finish is not Finish.STOP:
        kind = "token-limit" if completion.finish is Finish.LENGTH else "repetition"
        work.record.event(kind, tokens=completion.completion_tokens)
    candidate = read_candidate(completion.text, work.numbers, work.data, drop_unreadable=last)
    return _finish_candidate(work, candidate, say)


def _finish_candidate(work: _Work, candidate: Candidate, say: Callable[[str], None]) -> Candidate:
    work.record.event(
        "draft",
        mends=[mend.message for mend in candidate.mends],
        corrections=list(candidate.corrections),
        diagnostics=[f"{item.severity}: {item.message}" for item in candidate.diagnostics],
        findings=[finding.message for finding in candidate.findings],
    )
    if candidate.formulation is not None:
        work.record.formulation(candidate.formulation)
    if candidate.formulation is not None and not candidate.errors:
        say("solving")
        candidate = solve_candidate(candidate, work.options)
        work.solves += 1
        status = candidate.solution.status if candidate.solution else candidate.failure
        work.record.event("solve", status=str(status))
    work.candidates.append(candidate)
    return candidate


def _last_resort(work: _Work) -> Candidate:
    """The first draft without the lines that nobody could read."""
    first = read_candidate(work.candidates[0].raw, work.numbers, work.data, drop_unreadable=True)
    return _finish_candidate(work, first, _silent)


def _answer(best: Candidate, work: _Work) -> Answer:
    assert best.formulation is not None
    assert best.solution is not None
    formulation = attribute(best.formulation)
    work.record.formulation(formulation)
    return Answer(
        formulation=formulation,
        solution=best.solution,
        mends=tuple(mend.message for mend in best.mends if not mend.assumption),
        assumptions=(*(mend.message for mend in best.mends if mend.assumption), *best.corrections),
        checks=tuple(_checks(best)),
        cost=work.cost(),
        run=work.record.folder,
    )


def _checks(best: Candidate) -> list[Check]:
    """What was verified; a check with several findings is listed once for each."""
    checks = []
    for kind, name, good in (
        ("ungrounded", "numbers of the model", "every number of the model comes from the text"),
        ("unused", "numbers of the text", "every number of the text is used"),
    ):
        found = [finding.message for finding in best.findings if finding.kind == kind]
        checks += [Check(name, False, message) for message in found] or [Check(name, True, good)]
    solved = best.solution.warnings if best.solution else ()
    warnings = [item.message for item in (*best.diagnostics, *solved)]
    checks += [Check("formulation", False, message) for message in warnings] or [
        Check("formulation", True, "names, indices and domains hold together")
    ]
    if best.solution is not None and best.solution.status is Status.OPTIMAL:
        checks.append(
            Check(
                "solution", not best.trivial, "every variable is zero" if best.trivial else "the optimum is not trivial"
            )
        )
    return checks


def _no_formulation(best: Candidate, work: _Work) -> UnsolvedError:
    reasons = [item.message for item in best.errors[:3]] or [best.failure or "the model wrote no formulation"]
    return UnsolvedError(
        f"No formulation was found in {len(work.candidates)} drafts: {' '.join(reasons)}",
        hint=f"Say more plainly what is decided, optimized and limited; 'nl2opt log show {work.record.folder.name}' "
        "has every draft.",
        codes=tuple(item.code for item in best.errors),
        read=best.formulation is not None and not best.errors,
        cost=work.cost(),
    )


def _silent(_: str) -> None:
    return None
