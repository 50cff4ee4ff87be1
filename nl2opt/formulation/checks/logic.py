"""Numbers, conditions and sets, each where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.sites import Known, Role, Site, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Constraint, Objective
from nl2opt.formulation.expressions import (
    NUMERIC_REDUCTIONS,
    Binary,
    Call,
    Comparison,
    Connective,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about the sort of an expression."""
    for site in known.sites:
        sort = sort_of(site.node)
        match site.role:
            case Role.NUMBER if sort == "condition":
                yield _condition_as_number(site)
            case Role.NUMBER if sort in ("set", "member"):
                yield _no_number(site, sort)
            case Role.CONDITION if sort == "number":
                yield _number_as_condition(site)
            case Role.CONDITION if sort in ("set", "member"):
                yield _no_condition(site, sort)
            case Role.CONDITION:
                yield from _variable_as_condition(site, known)
            case Role.SET if sort in ("number", "condition", "member"):
                message = f"A set is needed in {in_words(site.element)}, but a {sort} stands here."
                yield found(site, "not-a-set", message, "Write the name of a set, a range 1..n, or {a, b}.")
            case Role.INDEX if sort in ("set", "condition"):
                message = f"An index is needed in {in_words(site.element)}, but a {sort} stands here."
                yield found(site, "not-an-index", message)
        if isinstance(site.node, Comparison):
            yield from _chain(site, site.node)


def sort_of(node: Node) -> str:
    """``number``, ``condition``, ``set`` or ``member`` by the form of the node alone; empty where a name decides."""
    match node:
        case Reduction(function=function):
            return "number" if function in NUMERIC_REDUCTIONS else "condition"
        case Comparison() | Connective() | Not() | LogicalCall():
            return "condition"
        case Number() | Negation() | Call():
            return "number"
        case Range() | SetLiteral() | SetBuilder():
            return "set"
        case Quoted() | TupleMember():
            return "member"
        case _:
            return ""


def _condition_as_number(site: Site) -> Diagnostic:
    where = in_words(site.element)
    if isinstance(site.element, Objective) and site.parent is None:
        message = "The objective is a comparison, not a quantity to make small or large."
        return found(
            site, "objective-is-comparison", message, "Write only the quantity, and the limit as a constraint."
        )
    hint = "That is what counts conditions; for two conditions that go together, write 'iff'."
    message = f"A condition stands where a number is expected in {where}, and counts as 1 when it holds, else as 0."
    return found(site, "condition-as-number", message, hint, Severity.WARNING)


def _no_number(site: Site, sort: str) -> Diagnostic:
    code = "set-as-number" if sort == "set" else "label-as-number"
    message = f"A {sort} stands where a number is needed in {in_words(site.element)}."
    return found(site, code, message, "For the number of members, write len(SET)." if sort == "set" else "")


def _number_as_condition(site: Site) -> Diagnostic:
    where = in_words(site.element)
    if isinstance(site.element, Constraint) and site.parent is None:
        message = f"The constraint '{site.element.name}' compares nothing."
        return found(site, "missing-comparison", message, "Write '<=', '>=' or '==' between two expressions.")
    message = f"A number stands where a condition is needed in {where}."
    return found(site, "number-as-condition", message, "Compare it with something, as in x >= 1.")


def _no_condition(site: Site, sort: str) -> Diagnostic:
    message = f"A {sort} stands where a condition is needed in {in_words(site.element)}."
    return found(site, "number-as-condition", message, "For membership, write 'i in SET'.")


def _variable_as_condition(site: Site, known: Known) -> Iterator[Diagnostic]:
    """A binary variable is a condition, true when it is 1; another variable or arithmetic is not."""
    node, where = site.node, in_words(site.element)
    if isinstance(node, Binary):
        yield _number_as_condition(site)
        return
    if not isinstance(node, Name | Subscript):
        return
    word = node.id if isinstance(node, Name) else node.base
    if word in site.scope:
        return
    top = isinstance(site.element, Constraint) and site.parent is None
    variable = known.variables.get(word)
    if variable is not None and not known.is_binary(variable) and not site.data:
        if top:
            yield _number_as_condition(site)
            return
        message = f"The {variable.kind} variable '{word}' is no condition in {where}; only a binary one is."
        yield found(site, "number-as-condition", message, f"Compare it, as in {word} >= 1, or declare it binary.")
    elif top and word in known.parameters:
        yield _number_as_condition(site)


def _chain(site: Site, node: Comparison) -> Iterator[Diagnostic]:
    """A chain of comparisons goes one way: ``a <= b <= c`` or ``a == b == c``."""
    if len(node.operators) < 2:
        return
    kinds = {operator.rstrip("=") or operator for operator in node.operators if operator != "=="}
    if "==" in node.operators and not kinds:
        return
    if kinds in ({"<"}, {">"}) and "!=" not in node.operators:
        return
    chain = " ... ".join(node.operators)
    message = f"The chained comparison '{chain}' in {in_words(site.element)} does not go one way."
    yield found(site, "mixed-chain", message, "Write two comparisons joined by 'and', or two constraints.")
