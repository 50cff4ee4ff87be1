"""The domains of variables: bounds that cross or that no whole number meets, values that a binary cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.checks.sites import Known, about, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Kind, Variable
from nl2opt.formulation.expressions import Comparison, Expression, Name, Node, Subscript


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about the domains of variables."""
    for variable in known.formulation.variables:
        yield from _bounds(variable, known)
    for site in known.sites:
        if isinstance(site.node, Comparison):
            for left, right in zip(site.node.operands, site.node.operands[1:], strict=False):
                name = _binary(left, known) or _binary(right, known)
                other = right if _binary(left, known) else left
                value = constant(other, known.scalars) if name else None
                if value is not None and value not in (0.0, 1.0):
                    message = f"The binary variable '{name}' is compared with {value:g} in {in_words(site.element)}."
                    hint = "A binary variable is 0 or 1; should it be an integer one?"
                    yield found(site, "binary-comparison", message, hint, Severity.WARNING)


def _binary(node: Node, known: Known) -> str:
    """The name of the binary variable that stands there alone, or an empty string."""
    word = node.id if isinstance(node, Name) else node.base if isinstance(node, Subscript) else ""
    variable = known.variables.get(word)
    return word if variable is not None and variable.kind is Kind.BINARY else ""


def _bounds(variable: Variable, known: Known) -> Iterator[Diagnostic]:
    if variable.kind is Kind.BINARY:
        if variable.lower is not None or variable.upper is not None:
            message = f"The binary variable '{variable.name}' has bounds."
            hint = "Leave them out: a binary variable is 0 or 1. For other bounds, declare it integer."
            yield about(variable, "binary-with-bounds", message, hint)
        return
    lower, upper = _value(variable.lower, known), _value(variable.upper, known)
    if lower is not None and upper is not None and lower > upper:
        message = f"The lower bound {lower:g} of variable '{variable.name}' is above its upper bound {upper:g}."
        yield about(variable, "crossed-bounds", message, "Exchange the bounds or correct one of them.")
        return
    if variable.kind is Kind.INTEGER:
        for value, side in ((lower, "lower"), (upper, "upper")):
            if value is not None and not value.is_integer():
                message = f"The {side} bound {value:g} of the integer variable '{variable.name}' is no whole number."
                hint = "Round it, or declare the variable continuous."
                yield about(variable, "fractional-bound", message, hint, Severity.WARNING)


def _value(bound: Expression | None, known: Known) -> float | None:
    return None if bound is None else constant(bound, known.scalars)
