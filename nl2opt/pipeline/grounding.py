"""Grounding: every number of the model comes from the text, and every number of the text is used.

Numbers are compared by value. A number of the model is grounded when the text states it (under any of its readings:
60 % as 0.6), when it is a stated conversion of one (minutes and hours, percent, dozens), or when it is simple
arithmetic on two of them (a profit as price minus cost). Nothing here ever sees an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from nl2opt.formulation.elements import Constraint, Entries, Formulation, Matrix, Parameter
from nl2opt.formulation.expressions import Binary, Comparison, Name, Negation, Node, Number, Subscript, walk
from nl2opt.formulation.numbers import Quantity, QuantityKind, numbers_in
from nl2opt.formulation.text_printer import expression_text

STRUCTURAL = frozenset({0.0, 1.0, 2.0, 100.0})
"""Numbers that models need without being told: signs, squares, whole shares and percent."""

_CONVERSIONS: tuple[tuple[float, str], ...] = (
    (60.0, r"\bhours?\b|\bhrs?\b|\bminutes?\b"),
    (3600.0, r"\bseconds?\b"),
    (24.0, r"\bdays?\b|\bhours?\b"),
    (7.0, r"\bweeks?\b|\bweekly\b"),
    (12.0, r"\bdozens?\b|\bmonths?\b|\bmonthly\b|\bfeet\b|\bfoot\b"),
    (52.0, r"\bweeks?\b"),
    (365.0, r"\byears?\b"),
    (30.0, r"\bmonths?\b"),
    (16.0, r"\bounces?\b"),
    (100.0, r"%|\bpercent|\bcents?\b|\bcm\b"),
    (1000.0, r"\bkg\b|\bkilo|\bgrams?\b|\bton(?:ne)?s?\b|\blit(?:er|re)s?\b|\bml\b|\bkm\b|\bthousands?\b|\bmg\b"),
    (1e6, r"\bmillions?\b"),
)
"""Factors between units, each with the words of a text that make the conversion plausible."""

_LIMIT_WORDS = re.compile(
    r"\b(?:at (?:least|most)|(?:no|not) (?:more|less|fewer|greater)|exceed\w*|max\w*|min(?:imum|imal)?|up to|limit\w*|"
    r"only|(?:less|more|fewer|greater) than|below|above|under|over|must|needs?|available|availability|capacity|budget|"
    r"demands?|supply|promised?|commit\w*|contract\w*|between|within|total|has to|have to|minimum|restrict\w*|"
    r"cannot|can not|can only|can (?:make|produce|hold|carry|store|work|sell|use)|required?|order(?:ed|s)?|ensure)\b",
    re.IGNORECASE,
)
"""A sentence with one of these may state a limit; one without only describes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One number that does not go with the other side.

    Attributes:
        kind: ``ungrounded`` (the model has it, the text does not), ``unused`` (the text has it, the model does not)
            or ``overused`` (a limit repeats a number that another constraint needs).
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
        if self.kind == "overused":
            return f"'{self.words}' uses {number} once more than the text states it"
        return f"the number {number} in '{self.words}' is not in the text"


