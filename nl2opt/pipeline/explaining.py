"""An answer without a solution gets its explanation, and never loses anything over it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from nl2opt.errors import Nl2optError
from nl2opt.solvers.result import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from nl2opt.pipeline.answer import Answer
    from nl2opt.solvers.explain.explanation import ExplainOptions

_log = logging.getLogger(__name__)


def with_explanation(
    answer: Answer, options: ExplainOptions | None, on_step: Callable[[str], None] | None = None
) -> Answer:
    """The answer with ``explanation`` set where it is infeasible or unbounded, and options are given."""
    if options is None or answer.status not in (Status.INFEASIBLE, Status.UNBOUNDED):
        return answer
    if not options.conflict and not options.relax:
        return answer
    from nl2opt.solvers.explain.explanation import explain_status

    if on_step is not None:
        on_step("explaining")
    try:
        explanation = explain_status(
            answer.formulation, answer.status, options, tables=answer.tables, folder=answer.folder
        )
    except Nl2optError as error:  # the status was proven; that it is not explained is no reason to hide it
        _log.warning("no explanation: %s", error)
        return answer
    return replace(answer, explanation=explanation)
