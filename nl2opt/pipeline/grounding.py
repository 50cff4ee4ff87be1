"""Grounding: every number of the model comes from the text, and every number of the text is used.

Numbers are compared by value. A number of the model is grounded when the text states it (under any of its readings:
60 % as 0.6), when it is a stated conversion of one (minutes and hours, percent, dozens), or when it is simple
arithmetic on two of them (a profit as price minus cost). Nothing here ever sees an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from nl2opt.formulation.elements import Entries, Formulation, Matrix, Parameter
from nl2opt.formulation.expressions import Node, Number, walk
from nl2opt.formulation.numbers import Quantity, QuantityKind
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.text_numbers import TextNumbers, clause_around, number_key


@dataclass(frozen=True, slots=True)
class Finding:
    """One number that does not go with the other side.

    Attributes:
        kind: ``ungrounded`` (the model has it, the text does not) or ``unused`` (the text has it, the model does not).
        element: the name of the constraint or other element; empty for ``unused``.
        value: the number.
        words: the clause of the text, or the printed constraint.
    """

    kind: str
    element: str
    value: float
    words: str

    @property
    def message(self) -> str:
        """The finding as a sentence."""
        number = f"{self.value:g}"
        if self.kind == "unused":
            return f"the number {number} of the text is not used: '{self.words}'"
        return f"the number {number} in '{self.words}' is not in the text"


def ground(formulation: Formulation, text: TextNumbers) -> list[Finding]:
    """Compare the numbers of a formulation with those of its text, both ways."""
    findings = [
        Finding("ungrounded", name, value, words)
        for name, value, words in model_numbers(formulation)
        if not text.explains(value, products=name == formulation.objective.name)
    ]
    findings += _unused(formulation, text)
    return findings


def model_numbers(formulation: Formulation) -> Iterator[tuple[str, float, str]]:
    """Every number written in the model: the element's name, the value, the words around it."""
    if formulation.objective.expression is not None:
        yield from _numbers_of("objective", formulation.objective.expression)
    for constraint in formulation.constraints:
        yield from _numbers_of(constraint.name, constraint.body)
    for variable in formulation.variables:
        for bound in (variable.lower, variable.upper):
            if bound is not None:
                yield from _numbers_of(variable.name, bound)
    for parameter in formulation.parameters:
        for value in _table_numbers(parameter):
            yield parameter.name, value, parameter.name


def _numbers_of(name: str, expression: Node) -> Iterator[tuple[str, float, str]]:
    words = expression_text(expression)  # type: ignore[arg-type]
    for node in walk(expression):
        if isinstance(node, Number):
            yield name, float(node.value), words


def _table_numbers(parameter: Parameter) -> Iterator[float]:
    value = parameter.value
    if isinstance(value, Entries):
        yield from (float(number) for _, number in value.items)
    elif isinstance(value, Matrix):
        yield from _matrix_numbers(value)
    elif isinstance(value, Node):
        yield from (float(node.value) for node in walk(value) if isinstance(node, Number))


def _matrix_numbers(matrix: Matrix) -> Iterator[float]:
    for row in matrix.rows:
        if isinstance(row, Matrix):
            yield from _matrix_numbers(row)
        else:
            yield float(row)


def _unused(formulation: Formulation, text: TextNumbers) -> list[Finding]:
    used = {number_key(abs(value)) for _, value, _ in model_numbers(formulation)}
    used |= {number_key(made) for value in used for factor in text.factors for made in (value * factor, value / factor)}
    named = {digits for variable in formulation.variables for digits in re.findall(r"\d+", variable.name)}
    derived = [value for _, value, _ in model_numbers(formulation) if not text.states(value)]
    findings = []
    for quantity in text.quantities:
        if quantity.label or quantity.incidental or abs(quantity.value) in (0.0, 1.0):
            continue
        written = quantity.span.of(text.problem).strip()
        if written in named or (written.isalpha() and quantity.kind is QuantityKind.PLAIN and abs(quantity.value) <= 3):
            # "3-piece suits" and "her two drinks" name and count things; they are no data.
            continue
        meanings = (*quantity.readings, *quantity.complements)
        if any(number_key(abs(meaning)) in used for meaning in meanings) or _took_part(quantity, derived, text):
            continue
        findings.append(Finding("unused", "", quantity.value, clause_around(text.problem, quantity)))
    return findings


def _took_part(quantity: Quantity, derived: Iterable[float], text: TextNumbers) -> bool:
    """Whether a computed number of the model can have been made with this quantity."""
    others = [reading for other in text.quantities for reading in other.readings]
    for value in derived:
        for mine in quantity.readings:
            made = chain.from_iterable(
                (mine + other, abs(mine - other), mine * other, mine / other if other else mine) for other in others
            )
            if any(number_key(number) == number_key(abs(value)) for number in made):
                return True
    return False
