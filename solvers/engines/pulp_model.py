"""A program as a problem of PuLP; this module imports PuLP, so it is imported in worker processes only.

It keeps to what PuLP 3.3 and 4 have in common.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pulp

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.proofs import whole_bounds
from nl2opt.solvers.program import Floats, Program

_expression: Any = getattr(pulp.LpAffineExpression, "from_dict", pulp.LpAffineExpression)
"""Makes an expression of ``{variable: coefficient}`` and a constant; PuLP 4 has a method for it."""


class PulpModel:
    """The program inside PuLP.

    Args:
        program: a linear one that is not contradictory.

    Attributes:
        problem: PuLP's problem.
        variables: one for each column.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PuLP 3.3 warns of what PuLP 4 will have renamed
            self.problem = pulp.LpProblem(
                "nl2opt", pulp.LpMaximize if program.sense is Sense.MAXIMIZE else pulp.LpMinimize
            )
            columns = whole_bounds(program.columns)
            self.variables = [
                self.problem.add_variable(f"x{index}", _bound(low), _bound(high), "Integer" if whole else "Continuous")
                for index, (low, high, whole) in enumerate(
                    zip(columns.lower.tolist(), columns.upper.tolist(), columns.integer.tolist())
                )
            ]
            self._add_objective()
            self._add_rows()

    def values(self) -> Floats:
        """The solution as an array; a column that the solver did not see is as near to zero as its bounds allow."""
        columns = whole_bounds(self.program.columns)
        x = np.clip(np.zeros(len(columns)), columns.lower, columns.upper)
        for place, variable in enumerate(self.variables):
            if variable.varValue is not None:
                x[place] = variable.varValue
        return x

    def duals(self) -> Floats | None:
        """The duals of rows in the solver's sign; None where it gives none."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            constraints = {constraint.name: constraint for constraint in self.problem.constraints()}
        duals = np.zeros(len(self.program.rows))
        for name, constraint in constraints.items():
            if constraint.pi is None:
                return None
            if name[1:].isdecimal():  # not a row that PuLP made of its own
                duals[int(name[1:])] += float(constraint.pi)
        return duals

    def _add_objective(self) -> None:
        cost = self.program.cost
        terms = {self.variables[column]: float(cost[column]) for column in np.flatnonzero(cost).tolist()}
        self.problem.setObjective(_expression(terms, float(self.program.constant)))

    def _add_rows(self) -> None:
        """Rows by name: ``r7`` is row 7; PuLP has no ranges, so that of a range ``r`` is below and ``s`` above."""
        rows = self.program.rows
        kept = np.flatnonzero(rows.values)  # a stored zero is no entry
        order = kept[np.argsort(rows.rows[kept], kind="stable")]
        columns = np.repeat(np.arange(len(self.program.columns)), np.diff(rows.starts))[order].tolist()
        values = rows.values[order].tolist()
        ends = np.searchsorted(rows.rows[order], np.arange(len(rows) + 1)).tolist()
        add = self.problem.addConstraint
        for index, (lower, upper) in enumerate(zip(rows.lower.tolist(), rows.upper.tolist())):
            first, last = ends[index], ends[index + 1]
            if first == last:
                continue
            terms = {self.variables[j]: value for j, value in zip(columns[first:last], values[first:last])}
            if lower == upper:
                add(_expression(terms) == lower, f"r{index}")
                continue
            if upper != math.inf:
                add(_expression(terms) <= upper, f"r{index}")
            if lower != -math.inf:
                add(_expression(terms) >= lower, f"s{index}")


def _bound(number: float) -> float | None:
    return number if math.isfinite(number) else None
