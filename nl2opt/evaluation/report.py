"""What an evaluation found: the figures, the rows behind them, and the failures by kind."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of one problem; everything but ``correct`` is a kind of failure."""

    CORRECT = "correct"
    NO_PARSE = "no parse"
    NAME_ERROR = "name error"
    UNGROUNDED = "ungrounded number"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    NOT_SOLVED = "not solved"
    WRONG_OPTIMUM = "wrong optimum"


@dataclass(frozen=True, slots=True)
class RowResult:
    """One problem: what was reported, what it cost.

    Attributes:
        executed: whether a well-formed formulation was run by a solver.
        seconds: wall time from text to answer, model start not included.
    """

    id: str
    outcome: Outcome
    executed: bool
    status: str | None
    objective: float | None
    answers: tuple[str, ...]
    seconds: float
    solves: int
    drafts: int
    prompt_tokens: int
    completion_tokens: int
    run: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a benchmark file; rates lie between 0 and 1.

    ``setting`` says under what they were measured: file and its SHA-256, model, adapter, seed, repairs, versions.
    """

    rows: tuple[RowResult, ...]
    setting: Mapping[str, Any] = field(default_factory=dict)

    @property
    def er(self) -> float:
        """The share of problems for which a solver ran a well-formed formulation."""
        return _mean([float(row.executed) for row in self.rows])

    @property
    def sa(self) -> float:
        """The share of problems whose reported optimum is a published one."""
        return _mean([float(row.outcome is Outcome.CORRECT) for row in self.rows])

    @property
    def ast(self) -> float:
        """The mean number of solves for each problem."""
        return _mean([float(row.solves) for row in self.rows])

    @property
    def median_seconds(self) -> float:
        """Seconds of the middle problem."""
        return statistics.median([row.seconds for row in self.rows]) if self.rows else 0.0

    @property
    def p90_seconds(self) -> float:
        """Seconds that nine in ten problems stay within."""
        ordered = sorted(row.seconds for row in self.rows)
        return ordered[max(0, -(-9 * len(ordered) // 10) - 1)] if ordered else 0.0

    def failures(self) -> dict[str, int]:
        """How many problems failed in which way, the most frequent first."""
        counts = Counter(str(row.outcome) for row in self.rows if row.outcome is not Outcome.CORRECT)
        return dict(counts.most_common())

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "n": len(self.rows),
            "er": self.er,
            "sa": self.sa,
            "ast": self.ast,
            "seconds": {"median": self.median_seconds, "p90": self.p90_seconds},
            "failures": self.failures(),
            "setting": dict(self.setting),
            "rows": [asdict(row) for row in self.rows],
        }


def row_from_dict(data: Mapping[str, Any]) -> RowResult:
    """A row that ``to_dict`` wrote; used to resume.

    Raises:
        KeyError, TypeError, ValueError: the data are not such a row.
    """
    return RowResult(**{**data, "outcome": Outcome(data["outcome"]), "answers": tuple(data["answers"])})


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
