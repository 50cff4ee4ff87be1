"""Variables that no constraint holds and that the objective pushes without end."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.checks.sites import Known, about
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Entries, Kind, Matrix, Sense, Variable
from nl2opt.formulation.expressions import Binary, Expression, Name, Negation, Reduction, Subscript, walk


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields a warning for each variable that the objective sends to infinity."""
    objective = known.formulation.objective
    if objective.expression is None:
        return
    held = {
        node.id if isinstance(node, Name) else node.base
        for constraint in known.formulation.constraints
        for node in walk(constraint.body)
        if isinstance(node, Name | Subscript)
    }
    for variable in known.formulation.variables:
        if variable.name in held or variable.kind is Kind.BINARY:
            continue
        slope = _slope(objective.expression, variable.name, known)
        rises = slope if objective.sense is Sense.MAXIMIZE else -slope if slope is not None else None
        if rises and (variable.upper if rises > 0 else variable.lower) is None:
            yield _finding(variable, "above" if rises > 0 else "below", objective.sense)


def _finding(variable: Variable, side: str, sense: Sense) -> Diagnostic:
    message = (
        f"The variable '{variable.name}' is in no constraint and has no bound {side}, so the objective "
        f"({sense}) sends it to infinity."
    )
    hint = "Give it a bound, or write the constraint that limits it."
    return about(variable, "unbounded-variable", message, hint, Severity.WARNING)


def _slope(node: Expression, name: str, known: Known) -> int | None:
    """The direction in which an expression moves with a variable: 1, -1, 0 when it does not, None when unclear."""
    total = 0
    stack: list[tuple[Expression, int]] = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        slope: int | None
        match part:
            case Binary("+" | "-", left, right):
                stack.append((left, sign))
                stack.append((right, sign if part.operator == "+" else -sign))
                continue
            case Negation(operand):
                stack.append((operand, -sign))
                continue
            case Reduction("sum", body, _):
                stack.append((body, sign))
                continue
            case Name(word) | Subscript(word):
                slope = 1 if word == name else 0
            case Binary("*" | "/", left, right):
                slope = _product(left, right, part.operator, name, known)
            case _:
                slope = None if _holds(part, name) else 0
        if slope is None or total * slope * sign < 0:
            return None
        total = total or slope * sign
    return total


def _product(left: Expression, right: Expression, operator: str, name: str, known: Known) -> int | None:
    if operator == "*" and _holds(right, name):
        left, right = right, left
    if not _holds(left, name):
        return None if _holds(right, name) else 0
    sign = _sign(right, known) if not _holds(right, name) else None
    inner = _slope(left, name, known)
    return None if sign is None or inner is None else sign * inner


def _holds(node: Expression, name: str) -> bool:
    return any(
        (isinstance(part, Name) and part.id == name) or (isinstance(part, Subscript) and part.base == name)
        for part in walk(node)
    )


def _sign(node: Expression, known: Known) -> int | None:
    """The sign of data: of a constant, or of a table whose entries all have the same one."""
    value = constant(node, known.scalars)
    values = [value] if value is not None else []
    if isinstance(node, Subscript) and node.base in known.parameters:
        table = known.parameters[node.base].value
        if isinstance(table, Entries):
            values = [entry for _, entry in table.items]
        elif isinstance(table, Matrix):
            values = list(_flat(table))
    if isinstance(node, Binary) and node.operator in ("*", "/"):
        left, right = _sign(node.left, known), _sign(node.right, known)
        return left * right if left and right else None
    signs = {(value > 0) - (value < 0) for value in values}
    return signs.pop() if len(signs) == 1 else None


def _flat(matrix: Matrix) -> Iterator[float]:
    for row in matrix.rows:
        if isinstance(row, Matrix):
            yield from _flat(row)
        else:
            yield row
