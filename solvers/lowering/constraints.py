"""Rows ``lower <= value <= upper`` over a grid: linear ones as arrays, others as one tree each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from nl2opt.formulation.data.faults import fault, keys_text
from nl2opt.formulation.data.grid import Array, Grid, all_finite
from nl2opt.formulation.expressions import (
    Comparison,
    Expression,
)
from nl2opt.solvers.lowering import reformulations
from nl2opt.solvers.lowering.assembly import entries_of
from nl2opt.solvers.lowering.trees import NotFinite, from_leaves, listed, without_constant
from nl2opt.solvers.lowering.uses import EXACT, LOWER, UPPER, Use
from nl2opt.solvers.lowering.values import Polynomial, Value, constant, subtract
from nl2opt.solvers.program import Affine, NonlinearRow, Operation

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler

SLACK = 1e-9
"""How far a row without variables may miss its bound, relatively, and still count as true."""

ORDER: dict[str, Callable[[Array, Array], Array]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "<": np.less,
    ">": np.greater,
    "==": np.equal,
    "!=": np.not_equal,
}
_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}


def constrain(
    compiler: Compiler, value: Value, lower: Array, upper: Array, grid: Grid, *, auxiliary: bool = False
) -> None:
    """Adds ``lower <= value <= upper`` at each point of the grid.

    A row without variables (or bounds) is dropped when it is true; when it is false it stays, so that the program is
    infeasible, and a warning says which one it is.

    Args:
        compiler: where the rows go.
        value: over the grid.
        lower: data, broadcastable to the grid; ``-inf`` for no bound.
        upper: likewise; ``inf`` for no bound.
        grid: the points.
        auxiliary: whether the rows belong to a reformulation rather than to the constraint itself.
    """
    if grid.size == 0:
        return
    value = reformulations.linearised(compiler, value, grid)
    if isinstance(value, Polynomial) and value.degree <= 1:
        _constrain_linear(compiler, value, lower, upper, grid, auxiliary)
    else:
        _constrain_trees(compiler, value, lower, upper, grid, auxiliary)


def _constrain_linear(
    compiler: Compiler, value: Polynomial, lower: Array, upper: Array, grid: Grid, auxiliary: bool
) -> None:
    _require_finite(compiler, value)
    low, high = lower - value.constant, upper - value.constant
    sizes = grid.sizes
    names = [name for name in compiler.names if name in grid.names]
    chosen = grid.nested_order(names)
    filled = _filled(value, grid)
    free = np.isneginf(low) & np.isposinf(high)
    low, high = grid.full(low).ravel(), grid.full(high).ravel()
    if filled is not None or free.any():
        filled = np.ones(grid.size, dtype=np.bool_) if filled is None else filled
        free = grid.full(free).ravel()
        scale = SLACK * np.maximum(1.0, np.minimum(np.abs(low), np.abs(high)))
        true = free | (~filled & (low <= scale) & (high >= -scale))
        false = ~filled & ~true
        if false.any():
            _warn_contradiction(compiler, grid, names, np.flatnonzero(false))
        every = np.arange(grid.size) if chosen is None else chosen
        chosen = every[~true[every]]
    places = None
    if chosen is not None:
        places = np.full(grid.size, -1, dtype=np.intp)
        places[chosen] = np.arange(len(chosen))
        low, high = low[chosen], high[chosen]
    if not len(low):
        return
    entries = entries_of(value.terms, sizes, places)
    kind = "auxiliary" if auxiliary else "rows"
    compiler.builder.add_rows(compiler.element, kind, entries, low, high, grid.keys(names, chosen))


def _filled(value: Polynomial, grid: Grid) -> Array | None:
    """Whether each point of the grid has a variable, flat; None when all have."""
    if any(term.extends and all(term.sizes) and term.coefficients.all() for term in value.terms):
        return None
    filled = np.zeros(grid.size, dtype=np.bool_)
    for term in value.terms:
        rows = term.rows(grid.sizes)
        if not term.coefficients.all():
            live = np.broadcast_to(term.coefficients != 0, term.sizes)
            filled[np.broadcast_to(rows, term.sizes)[live]] = True
        elif all(term.sizes):
            filled[rows.reshape(-1)] = True
        if filled.all():
            return None
    return None if filled.all() else filled


def _require_finite(compiler: Compiler, value: Polynomial) -> None:
    for numbers in (value.constant, *(term.coefficients for term in value.terms)):
        if not all_finite(numbers):
            raise fault(
                "not-finite",
                "A coefficient is no finite number.",
                hint="Look for very large numbers in the data.",
                where=compiler.where,
                element=compiler.element,
            )


def _warn_contradiction(compiler: Compiler, grid: Grid, names: list[str], places: Array) -> None:
    keys = [grid.keys(names)[int(place)] for place in places]
    at = f" for {keys_text(keys)}" if names else ""
    compiler.warn(
        "contradiction",
        f"The constraint '{compiler.element}' is false whatever the variables are{at}.",
        hint="Without it, the model may be feasible.",
    )


def _constrain_trees(compiler: Compiler, value: Value, lower: Array, upper: Array, grid: Grid, auxiliary: bool) -> None:
    try:
        trees = listed(value, grid)
    except NotFinite as problem:
        raise fault(
            "not-finite", f"A part is no finite number: {problem}.", where=compiler.where, element=compiler.element
        ) from None
    lows, highs = grid.full(lower).ravel().tolist(), grid.full(upper).ravel().tolist()
    straight = np.array([isinstance(tree, Affine) for tree in trees])
    if straight.any():
        # Data may have made some rows affine (a coefficient of 0); these are rows of the matrix.
        leaves = [tree if isinstance(tree, Affine) else Affine((), ()) for tree in trees]
        kept = straight.reshape(grid.sizes)
        bounds = np.where(kept, lower, -np.inf), np.where(kept, upper, np.inf)
        _constrain_linear(compiler, from_leaves(leaves, grid), *bounds, grid, auxiliary)
    rows = []
    places = np.flatnonzero(~straight)
    for place in places.tolist():
        tree = trees[place]
        assert isinstance(tree, Operation)
        tree, shift = without_constant(tree)
        rows.append(NonlinearRow(tree, lows[place] - shift, highs[place] - shift))
    if rows:
        names = [name for name in compiler.names if name in grid.names]
        compiler.builder.add_nonlinear(compiler.element, rows, grid.keys(names, places))


def constrain_comparison(compiler: Compiler, comparison: Comparison, grid: Grid) -> None:
    """Adds the rows of a chain ``a <= b <= c``; ``10 <= x + y <= 20`` is one row."""
    operands, operators = comparison.operands, comparison.operators
    if len(operands) == 3 and all(compiler.is_data(operands[end], grid) for end in (0, 2)):
        forward = {"<=", "=="}
        if set(operators) <= forward or set(operators) <= {">=", "=="}:
            first = compiler.evaluator.number(operands[0], grid)
            last = compiler.evaluator.number(operands[2], grid)
            middle = compiler.value(operands[1], grid)
            if operators == ("<=", "<="):
                constrain(compiler, middle, first, last, grid)
                return
            if operators == (">=", ">="):
                constrain(compiler, middle, last, first, grid)
                return
    for left, operator, right in zip(operands, operators, operands[1:], strict=False):
        if operator in ("in", "not in"):
            _constrain_membership(compiler, left, operator, right, grid)
            continue
        if compiler.is_data(left, grid) and not compiler.is_data(right, grid):
            left, operator, right = right, _FLIPPED[operator], left
        _constrain_pair(compiler, left, operator, right, grid, comparison)


def _uses(operator: str) -> tuple[Use, Use]:
    if operator in ("<=", "<"):
        return UPPER, LOWER
    return (LOWER, UPPER) if operator in (">=", ">") else (EXACT, EXACT)


def _constrain_pair(
    compiler: Compiler, left: Expression, operator: str, right: Expression, grid: Grid, node: Comparison
) -> None:
    uses = _uses(operator)
    difference = subtract(compiler.value(left, grid, uses[0]), compiler.value(right, grid, uses[1]), grid)
    constrain_difference(compiler, difference, operator, grid, node)


def _constrain_membership(compiler: Compiler, left: Expression, operator: str, right: Expression, grid: Grid) -> None:
    """``index in SET`` is data: true everywhere, or a contradiction."""
    if not compiler.is_data(left, grid):
        raise compiler.evaluator.fault(
            "unsupported-set",
            "A variable cannot be tested for membership in a set.",
            left,
            hint="Write bounds, or 'x == 1 or x == 3'.",
        )
    truth = compiler.evaluator.truth(Comparison((left, right), (operator,)), grid)
    one = np.ones((1,) * len(grid.sizes))
    constrain(compiler, constant(truth.astype(np.float64)), one, one, grid)


def constrain_difference(
    compiler: Compiler, difference: Value, operator: str, grid: Grid, node: Expression, *, auxiliary: bool = False
) -> None:
    """Adds ``difference operator 0`` for an operator among ``<= >= == < > !=``.

    A strict order of whole numbers is exact (``<= -1``); one of continuous values becomes ``<=``, with a warning.
    """
    zero = np.zeros((1,) * len(grid.sizes))
    if operator == "!=":
        reformulations.differ(compiler, difference, grid, node)
        return
    difference, operator = reformulations.without_ratio(compiler, difference, operator, grid)
    if operator in ("<", ">"):
        sign = 1.0 if operator == "<" else -1.0
        bound = strict_bound(compiler, difference, sign, grid, node)
    else:
        bound = zero
    lower = zero - np.inf if operator in ("<=", "<") else bound
    upper = zero + np.inf if operator in (">=", ">") else bound
    constrain(compiler, difference, lower, upper, grid, auxiliary=auxiliary)


def strict_bound(compiler: Compiler, difference: Value, sign: float, grid: Grid, node: Expression) -> Array:
    """The bound that stands for ``sign * difference < 0`` in ``sign * difference <= sign * bound``."""
    zero = np.zeros((1,) * len(grid.sizes))
    if isinstance(difference, Polynomial) and compiler.integral(difference):
        # sign * (n + constant) < 0 for a whole number n: sign * n <= ceil(-sign * constant) - 1.
        shift = np.ceil(-sign * difference.constant - SLACK) - 1
        return sign * shift + difference.constant
    compiler.warn(
        "strict-order",
        "A strict '<' or '>' between continuous values is solved as '<=' or '>='.",
        where=node.span,
        hint="Write '<=' or '>=', or leave a small gap: 'x <= y - 0.001'.",
    )
    return zero
