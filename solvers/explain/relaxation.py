"""The smallest change of right sides and bounds that makes a model feasible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nl2opt.solvers.explain.members import Member
from nl2opt.solvers.result import Solution


@dataclass(frozen=True, slots=True)
class Change:
    """One limit that has to move.

    Attributes:
        member: the row or bound.
        old: the limit as it is stated.
        new: the limit that makes the model feasible, together with the other changes.
    """

    member: Member
    old: float
    new: float

    @property
    def amount(self) -> float:
        """How far the limit moves; negative when it is lowered."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The least total of changes, and what is best when they are made.

    Attributes:
        changes: in the order of the formulation; empty when none was found.
        solution: of the relaxed model, never of the model itself; None without one.
        proven: whether no smaller (weighted) total of changes exists.
        seconds: wall time that it took.
        reason: why there is no solution, in a sentence; empty when there is one.
    """

    changes: tuple[Change, ...]
    solution: Solution | None
    proven: bool
    seconds: float
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The relaxation as JSON-ready data; values are those of the relaxed model."""
        solution = self.solution
        return {
            "changes": [
                {
                    "kind": str(change.member.kind),
                    "name": change.member.name,
                    "key": list(change.member.key),
                    "text": change.member.text,
                    "old": change.old,
                    "new": change.new,
                }
                for change in self.changes
            ],
            "proven": self.proven,
            "seconds": round(self.seconds, 3),
            "reason": self.reason or None,
            "status_of_relaxed_model": str(solution.status) if solution else None,
            "objective_of_relaxed_model": solution.objective if solution else None,
            "values_of_relaxed_model": {
                name: [{"key": list(key), "value": value} for key, value in block.items()]
                for name, block in (solution.values.items() if solution else ())
            },
        }
