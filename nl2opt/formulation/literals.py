"""Labels and numbers as expressions: what data become when they are written into a formulation."""

from __future__ import annotations

from collections.abc import Sequence

from nl2opt.formulation.expressions import Expression, Label, Name, Negation, Number, Quoted, TupleMember
from nl2opt.formulation.lexer import is_name


def short(number: float) -> int | float:
    """A number without the noise of its last digits (1.1 * 50 is 55, not 55.00000000000001), an integer where whole."""
    rounded = float(f"{number:.12g}")
    return int(rounded) if abs(rounded) < 2**53 and rounded.is_integer() else rounded


def number_literal(number: int | float) -> Expression:
    """A number as an expression, exactly."""
    return Negation(Number(-number)) if number < 0 else Number(number)


def label_literal(label: Label) -> Expression:
    """A label as an expression: a name where it is one, else a quoted word, or a whole number."""
    if isinstance(label, int):
        return number_literal(label)
    return Name(label) if is_name(label) else Quoted(label)


def member_literal(labels: Sequence[Label]) -> Expression:
    """A member of a set by its labels; several make a tuple."""
    literals = tuple(map(label_literal, labels))
    return literals[0] if len(literals) == 1 else TupleMember(literals)
