"""Doing a run again from its record: the recorded words of the model, everything after them anew."""

from __future__ import annotations

from nl2opt.errors import Nl2optError
from nl2opt.llm.replay import ReplayModel
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.runs import RunRecord
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.solve import solve_text
from nl2opt.solvers.result import SolveOptions

TOLERANCE = 1e-6
"""Relative difference of two objectives that counts as none."""


def replay(record: RunRecord) -> tuple[Answer, list[str]]:
    """Solve the recorded problem again with the recorded completions; the replay gets a record of its own.

    Returns:
        The new answer, and in words what differs from the recorded one.

    Raises:
        Nl2optError: the record is not of a solve, or not complete, or the run failed and fails again.
        ModelError: the prompts have changed since the record was made.
    """
    data = record.data
    try:
        settings, options = Settings(**data["settings"]), SolveOptions(**data["options"])
        problem = str(data["problem"])
    except (KeyError, TypeError) as error:
        raise Nl2optError(
            f"The record {record.id} cannot be replayed: {error}.", hint="It was made by another version of nl2opt."
        ) from error
    answer = solve_text(problem, ReplayModel(record.calls), settings, options)
    recorded = data.get("answer")
    return answer, _differences(recorded, answer) if isinstance(recorded, dict) else []


def _differences(recorded: dict[str, object], answer: Answer) -> list[str]:
    found = []
    if recorded["status"] != str(answer.status):
        found.append(f"The status was '{recorded['status']}' and is now '{answer.status}'.")
    before, now = recorded["objective"], answer.objective
    if isinstance(before, int | float) and now is not None:
        if abs(before - now) > TOLERANCE * max(1.0, abs(before)):
            found.append(f"The objective was {before:.10g} and is now {now:.10g}.")
    elif before != now:
        found.append(f"The objective was {before} and is now {now}.")
    return found
