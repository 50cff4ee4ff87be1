"""The explanation of an answer, whatever its status is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nl2opt.errors import Nl2optError
from nl2opt.solvers.explain.analysis import explain_optimum
from nl2opt.solvers.explain.optimum import Optimum
from nl2opt.solvers.result import SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer


@dataclass(frozen=True, slots=True)
class ExplainedAnswer:
    """Why an answer is what it is.

    Attributes:
        answer: the answer.
        optimum: of an answer with values: limits, prices, ranges, other optima.
    """

    answer: Answer
    optimum: Optimum | None = None

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready data."""
        assert self.optimum is not None
        return self.optimum.to_dict()

    def render(self, width: int = 80) -> str:
        """The explanation for a terminal ``width`` characters wide."""
        from nl2opt.render.explanation import render_optimum

        assert self.optimum is not None
        return render_optimum(self.optimum, width)

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        return f"<Explanation of {self.answer!r}>"

    def _repr_html_(self) -> str:
        from nl2opt.render.explanation import optimum_sections
        from nl2opt.render.html import solution_html
        from nl2opt.render.sections import sections_html

        assert self.optimum is not None
        head = solution_html(self.optimum.formulation, self.optimum.solution)
        return f"{head}\n{sections_html(optimum_sections(self.optimum))}"


def explain_answer(answer: Answer, options: SolveOptions | None = None) -> ExplainedAnswer:
    """Explain an answer.

    Raises:
        Nl2optError: there is nothing to explain, because the solve ended at a limit without values.
    """
    if answer.solution.values:
        optimum = explain_optimum(
            answer.formulation, answer.solution, tables=answer.tables, folder=answer.folder, options=options
        )
        return ExplainedAnswer(answer, optimum)
    if answer.status in (Status.UNKNOWN, Status.ERROR):
        raise Nl2optError(
            f"There is no solution to explain: the solve ended with '{answer.status}'.",
            hint="Allow more time with --time-limit, or try another engine with --solver.",
        )
    return ExplainedAnswer(answer)
