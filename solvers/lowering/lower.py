"""From a formulation and its data to a program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.faults import fault, key_text, number_text, shallow
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Array, Grid, all_finite
from nl2opt.formulation.data.tables import index_space
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError
from nl2opt.formulation.elements import Constraint, Formulation, Kind, Objective, Variable
from nl2opt.solvers.lowering.affine import is_affine
from nl2opt.solvers.lowering.compiler import Compiler, DeclaredVariable
from nl2opt.solvers.lowering.objective import ObjectiveParts, objective_parts
from nl2opt.solvers.lowering.reformulations import hold
from nl2opt.solvers.program import Feature, Program

INTEGRALITY = 1e-9
"""A bound of an integer variable this close to a whole number is that number."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """A program, and what its author should know about it (rows that are never true, strict orders)."""

    program: Program
    warnings: tuple[Diagnostic, ...] = ()


def lower(formulation: Formulation, data: Data, native: frozenset[Feature] = frozenset()) -> Lowering:
    """Makes a program of a formulation.

    Args:
        formulation: checked, its names declared.
        data: its sets and parameters, from ``load``.
        native: structures that the program shall carry as they are, for an engine that takes them; the others become
            rows and binaries.

    Raises:
        FormulationError: with a diagnostic for every variable, constraint or objective that cannot be lowered: an index
            out of range, a missing entry, a division by zero, bounds that contradict each other, logic over numbers.
    """
    with np.errstate(all="ignore"), shallow():  # overflow is found in the results
        return _lower(formulation, Compiler(data, native))


def _lower(formulation: Formulation, compiler: Compiler) -> Lowering:
    found: list[Diagnostic] = []
    for variable in formulation.variables:
        try:
            declare(compiler, variable)
        except FormulationError as error:
            found.extend(error.diagnostics)
    if found:
        raise FormulationError(found)
    # Rows that need no reformulation come first: they may bound what the others reformulate.
    places = range(len(formulation.constraints))
    direct = [place for place in places if is_affine(compiler, formulation.constraints[place].body)]
    failures = [_constrain(compiler, formulation.constraints[place], place) for place in direct]
    if len(direct) < len(places) or not is_affine(compiler, formulation.objective.expression):
        compiler.builder.use_rows()
    parts: ObjectiveParts | None = None
    try:
        parts = _objective(compiler, formulation.objective)
    except FormulationError as error:
        found.extend(error.diagnostics)
    others = [place for place in places if place not in set(direct)]
    failures += [_constrain(compiler, formulation.constraints[place], place) for place in others]
    for _, diagnostics in sorted(zip([*direct, *others], failures, strict=True), key=lambda item: item[0]):
        found.extend(item for item in diagnostics if item not in found)
    if found or parts is None:
        raise FormulationError(found)
    program = compiler.builder.program(
        formulation.objective.sense,
        parts.cost,
        parts.constant,
        parts.quadratic,
        parts.nonlinear,
    )
    return Lowering(program, tuple(compiler.warnings))


def _objective(compiler: Compiler, objective: Objective) -> ObjectiveParts:
    compiler.builder.place = -1
    compiler.enter(objective)
    return objective_parts(compiler, objective)


def _constrain(compiler: Compiler, constraint: Constraint, place: int) -> tuple[Diagnostic, ...]:
    """Adds a constraint's rows; returns what is wrong with it."""
    compiler.builder.place = place
    compiler.enter(constraint)
    try:
        grid, names = extended(Grid(), constraint.index, compiler.evaluator)
        compiler.enter(constraint, names)
        hold(compiler, constraint.body, grid)
    except FormulationError as error:
        return error.diagnostics
    return ()


def declare(compiler: Compiler, variable: Variable) -> None:
    """Adds a variable's columns.

    Raises:
        FormulationError: a lower bound above the upper one.
    """
    compiler.enter(variable)
    space, grid, names = index_space(variable.index, compiler.evaluator)
    low: Array
    high: Array
    if variable.kind == Kind.BINARY:
        low, high = np.zeros(()), np.ones(())
    else:
        low, high = _bound(compiler, variable, grid, -np.inf), _bound(compiler, variable, grid, np.inf)
        if variable.kind == Kind.INTEGER:
            low, high = np.ceil(low - INTEGRALITY), np.floor(high + INTEGRALITY)
        if (low > high).any():
            low, high = grid.full(low).ravel(), grid.full(high).ravel()
            crossed = int(np.flatnonzero(low > high)[0])
            key = grid.keys(names)[crossed]
            name = f"{variable.name}[{key_text(key).strip('()')}]" if key else variable.name
            raise fault(
                "bounds-cross",
                f"The lower bound of {name}, {number_text(low[crossed])}, is above the upper, "
                f"{number_text(high[crossed])}.",
                hint="Check the bounds and their data.",
                where=variable.where,
                element=variable.name,
            )
    low, high = _spread(low, grid), _spread(high, grid)
    first = compiler.builder.add_columns(
        variable.name, "columns", low, high, variable.kind != Kind.CONTINUOUS, space.keys()
    )
    numbers = np.arange(first, first + space.size, dtype=np.int32).reshape(space.shape)
    compiler.variables[variable.name] = DeclaredVariable(space, variable.kind, first, numbers)


def _bound(compiler: Compiler, variable: Variable, grid: Grid, none: float) -> Array:
    """A bound of each column, broadcastable to the grid; ``none`` where there is none."""
    expression = variable.lower if none < 0 else variable.upper
    if expression is None:
        return np.full((), none)
    bound = compiler.evaluator.number(expression, grid)
    if not all_finite(bound):
        raise fault(
            "not-finite",
            f"A bound of '{variable.name}' is no finite number.",
            hint="Leave a bound out where there is none.",
            where=variable.where,
            element=variable.name,
        )
    return bound


def _spread(bound: Array, grid: Grid) -> Array:
    """A bound at each point, flat, in an array of its own: the caller's data may change later."""
    if bound.size == 1 and not bound.any():
        return np.zeros(grid.size)
    return grid.full(bound).flatten()
