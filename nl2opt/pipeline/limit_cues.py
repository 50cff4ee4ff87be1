"""Limits against the words in front of their numbers: "at least 70 hours" cannot become ``<= 70``.

Small models copy the number and the activities of a clause reliably, and turn its direction or take the wrong
activity now and then (Li et al., arXiv 2311.15271, find the same). Both can be read off the clause by rule, so they are
set right here, and every change is said.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nl2opt.formulation.elements import Constraint, Formulation
from nl2opt.formulation.expressions import Comparison, Expression, Name, Negation, Node, Number, walk
from nl2opt.formulation.numbers import Quantity
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.pipeline.word_stems import distinguishing_stems, stems

_AT_LEAST = re.compile(
    r"(?:\bat least|\b(?:no|not|never|nor|cannot be) (?:be )?(?:less|fewer|lower|smaller) than|\bminimum (?:of|is)|"
    r"\b(?:a|an) minimum|\brequires?|\bneeds?)(?: of)?(?: the)?[\s$€£\\]*$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\bat (?:the )?most|\b(?:no|not|never|nor|cannot be) (?:be )?(?:more|greater|larger|higher) than|"
    r"\bmaximum (?:of|is)|\ba maximum|\bup to|\b(?:not|cannot|never) exceed|\blimited to|\bbudget of)(?: of)?"
    r"(?: the)?[\s$€£\\]*$",
    re.IGNORECASE,
)
_MIRRORED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_WINDOW = re.compile(r"[^.;,?!\n]*?(?=[.;,?!\n]|\band\b|\bor\b|$)")


def with_stated_directions(formulation: Formulation, text: TextNumbers) -> tuple[Formulation, tuple[str, ...]]:
    """The formulation with directions and activities of its limits as the text states them, and what was changed."""
    said: list[str] = []
    constraints = []
    for constraint in formulation.constraints:
        changed = _right_way_round(_right_activity(constraint, formulation, text), text)
        if changed is not constraint:
            before, after = expression_text(constraint.body), expression_text(changed.body)
            said.append(f"'{before}' was changed to '{after}', as the text says")
        constraints.append(changed)
    return (replace(formulation, constraints=tuple(constraints)) if said else formulation), tuple(said)


def _right_way_round(constraint: Constraint, text: TextNumbers) -> Constraint:
    """The constraint with the direction that the words before its only number demand."""
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operands) != 2 or body.operators[0] not in _MIRRORED:
        return constraint
    left, right = body.operands
    bound = _only_number(right)
    plain_left = not any(isinstance(node, Number) for node in walk(left))
    if bound is None or not _is_positive(left) or not (isinstance(right, Number) or plain_left):
        return constraint
    stated = {_direction(quantity, text) for quantity in _stating(bound, text)}
    if len(stated) != 1 or None in stated:
        return constraint
    wanted = stated.pop()
    written = body.operators[0]
    if wanted is None or written[0] == wanted[0]:
        return constraint
    return replace(constraint, body=replace(body, operators=(wanted,)))


def _right_activity(constraint: Constraint, formulation: Formulation, text: TextNumbers) -> Constraint:
    """A limit on one variable, on the variable that the words behind the number name."""
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operands) != 2 or constraint.index:
        return constraint
    left, right = body.operands
    if not isinstance(left, Name) or not isinstance(right, Number):
        return constraint
    places = _stating(float(right.value), text)
    if len(places) != 1:
        return constraint
    window = _WINDOW.match(text.problem, places[0].span.end)
    words = stems(window.group() if window else "")
    own = distinguishing_stems(formulation)
    named = [name for name, names in own.items() if names and names <= words]
    if len(named) != 1 or named[0] == left.id or own.get(left.id, set()) & words:
        return constraint
    return replace(constraint, body=replace(body, operands=(replace(left, id=named[0]), right)))


def _stating(value: float, text: TextNumbers) -> list[Quantity]:
    """The places where the text states a number as data, not as a label."""
    return [quantity for quantity in text.stating(value) if not quantity.label]


def _direction(quantity: Quantity, text: TextNumbers) -> str | None:
    """``>=`` or ``<=`` where the words right before a number (or right behind it) say so."""
    before = text.problem[max(0, quantity.span.start - 40) : quantity.span.start]
    if _AT_MOST.search(before):
        return "<="
    if _AT_LEAST.search(before):
        return ">="
    return None


def _only_number(side: Expression) -> float | None:
    """The one number of a side, ``70`` or ``0.3`` in ``0.3 * (x + y)`` or a third in ``(1/3) * x``; else None."""
    numbers = [float(node.value) for node in walk(side) if isinstance(node, Number)]
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) == 2 and numbers[0] == 1 and numbers[1] and re.search(r"\b1 / ", expression_text(side)):
        return 1 / numbers[1]
    return None


def _is_positive(side: Node) -> bool:
    """Whether nothing is subtracted on a side, so that its direction is the direction of its activities."""
    return not any(isinstance(node, Negation) or getattr(node, "operator", "") == "-" for node in walk(side))
