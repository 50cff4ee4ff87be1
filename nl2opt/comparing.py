"""``nl2opt.whatif`` and ``nl2opt.sweep``: the answer to a changed problem beside the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Formulation
from nl2opt.pipeline.answer import Answer
from nl2opt.session import solve

if TYPE_CHECKING:
    from nl2opt.formulation.changes import Change
    from nl2opt.formulation.data.assignments import GivenData
    from nl2opt.pipeline.sweep import Sweep
    from nl2opt.pipeline.whatif import Comparison


def whatif(
    problem: str | Path | Formulation | Answer,
    changes: str | Iterable[str | Change] | Mapping[str, object],
    *,
    data: GivenData = None,
    solver: str = "auto",
    time_limit: float | None = None,
    gap: float = 1e-6,
) -> Comparison:
    """Solve a problem with and without changes.

    Args:
        problem: an answer, a formulation, a ``.5e`` file, or words (these need a language model).
        changes: ``["supply[Lyon]=150", "cakes<=5", "-eggs"]``, or ``{"supply[Lyon]": 150}``; see
            ``nl2opt.formulation.changes``.
        data: values by name beside the formulation; an answer has its own.
        solver: ``auto`` or the name of an engine; for an answer, the engine that it came from.
        time_limit: seconds of wall time of each solve; None for no limit.
        gap: relative gap that counts as optimal.

    Raises:
        FormulationError: the formulation has mistakes, with or without the changes.
        Nl2optError: a change cannot be read or applied, or the problem or engine cannot be used.
    """
    from nl2opt.formulation.changes import parse_changes
    from nl2opt.pipeline.whatif import compare

    listed = parse_changes(changes)  # before anything is solved
    return compare(_answer(problem, data, solver, time_limit, gap), listed)


def sweep(
    problem: str | Path | Formulation | Answer,
    values: str,
    changes: str | Iterable[str | Change] | Mapping[str, object] = (),
    *,
    data: GivenData = None,
    solver: str = "auto",
    time_limit: float | None = None,
    gap: float = 1e-6,
) -> Sweep:
    """Solve a problem for each value of one number.

    Args:
        problem: as for ``whatif``.
        values: ``"supply[Lyon]=100:200:10"``, both ends included.
        changes: made before, once.
        data: as for ``whatif``.
        solver: as for ``whatif``.
        time_limit: seconds of wall time of each solve; None for no limit.
        gap: relative gap that counts as optimal.

    Raises:
        FormulationError: the formulation has mistakes, with or without the changes.
        Nl2optError: the values or a change cannot be read or applied, or the problem or engine cannot be used.
    """
    from nl2opt.formulation.changes import parse_changes
    from nl2opt.pipeline.sweep import sweep as sweep_answer
    from nl2opt.pipeline.sweep import sweep_values

    sweep_values(values)
    listed = parse_changes(changes)
    return sweep_answer(_answer(problem, data, solver, time_limit, gap), values, listed)


def _answer(
    problem: str | Path | Formulation | Answer, data: GivenData, solver: str, time_limit: float | None, gap: float
) -> Answer:
    if isinstance(problem, Answer):
        return problem if data is None else problem.with_data(data)
    return solve(problem, data=data, solver=solver, time_limit=time_limit, gap=gap, explain=False)
