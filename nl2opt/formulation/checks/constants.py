"""The values of expressions that hold nothing but literal numbers and scalar parameters with literal values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
)

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": round,
}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}
_DEPTH = 60

SizeOf = Callable[[Expression], int | None]


def constant(
    node: Expression,
    scalars: Mapping[str, object] | None = None,
    size_of: SizeOf | None = None,
    depth: int = 0,
) -> float | None:
    """The value of a constant expression, or None when it is not constant, not finite, or nested very deep.

    Args:
        node: the expression.
        scalars: values of scalar parameters, as expressions.
        size_of: the number of members of a set, for ``len``.
        depth: how deep the expression already is.
    """
    if depth > _DEPTH:
        return None
    # Most calls end at a leaf; what is below a node without a constant value need not be looked at.
    if isinstance(node, Number):
        try:
            return float(node.value)
        except OverflowError:
            return None
    if isinstance(node, Name) and not (scalars and node.id in scalars):
        return None
    scalars = scalars or {}

    def value(operand: Expression) -> float | None:
        return constant(operand, scalars, size_of, depth + 1)

    try:
        match node:
            case Name(word):
                inner = scalars[word]
                return value(inner) if isinstance(inner, Number | Negation | Binary | Name) else None
            case Negation(operand):
                inside = value(operand)
                return None if inside is None else -inside
            case Binary(operator, left, right):
                first = value(left)
                return None if first is None else _arithmetic(operator, first, value(right))
            case Call("len", (operand,)) if size_of is not None:
                size = size_of(operand)
                return None if size is None else float(size)
            case Call(function, arguments):
                found = [value(argument) for argument in arguments]
                numbers = [number for number in found if number is not None]
                return _called(function, numbers) if numbers and len(numbers) == len(found) else None
            case _:
                return None
    except (ArithmeticError, ValueError):
        return None


def _arithmetic(operator: str, left: float, right: float | None) -> float | None:
    if right is None:
        return None
    match operator:
        case "+":
            result: float | complex = left + right
        case "-":
            result = left - right
        case "*":
            result = left * right
        case "/":
            result = left / right
        case "%":
            result = left % right
        case "**":
            result = left**right
        case _:
            return None
    return result if isinstance(result, float) and math.isfinite(result) else None


def _called(function: str, numbers: list[float]) -> float | None:
    if function in ("min", "max"):
        return min(numbers) if function == "min" else max(numbers)
    if function not in _FUNCTIONS or len(numbers) != 1:
        return None
    return float(_FUNCTIONS[function](numbers[0]))


def truth(node: Expression, scalars: Mapping[str, object], depth: int = 0) -> bool | None:
    """Whether a constant condition holds, or None when that is not known."""
    if depth > _DEPTH:
        return None

    def holds(operand: Expression) -> bool | None:
        return truth(operand, scalars, depth + 1)

    match node:
        case Comparison(operands, operators):
            values = [constant(operand, scalars) for operand in operands]
            steps = [
                None if left is None or right is None else _COMPARE[operator](left, right)
                for operator, left, right in zip(operators, values, values[1:], strict=False)
                if operator in _COMPARE
            ]
            return _all(steps) if len(steps) == len(operators) else None
        case Not(operand):
            inside = holds(operand)
            return None if inside is None else not inside
        case Connective("and", left, right) | Connective("or", left, right):
            if node.operator == "and":
                return _all([holds(left), holds(right)])
            return _not(_all([_not(holds(left)), _not(holds(right))]))
        case Connective("implies", left, right):
            return _not(_all([holds(left), _not(holds(right))]))
        case Connective(operator, left, right):
            first, second = holds(left), holds(right)
            return None if first is None or second is None else (first == second) == (operator == "iff")
        case LogicalCall("all", arguments):
            return _all([holds(argument) for argument in arguments])
        case _:
            return None


def _all(steps: list[bool | None]) -> bool | None:
    if False in steps:
        return False
    return None if None in steps else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
