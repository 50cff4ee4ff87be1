"""Constraints that hold no variable, that say nothing, or that are written twice."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.constants import truth
from nl2opt.formulation.checks.sites import Known, about
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Constraint
from nl2opt.formulation.expressions import Comparison, Expression, Generator, Name, Node, Subscript

_MIRROR = {">=": "<=", ">": "<"}


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about constraints that are constant or repeated."""
    seen: dict[tuple[tuple[Generator, ...], Node], Constraint] = {}
    unknown = _with_unknown_names(known)
    for constraint in known.formulation.constraints:
        if not known.holds_variable(constraint.body):
            if constraint.name not in unknown:
                yield _constant(constraint, known)
            continue
        if isinstance(constraint.body, Comparison) and len(set(constraint.body.operands)) == 1:
            yield from _itself(constraint, constraint.body)
        earlier = seen.setdefault((constraint.index, _oriented(constraint.body)), constraint)
        if earlier is not constraint:
            message = f"The constraint '{constraint.name}' says the same as '{earlier.name}'."
            yield about(constraint, "duplicate-constraint", message, "Remove one of them.", Severity.WARNING)


def _with_unknown_names(known: Known) -> frozenset[str]:
    """The constraints in which some name means nothing; it may be a variable that is misspelt."""
    return frozenset(
        site.element.name
        for site in known.sites
        if isinstance(site.element, Constraint)
        and isinstance(site.node, Name | Subscript)
        and (word := site.node.id if isinstance(site.node, Name) else site.node.base) not in site.scope
        and not known.is_declared(word)
        and word not in known.labels
    )


def _oriented(body: Expression) -> Node:
    """A comparison of two sides with the smaller side on the left, so that ``a <= b`` equals ``b >= a``."""
    if isinstance(body, Comparison) and len(body.operands) == 2 and body.operators[0] in _MIRROR:
        return Comparison((body.operands[1], body.operands[0]), (_MIRROR[body.operators[0]],))
    return body


def _constant(constraint: Constraint, known: Known) -> Diagnostic:
    holds = truth(constraint.body, known.scalars)
    if holds is False:
        message = f"The constraint '{constraint.name}' holds no variable and is false, so nothing is feasible."
        return about(constraint, "contradiction", message, "Check its numbers, or remove it.")
    always = " and always holds" if holds else ""
    message = f"The constraint '{constraint.name}' holds no variable{always}."
    return about(constraint, "constant-constraint", message, "Check the names in it, or remove it.", Severity.WARNING)


def _itself(constraint: Constraint, body: Comparison) -> Iterator[Diagnostic]:
    """``x <= x`` always holds, ``x < x`` never."""
    if any(operator in ("<", ">", "!=") for operator in body.operators):
        message = f"The constraint '{constraint.name}' compares a quantity with itself and is false."
        yield about(constraint, "contradiction", message, "Check what stands on its two sides.")
    else:
        message = f"The constraint '{constraint.name}' compares a quantity with itself and always holds."
        hint = "Check what stands on its two sides."
        yield about(constraint, "constant-constraint", message, hint, Severity.WARNING)
