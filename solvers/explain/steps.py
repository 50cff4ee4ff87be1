"""What one unit more of each limit would give, by solving again: exact where integers leave no prices."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nl2opt.solvers.api import solve_program
from nl2opt.solvers.explain.limits import Side
from nl2opt.solvers.explain.optimum import Limit, Step
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import SolveOptions, Status


def loosened(
    program: Program,
    pairs: Sequence[tuple[Limit, Side]],
    objective: float,
    options: SolveOptions,
    *,
    most: int,
    seconds: float,
) -> list[Step]:
    """Each limit made looser by one unit (equations by one unit more), and the program solved again.

    Args:
        program: what was solved.
        pairs: the limits, in the order in which they are tried; those of constraints, not of variables.
        objective: the optimum so far.
        options: engine, gap and threads.
        most: solves at most.
        seconds: wall time for all of them.
    """
    end = time.monotonic() + seconds
    steps = []
    for limit, side in pairs[:most]:
        remaining = end - time.monotonic()
        if remaining <= 0:
            break
        direction = -1.0 if limit.relation == ">=" else 1.0
        result = solve_program(
            _moved(program, side, -direction if side.turned else direction), replace(options, time_limit=remaining)
        )
        found = result.objective if result.status in (Status.OPTIMAL, Status.FEASIBLE) else None
        change = None if found is None else found - objective
        if change is not None and abs(change) <= 1e-6 * max(1.0, abs(objective)):
            change = 0.0
        proven = result.status in (Status.OPTIMAL, Status.INFEASIBLE)
        steps.append(Step(limit, limit.value + direction, found, change, proven))
    return steps


def _moved(program: Program, side: Side, direction: float) -> Program:
    """The program with one limit of a row moved by one unit; equations move on both sides."""
    if side.place == "nonlinear":
        row = program.nonlinear[side.index]
        both = row.lower == row.upper
        row = replace(
            row,
            lower=row.lower + direction if both or not side.upper else row.lower,
            upper=row.upper + direction if both or side.upper else row.upper,
        )
        rows = (*program.nonlinear[: side.index], row, *program.nonlinear[side.index + 1 :])
        return replace(program, nonlinear=rows, _features=[])
    lower, upper = program.rows.lower.copy(), program.rows.upper.copy()
    both = bool(lower[side.index] == upper[side.index])
    if both or not side.upper:
        lower[side.index] += direction
    if both or side.upper:
        upper[side.index] += direction
    return replace(program, rows=replace(program.rows, lower=lower, upper=np.asarray(upper)), _features=[])
