"""From a formulation (or a program) to a checked answer: choose an engine, solve, check the answer, name its parts."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines import registry
from nl2opt.solvers.engines.protocol import Engine, ProgressCallback, refusal, require
from nl2opt.solvers.program import STRUCTURES, Affine, Block, Feature, Floats, Operation, Program
from nl2opt.solvers.ranges import range_warnings
from nl2opt.solvers.refine import refine
from nl2opt.solvers.result import BlockValues, EngineResult, Limit, Solution, SolveOptions, Status

DEFAULT_OPTIONS = SolveOptions()
_ROUNDING_TOLERANCE = 1e-6
"""Relative violation up to which an integer solution is rounded without solving for the other variables again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that ``auto`` takes for a program, and why, in a line."""

    engine: str
    reason: str


def solve(
    formulation: Formulation,
    options: SolveOptions = DEFAULT_OPTIONS,
    *,
    tables: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    on_progress: ProgressCallback | None = None,
) -> Solution:
    """Solve a formulation.

    Args:
        formulation: what to solve; it must have passed the checks.
        options: engine, limits, gap, threads and seed.
        tables: data by the name of the set or parameter, instead of what the formulation says.
        folder: where the formulation's table files are; None for the working directory.
        on_progress: called while the engine runs.

    Raises:
        FormulationError: the formulation or its data cannot be made into a program.
        Nl2optError: the engine is unknown or not installed.
        EngineError: the engine does not take such a model, or it died.
    """
    from nl2opt.formulation.data import load
    from nl2opt.solvers.lowering import lower

    started = time.perf_counter()
    loaded = load(formulation, tables=tables, folder=folder)
    lowered = lower(formulation, loaded, _native(formulation, options))
    kept = options.engine == registry.AUTO and bool(lowered.program.features & STRUCTURES)
    if kept and next(_takers(lowered.program), None) is None:
        lowered = lower(formulation, loaded)
    compiled = time.perf_counter() - started
    choice = _chosen(lowered.program, options)
    try:
        result = solve_program(lowered.program, options, on_progress)
    except EngineError:
        if not kept:
            raise
        lowered = lower(formulation, loaded)
        choice = choose(lowered.program)
        result = solve_program(lowered.program, options, on_progress)
    reason = choice.reason
    if result.engine != choice.engine:
        title, first = registry.engine(result.engine).title, registry.engine(choice.engine).title
        reason = f"{title}, because {first} did not come to an end with this model"
    return replace(
        name_values(lowered.program, result),
        compile_seconds=compiled,
        engine_reason=reason,
        warnings=(*lowered.warnings, *range_warnings(lowered.program, formulation)),
    )


def _native(formulation: Formulation, options: SolveOptions) -> frozenset[Feature]:
    """The structures that lowering leaves as they are for the engine that will solve.

    ``auto`` leaves them where any solution will do: CP-SAT finds those soonest (30 queens in 4 s where rows and
    binaries take HiGHS 18 s), while a weighed objective is better served by the linear relaxation of rows and binaries.
    """
    if options.engine != registry.AUTO:
        return registry.engine(options.engine).supports & STRUCTURES
    return STRUCTURES if formulation.objective.sense is Sense.SATISFY else frozenset()


def _takers(program: Program) -> Iterator[Engine]:
    """The automatic engines that are installed and take the program, each imported when it is reached."""
    for engine in registry.automatic(program.features):
        if not refusal(engine, program.features) and engine.needs.installed():
            yield engine


def choose(program: Program) -> Choice:
    """The first of the registry's automatic engines that is installed and takes the program.

    Raises:
        EngineError: there is none.
    """
    passed: list[str] = []
    for engine in registry.automatic(program.features):
        reason = refusal(engine, program.features)
        if not reason and not engine.needs.installed():
            reason = "is not installed"
        if not reason:
            because = f"; {', '.join(passed)}" if passed else ""
            return Choice(engine.name, f"{engine.title}, because the model is {_describe(program)}{because}")
        passed.append(f"{engine.title} {reason}")
    raise EngineError(
        f"No engine takes this model: {', '.join(passed)}.", hint="Run 'nl2opt doctor' to see what can be installed."
    )


def solve_program(
    program: Program, options: SolveOptions = DEFAULT_OPTIONS, on_progress: ProgressCallback | None = None
) -> EngineResult:
    """Solve a program and check the answer.

    The objective is computed again from the values. Integer variables are whole numbers in the answer. A point that
    violates the program by more than ``evaluate.TOLERANCE`` is not reported: the status is ``error`` instead, and the
    message names the worst violation. Where the engine was chosen here and fails or gives up, the next one that takes
    the program tries.

    Raises:
        Nl2optError: the engine is unknown or not installed.
        EngineError: the engine does not take such a model, or it died, or the model has numbers like NaN.
    """
    started = time.perf_counter()
    engine = registry.engine(_chosen(program, options).engine)
    require(engine, program, registry.engines())
    _require_numbers(program)
    if options.engine != registry.AUTO:
        return _solve_with(engine, program, options, on_progress)
    gave_up: list[EngineResult] = []
    failures: list[EngineError] = []
    for candidate in _takers(program):
        remaining = options.time_limit and max(0.0, options.time_limit - (time.perf_counter() - started))
        try:
            result = _solve_with(candidate, program, replace(options, time_limit=remaining), on_progress)
        except EngineError as error:
            failures.append(error)
            continue
        if not _gave_up(result):
            return result
        gave_up.append(result)
    if gave_up:
        return gave_up[0]
    raise failures[0]


def _require_numbers(program: Program) -> None:
    """Engines differ in what they make of NaN and infinity, and none says so.

    Raises:
        EngineError: a coefficient is not finite, or a bound is not a number.
    """
    columns, rows = program.columns, program.rows
    coefficients = [program.cost, rows.values, np.array([program.constant])]
    if program.quadratic is not None:
        coefficients.append(program.quadratic.values)
    trees: list[Operation | Affine] = [row.expression for row in program.nonlinear]
    trees += [indicator.condition for indicator in program.indicators]
    trees += [member for different in program.all_different for member in different.members]
    trees += [] if program.nonlinear_objective is None else [program.nonlinear_objective]
    coefficients += [np.array(list(_leaf_numbers(tree))) for tree in trees]
    bounds = [columns.lower, columns.upper, rows.lower, rows.upper]
    bounds += [np.array([row.lower, row.upper]) for row in program.nonlinear]
    finite = all(bool(np.isfinite(numbers).all()) for numbers in coefficients)
    if not finite or any(bool(np.isnan(numbers).any()) for numbers in bounds):
        raise EngineError(
            "The model has a coefficient or a bound that is not a finite number.",
            hint="Check its data for empty cells and divisions by zero.",
        )


def _leaf_numbers(tree: Operation | Affine) -> Iterator[float]:
    """Every number in an expression tree."""
    stack: list[Operation | Affine] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Operation):
            stack.extend(node.arguments)
        else:
            yield node.constant
            yield from node.coefficients


def _gave_up(result: EngineResult) -> bool:
    """Whether the engine ended with neither a proof nor a limit of the user's; another engine may do better."""
    no_reason = result.limit is None and result.status in (Status.UNKNOWN, Status.FEASIBLE)
    return no_reason or result.limit is Limit.ITERATIONS or result.status is Status.ERROR


