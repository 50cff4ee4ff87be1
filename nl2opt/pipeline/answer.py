"""What a solve from text returns: the model, the solution, and the evidence for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2opt.formulation.elements import Formulation, Key
from nl2opt.formulation.json_form import to_json
from nl2opt.solvers.result import BlockValues, Solution, SolveOptions, Status

if TYPE_CHECKING:
    from nl2opt.formulation.data.assignments import GivenData
    from nl2opt.pipeline.explained import ExplainedAnswer
    from nl2opt.solvers.explain.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was verified, and how it came out."""

    name: str
    passed: bool
    message: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer cost. Cached tokens are part of the prompt tokens; the model did not have to read them again."""

    seconds: float = 0.0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    solves: int = 0
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a problem.

    Attributes:
        mends: changes of notation that made the draft readable.
        assumptions: what was added or left out, beyond notation.
        checks: what was verified, passed or not.
        run: the folder of the run record; None when no record was kept.
        explanation: of an infeasible or unbounded answer, why it is so; None when it was not asked for or not found.
        tables: data that were given beside the formulation.
        folder: where the formulation's table files are; None for the working directory.
        options: of the solver; None for the default ones.
    """

    formulation: Formulation
    solution: Solution
    mends: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    cost: Cost = Cost()
    run: Path | None = None
    explanation: Explanation | None = None
    tables: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    folder: Path | None = field(default=None, repr=False, compare=False)
    options: SolveOptions | None = field(default=None, repr=False, compare=False)

    @property
    def status(self) -> Status:
        """What the solver proved."""
        return self.solution.status

    @property
    def objective(self) -> float | None:
        """The objective of the solution; None without one."""
        return self.solution.objective

    def with_data(self, data: GivenData = None, /, **tables: object) -> Answer:
        """The answer to the same formulation with other data, by the same engine; no language model is asked.

        Args:
            data: values by name, or words such as ``demand=march.csv``.
            tables: values by name: ``answer.with_data(demand=frame)``. What was given before counts as long as it is
                not given again.

        Raises:
            FormulationError: the data have mistakes.
            Nl2optError: a name that the formulation does not have, or the engine cannot be used.
        """
        from nl2opt.formulation.data.assignments import assigned
        from nl2opt.pipeline.given import solve_given

        given = {**self.tables, **assigned(self.formulation, data), **tables}
        return solve_given(self.formulation, self.options or SolveOptions(), tables=given, folder=self.folder)

    def explain(self, time_limit: float | None = None) -> ExplainedAnswer:
        """Why the answer is what it is: limits that hold it, shadow prices, ranges, and other optima.

        Args:
            time_limit: seconds for the explanation; None for a usual limit.

        Raises:
            Nl2optError: the solve ended without anything to explain.
        """
        from nl2opt.pipeline.explained import explain_answer
        from nl2opt.solvers.result import SolveOptions

        return explain_answer(self, SolveOptions(time_limit=time_limit))

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as JSON-ready data; a program's view of what the terminal shows."""
        solution = self.solution
        return {
            "status": str(solution.status),
            "objective": solution.objective,
            "bound": solution.bound,
            "gap": solution.gap,
            "limit": str(solution.limit) if solution.limit else None,
            "values": {name: _values(block) for name, block in solution.values.items()},
            "duals": {name: _values(block) for name, block in solution.duals.items()},
            "reduced_costs": {name: _values(block) for name, block in solution.reduced_costs.items()},
            "engine": solution.engine,
            "formulation": to_json(self.formulation),
            "mends": list(self.mends),
            "assumptions": list(self.assumptions),
            "checks": [{"name": item.name, "passed": item.passed, "message": item.message} for item in self.checks],
            "cost": {
                "seconds": round(self.cost.seconds, 3),
                "prompt_tokens": self.cost.prompt_tokens,
                "cached_tokens": self.cost.cached_tokens,
                "completion_tokens": self.cost.completion_tokens,
                "solves": self.cost.solves,
                "drafts": self.cost.drafts,
            },
            "run": self.run.name if self.run else None,
            "message": solution.message,
            "explanation": self.explanation.to_dict() if self.explanation else None,
        }

    def __repr__(self) -> str:
        objective = "" if self.objective is None else f", objective {self.objective:g}"
        return f"<Answer: {self.status}{objective}>"

    def _repr_html_(self) -> str:
        from nl2opt.render.html import answer_html

        return answer_html(self)

    def _repr_latex_(self) -> str:
        from nl2opt.formulation.latex import to_latex

        return f"$$\n{to_latex(self.formulation)}\n$$"


def _values(block: BlockValues) -> float | dict[str, float]:
    """A number for a plain variable; for an indexed one an object with keys such as ``Lyon,Nice``."""
    if block.scalar:
        return float(block.numbers[0])
    return {_key_text(key): value for key, value in block.items()}


def _key_text(key: Key) -> str:
    return ",".join(str(label) for label in key)
