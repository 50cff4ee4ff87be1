"""The smallest change of right sides and bounds that makes a model feasible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import Data
from nl2opt.formulation.data.tables import index_space
from nl2opt.formulation.diagnostics import FormulationError, did_you_mean
from nl2opt.formulation.elements import Formulation, Key, Sense
from nl2opt.solvers.api import name_values
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.elastic import Elastic, Slack, elastic_form
from nl2opt.solvers.explain.members import Member
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Floats, Program, Rows
from nl2opt.solvers.result import EngineResult, Solution, Status

_ROUNDING = 2e-6
"""How far an engine's number may be from the one that is meant, relatively."""


@dataclass(frozen=True, slots=True)
class Change:
    """One limit that has to move.

    Attributes:
        member: the row or bound.
        old: the limit as it is stated; 0 where there are variables on both sides.
        new: the limit that makes the model feasible, together with the other changes.
        stated: whether there is a number that moves; otherwise the row is missed by ``amount``.
    """

    member: Member
    old: float
    new: float
    stated: bool = True

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


def require_weights(formulation: Formulation, weights: Mapping[str, float]) -> None:
    """Check the names of weights.

    Raises:
        Nl2optError: a weight is negative, or names no constraint and no variable.
    """
    known = [element.name for element in (*formulation.constraints, *formulation.variables)]
    for name, weight in weights.items():
        base = name.partition("[")[0].strip()
        if base not in known:
            raise Nl2optError(
                f"There is no constraint or variable '{base}' whose change could have a weight.",
                hint=did_you_mean(base, known) or f"The names are {', '.join(known)}.",
            )
        if not 0 <= weight < float("inf"):
            raise Nl2optError(
                f"The weight of '{name}' is {weight:g}, but it must be 0 or more.",
                hint="A change costs its weight times the part of the limit that it moves; 0 forbids it.",
            )


def find_relaxation(formulation: Formulation, data: Data, weights: Mapping[str, float], budget: Budget) -> Relaxation:
    """The smallest change of limits that makes a formulation feasible, and the best that can be done then.

    The total of all changes is minimised first, each relative to the size of its limit, times its weight; then the
    objective, while the total stays what it is. Rows without a number of their own (``x <= 2*y``, ``in == out``) and
    limits of 0 move only where nothing else helps.

    Raises:
        FormulationError: the formulation cannot be lowered.
        Interrupted: Ctrl-C was pressed.
    """
    fixed = frozenset(name for name, weight in weights.items() if weight == 0)
    movable = frozenset(weights) - fixed
    elastic, firm = elastic_form(formulation, fixed, movable), "bounds of 0"
    try:
        program = lower(elastic.formulation, data).program
    except FormulationError:  # all_different, say, needs bounds that do not move
        fixed |= {variable.name for variable in formulation.variables} - movable
        elastic = elastic_form(formulation, fixed, movable)
        program, firm = lower(elastic.formulation, data).program, "bounds of variables"
    return _Search(formulation, elastic, program, data, weights, budget).run(firm)


