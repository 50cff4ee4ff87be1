"""The explanation of an answer, whatever its status is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nl2opt.errors import Nl2optError
from nl2opt.pipeline.explaining import with_explanation
from nl2opt.solvers.explain.analysis import explain_optimum
from nl2opt.solvers.explain.explanation import ExplainOptions
from nl2opt.solvers.explain.optimum import Optimum
from nl2opt.solvers.result import SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer
    from nl2opt.render.sections import Section


@dataclass(frozen=True, slots=True)
class ExplainedAnswer:
    """Why an answer is what it is.

    Attributes:
        answer: the answer; an infeasible or unbounded one holds its ``explanation``.
        optimum: of an answer with values: limits, prices, ranges, other optima; else None.
    """

    answer: Answer
    optimum: Optimum | None = None

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready data."""
        if self.optimum is not None:
            return self.optimum.to_dict()
        reason = self.answer.explanation
        return {"status": str(self.answer.status), "explanation": reason.to_dict() if reason is not None else None}

    def sections(self) -> Iterator[Section]:
        """The parts of the explanation, below the verdict."""
        from nl2opt.render.explanation import optimum_sections
        from nl2opt.render.reasons import reason_sections

        if self.optimum is not None:
            yield from optimum_sections(self.optimum)
        elif self.answer.explanation is not None:
            yield from reason_sections(self.answer.formulation, self.answer.explanation)

    def render(self, width: int = 80) -> str:
        """The verdict, the values and the explanation for a terminal ``width`` characters wide."""
        from nl2opt.render.answer import render_solution
        from nl2opt.render.sections import sections_text

        solution = self.answer.solution if self.optimum is None else self.optimum.solution
        return f"{render_solution(self.answer.formulation, solution)}\n\n{sections_text(self.sections(), width)}"

    def __str__(self) -> str:
        return self.render().rstrip()

    def __repr__(self) -> str:
        return f"<Explanation of {self.answer!r}>"

    def _repr_html_(self) -> str:
        from nl2opt.render.html import solution_html
        from nl2opt.render.sections import sections_html

        solution = self.answer.solution if self.optimum is None else self.optimum.solution
        return f"{solution_html(self.answer.formulation, solution)}\n{sections_html(self.sections())}"


def explain_answer(answer: Answer, options: SolveOptions | None = None) -> ExplainedAnswer:
    """Explain an answer.

    Args:
        answer: the answer.
        options: engine and limits; the time limit is for the explanation.

    Raises:
        Nl2optError: there is nothing to explain, because the solve ended at a limit without values.
    """
    solution = answer.solution
    if solution.values or (solution.status is Status.OPTIMAL and not answer.formulation.variables):
        optimum = explain_optimum(
            answer.formulation, solution, tables=answer.tables, folder=answer.folder, options=options
        )
        return ExplainedAnswer(answer, optimum)
    if answer.status in (Status.UNKNOWN, Status.ERROR):
        raise Nl2optError(
            f"There is no solution to explain: the solve ended with the status '{answer.status}'.",
            hint="Allow more time with --time-limit, or try another engine with --solver.",
        )
    if answer.explanation is None:
        limit = options.time_limit if options is not None else None
        answer = with_explanation(answer, ExplainOptions() if limit is None else ExplainOptions(limit))
    return ExplainedAnswer(answer)
