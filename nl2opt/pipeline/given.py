"""Solving a formulation that somebody has written: checked, solved and recorded, without any language model."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.formulation.checks import check
from nl2opt.formulation.data.assignments import GivenData, absolute, assigned, file_hashes
from nl2opt.formulation.diagnostics import FormulationError, Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.pipeline.answer import Answer, Check, Cost
from nl2opt.pipeline.explaining import with_explanation
from nl2opt.pipeline.runs import RunWriter
from nl2opt.pipeline.settings import Settings
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import SolveOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from nl2opt.solvers.engines.protocol import ProgressCallback
    from nl2opt.solvers.explain.explanation import ExplainOptions

NO_MODEL = "none"
"""What the record of such a run calls its language model."""

DEFAULT_OPTIONS = SolveOptions()


def solve_given(
    formulation: Formulation,
    options: SolveOptions = DEFAULT_OPTIONS,
    *,
    tables: GivenData = None,
    folder: Path | None = None,
    text: str = "",
    filename: str = "",
    on_progress: ProgressCallback | None = None,
    keep_record: bool = False,
    explain: ExplainOptions | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Answer:
    """Check and solve a formulation; warnings are checks of the answer that did not pass.

    Args:
        formulation: what to solve.
        options: of the solver.
        tables: data by the name of a set or parameter, or words such as ``cost=cost.csv``, instead of what the
            formulation says.
        folder: where its table files are; None for the working directory.
        text: what it was parsed from, so that mistakes are shown at their place.
        filename: how messages call the text.
        on_progress: told where a long solve stands.
        keep_record: whether to write a run record.
        explain: how to explain an infeasible or unbounded answer; None to leave it unexplained.
        on_step: told when explaining begins.

    Raises:
        FormulationError: the formulation or its data have mistakes.
        Nl2optError: the engine cannot be used, or the record cannot be written.
    """
    started = time.perf_counter()
    found = check(formulation)
    errors = [item for item in found if item.severity is Severity.ERROR]
    if errors:
        raise FormulationError(errors, text, filename)
    if explain is not None and explain.weights:
        from nl2opt.solvers.explain.relaxation import require_weights

        require_weights(formulation, explain.weights)
    record = _begin(formulation, options, tables, folder) if keep_record else None
    try:
        data = assigned(formulation, tables)
        solution = solve(formulation, options, tables=data, folder=folder, on_progress=on_progress)
    except BaseException as error:
        if record is not None:
            record.fail(error)
        if isinstance(error, FormulationError):
            raise FormulationError(error.diagnostics, text, filename) from error
        raise
    warnings = [item.render(text, filename) for item in (*found, *solution.warnings)]
    answer = Answer(
        formulation,
        solution,
        checks=tuple(Check("formulation", False, warning) for warning in warnings),
        cost=Cost(seconds=time.perf_counter() - started, solves=1),
        run=record.folder if record is not None else None,
        tables=data,
        folder=folder,
        options=options,
    )
    if record is not None:
        record.finish(answer.to_dict())
    explained = with_explanation(answer, explain, on_step)
    if record is not None and explained is not answer:
        record.finish(explained.to_dict())
    return explained


def _begin(formulation: Formulation, options: SolveOptions, tables: GivenData, folder: Path | None) -> RunWriter:
    record = RunWriter.start(formulation.problem or "", NO_MODEL, Settings(seed=options.seed), options)
    record.formulation(formulation)
    files = file_hashes(formulation, tables, folder)
    record.event("given", folder=str((folder or Path()).resolve()), data=absolute(tables), files=files)
    return record
