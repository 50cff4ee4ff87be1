"""Explains an optimal answer: which limits hold it, what they are worth, and whether it is the only one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.solvers.api import name_values, solve_program
from nl2opt.solvers.explain.alternatives import integer_alternative, linear_alternative
from nl2opt.solvers.explain.convexity import is_convex, is_strictly_convex
from nl2opt.solvers.explain.first_order import first_order
from nl2opt.solvers.explain.limits import Side, limits_of, with_slopes
from nl2opt.solvers.explain.optimum import Alternative, Coefficient, Limit, LocalCheck, Optimum, PriceKind, Search
from nl2opt.solvers.explain.sensitivity import Sensitivity, Slope, linear_sensitivity
from nl2opt.solvers.explain.steps import loosened
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Feature, Floats, Program
from nl2opt.solvers.result import EngineResult, Solution, SolveOptions, Status

SECONDS = 20.0
"""Wall time for everything beyond the solve itself, unless the user sets a limit."""

MOST_STEPS = 12
"""Constraints that are made looser by one unit in models with integers."""

_CURVED = (Feature.CONVEX_QUADRATIC, Feature.NONCONVEX_QUADRATIC, Feature.NONLINEAR)


def explain_optimum(
    formulation: Formulation,
    solution: Solution,
    *,
    tables: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    options: SolveOptions | None = None,
) -> Optimum:
    """What is known about an optimal answer.

    Args:
        formulation: what was solved.
        solution: its optimum. A feasible point at a limit is explained as if it were optimal, and a remark says so.
        tables: data that were given beside the formulation.
        folder: where its table files are; None for the working directory.
        options: engine and limits. The time limit is for the explanation, ``SECONDS`` without one.

    Raises:
        Nl2optError: the solution has no values.
    """
    if not solution.values and formulation.variables:
        raise Nl2optError(
            f"There is no solution to explain: the model is {solution.status}.", hint="Solve it first, with more time."
        )
    options = options or SolveOptions()
    lowered = lower(formulation, load(formulation, tables=tables, folder=folder))
    return _Explainer(formulation, lowered.program, solution, options).run()


class _Explainer:
    """One explanation in the making, with a clock."""

    def __init__(self, formulation: Formulation, program: Program, solution: Solution, options: SolveOptions) -> None:
        self.formulation = formulation
        self.program = program
        self.solution = solution
        self.end = time.monotonic() + (SECONDS if options.time_limit is None else options.time_limit)
        self.options = options
        self.remarks: list[str] = []

    def run(self) -> Optimum:
        program, features = self.program, self.program.features
        if self.solution.status is not Status.OPTIMAL:
            self.remarks.append("The values are not proven optimal; the explanation takes them as they are.")
        if program.sense is Sense.SATISFY:
            x = self.point()
            return self._optimum(limits_of(self.formulation, program, x), PriceKind.NONE)
        if any(feature in features for feature in (*_CURVED, Feature.INDICATOR)):
            return self._curved()
        return self._whole() if Feature.INTEGER in features else self._linear()

    # The three kinds of models

    def _linear(self) -> Optimum:
        sensitivity = linear_sensitivity(self.program, self._share(0.5))
        if sensitivity is None:
            self.remarks.append("HiGHS has no optimal basis of this model, so there are no prices.")
            return self._optimum(limits_of(self.formulation, self.program, self.point()), PriceKind.NONE)
        pairs = with_slopes(limits_of(self.formulation, self.program, sensitivity.x), sensitivity.slopes)
        self._note_unsettled(sensitivity)
        alternative = self._named(linear_alternative(self.program, sensitivity, self._limited()))
        result = replace(self.solution, values=self._values(sensitivity.x))
        return self._optimum(
            pairs,
            PriceKind.EXACT,
            solution=result,
            coefficients=self._coefficients(sensitivity),
            alternative=alternative,
            degenerate=sensitivity.degenerate,
        )

    def _whole(self) -> Optimum:
        x = self.point()
        pairs = limits_of(self.formulation, self.program, x)
        prices = PriceKind.NONE
        degenerate = False
        fixed = self._integers_fixed(x)
        sensitivity = None if bool(self.program.columns.integer.all()) else linear_sensitivity(fixed, self._share(0.2))
        if sensitivity is not None:
            pairs = with_slopes(pairs, sensitivity.slopes)
            prices, degenerate = PriceKind.INTEGERS_FIXED, sensitivity.degenerate
        objective = self.solution.objective
        steps = []
        if objective is not None:
            tried = sorted(
                (pair for pair in pairs if not pair[0].is_bound),
                key=lambda pair: pair[0].slack / max(1.0, abs(pair[0].value)),
            )
            steps = loosened(self.program, tried, objective, self.options, most=MOST_STEPS, seconds=self._share(0.6))
            if len(steps) < len(tried):
                self.remarks.append(
                    f"One unit more was tried for {len(steps)} of {len(tried)} limits, those that are nearest first."
                )
        alternative = integer_alternative(self.program, x, self._limited())
        if alternative.search is Search.NONE and sensitivity is not None:
            alternative = linear_alternative(fixed, sensitivity, self._limited())
        return self._optimum(
            pairs, prices, steps=tuple(steps), alternative=self._named(alternative), degenerate=degenerate
        )

    def _curved(self) -> Optimum:
        x = self.point()
        pairs = limits_of(self.formulation, self.program, x)
        if Feature.INDICATOR in self.program.features:
            self.remarks.append("Conditional constraints are not listed, and there are no prices with them.")
            return self._optimum(pairs, PriceKind.NONE)
        active = [place for place, (limit, side) in enumerate(pairs) if limit.binding and side.place != "column"]
        found = first_order(self.program, x, [(pairs[place][1], pairs[place][0].relation == "==") for place in active])
        if found is None:
            self.remarks.append("The model is not smooth at this point, so there are no prices.")
            return self._optimum(pairs, PriceKind.NONE)
        local = LocalCheck(found.residual, found.holds, is_convex(self.program))
        if not found.holds or not found.unique:
            reason = "its active limits do not settle them" if found.holds else "the optimality conditions do not hold"
            self.remarks.append(f"There are no prices: {reason} at this point.")
            return self._optimum(pairs, PriceKind.NONE, local=local)
        priced = [
            (replace(limit, more=Slope(0.0, limit.value), less=Slope(0.0, limit.value), priced=not limit.binding), side)
            for limit, side in pairs
        ]
        for place, multiplier in zip(active, found.multipliers, strict=True):
            limit, side = pairs[place]
            slope = Slope((-multiplier if side.turned else multiplier) + 0.0, limit.value)
            priced[place] = replace(limit, more=slope, less=slope, priced=True), side
        unique = Alternative(Search.NONE if is_strictly_convex(self.program) else Search.NOT_MADE)
        return self._optimum(priced, PriceKind.FIRST_ORDER, local=local, alternative=unique)

    # Parts

    def _optimum(self, pairs: list[tuple[Limit, Side]], prices: PriceKind, **parts: Any) -> Optimum:
        solution = parts.pop("solution", self.solution)
        return Optimum(
            self.formulation,
            solution,
            tuple(limit for limit, _ in pairs),
            prices,
            remarks=tuple(self.remarks),
            **parts,
        )

    def point(self) -> Floats:
        """The solution as a point of the program; columns of reformulations are solved for again."""
        program = self.program
        x = np.full(len(program.columns), np.nan)
        for block in program.variable_blocks:
            if block.kind != "columns":
                continue
            part = slice(block.first, block.first + len(block.keys))
            values = self.solution.values[block.name]
            numbers = values.numbers
            if len(numbers) != len(block.keys):  # a variable of several blocks
                known = dict(values.items())
                numbers = np.array([known[key] for key in block.keys])
            x[part] = numbers
        given = ~np.isnan(x)
        if given.all():
            return x
        columns = program.columns
        held = replace(
            program,
            columns=replace(
                columns,
                lower=np.where(given, np.nan_to_num(x), columns.lower),
                upper=np.where(given, np.nan_to_num(x), columns.upper),
            ),
            _features=[],
        )
        result = solve_program(held, self._limited())
        if result.x is None:
            result = solve_program(program, self._limited())
        if result.x is None:
            raise Nl2optError("The values could not be found again.", hint="Allow more time with --time-limit.")
        return result.x

    def _integers_fixed(self, x: Floats) -> Program:
        columns = self.program.columns
        whole = columns.integer
        return replace(
            self.program,
            columns=replace(
                columns,
                lower=np.where(whole, x, columns.lower),
                upper=np.where(whole, x, columns.upper),
                integer=np.zeros(len(x), dtype=np.bool_),
            ),
            _features=[],
        )

    def _coefficients(self, sensitivity: Sensitivity) -> tuple[Coefficient, ...]:
        program, found = self.program, []
        for block in program.variable_blocks:
            if block.kind != "columns":
                continue
            for offset, key in enumerate(block.keys):
                j = block.first + offset
                basic = bool(sensitivity.column_basic[j])
                at_upper = not basic and sensitivity.x[j] == program.columns.upper[j]
                found.append(
                    Coefficient(
                        block.name,
                        key,
                        float(sensitivity.x[j]),
                        float(program.cost[j]),
                        float(sensitivity.cost_lower[j]),
                        float(sensitivity.cost_upper[j]),
                        float(sensitivity.reduced_costs[j]),
                        "" if basic else "upper" if at_upper else "lower",
                    )
                )
        return tuple(found)

    def _values(self, x: Floats) -> Mapping[str, Any]:
        result = EngineResult(Status.OPTIMAL, self.solution.engine, x=x)
        return name_values(self.program, result).values

    def _named(self, alternative: Alternative) -> Alternative:
        return alternative if alternative.x is None else replace(alternative, values=self._values(alternative.x))

    def _note_unsettled(self, sensitivity: Sensitivity) -> None:
        if not all(item.settled for item in sensitivity.slopes):
            self.remarks.append("Time ran out before every price was tried in both directions.")

    # The clock

    def _remaining(self) -> float:
        return max(0.1, self.end - time.monotonic())

    def _share(self, part: float) -> float:
        return part * self._remaining()

    def _limited(self) -> SolveOptions:
        return replace(self.options, time_limit=self._remaining())


def limits_at(
    formulation: Formulation,
    solution: Solution,
    *,
    tables: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> tuple[Limit, ...]:
    """Both sides of every constraint and the bounds that are reached, without prices; empty without values."""
    if not solution.values:
        return ()
    lowered = lower(formulation, load(formulation, tables=tables, folder=folder))
    explainer = _Explainer(formulation, lowered.program, solution, SolveOptions())
    return tuple(limit for limit, _ in limits_of(formulation, lowered.program, explainer.point()))
