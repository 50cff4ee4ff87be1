"""How large and how small expressions can be, from the bounds of variables and what affine rows imply for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expressions import Comparison, Expression, Generator
from nl2opt.solvers.lowering.affine import is_affine
from nl2opt.solvers.lowering.compiler import Compiler
from nl2opt.solvers.lowering.constraints import strict_bound
from nl2opt.solvers.lowering.lower import declare
from nl2opt.solvers.lowering.reformulations import hold
from nl2opt.solvers.lowering.values import Polynomial, Value, add, subtract


class Limits:
    """Answers about expressions of a resolved formulation, over all places of some generators.

    The expressions are lowered into a program that is thrown away, so the answers are those of the solver's own
    reformulations.
    """

    def __init__(self, formulation: Formulation, data: Data) -> None:
        self.compiler = Compiler(data)
        for variable in formulation.variables:
            declare(self.compiler, variable)
        for constraint in formulation.constraints:
            if is_affine(self.compiler, constraint.body):
                self.compiler.enter(constraint)
                grid, names = extended(Grid(), constraint.index, self.compiler.evaluator)
                self.compiler.enter(constraint, names)
                hold(self.compiler, constraint.body, grid)
        self.compiler.builder.use_rows()

    def _grid(self, generators: Sequence[Generator]) -> Grid:
        return extended(Grid(), generators, self.compiler.evaluator)[0]

    def interval(self, expression: Expression, generators: Sequence[Generator]) -> tuple[float, float]:
        """The least and the largest value at any place; infinite where no bound is known."""
        grid = self._grid(generators)
        if grid.size == 0:
            return 0.0, 0.0
        low, high = self.compiler.bounds(self.compiler.value(expression, grid), grid)
        return float(np.min(low)), float(np.max(high))

    def whole(self, expression: Expression, generators: Sequence[Generator]) -> bool:
        """Whether the value is a whole number whatever the variables are."""
        return self.compiler.whole(self.compiler.value(expression, self._grid(generators)))

    def sign(self, data: Expression, generators: Sequence[Generator]) -> int:
        """1 where data are nowhere negative, -1 where they are nowhere positive, else 0."""
        values = self.compiler.evaluator.number(data, self._grid(generators))
        if bool((values >= 0).all()):
            return 1
        return -1 if bool((values <= 0).all()) else 0

    def constant(self, data: Expression, generators: Sequence[Generator]) -> float | None:
        """The value of data where it is the same everywhere."""
        values = self.compiler.evaluator.number(data, self._grid(generators))
        if values.size and bool((values == values.flat[0]).all()):
            return float(values.flat[0])
        return None

    def strict_gap(
        self, left: Expression, operator: str, right: Expression, generators: Sequence[Generator]
    ) -> float | None:
        """What ``left < right`` leaves between the two, as ``left <= right - gap``; 0 between continuous values.

        None where the gap is not the same everywhere (a fractional right-hand side that changes).
        """
        grid = self._grid(generators)
        compiler = self.compiler
        difference = subtract(compiler.value(left, grid), compiler.value(right, grid), grid)
        sign = 1.0 if operator == "<" else -1.0
        try:
            bound = sign * strict_bound(compiler, difference, sign, grid, Comparison((left, right), (operator,)))
        except FormulationError:
            return 0.0
        if not bound.size:
            return 0.0
        return float(-bound.flat[0]) if bool((bound == bound.flat[0]).all()) else None


def constant_rows(formulation: Formulation, data: Data) -> set[str]:
    """The constraints that have a row without variables somewhere, as a flow balance has at a node without arcs."""
    found: set[str] = set()
    with np.errstate(all="ignore"):
        compiler = Limits(formulation, data).compiler
        for constraint in formulation.constraints:
            body = constraint.body
            if not isinstance(body, Comparison):
                continue
            compiler.enter(constraint)
            grid, _ = extended(Grid(), constraint.index, compiler.evaluator)
            total: Value = Polynomial(np.zeros((1,) * len(grid.sizes)))
            for operand in body.operands:
                # Signs that cancel between the sides do not matter here.
                total = add(total, compiler.value(operand, grid))
            if isinstance(total, Polynomial) and not _reached(total, grid).all():
                found.add(constraint.name)
    return found


def _reached(value: Polynomial, grid: Grid) -> Array:
    """Whether there is a variable with a coefficient other than 0, for each place of the grid."""
    filled = np.zeros(grid.size, dtype=np.bool_)
    for term in value.terms:
        live = np.broadcast_to(term.coefficients != 0, term.sizes)
        filled[np.broadcast_to(term.rows(grid.sizes), term.sizes)[live]] = True
    return filled
