"""A program as a model of Pyomo; this module imports Pyomo, so it is imported in worker processes only."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression, SumExpression, UnaryFunctionExpression

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines.proofs import has_columns, whole_bounds
from nl2opt.solvers.program import Affine, Floats, Operation, Program

Tree: TypeAlias = Any
"""A float or an expression of Pyomo."""

_NOTHING = np.zeros(0)


class PyomoModel:
    """The program inside Pyomo.

    Args:
        program: what to build; it is not contradictory, and without indicators.
        named_abs: write absolute values as a function of that name: all that Pyomo 6.10's interfaces to SCIP know.

    Attributes:
        model: Pyomo's model.
        variables: one for each column.
        rows: Pyomo's constraint of each row, None for rows that constrain nothing.
        used: columns that occur in a constraint or the objective; Pyomo hands no others to its solvers.

    Raises:
        EngineError: an expression that Pyomo's solvers cannot represent.
    """

    def __init__(self, program: Program, named_abs: bool = False) -> None:
        self.program = program
        self._named_abs = named_abs
        self.model = pyo.ConcreteModel()
        self.used = np.zeros(len(program.columns), dtype=np.bool_)
        self._add_variables()
        self._add_rows()
        self._add_nonlinear()
        self._add_objective()

    def values(self, numbers: dict[Any, float]) -> Floats:
        """The solution as an array; a column that no solver saw is as near to zero as its bounds allow."""
        columns = whole_bounds(self.program.columns)
        x = np.clip(np.zeros(len(columns)), columns.lower, columns.upper)
        for place in np.flatnonzero(self.used).tolist():
            number = numbers.get(id(self.variables[place]))
            if number is not None:
                x[place] = number
        return x

    def _add_variables(self) -> None:
        columns = whole_bounds(self.program.columns)
        self.model.x = pyo.Var(range(len(columns)))
        self.variables = list(self.model.x.values())
        lower, upper = columns.lower.tolist(), columns.upper.tolist()
        for variable, low, high, integer in zip(self.variables, lower, upper, columns.integer.tolist()):
            if integer:
                variable.domain = pyo.Integers
            if low != -math.inf:
                variable.setlb(low)
            if high != math.inf:
                variable.setub(high)

    def _add_rows(self) -> None:
        rows = self.program.rows
        kept = np.flatnonzero(rows.values)  # a stored zero is no entry
        order = kept[np.argsort(rows.rows[kept], kind="stable")]
        columns = np.repeat(np.arange(len(self.program.columns)), np.diff(rows.starts))[order]
        self.used[columns] = True
        values = rows.values[order].tolist()
        ends = np.searchsorted(rows.rows[order], np.arange(len(rows) + 1)).tolist()
        variables = [self.variables[column] for column in columns.tolist()]
        self.model.rows = pyo.Constraint(pyo.Any)
        self.rows: list[Any] = []
        for index, (lower, upper) in enumerate(zip(rows.lower.tolist(), rows.upper.tolist())):
            first, last = ends[index], ends[index + 1]
            if first == last or (lower == -math.inf and upper == math.inf):
                self.rows.append(None)
                continue
            body = _linear(values[first:last], variables[first:last])
            self.rows.append(_add(self.model.rows, index, body, lower, upper))

    def _add_nonlinear(self) -> None:
        self.model.nonlinear = pyo.Constraint(pyo.Any)
        for index, row in enumerate(self.program.nonlinear):
            open_ended = row.lower == -math.inf and row.upper == math.inf
            if has_columns(row.expression) and not open_ended:
                _add(self.model.nonlinear, index, self._tree(row.expression), row.lower, row.upper)

    def _add_objective(self) -> None:
        program = self.program
        priced = np.flatnonzero(program.cost)
        self.used[priced] = True
        parts: list[Tree] = [
            _linear(
                program.cost[priced].tolist(), [self.variables[column] for column in priced.tolist()], program.constant
            )
        ]
        if program.quadratic is not None:
            quadratic = program.quadratic
            self.used[quadratic.first] = self.used[quadratic.second] = True
            for i, j, value in zip(quadratic.first.tolist(), quadratic.second.tolist(), quadratic.values.tolist()):
                one, other = self.variables[i], self.variables[j]
                parts.append(value * (one**2 if i == j else one * other))
        if program.nonlinear_objective is not None:
            parts.append(self._tree(program.nonlinear_objective))
        self.model.objective = pyo.Objective(
            expr=parts[0] if len(parts) == 1 else SumExpression(parts),
            sense=pyo.maximize if program.sense is Sense.MAXIMIZE else pyo.minimize,
        )

    def _tree(self, node: Operation | Affine) -> Tree:
        if not has_columns(node):
            return evaluate.value(node, _NOTHING)
        if isinstance(node, Affine):
            self.used[list(node.columns)] = True
            return _linear(list(node.coefficients), [self.variables[column] for column in node.columns], node.constant)
        arguments = [self._tree(argument) for argument in node.arguments]
        match node.kind:
            case "sum":
                return SumExpression(arguments)
            case "prod":
                return math.prod(arguments[1:], start=arguments[0])
            case "div":
                return _divide(*arguments)
            case "pow":
                return _power(*arguments)
            case "abs":
                if self._named_abs:
                    return UnaryFunctionExpression((arguments[0],), name="abs", fcn=abs)
                return abs(arguments[0])
            case "sqrt" | "exp" | "log" | "sin" | "cos":
                return getattr(pyo, node.kind)(arguments[0])
        raise EngineError(f"Pyomo does not know the function '{node.kind}'.")


def _linear(coefficients: list[float], variables: list[Any], constant: float = 0.0) -> Tree:
    # Some of Pyomo's interfaces fail on linear expressions without a variable.
    if not variables:
        return constant
    return LinearExpression(linear_coefs=coefficients, linear_vars=variables, constant=constant)


def _add(container: Any, index: int, body: Tree, lower: float, upper: float) -> Any:
    if lower == upper:
        container[index] = (body, lower)
    else:
        container[index] = (None if lower == -math.inf else lower, body, None if upper == math.inf else upper)
    return container[index]


def _divide(above: Tree, below: Tree) -> Tree:
    if isinstance(below, float) and below == 0:
        raise EngineError("The model divides by a number that is zero.", hint="Check the data of the division.")
    return above / below


def _power(base: Tree, exponent: Tree) -> Tree:
    if isinstance(exponent, float):
        return base ** (int(exponent) if exponent.is_integer() else exponent)
    if isinstance(base, float):
        if base <= 0:
            raise EngineError(
                "The model raises a number that is not positive to a power that is decided.",
                hint="Check the data of the power.",
            )
        return pyo.exp(math.log(base) * exponent)
    return pyo.exp(exponent * pyo.log(base))
