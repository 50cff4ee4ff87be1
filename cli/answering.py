"""From what a command line was given to an answer: the same for every verb that solves."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.errors import Nl2optError

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer
    from nl2opt.pipeline.settings import Settings
    from nl2opt.session import Session
    from nl2opt.solvers.explain.explanation import ExplainOptions
    from nl2opt.solvers.result import SolveOptions
    from nl2opt.source import Source


def answered(
    source: Source,
    session: Session,
    settings: Settings,
    options: SolveOptions,
    *,
    data: Sequence[str] | None,
    line: StatusLine,
    explain: ExplainOptions | None = None,
) -> Answer:
    """Solve a formulation as it is, or a problem in words with the session's model; the run is recorded.

    Args:
        source: what the user gave.
        session: opened when words need its model.
        settings: of the model.
        options: of the solver.
        data: as on the command line; only with a formulation.
        line: shows where the work stands.
        explain: how to explain an infeasible or unbounded answer; None to leave it unexplained.

    Raises:
        Nl2optError: the engine is unknown, data come with words, or anything that solving raises.
    """
    from nl2opt.session import solve_source
    from nl2opt.solvers.engines import registry

    if options.engine != registry.AUTO:
        registry.engine(options.engine)  # a wrong name is said before the model works for seconds
    if source.is_formulation:
        return solve_source(
            source,
            options,
            data=list(data) if data else None,
            on_progress=line.solving,
            keep_record=True,
            explain=explain,
            on_step=line.say,
        )
    if data:
        raise Nl2optError(
            "Data go with a formulation, and this is a problem in words.",
            hint="Run 'nl2opt formulate ... > plan.5e' first, then 'nl2opt solve plan.5e --data NAME=FILE'.",
        )
    with session:
        return session.solve(source.text, settings, options, on_step=line.say, explain=explain)


def opened(model: str | None, base_url: str | None, key_env: str | None, adapter: str | None, bar: PullBar) -> Session:
    """A session that opens its model when it is first used."""
    from nl2opt.session import Session

    return Session(model, base_url=base_url, key_env=key_env, adapter=adapter, on_pull=bar.report)


def terminal_width() -> int:
    """How wide reports are printed: as wide as the terminal, within reason."""
    return min(shutil.get_terminal_size(fallback=(100, 24)).columns, 120)


def rendered(answer: Answer, as_json: bool) -> str:
    """The answer for a person, as wide as the terminal, or as JSON."""
    if as_json:
        import json

        return json.dumps(answer.to_dict(), indent=2, ensure_ascii=False) + "\n"
    from nl2opt.render.answer import render_answer

    return render_answer(answer, terminal_width())
