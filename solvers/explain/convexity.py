"""Whether a program is convex, so that a local optimum is the best one.

Quadratic objectives are settled by eigenvalues. Nonlinear parts are given to sympy as small expressions: a sum is
convex if its terms are, and a term is convex where every principal minor of its Hessian is nonnegative under the signs
that the bounds of its variables imply (Boyd and Vandenberghe, Convex Optimization, 2004, sections 3.1.4 and A.4.2). A
lower limit on a positive expression is also convex where its logarithm is concave (3.5). What this does not settle
stays unknown.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.program import Affine, Feature, NonlinearRow, Operation, Program

_MOST_COLUMNS = 500
_MOST_VARIABLES = 4
_MOST_NODES = 60


def is_convex(program: Program) -> bool | None:
    """Whether objective and constraints are convex with integer columns held.

    Returns:
        None when that is not known: the test is sufficient, not necessary.
    """
    features = program.features
    if Feature.NONCONVEX_QUADRATIC in features:
        return False
    if Feature.INDICATOR in features:
        return None
    if Feature.NONLINEAR not in features:
        return True
    objective = program.nonlinear_objective
    sign = -1 if program.sense is Sense.MAXIMIZE else 1
    settled = objective is None or _curved(objective, program, sign)
    return True if settled and all(_row_is_convex(row, program) for row in program.nonlinear) else None


def is_strictly_convex(program: Program) -> bool:
    """Whether the rows are linear and the objective is a strictly convex quadratic: then the optimum is unique."""
    quadratic, n = program.quadratic, len(program.columns)
    linear = {Feature.LINEAR, Feature.CONTINUOUS, Feature.CONVEX_QUADRATIC}
    if quadratic is None or not program.features <= linear or n > _MOST_COLUMNS:
        return False
    hessian = np.zeros((n, n))
    np.add.at(hessian, (quadratic.first, quadratic.second), quadratic.values)
    hessian = (hessian + hessian.T) * (-1 if program.sense is Sense.MAXIMIZE else 1)
    return float(np.linalg.eigvalsh(hessian)[0]) > 1e-9 * max(1.0, float(np.abs(hessian).max()))


def _row_is_convex(row: NonlinearRow, program: Program) -> bool:
    if isinstance(row.expression, Affine):
        return True
    below, above = math.isfinite(row.lower), math.isfinite(row.upper)
    if above and not _curved(row.expression, program, 1):
        return False
    if not below:
        return True
    return _curved(row.expression, program, -1) or (row.lower > 0 and _log_concave(row.expression, program))


def _curved(tree: Operation | Affine, program: Program, sign: int) -> bool:
    """Whether ``sign`` times the expression is proven convex."""
    if isinstance(tree, Affine):
        return True
    if tree.kind == "sum":
        return all(_curved(part, program, sign) for part in tree.arguments) or _by_hessian(tree, program, sign)
    if tree.kind == "abs" and isinstance(tree.arguments[0], Affine):
        return sign > 0
    return _by_hessian(tree, program, sign)


def _log_concave(tree: Operation | Affine, program: Program) -> bool:
    import sympy

    expression, symbols = expression_of(tree, program)
    if expression is None or not expression.is_nonnegative:
        return False
    return _positive_semidefinite(-sympy.expand_log(sympy.log(expression), force=True), symbols)


def _by_hessian(tree: Operation, program: Program, sign: int) -> bool:
    expression, symbols = expression_of(tree, program)
    return expression is not None and _positive_semidefinite(sign * expression, symbols)


def _positive_semidefinite(expression: Any, symbols: list[Any]) -> bool:
    """Whether the Hessian has no negative principal minor anywhere within the signs of the symbols."""
    import sympy

    hessian = sympy.hessian(expression, symbols)
    for size in range(1, len(symbols) + 1):
        for chosen in itertools.combinations(range(len(symbols)), size):
            minor = sympy.factor(hessian.extract(list(chosen), list(chosen)).det())
            if not minor.is_nonnegative:
                return False
    return True


def expression_of(tree: Operation | Affine, program: Program) -> tuple[Any, list[Any]]:
    """A tree as sympy's expression, and its symbols; None and no symbols when it is too large to be asked about."""
    import sympy

    columns = sorted(_columns(tree))
    if len(columns) > _MOST_VARIABLES or _size(tree) > _MOST_NODES:
        return None, []
    symbols = {}
    for column in columns:
        low, high = float(program.columns.lower[column]), float(program.columns.upper[column])
        known = (
            {"positive": True}
            if low > 0
            else {"nonnegative": True}
            if low == 0
            else {"negative": True}
            if high < 0
            else {"nonpositive": True}
            if high == 0
            else {}
        )
        symbols[column] = sympy.Symbol(f"x{column}", real=True, **known)
    return _translated(tree, symbols), list(symbols.values())


def _columns(tree: Operation | Affine) -> set[int]:
    if isinstance(tree, Affine):
        return set(tree.columns)
    return set().union(*(_columns(argument) for argument in tree.arguments))


def _size(tree: Operation | Affine) -> int:
    if isinstance(tree, Affine):
        return 1 + len(tree.columns)
    return 1 + sum(_size(argument) for argument in tree.arguments)


def _translated(tree: Operation | Affine, symbols: dict[int, Any]) -> Any:
    import sympy

    if isinstance(tree, Affine):
        terms = [_number(a) * symbols[j] for j, a in zip(tree.columns, tree.coefficients, strict=True)]
        return sympy.Add(_number(tree.constant), *terms)
    arguments = [_translated(argument, symbols) for argument in tree.arguments]
    match tree.kind:
        case "sum":
            return sympy.Add(*arguments)
        case "prod":
            return sympy.Mul(*arguments)
        case "div":
            return arguments[0] / arguments[1]
        case "pow":
            return arguments[0] ** arguments[1]
        case "abs":
            return sympy.Abs(arguments[0])
    return getattr(sympy, tree.kind)(*arguments)


def _number(value: float) -> Any:
    import sympy

    return sympy.Rational(repr(float(value)))
