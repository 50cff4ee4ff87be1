"""Comparisons of data over a grid: numbers with numbers, members with members, and membership in sets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nl2opt.formulation.data.domains import Domain, Positions
from nl2opt.formulation.data.grid import Array, Grid
from nl2opt.formulation.data.places import Placing, constant_label, placed, taken_apart, wordy
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.expressions import Binary, Expression, Name, Range, SetLiteral, Subscript

_ORDER: dict[str, Callable[[Array, Array], Array]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "<": np.less,
    ">": np.greater,
    "==": np.equal,
    "!=": np.not_equal,
}


def compared(left: Expression, operator: str, right: Expression, grid: Grid, evaluator: Placing) -> Array:
    """Whether ``left operator right`` holds at each point, bool.

    Two members of sets are compared by their place in the set of the index among them.

    Raises:
        FormulationError: an order between words of different sets, or a word that nothing declares.
    """
    if operator in ("in", "not in"):
        inside = contained(left, right, grid, evaluator)
        return inside if operator == "in" else ~inside
    if not (wordy(left, grid, evaluator) or wordy(right, grid, evaluator)):
        return _ORDER[operator](evaluator.number(left, grid), evaluator.number(right, grid))
    domain = _domain(left, grid) or _domain(right, grid)
    if domain is None:
        first, second = constant_label(left, grid, evaluator), constant_label(right, grid, evaluator)
        if operator in ("==", "!=") and first is not None and second is not None:
            return np.full((1,) * len(grid.sizes), (first == second) == (operator == "=="))
        for side, word in ((left, first), (right, second)):
            if isinstance(word, str) and not evaluator.source.is_label(word):
                hint = did_you_mean(word, evaluator.source.names())
                raise evaluator.fault("unknown-name", f"'{word}' is not declared.", side, hint=hint)
        raise evaluator.fault("not-a-number", "A word cannot be compared with a number.", left)
    ours = placed(left, domain, grid, evaluator)
    theirs = placed(right, domain, grid, evaluator)
    outside: Array = (ours < 0) | (theirs < 0)
    if operator == "==":
        return np.asarray((ours == theirs) & ~outside)
    if operator == "!=":
        return np.asarray((ours != theirs) | outside)
    if outside.any():
        raise evaluator.fault(
            "unknown-member",
            f"An order needs two members of one set{evaluator.at(np.broadcast_to(outside, grid.sizes), grid)}.",
            right,
        )
    return _ORDER[operator](ours, theirs)


def _domain(expression: Expression, grid: Grid) -> Domain | None:
    """The set of the index that an expression reads, if it is an index or one moved along its set."""
    if isinstance(expression, Binary):
        expression = expression.left
    if isinstance(expression, Name) and expression.id in grid.names:
        return grid.names[expression.id].domain
    return None


def contained(member: Expression, container: Expression, grid: Grid, evaluator: Placing) -> Array:
    """Whether a member (or a tuple) belongs to a set at each point, bool."""
    match container:
        case Range(first, last):
            number = evaluator.number(member, grid)
            low, high = evaluator.number(first, grid), evaluator.number(last, grid)
            return np.asarray((number >= low) & (number <= high) & (number == np.floor(number)))
        case Binary("|", left, right):
            return contained(member, left, grid, evaluator) | contained(member, right, grid, evaluator)
        case Binary("&", left, right):
            return contained(member, left, grid, evaluator) & contained(member, right, grid, evaluator)
        case Binary("-", left, right):
            return contained(member, left, grid, evaluator) & ~contained(member, right, grid, evaluator)
        case SetLiteral(members):
            return _among(member, members, grid, evaluator)
        case Subscript(base, indices) if (indexed := evaluator.indexed_set(base)) is not None:
            relation = indexed.relation
            items = taken_apart((*indices, member), grid)
        case _:
            relation = evaluator.relation(container)
            items = taken_apart((member,), grid)
    if len(items) != relation.arity:
        raise evaluator.fault(
            "wrong-arity", f"A member of this set has {relation.arity} labels, not {len(items)}.", member
        )
    places: list[Positions] = [
        placed(item, domain, grid, evaluator) for item, domain in zip(items, relation.domains, strict=True)
    ]
    return relation.lookup(places) >= 0


def _among(member: Expression, members: tuple[Expression, ...], grid: Grid, evaluator: Placing) -> Array:
    """Whether a member equals one of those that are listed; these may be indices themselves."""
    found: Array = np.zeros((1,) * len(grid.sizes), dtype=np.bool_)
    items = taken_apart((member,), grid)
    for listed in members:
        others = taken_apart((listed,), grid)
        if len(others) != len(items):
            raise evaluator.fault(
                "wrong-arity", f"A member of this set has {len(others)} labels, not {len(items)}.", member
            )
        equal: Array = np.ones((1,) * len(grid.sizes), dtype=np.bool_)
        for item, other in zip(items, others, strict=True):
            equal = equal & compared(item, "==", other, grid, evaluator)
        found = found | equal
    return found
