"""Explanations of answers without a solution: what is in conflict, or what grows without end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.engines.host import kept_workers
from nl2opt.solvers.explain.budget import Budget, Interrupted
from nl2opt.solvers.explain.conflict import Conflict, find_conflict
from nl2opt.solvers.explain.direction import Direction, find_direction
from nl2opt.solvers.explain.relaxation import Relaxation, find_relaxation
from nl2opt.solvers.result import Status


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """How to explain.

    Attributes:
        seconds: wall time for the explanation; what was found by then is reported.
        relax: whether to look for the smallest change that makes an infeasible model feasible.
        conflict: whether to look for a conflict.
        weights: what a change costs, by the name of a constraint or variable, with its key or without; 1 is usual, and
            0 forbids the change.
        threads: of the engines; 0 lets them choose.
        seed: of the engines.
    """

    seconds: float = 5.0
    relax: bool = False
    conflict: bool = True
    weights: Mapping[str, float] = field(default_factory=dict)
    threads: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Infeasibility:
    """Why nothing is feasible, and, where it was asked for, what would have to change.

    Attributes:
        conflict: members that cannot hold together; None when none was found in the time allowed, or looked for.
        relaxation: the smallest change that makes the model feasible; None when it was not asked for.
    """

    conflict: Conflict | None
    relaxation: Relaxation | None = None

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready data."""
        return {
            "kind": "infeasible",
            "conflict": self.conflict.to_dict() if self.conflict else None,
            "relaxation": self.relaxation.to_dict() if self.relaxation else None,
        }


@dataclass(frozen=True, slots=True)
class Unboundedness:
    """Along what the objective improves without end; ``direction`` is None when none was found."""

    direction: Direction | None

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready data."""
        return {"kind": "unbounded", "direction": self.direction.to_dict() if self.direction else None}


Explanation: TypeAlias = Infeasibility | Unboundedness

DEFAULT_OPTIONS = ExplainOptions()


def explain_status(
    formulation: Formulation,
    status: Status,
    options: ExplainOptions = DEFAULT_OPTIONS,
    *,
    tables: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> Explanation | None:
    """Why a solve ended as infeasible or unbounded; None for every other status, and when the user stopped it.

    Args:
        formulation: what was solved.
        status: what was proven about it.
        options: the time, and whether to relax.
        tables: data by the name of the set or parameter, instead of what the formulation says.
        folder: where the formulation's table files are; None for the working directory.

    Raises:
        Nl2optError: a weight names nothing that the formulation has.
    """
    if status not in (Status.INFEASIBLE, Status.UNBOUNDED):
        return None
    try:
        with kept_workers():
            return _explained(formulation, status, options, load(formulation, tables=tables, folder=folder))
    except (Interrupted, KeyboardInterrupt):
        return None


def _explained(formulation: Formulation, status: Status, options: ExplainOptions, data: Data) -> Explanation:
    budget = Budget(options.seconds, threads=options.threads, seed=options.seed)
    if status is Status.UNBOUNDED:
        return Unboundedness(find_direction(formulation, data, budget))
    conflict = find_conflict(formulation, data, budget) if options.conflict else None
    if not options.relax:
        return Infeasibility(conflict)
    # A change is looked for on a clock of its own: it was asked for, and the conflict may have used up all time.
    budget = Budget(options.seconds, threads=options.threads, seed=options.seed)
    try:
        return Infeasibility(conflict, find_relaxation(formulation, data, options.weights, budget))
    except Interrupted:
        return Infeasibility(conflict)
    except FormulationError:
        reason = "The model cannot be written with limits that move."
        return Infeasibility(conflict, Relaxation((), None, False, budget.spent, reason))
