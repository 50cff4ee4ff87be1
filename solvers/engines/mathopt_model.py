"""A program as MathOpt's model message, filled by whole arrays, in a tenth of the time of its Python objects."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.math_opt import model_pb2

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.engines.squares import SumOfSquares, sum_of_squares
from nl2opt.solvers.program import Feature, Floats, Indicator, Program, Quadratic


def model_of(program: Program) -> Any:
    """The model; ids of variables and constraints are numbers of columns and rows.

    A convex quadratic objective becomes a sum of squares of additional variables, which come behind the columns: a
    solver knows a bound of them even where nothing bounds the columns.
    """
    model = model_pb2.ModelProto()
    columns, rows = program.columns, program.rows
    _add_variables(model, columns.lower, columns.upper, columns.integer.tolist())
    _add_rows(model, rows.lower, rows.upper)
    order = np.argsort(rows.rows, kind="stable")  # row after row, columns rising
    places = np.repeat(np.arange(len(columns)), np.diff(rows.starts))
    _add_entries(model.linear_constraint_matrix, rows.rows[order], places[order], rows.values[order])
    squares = sum_of_squares(program) if Feature.CONVEX_QUADRATIC in program.features else None
    cost = program.cost if squares is None else squares.cost
    used = np.flatnonzero(cost)
    model.objective.maximize = program.sense is Sense.MAXIMIZE
    model.objective.offset = program.constant if squares is None else program.constant + squares.constant
    model.objective.linear_coefficients.ids.extend(used.tolist())
    model.objective.linear_coefficients.values.extend(cost[used].tolist())
    if squares is not None:
        _add_squares(model, squares, len(columns), len(rows))
    elif program.quadratic is not None:
        _add_quadratic(model, program.quadratic)
    for place, indicator in enumerate(program.indicators):
        _fill_indicator(model.indicator_constraints[place], indicator)
    return model


def _add_variables(model: Any, lower: Floats, upper: Floats, integer: list[bool]) -> None:
    first = len(model.variables.ids)
    model.variables.ids.extend(range(first, first + len(lower)))
    model.variables.lower_bounds.extend(lower.tolist())
    model.variables.upper_bounds.extend(upper.tolist())
    model.variables.integers.extend(integer)


def _add_rows(model: Any, lower: Floats, upper: Floats) -> None:
    first = len(model.linear_constraints.ids)
    model.linear_constraints.ids.extend(range(first, first + len(lower)))
    model.linear_constraints.lower_bounds.extend(lower.tolist())
    model.linear_constraints.upper_bounds.extend(upper.tolist())


def _add_entries(matrix: Any, rows: Any, columns: Any, values: Floats) -> None:
    matrix.row_ids.extend(rows.tolist())
    matrix.column_ids.extend(columns.tolist())
    matrix.coefficients.extend(values.tolist())


def _add_squares(model: Any, squares: SumOfSquares, columns: int, rows: int) -> None:
    """A free variable and a row for each affine function, and the variable's square in the objective."""
    weights = np.array([weight for weight, _ in squares.terms])
    constants = np.array([-function.constant for _, function in squares.terms])
    free = np.full(len(weights), np.inf)
    _add_variables(model, -free, free, [False] * len(weights))
    _add_rows(model, constants, constants)
    for place, (_, function) in enumerate(squares.terms):
        used = np.array([*function.columns, columns + place])
        coefficients = np.array([*function.coefficients, -1.0])
        _add_entries(model.linear_constraint_matrix, np.full(len(used), rows + place), used, coefficients)
    added = np.arange(columns, columns + len(weights))
    _add_entries(model.objective.quadratic_coefficients, added, added, weights)


def _add_quadratic(model: Any, quadratic: Quadratic) -> None:
    """The upper triangle, row after row."""
    first = np.minimum(quadratic.first, quadratic.second)
    second = np.maximum(quadratic.first, quadratic.second)
    order = np.lexsort((second, first))
    _add_entries(model.objective.quadratic_coefficients, first[order], second[order], quadratic.values[order])


def _fill_indicator(constraint: Any, indicator: Indicator) -> None:
    condition = indicator.condition
    terms = sorted(zip(condition.columns, condition.coefficients))
    constraint.indicator_id = indicator.column
    constraint.activate_on_zero = not indicator.active
    constraint.expression.ids.extend([column for column, _ in terms])
    constraint.expression.values.extend([coefficient for _, coefficient in terms])
    constraint.lower_bound = -np.inf
    constraint.upper_bound = -condition.constant
