"""Functions: known, with the right number of arguments, and only on data where a solver could not follow."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.sites import Known, Site, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, did_you_mean
from nl2opt.formulation.expressions import (
    ARITHMETIC,
    COMPARISONS,
    CONNECTIVES,
    FUNCTIONS,
    LOGICAL_REDUCTIONS,
    REDUCTIONS,
    SET_OPERATORS,
    Binary,
    Call,
    Comparison,
    Connective,
    LogicalCall,
    Reduction,
)

DATA_ONLY = frozenset({"floor", "ceil", "round", "len"})
"""Functions that take data, never variables."""

_MANY = frozenset({"min", "max"})


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about functions and operators."""
    for site in known.sites:
        match site.node:
            case Call():
                yield from _call(site, site.node, known)
            case LogicalCall(function, arguments):
                yield from _unknown(site, function, LOGICAL_REDUCTIONS)
                if not arguments:
                    yield _arity(site, function, "at least one argument", 0)
            case Reduction(function, _, generators):
                yield from _unknown(site, function, REDUCTIONS)
                if not generators:
                    message = f"'{function}' in {in_words(site.element)} goes over nothing."
                    yield found(site, "reduction-without-for", message, f"Write {function}(x[i] for i in I).")
            case Binary(operator, left, right):
                yield from _operator(site, operator, (*ARITHMETIC, *SET_OPERATORS))
                if operator == "%" and (known.holds_variable(left) or known.holds_variable(right)):
                    message = (
                        f"The remainder '%' is taken of a variable in {in_words(site.element)}; it is for data only."
                    )
                    yield found(site, "data-only-function", message, "For a percentage, write 0.6 instead of 60%.")
            case Comparison(operands, operators):
                for operator in operators:
                    yield from _operator(site, operator, COMPARISONS)
                if len(operands) != len(operators) + 1 or not operators:
                    yield found(site, "wrong-arity", f"A comparison in {in_words(site.element)} lacks an operand.")
            case Connective(operator):
                yield from _operator(site, operator, CONNECTIVES)


def _call(site: Site, node: Call, known: Known) -> Iterator[Diagnostic]:
    function, count = node.function, len(node.arguments)
    if function not in FUNCTIONS:
        yield from _unknown(site, function, FUNCTIONS)
        return
    if function in _MANY:
        if count < 2:
            hint = f"Write {function}(a, b), or {function}(x[i] for i in I)."
            yield _arity(site, function, "two or more arguments", count, hint)
    elif count != 1:
        yield _arity(site, function, "one argument", count)
    if function in DATA_ONLY and any(known.holds_variable(argument) for argument in node.arguments):
        message = f"'{function}' is applied to a variable in {in_words(site.element)}; it is for data only."
        hint = "Use an integer variable and constraints on it." if function != "len" else "Write len(SET)."
        yield found(site, "data-only-function", message, hint)


def _unknown(site: Site, function: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    if function not in known:
        hint = did_you_mean(function, (*FUNCTIONS, *REDUCTIONS)) or f"Known are: {', '.join(known)}."
        message = f"'{function}' in {in_words(site.element)} is no function."
        yield found(site, "unknown-function", message, hint)


def _operator(site: Site, operator: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    if operator not in known:
        message = f"'{operator}' in {in_words(site.element)} is no operator."
        yield found(site, "unknown-operator", message, f"Known are: {' '.join(dict.fromkeys(known))}.")


def _arity(site: Site, function: str, takes: str, count: int, hint: str = "") -> Diagnostic:
    message = f"'{function}' takes {takes}, but has {count or 'none'} in {in_words(site.element)}."
    return found(site, "wrong-argument-count", message, hint)
