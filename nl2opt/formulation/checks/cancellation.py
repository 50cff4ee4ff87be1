"""Constraints whose variables cancel: ``(x + 1)**2 - x**2 - 2*x <= 5`` says ``1 <= 5``."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.checks.sites import Known, about
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Constraint
from nl2opt.formulation.expressions import Binary, Comparison, Expression, Name, Number, walk

_POINTS = (1.37, 2.91, 0.53)
"""Where variables are tried first; only what is constant at these points is given to sympy for a proof."""
_LARGEST = 200
"""Nodes of a constraint that sympy is asked about."""

_HOLDS = {
    "<=": lambda difference: difference <= 1e-9,
    ">=": lambda difference: difference >= -1e-9,
    "==": lambda difference: abs(difference) <= 1e-9,
}


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields a warning for each constraint without an index that says nothing about its variables."""
    points = _points(known)
    for constraint in known.formulation.constraints:
        body = constraint.body
        if constraint.index or not isinstance(body, Comparison) or len(body.operands) != 2:
            continue
        if body.operands[0] == body.operands[1] or not known.holds_variable(body) or body.operators[0] not in _HOLDS:
            continue
        difference = Binary("-", body.operands[0], body.operands[1])
        if _looks_constant(difference, points) and (value := _proven(difference, known)) is not None:
            yield _finding(constraint, body.operators[0], value)


def _points(known: Known) -> list[dict[str, Expression]]:
    """Values of scalar parameters and variables, different for each variable; made once for all constraints."""
    names = [variable.name for variable in known.formulation.variables if not variable.index]
    points: list[dict[str, Expression]] = []
    for place, point in enumerate(_POINTS):
        tried = {name: Number(point + (0.71 + 0.13 * place) * number) for number, name in enumerate(names)}
        points.append({**known.scalars, **tried})
    return points


def _looks_constant(difference: Expression, points: list[dict[str, Expression]]) -> bool:
    found = []
    for point in points:
        value = constant(difference, point)
        if value is None:
            return False
        found.append(value)
    return max(found) - min(found) <= 1e-9 * max(1.0, *map(abs, found))


def _proven(difference: Expression, known: Known) -> float | None:
    """The number that the difference comes to, by algebra; None when it is none."""
    if sum(1 for _ in walk(difference)) > _LARGEST:
        return None
    import sympy

    from nl2opt.formulation.symbolic import NotScalarError, symbols_of, to_sympy

    symbols = symbols_of(known.formulation)
    for name in {node.id for node in walk(difference) if isinstance(node, Name)}:
        value = constant(Name(name), known.scalars)
        if value is not None:
            symbols[name] = sympy.Rational(repr(value))
    try:
        expanded = sympy.expand(to_sympy(difference, symbols))
    except NotScalarError:
        return None
    return float(expanded) if expanded.is_number and expanded.is_finite else None


def _finding(constraint: Constraint, operator: str, value: float) -> Diagnostic:
    said = f"{value + 0.0:.10g} {operator} 0"
    hint = "Check what stands on its two sides."
    if _HOLDS[operator](value):
        message = f"The variables of '{constraint.name}' cancel: it says {said}, which always holds."
        return about(constraint, "constant-constraint", message, hint, Severity.WARNING)
    message = f"The variables of '{constraint.name}' cancel: it says {said}, so nothing is feasible."
    return about(constraint, "contradiction", message, hint, Severity.WARNING)
