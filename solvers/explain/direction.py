"""A direction in which the objective improves without end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.elements import Formulation, Key, Sense
from nl2opt.solvers.engines.convex_quadratic import compress
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.members import Member
from nl2opt.solvers.explain.row_text import Wording
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Columns, Floats, Program, Rows
from nl2opt.solvers.result import Status


@dataclass(frozen=True, slots=True)
class Step:
    """How much one variable moves with each step along the direction."""

    name: str
    key: Key
    amount: float

    @property
    def label(self) -> str:
        """The name with its key."""
        return f"{self.name}[{', '.join(map(str, self.key))}]" if self.key else self.name


@dataclass(frozen=True, slots=True)
class Direction:
    """Variables that run away together.

    Attributes:
        steps: the variables that move; all others stay.
        gain: how much the objective improves with each step; None when it is not linear along the direction.
        untouched: constraints that hold these variables and still do not limit them, with their numbers put in.
        proven: whether every step keeps all constraints for ever; otherwise the values were only seen to be huge.
        seconds: wall time that it took.
    """

    steps: tuple[Step, ...]
    gain: float | None
    untouched: tuple[Member, ...] = ()
    proven: bool = True
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """The direction as JSON-ready data."""
        return {
            "steps": [{"name": step.name, "key": list(step.key), "amount": step.amount} for step in self.steps],
            "gain": self.gain,
            "untouched": [
                {"name": member.name, "key": list(member.key), "text": member.text} for member in self.untouched
            ],
            "proven": self.proven,
            "seconds": round(self.seconds, 3),
        }


def find_direction(formulation: Formulation, data: Data, budget: Budget) -> Direction | None:
    """What runs away in an unbounded formulation.

    For linear and convex quadratic objectives the steps are a direction of recession with as few variables as
    possible: no variable can be left out of it. A mixed-integer model of rational data moves along a multiple of such
    a direction (R. R. Meyer, Mathematical Programming 7, 1974). For other models a solve with all variables held in a
    large box shows which of them go to its ends; that proves nothing.

    Raises:
        FormulationError: the formulation cannot be lowered.
        Interrupted: Ctrl-C was pressed.
    """
    program = lower(formulation, data).program
    if program.nonlinear or program.nonlinear_objective is not None or program.indicators:
        return _seen_in_a_box(program, budget)
    ray = _ray(program, budget)
    if ray is None:
        return None if program.quadratic is None else _seen_in_a_box(program, budget)
    ray = _in_small_numbers(ray)
    gain = abs(float(program.cost @ ray))
    return Direction(_steps(program, ray), gain, tuple(_untouched(program, ray)), True, budget.spent)


def recession_cone(program: Program) -> Program:
    """A program whose points are the directions in which one may walk for ever, and the objective gains 1 with a step.

    The columns are the steps upward of all columns that may grow, then the steps downward of all that may fall; the
    total of steps is minimised.
    """
    columns, rows, n = program.columns, program.rows, len(program.columns)
    sign = -1.0 if program.sense is Sense.MINIMIZE else 1.0
    entry_columns = np.repeat(np.arange(n), np.diff(rows.starts))
    curved = program.quadratic
    first = np.concatenate([rows.rows, np.full(n, len(rows))])
    second = np.concatenate([entry_columns, np.arange(n)])
    values = np.concatenate([rows.values, sign * program.cost])
    lower = np.concatenate([np.where(np.isfinite(rows.lower), 0.0, -np.inf), [1.0]])
    upper = np.concatenate([np.where(np.isfinite(rows.upper), 0.0, np.inf), [1.0]])
    if curved is not None:  # where Q d = 0 the objective stays linear
        first = np.concatenate([first, len(rows) + 1 + curved.first, len(rows) + 1 + curved.second])
        second = np.concatenate([second, curved.second, curved.first])
        values = np.concatenate([values, curved.values, curved.values])
        lower, upper = np.concatenate([lower, np.zeros(n)]), np.concatenate([upper, np.zeros(n)])
    starts, places, factors = compress(n, len(lower), second, first, values)
    both = 2 * n
    return Program(
        Sense.MINIMIZE,
        Columns(
            np.zeros(both),
            np.concatenate(
                [np.where(np.isinf(columns.upper), np.inf, 0.0), np.where(np.isinf(columns.lower), np.inf, 0.0)]
            ),
            np.zeros(both, dtype=np.bool_),
        ),
        np.ones(both),
        Rows(
            np.concatenate([starts, starts[-1] + starts[1:]]).astype(np.int32),
            np.concatenate([places, places]),
            np.concatenate([factors, -factors]),
            lower,
            upper,
        ),
    )


def _ray(program: Program, budget: Budget) -> Floats | None:
    """A direction of recession along which the objective gains, with a support that has no smaller one within it."""
    cone, n = recession_cone(program), len(program.columns)
    found = budget.solve(cone)
    if found.x is None or found.status is not Status.OPTIMAL:
        return None
    steps = _cleaned(found.x)
    for column in np.flatnonzero(steps).tolist():
        if not steps[column] or int(np.count_nonzero(steps)) == 1:
            continue
        # Within the support, in which nothing else may move.
        upper = np.where((steps > 0) & (np.arange(2 * n) != column), np.inf, 0.0)
        smaller = budget.solve(replace(cone, columns=replace(cone.columns, upper=upper), _features=[]))
        if smaller.x is not None and smaller.status is Status.OPTIMAL:
            steps = _cleaned(smaller.x)
    return steps[:n] - steps[n:]


def _cleaned(x: Floats) -> Floats:
    return np.where(x > 1e-9 * max(1.0, float(np.abs(x).max())), x, 0.0)


def _in_small_numbers(ray: Floats) -> Floats:
    """The direction scaled to the smallest whole numbers, if they are small; else so that its smallest step is 1."""
    ray = ray / np.abs(ray[ray != 0]).min()
    ratios = [Fraction(value).limit_denominator(1000) for value in ray[ray != 0].tolist()]
    scale = lcm(*(ratio.denominator for ratio in ratios))
    if scale > 1000 or any(
        abs(float(ratio) - value) > 1e-7 * abs(value) for ratio, value in zip(ratios, ray[ray != 0])
    ):
        return ray
    whole = np.zeros_like(ray)
    whole[ray != 0] = [float(ratio * scale) for ratio in ratios]
    return whole


def _steps(program: Program, ray: Floats) -> tuple[Step, ...]:
    found = []
    for block in program.variable_blocks:
        if block.kind == "columns":
            part = ray[block.first : block.first + len(block.keys)]
            found += [Step(block.name, block.keys[k], float(part[k])) for k in np.flatnonzero(part).tolist()]
    return tuple(found)


def _untouched(program: Program, ray: Floats) -> list[Member]:
    """Rows of the formulation's own that hold a variable that moves."""
    entry_columns = np.repeat(np.arange(len(program.columns)), np.diff(program.rows.starts))
    touched = np.unique(program.rows.rows[ray[entry_columns] != 0])
    own = np.zeros(len(program.rows), dtype=np.bool_)
    for block in program.constraint_blocks:
        if block.kind == "rows":
            own[block.first : block.first + len(block.keys)] = True
    return Wording(program).row_members(touched[own[touched]].tolist())


def _seen_in_a_box(program: Program, budget: Budget) -> Direction | None:
    """Variables that go to the ends of a large box; nothing is proven by that."""
    columns = program.columns
    small, large = (
        budget.solve(
            replace(
                program,
                columns=replace(
                    columns,
                    lower=np.where(np.isinf(columns.lower), -radius, columns.lower),
                    upper=np.where(np.isinf(columns.upper), radius, columns.upper),
                ),
                _features=[],
            )
        ).x
        for radius in _BOXES
    )
    if small is None or large is None:
        return None
    ratio = np.abs(large) / np.maximum(1.0, np.abs(small))
    ray = np.where((np.abs(large) > _BOXES[0]) & (ratio > 2.0), np.sign(large), 0.0)
    return Direction(_steps(program, ray), None, (), False, budget.spent) if _steps(program, ray) else None


_BOXES = (1e3, 1e5)
"""Radii of two boxes; what is larger in the larger one, and beyond the smaller, runs away."""
