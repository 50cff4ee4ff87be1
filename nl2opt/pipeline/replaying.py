"""Doing a recorded run again: the recorded words of the model, today's reader and solver."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data.assignments import hashes
from nl2opt.formulation.text_parser import parse
from nl2opt.llm.replay import ReplayModel
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.given import NO_MODEL, solve_given
from nl2opt.pipeline.runs import RunRecord
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.solve import solve_text
from nl2opt.solvers.result import SolveOptions

_TOLERANCE = 1e-6


def replay(record: RunRecord) -> tuple[Answer, list[str]]:
    """The answer that the recorded words lead to now, and a sentence for each difference from the recorded answer.

    Raises:
        Nl2optError: the record has no model calls, or today's prompts differ from the recorded ones.
    """
    given = record.data.get("model") == NO_MODEL
    if not given and not record.calls.exists():
        raise Nl2optError(f"The run '{record.id}' has no recorded model calls, so there is nothing to replay.")
    try:
        settings = Settings(**record.data["settings"])
        options = SolveOptions(**record.data["options"])
        problem = str(record.data["problem"])
    except (KeyError, TypeError) as error:
        raise Nl2optError(
            f"The record of run '{record.id}' cannot be read: {error}.", hint="It was written by another version."
        ) from None
    if given:
        answer = _solve_again(record, options)
    else:
        answer = solve_text(problem, ReplayModel(record.calls), settings, options)
    return answer, _changed_files(record) + _differences(record.data.get("answer"), answer.to_dict())


def _solve_again(record: RunRecord, options: SolveOptions) -> Answer:
    """The recorded formulation, with its table files from where they were."""
    text = record.formulation_text
    given = _given(record)
    folder = Path(given["folder"]) if given else None
    return solve_given(
        parse(text),
        options,
        tables=given.get("data"),
        folder=folder,
        text=text,
        filename=record.id,
        keep_record=True,
    )


def _given(record: RunRecord) -> dict[str, Any]:
    """The folder and the data of a run that solved a formulation."""
    return next((dict(event) for event in record.data.get("events", ()) if event["kind"] == "given"), {})


def _changed_files(record: RunRecord) -> list[str]:
    """A sentence for each table file that is not what it was."""
    before = _given(record).get("files", {})
    now = hashes(map(Path, before))
    return [f"The data in '{file}' have changed since." for file, known in before.items() if now.get(file) != known]


def _differences(recorded: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    if recorded is None:
        return ["The recorded run had no answer; this one has."]
    found = []
    if recorded.get("status") != now["status"]:
        found.append(f"The status was {recorded.get('status')} and is {now['status']}.")
    before, after = recorded.get("objective"), now["objective"]
    same = before == after or (
        before is not None and after is not None and math.isclose(before, after, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    )
    if not same:
        found.append(f"The objective was {before} and is {after}.")
    if recorded.get("formulation") != now["formulation"]:
        found.append("The formulation is another one.")
    return found