class _Search:
    """One relaxation: the elastic program and the price of each of its slacks."""

    def __init__(
        self,
        formulation: Formulation,
        elastic: Elastic,
        program: Program,
        data: Data,
        weights: Mapping[str, float],
        budget: Budget,
    ) -> None:
        self.formulation = formulation
        self.program = program
        self.budget = budget
        n = len(program.columns)
        self.prices = np.zeros(n)
        self.reluctant = np.zeros(n, dtype=np.bool_)
        self.never = np.zeros(n, dtype=np.bool_)
        self.places: list[tuple[Slack, int, Sequence[Key], Floats]] = []
        firsts = {block.name: block for block in program.variable_blocks if block.kind == "columns"}
        weighted = {_squeezed(name): weight for name, weight in weights.items()}
        for slack in elastic.slacks:
            block = firsts[slack.variable]
            limits = _limits(slack, data)
            size = np.where(limits != 0, np.abs(limits), 1.0)
            part = slice(block.first, block.first + len(block.keys))
            own = np.array(
                [
                    weighted.get(
                        _squeezed(Member(slack.kind, slack.element, key).label), weighted.get(slack.element, 1.0)
                    )
                    for key in block.keys
                ]
            )
            self.prices[part] = own / size
            self.never[part] = own == 0
            self.reluctant[part] = (limits == 0) & (slack.element not in weighted)
            self.places.append((slack, block.first, block.keys, limits))

    def run(self, firm: str) -> Relaxation:
        """The relaxation; ``firm`` says which bounds do not move."""
        first, best = self._least(self.never | self.reluctant)
        if first is None or best is None:
            first, best = self._least(self.never)
        if first is None or best is None:
            return self._nothing(firm)
        held = self.budget.solve(self._held(best))
        x = held.x if held.x is not None else first.x
        assert x is not None
        limited, result = self._with_changes(x)
        proven = first.status is Status.OPTIMAL
        return Relaxation(tuple(self._changes(limited)), self._solution(result), proven, self.budget.spent)

    def _with_changes(self, x: Floats) -> tuple[Floats, EngineResult]:
        """The changes as short numbers, and the best solution when each limit moves by no more than that.

        An engine may use its tolerance to move a limit by 29.999999 where 30 is needed; so the numbers are rounded and
        the model is solved once more with limits that are as firm as any other.
        """
        slacks = self.prices != 0
        result = EngineResult(Status.UNKNOWN, "")
        for rounded in (_rounded(x), x, x + _ROUNDING * np.maximum(1.0, np.abs(x))):
            moved = np.where(slacks & (x > _ROUNDING), rounded, 0.0)
            columns = replace(self.shut, upper=np.where(slacks, moved, self.shut.upper))
            result = self.budget.solve(replace(self.program, columns=columns, _features=[]))
            if result.status is not Status.INFEASIBLE:
                return moved, result
        return np.where(slacks, x, 0.0), result

    def _least(self, shut: Any) -> tuple[EngineResult | None, float | None]:
        """The least total price with some slacks shut; the result and the total, None when there is none."""
        columns = self.program.columns
        self.shut = replace(columns, upper=np.where(shut, 0.0, columns.upper))
        result = self.budget.solve(
            replace(
                self.program,
                sense=Sense.MINIMIZE,
                columns=self.shut,
                cost=self.prices,
                constant=0.0,
                quadratic=None,
                nonlinear_objective=None,
                _features=[],
            )
        )
        self.last = result
        return (result, float(self.prices @ result.x)) if result.x is not None else (None, None)

    def _held(self, best: float) -> Program:
        """The original objective, with a last row that holds the total."""
        rows, priced = self.program.rows, self.prices != 0
        extra = np.flatnonzero(priced)
        entry_columns = np.repeat(np.arange(len(priced)), np.diff(rows.starts))
        order = np.argsort(np.concatenate([entry_columns, extra]), kind="stable")
        matrix = Rows(
            (rows.starts + np.concatenate([[0], np.cumsum(priced)])).astype(np.int32),
            np.concatenate([rows.rows, np.full(len(extra), len(rows), dtype=np.int32)])[order],
            np.concatenate([rows.values, self.prices[extra]])[order],
            np.append(rows.lower, -np.inf),
            np.append(rows.upper, best + 1e-9 * max(1.0, abs(best))),
        )
        return replace(self.program, columns=self.shut, rows=matrix, _features=[])

    def _changes(self, x: Floats) -> list[Change]:
        moved: dict[tuple[Any, ...], Change] = {}
        for slack, start, keys, limits in self.places:
            for offset in np.flatnonzero(x[start : start + len(keys)]).tolist():
                amount = slack.direction * float(x[start + offset])
                old, key = float(limits[offset]), keys[offset]
                member = Member(slack.kind, slack.element, key)
                before = moved.get((slack.kind, slack.element, key, old))
                new = (before.new if before else old) + amount
                moved[slack.kind, slack.element, key, old] = Change(member, old, _short(new), slack.limit is not None)
        return list(moved.values())

    def _solution(self, result: EngineResult) -> Solution:
        named = name_values(self.program, result)
        own = {variable.name for variable in self.formulation.variables}
        return replace(
            named,
            values={name: block for name, block in named.values.items() if name in own},
            duals={},
            reduced_costs={},
        )

    def _nothing(self, firm: str) -> Relaxation:
        if self.last.status is Status.INFEASIBLE:
            reason = f"No change of limits makes the model feasible: logic, whole numbers and {firm} stay as they are."
        else:
            reason = "No change that makes the model feasible was found in the time allowed."
        return Relaxation((), None, self.last.status is Status.INFEASIBLE, self.budget.spent, reason)


def _limits(slack: Slack, data: Data) -> Floats:
    """The number of each limit, flat, in the order of the slack's keys; 0 where there is none."""
    _, grid, _ = index_space(slack.index, data.evaluator)
    if slack.limit is None:
        return np.zeros(grid.size)
    return grid.full(data.evaluator.number(slack.limit, grid)).ravel().astype(np.float64)


def _rounded(x: Floats) -> Floats:
    """Each number with as few decimals as say the same within rounding."""
    found = x.copy()
    for digits in range(9, -1, -1):
        short = np.round(x, digits)
        found = np.where(np.abs(short - x) <= _ROUNDING * np.maximum(1.0, np.abs(x)), short, found)
    return found


def _squeezed(name: str) -> str:
    return name.replace(" ", "")


def _short(value: float) -> float:
    """The number without the noise of solving: at most nine digits."""
    return float(f"{value:.9g}") + 0.0
