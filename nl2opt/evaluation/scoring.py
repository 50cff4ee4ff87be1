"""Whether a reported optimum is the published one; strict, and blind until the final comparison."""

from __future__ import annotations

from decimal import Decimal

from nl2opt.evaluation.benchmark import Row
from nl2opt.solvers.result import Status

TOLERANCE = 1e-6
"""Relative to ``|answer| + 1``, as OptMATH states it (arXiv 2502.11102)."""

_NO_OPTIMUM = "no best solution"


def is_correct(row: Row, status: Status | None, objective: float | None) -> bool:
    """Whether status and objective agree with one of the row's answers.

    An objective agrees within ``TOLERANCE``, or when it rounds to the answer at the decimals that the answer shows. An
    answer of "No Best Solution" asks for a proof of infeasibility or unboundedness.
    """
    return any(_agrees(answer, status, objective) for answer in row.answers)


def _agrees(answer: str, status: Status | None, objective: float | None) -> bool:
    if answer.strip().lower() == _NO_OPTIMUM:
        return status in (Status.INFEASIBLE, Status.UNBOUNDED)
    try:
        value = float(answer.replace(",", ""))
    except ValueError:
        return False
    if objective is None or status not in (Status.OPTIMAL, Status.FEASIBLE):
        return False
    if abs(objective - value) <= TOLERANCE * (abs(value) + 1):
        return True
    exponent = Decimal(answer.replace(",", "")).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return round(objective, decimals) == value
