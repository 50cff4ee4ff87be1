"""Constraints that a model made up: small models like to end with limits that no sentence states.

Every rule looks for the evidence that a stated constraint would have in the text, and says what it left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from nl2opt.formulation.elements import Constraint, Formulation, Kind
from nl2opt.formulation.expressions import Binary, Comparison, Name, Negation, Node, Number, Subscript, walk
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.text_numbers import TextNumbers, number_key

_COMPARING_WORDS = re.compile(
    r"\b(?:than|exceed\w*|as (?:many|much|large|big|high)|equal\w*|same|outnumber\w*|ratio|proportion\w*|match\w*|"
    r"balance\w*|if|"
    r"only|unless|before|after|follow\w*|precede\w*|every|each other|between|difference)\b",
    re.IGNORECASE,
)
"""A text that compares its quantities with each other uses one of these."""


_EVERY = re.compile(r"\b(?:each|every|both|either|all|any|per|respectively|same)\b", re.IGNORECASE)


def without_inventions(formulation: Formulation, text: TextNumbers) -> tuple[Formulation, tuple[str, ...]]:
    """The formulation without constraints that the text gives no evidence for, and a sentence for each left out."""
    shared = _shared_limits(formulation)
    discrete = {variable.name for variable in formulation.variables if variable.kind is Kind.BINARY}
    kept: list[Constraint] = []
    said: list[str] = []
    for constraint in formulation.constraints:
        reason = (
            _invented_limit(constraint, text, shared)
            or _invented_ratio(constraint, text, discrete)
            or _repeated_limit(constraint, text, kept)
        )
        if reason:
            said.append(f"left out '{expression_text(constraint.body)}': {reason}")
        else:
            kept.append(constraint)
    return (replace(formulation, constraints=tuple(kept)) if said else formulation), tuple(said)


def _invented_limit(constraint: Constraint, text: TextNumbers, shared: Counter[float]) -> str:
    """Why a limit on plain variables (``cakes + pies <= 1000``) was made up; empty if it was not."""
    limit = _plain_limit(constraint)
    if limit is None or limit in (0.0, 1.0):
        return ""
    if not text.states(limit):
        return f"the text does not state {abs(limit):g}"
    if len(_names(constraint.body)) > 1:
        return ""
    stated = text.count_limits(limit)
    if stated <= shared[number_key(abs(limit))]:
        return f"the text does not state {abs(limit):g} as a limit of its own"
    return ""


def _repeated_limit(constraint: Constraint, text: TextNumbers, kept: list[Constraint]) -> str:
    """Why a limit over several variables repeats another one's number; empty if it does not, or may.

    "10 units are needed" limits one thing. "Each machine has 40 hours" limits several.
    """
    limit = _constant_side(constraint)
    if limit is None or limit in (0.0, 1.0) or constraint.index or len(_names(constraint.body)) < 2:
        return ""
    rivals = [item for item in kept if len(_names(item.body)) > 1 and _constant_side(item) == limit]
    clauses = text.clauses(limit)
    if not rivals or len(rivals) < len(clauses) or any(_EVERY.search(clause) for clause in clauses):
        return ""
    if not clauses or all(item.body == constraint.body for item in rivals):
        return ""
    return f"the text states {abs(limit):g} once, and '{rivals[0].name}' uses it"


def _invented_ratio(constraint: Constraint, text: TextNumbers, discrete: set[str]) -> str:
    """Why a comparison of variables with each other (``a <= 0.25*(a + b)``) was made up; empty if it was not."""
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operands) != 2 or _constant_side(constraint) is not None:
        return ""
    names = _names(body)
    if (
        len(names) < 2
        or constraint.index
        or names & discrete
        or any(isinstance(node, Subscript) for node in walk(body))
    ):
        return ""
    numbers = [float(node.value) for node in walk(body) if isinstance(node, Number)]
    for number in numbers:
        if not text.explains(number):
            return f"the text does not state {number:g}"
    if not any(number not in (0.0, 1.0) for number in numbers) and not _COMPARING_WORDS.search(text.problem):
        return "the text does not compare them"
    return ""


def _shared_limits(formulation: Formulation) -> Counter[float]:
    """How many constraints over several variables have each number as their limit."""
    return Counter(
        number_key(abs(limit))
        for constraint in formulation.constraints
        if len(_names(constraint.body)) > 1 and (limit := _constant_side(constraint)) is not None
    )


def _plain_limit(constraint: Constraint) -> float | None:
    """The constant of a comparison between plain variables (sums without coefficients) and a number, else None."""
    limit = _constant_side(constraint)
    if limit is None or not isinstance(constraint.body, Comparison):
        return None
    variable_side = next(side for side in constraint.body.operands if not isinstance(_constant(side), float))
    plain = all(
        isinstance(node, Name | Subscript) or (isinstance(node, Binary) and node.operator in "+-")
        for node in _outside_subscripts(variable_side)
    )
    return limit if plain else None


def _outside_subscripts(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Binary):
        yield from _outside_subscripts(node.left)
        yield from _outside_subscripts(node.right)


def _constant_side(constraint: Constraint) -> float | None:
    """The number that a two-sided comparison has on one side, else None."""
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operands) != 2:
        return None
    constants = [value for side in body.operands if (value := _constant(side)) is not None]
    return constants[0] if len(constants) == 1 else None


def _constant(node: Node) -> float | None:
    if isinstance(node, Number):
        return float(node.value)
    if isinstance(node, Negation) and isinstance(node.operand, Number):
        return -float(node.operand.value)
    return None


def _names(node: Node) -> set[str]:
    names = {item.id for item in walk(node) if isinstance(item, Name)}
    return names | {item.base for item in walk(node) if isinstance(item, Subscript)}