class TextNumbers:
    """The numbers of a problem text, ready to be asked for.

    Args:
        problem: the words of the problem.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self.quantities = tuple(numbers_in(problem))
        data = [quantity for quantity in self.quantities if not quantity.label] or list(self.quantities)
        self._stated = {
            _key(reading) for quantity in self.quantities for reading in (*quantity.readings, *quantity.complements)
        }
        self._values = sorted({reading for quantity in data for reading in quantity.readings})
        self._combined: set[float] | None = None
        self.factors = tuple(factor for factor, words in _CONVERSIONS if re.search(words, problem, re.IGNORECASE))

    def states(self, value: float) -> bool:
        """Whether the text has the number, or a conversion of it between units that the text names."""
        value = abs(value)
        if value in STRUCTURAL or _key(value) in self._stated:
            return True
        return any(
            _key(value * factor) in self._stated or _key(value / factor) in self._stated for factor in self.factors
        )

    def explains(self, value: float) -> bool:
        """Whether the number is stated, or a sum, difference, product or quotient of two stated ones."""
        return self.states(value) or _key(abs(value)) in self._combinations()

    def count_limits(self, value: float) -> int:
        """How often the text states the number in a sentence that may state a limit."""
        return sum(
            any(_key(abs(value)) == _key(made) for reading in quantity.readings for made in self._converted(reading))
            and _LIMIT_WORDS.search(clause_around(self.problem, quantity)) is not None
            for quantity in self.quantities
        )

    def _converted(self, reading: float) -> Iterator[float]:
        yield reading
        for factor in self.factors:
            yield reading * factor
            yield reading / factor

    def _combinations(self) -> set[float]:
        if self._combined is None:
            values = self._values[:80]
            self._combined = set()
            for first in values:
                for second in values:
                    self._combined.update((_key(first + second), _key(abs(first - second)), _key(first * second)))
                    if second:
                        self._combined.add(_key(first / second))
        return self._combined


def ground(formulation: Formulation, text: TextNumbers) -> list[Finding]:
    """Compare the numbers of a formulation with those of its text, both ways."""
    findings = [
        Finding("ungrounded", name, value, words)
        for name, value, words in _model_numbers(formulation)
        if not text.explains(value)
    ]
    findings += _overused(formulation, text)
    findings += _unused(formulation, text)
    return findings


def without_invented_limits(formulation: Formulation, text: TextNumbers) -> tuple[Formulation, list[str]]:
    """The formulation without limits that the text does not state, and a sentence for each that was left out.

    Small models like to end with limits of their own (``cakes <= 1000``). Left out are constraints that compare plain
    variables (no coefficients) with a number that the text does not have, and limits on one variable whose number no
    sentence states as a limit, or whose every statement as a limit is needed by a constraint over several variables.
    """
    overused = {finding.element for finding in _overused(formulation, text)}
    kept: list[Constraint] = []
    said: list[str] = []
    for constraint in formulation.constraints:
        words = expression_text(constraint.body)
        limit = _plain_limit(constraint)
        if limit is not None and not text.states(limit):
            said.append(f"left out '{words}': the text does not state {abs(limit):g}")
        elif constraint.name in overused:
            said.append(f"left out '{words}': the text does not state {abs(limit or 0):g} as a limit of its own")
        else:
            kept.append(constraint)
    return replace(formulation, constraints=tuple(kept)) if said else formulation, said


def _model_numbers(formulation: Formulation) -> Iterator[tuple[str, float, str]]:
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


def _overused(formulation: Formulation, text: TextNumbers) -> list[Finding]:
    """Limits on one variable whose number the text does not state as a limit, or that a shared constraint needs."""
    shared = Counter(
        _key(abs(limit))
        for constraint in formulation.constraints
        if len(_variables(constraint.body)) > 1 and (limit := _constant_side(constraint)) is not None
    )
    findings = []
    for constraint in formulation.constraints:
        limit = _plain_limit(constraint)
        if limit is None or limit in (0.0, 1.0) or len(_variables(constraint.body)) != 1:
            continue
        stated = text.count_limits(limit)
        if stated == 0 or 0 < stated <= shared[_key(abs(limit))]:
            findings.append(Finding("overused", constraint.name, limit, expression_text(constraint.body)))
    return findings


def _unused(formulation: Formulation, text: TextNumbers) -> list[Finding]:
    used = {_key(abs(value)) for _, value, _ in _model_numbers(formulation)}
    used |= {_key(made) for value in used for factor in text.factors for made in (value * factor, value / factor)}
    named = {digits for variable in formulation.variables for digits in re.findall(r"\d+", variable.name)}
    derived = [value for _, value, _ in _model_numbers(formulation) if not text.states(value)]
    findings = []
    for quantity in text.quantities:
        if quantity.label or quantity.incidental or abs(quantity.value) in (0.0, 1.0):
            continue
        written = quantity.span.of(text.problem).strip()
        if written in named or (written.isalpha() and quantity.kind is QuantityKind.PLAIN and abs(quantity.value) <= 3):
            # "3-piece suits" and "her two drinks" name and count things; they are no data.
            continue
        meanings = (*quantity.readings, *quantity.complements)
        if any(_key(abs(meaning)) in used for meaning in meanings) or _took_part(quantity, derived, text):
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
            if any(_key(number) == _key(abs(value)) for number in made):
                return True
    return False


def clause_around(problem: str, quantity: Quantity) -> str:
    """The clause of the text that states a number, for a person and for the model."""
    marks = (". ", "\n", "; ", "? ")
    starts = [found + len(mark) for mark in marks if (found := problem.rfind(mark, 0, quantity.span.start)) >= 0]
    ends = [found for mark in marks if (found := problem.find(mark, quantity.span.end)) >= 0]
    return " ".join(problem[max(starts, default=0) : min(ends, default=len(problem))].split()).strip(" .")


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


def _variables(node: Node) -> set[str]:
    names = {item.id for item in walk(node) if isinstance(item, Name)}
    return names | {item.base for item in walk(node) if isinstance(item, Subscript)}


def _key(value: float) -> float:
    """Equal for numbers that agree to nine digits."""
    return float(f"{value:.9g}")