def _solve_with(
    engine: Engine, program: Program, options: SolveOptions, on_progress: ProgressCallback | None
) -> EngineResult:
    if not len(program.columns):
        return _solve_without_columns(program, engine)
    result = engine.solve(program, options, on_progress)
    if result.x is None:
        return result
    result = _with_whole_numbers(program, engine, options, result)
    if result.x is not None and result.status is Status.OPTIMAL:
        result = replace(result, x=_tidied(program, refine(program, result.x)))
    return _checked(program, result)


def name_values(program: Program, result: EngineResult) -> Solution:
    """An engine's result in the names of the formulation."""
    rows = [block for block in program.constraint_blocks if block.kind == "rows"]
    columns = [block for block in program.variable_blocks if block.kind == "columns"]
    return Solution(
        status=result.status,
        engine=result.engine,
        objective=result.objective,
        bound=result.bound,
        limit=result.limit,
        values=dict(_slices(columns, result.x)),
        duals=dict(_slices(rows, result.row_duals)),
        reduced_costs=dict(_slices(columns, result.reduced_costs)),
        seconds=result.seconds,
        columns=len(program.columns),
        rows=len(program.rows) + len(program.nonlinear) + len(program.indicators) + len(program.all_different),
        nonzeros=len(program.rows.values),
        message=result.message,
    )


