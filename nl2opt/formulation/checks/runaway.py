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
    slopes = _slopes(objective.expression, known)
    for variable in known.formulation.variables:
        if variable.name in held or variable.kind is Kind.BINARY:
            continue
        slope = slopes.get(variable.name)
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


def _slopes(node: Expression, known: Known) -> dict[str, int | None]:
    """For each variable the direction in which an expression moves with it: 1, -1, or None when that is unclear."""
    found: dict[str, int | None] = {}
    stack: list[tuple[Expression, int]] = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        match part:
            case Binary("+" | "-", left, right):
                stack += [(left, sign), (right, sign if part.operator == "+" else -sign)]
                continue
            case Negation(operand):
                stack.append((operand, -sign))
                continue
            case Reduction("sum", body, _):
                stack.append((body, sign))
                continue
            case Name(word) | Subscript(word):
                slopes: dict[str, int | None] = {word: 1} if word in known.variables else {}
            case Binary("*" | "/", left, right):
                slopes = _of_product(left, right, part.operator, known)
            case _:
                slopes = dict.fromkeys(_variables(part, known))
        for name, slope in slopes.items():
            own = None if slope is None else slope * sign
            found[name] = own if found.get(name, own) == own else None
    return found


def _of_product(left: Expression, right: Expression, operator: str, known: Known) -> dict[str, int | None]:
    """The slopes of a product of data and an expression; unclear for a product of variables."""
    if operator == "*" and known.holds_variable(right):
        left, right = right, left
    sign = None if known.holds_variable(right) else _sign(right, known)
    if sign is None:
        return dict.fromkeys(_variables(left, known) | _variables(right, known))
    return {name: None if slope is None else slope * sign for name, slope in _slopes(left, known).items()}


def _variables(node: Expression, known: Known) -> set[str]:
    """The variables that occur in an expression."""
    words = {
        part.id if isinstance(part, Name) else part.base for part in walk(node) if isinstance(part, Name | Subscript)
    }
    return words & known.variables.keys()


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