def _slices(blocks: list[Block], numbers: Floats | None) -> Iterator[tuple[str, BlockValues]]:
    if numbers is None:
        return
    by_name: dict[str, list[Block]] = {}
    for block in blocks:
        by_name.setdefault(block.name, []).append(block)
    for name, parts in by_name.items():
        values = np.concatenate([numbers[block.first : block.first + len(block.keys)] for block in parts])
        keys = parts[0].keys if len(parts) == 1 else tuple(key for block in parts for key in block.keys)
        yield name, BlockValues(keys, values)


def _chosen(program: Program, options: SolveOptions) -> Choice:
    if options.engine == registry.AUTO:
        return choose(program)
    return Choice(options.engine, f"{registry.engine(options.engine).title}, because it was asked for")


def _describe(program: Program) -> str:
    features = program.features
    if Feature.NONLINEAR in features:
        kind = "nonlinear"
    elif Feature.NONCONVEX_QUADRATIC in features:
        kind = "quadratic and not convex"
    else:
        kind = "quadratic and convex" if Feature.CONVEX_QUADRATIC in features else "linear"
    parts = [
        words
        for feature, words in (
            (Feature.INTEGER, "integer variables"),
            (Feature.INDICATOR, "conditional constraints"),
            (Feature.ALL_DIFFERENT, "all-different constraints"),
        )
        if feature in features
    ]
    return f"{kind} with {' and '.join(parts)}" if parts else kind


def _solve_without_columns(program: Program, engine: Engine) -> EngineResult:
    """A program with nothing to decide is feasible or not, and its objective is a number."""
    nothing = np.zeros(0)
    if evaluate.worst_violation(program, nothing).amount > evaluate.TOLERANCE:
        return EngineResult(
            Status.INFEASIBLE, engine.name, message="There is nothing to decide, and a constraint is false."
        )
    objective = evaluate.objective(program, nothing)
    return EngineResult(Status.OPTIMAL, engine.name, x=nothing, objective=objective, bound=objective)


def _with_whole_numbers(program: Program, engine: Engine, options: SolveOptions, result: EngineResult) -> EngineResult:
    """Round integer columns, which engines return as 2.9999998; where that breaks a row, solve for the rest again."""
    integer = program.columns.integer
    if result.x is None or not bool(integer.any()):
        return result
    rounded = np.where(integer, np.round(result.x), result.x)
    if np.array_equal(rounded, result.x):
        return result
    if evaluate.worst_violation(program, rounded).amount <= _ROUNDING_TOLERANCE:
        return replace(result, x=rounded)
    if bool(integer.all()):
        return result
    fixed = replace(
        program,
        columns=replace(
            program.columns,
            lower=np.where(integer, rounded, program.columns.lower),
            upper=np.where(integer, rounded, program.columns.upper),
        ),
        _features=[],
    )
    again = engine.solve(fixed, options)
    if again.x is None or again.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return result
    return replace(result, x=np.where(integer, rounded, again.x))


def _tidied(program: Program, x: Floats) -> Floats:
    """``x`` with 24.999999999999993 as 25: numbers next to one of six decimals are that one, if all agree."""
    short = np.round(x, 6)
    tidied = np.where(np.abs(x - short) <= 1e-9 * np.maximum(1.0, np.abs(x)), short, x) + 0.0
    if np.array_equal(tidied, x):
        return x
    allowed = max(1e-12, evaluate.worst_violation(program, x).amount)
    return tidied if evaluate.worst_violation(program, tidied).amount <= allowed else x


def _checked(program: Program, result: EngineResult) -> EngineResult:
    """The result with its objective computed from its values; an error if the values break the program."""
    if result.x is None:
        return result
    violation = evaluate.worst_violation(program, result.x)
    objective = evaluate.objective(program, result.x)
    if violation.amount > evaluate.TOLERANCE or not math.isfinite(objective):
        what = (
            f"violates {violation.where} by {violation.amount:.2g} (relative)"
            if violation.where
            else "has no objective"
        )
        return EngineResult(
            Status.ERROR,
            result.engine,
            seconds=result.seconds,
            iterations=result.iterations,
            nodes=result.nodes,
            message=f"The solution that {result.engine} returned as {result.status} {what}; it is not shown.",
        )
    bound = result.bound
    if bound is not None and program.sense is not Sense.SATISFY:
        # An optimum within tolerances may lie beyond the bound by as much; a bound never contradicts the solution.
        bound = max(bound, objective) if program.sense is Sense.MAXIMIZE else min(bound, objective)
    return replace(result, objective=objective, bound=bound)
