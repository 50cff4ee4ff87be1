"""Which sentence of the problem each element of a formulation came from.

An element and a sentence are compared by the numbers that both mention, rare ones first, and by the stems of their
words. A wrong guess is worse than none: an element that shares nothing with the text keeps no source.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from nl2opt.formulation.elements import (
    Constraint,
    Element,
    Entries,
    Formulation,
    Matrix,
    Objective,
    Parameter,
    ParameterValue,
    Sense,
    SetDeclaration,
    Variable,
)
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Expression,
    Name,
    Negation,
    Node,
    Number,
    Quoted,
    Subscript,
    walk,
)
from nl2opt.formulation.number_words import words_of
from nl2opt.formulation.numbers import numbers_in
from nl2opt.formulation.sentences import sentences
from nl2opt.formulation.spans import Span

LIMIT_WEIGHT = 6.0
"""A number that stands alone in a constraint is usually its limit, and the sentence of the limit is its source."""

NUMBER_WEIGHT = 2.0
WORD_WEIGHT = 1.0
CUE_WEIGHT = 1.0
SENSE_WEIGHT = 4.0
"""Words such as "maximize" point to the sentence of the objective."""

_STOP_WORDS = frozenset(
    words_of(
        "a an and any are as at be been but by can do does each every for from get has have how if in into is it its "
        "made make makes many may more most much must need needs no not of on one only or other our out per should so "
        "such than that the their them then there these they this to total two up use used using was we what when "
        "where which who will with you your set sum var value number of x y z"
    )
)
_CUES = {
    "<=": words_of("most maximum exceed more limit limited limits available up capacity budget within only cannot"),
    ">=": words_of("least minimum less fewer require required requires demand demands meet enough must below"),
    "==": words_of("exactly equal equals same must total balance"),
}
_SENSES = {
    Sense.MAXIMIZE: words_of("maximize maximise maximizing maximizes maximum highest largest greatest best"),
    Sense.MINIMIZE: words_of("minimize minimise minimizing minimizes minimum lowest smallest least cheapest fewest"),
    Sense.SATISFY: words_of("feasible possible find"),
}
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "er", "ers", "e", "y")

_T = TypeVar("_T", bound=Element)


@dataclass(slots=True)
class _Traits:
    """What an element can share with a sentence: weighted numbers, word stems and cue words."""

    numbers: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    cues: dict[str, float] = field(default_factory=dict)

    def number(self, value: float, weight: float) -> None:
        """Adds a number; 0 is mentioned nowhere, and 1 is in too many places to say much."""
        if value:
            key = _key(value)
            self.numbers[key] = max(self.numbers.get(key, 0.0), weight / 8 if abs(value) == 1 else weight)

    def text(self, text: str, weight: float = WORD_WEIGHT) -> None:
        """Adds the words of a name or a note."""
        for word in stems(text):
            self.words[word] = max(self.words.get(word, 0.0), weight)


def attribute(formulation: Formulation) -> Formulation:
    """The formulation with a ``source`` for each element that a sentence of ``formulation.problem`` speaks about.

    A source that is there already stays. Without a problem text the formulation comes back as it is.
    """
    if not formulation.problem:
        return formulation
    finder = _Finder(formulation, formulation.problem)

    def with_source(element: _T, traits: _Traits) -> _T:
        return element if element.source is not None else replace(element, source=finder.best(traits))

    return replace(
        formulation,
        sets=tuple(with_source(element, finder.set(element)) for element in formulation.sets),
        parameters=tuple(with_source(element, finder.parameter(element)) for element in formulation.parameters),
        variables=tuple(with_source(element, finder.variable(element)) for element in formulation.variables),
        objective=with_source(formulation.objective, finder.objective(formulation.objective)),
        constraints=tuple(with_source(element, finder.constraint(element)) for element in formulation.constraints),
    )


def stems(text: str) -> list[str]:
    """The words of a text or a name, lowered, without endings and without words that mean little."""
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text))]
    return [stem(word) for word in words if word not in _STOP_WORDS and len(word) > 1]


def stem(word: str) -> str:
    """A word without its usual endings; crude, and the same for both sides of a comparison."""
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
    return word


class _Finder:
    """The sentences of one problem, and how rare each number and word is among them."""

    def __init__(self, formulation: Formulation, problem: str) -> None:
        self._notes = {name: element.note for name, element in formulation.declarations().items()}
        self._scalars = {parameter.name: parameter for parameter in formulation.parameters}
        self._places = sentences(problem)
        self._numbers: list[set[str]] = [set() for _ in self._places]
        for quantity in numbers_in(problem):
            place = self._place(quantity.span)
            if place is not None and not quantity.label:
                self._numbers[place].update(map(_key, (*quantity.readings, *quantity.complements)))
        texts = [span.of(problem) for span in self._places]
        self._words = [set(stems(text)) for text in texts]
        self._plain = [{word.lower() for word in _WORD.findall(text)} for text in texts]
        self._rarity = _rarity(self._numbers), _rarity(self._words)

    def _place(self, span: Span) -> int | None:
        for place, sentence in enumerate(self._places):
            if sentence.start <= span.start < sentence.end:
                return place
        return None

    def best(self, traits: _Traits) -> Span | None:
        """The sentence that shares most, the first of equal ones; None when nothing is shared."""
        scores = [self._score(place, traits) for place in range(len(self._places))]
        highest = max(scores, default=0.0)
        return self._places[scores.index(highest)] if highest > 0 else None

    def _score(self, place: int, traits: _Traits) -> float:
        numbers, words = self._rarity
        own = sum(numbers[key] * weight for key, weight in traits.numbers.items() if key in self._numbers[place])
        own += sum(words[word] * weight for word, weight in traits.words.items() if word in self._words[place])
        # Cue words alone prove nothing: they choose among sentences that share something else, or say the sense.
        cues = sum(weight for word, weight in traits.cues.items() if word in self._plain[place])
        strongest = max(traits.cues.values(), default=0.0)
        return own + min(cues, strongest) if own or strongest >= SENSE_WEIGHT else 0.0

    # What each kind of element has to show

    def set(self, element: SetDeclaration) -> _Traits:
        """A set: its name, its note, its members."""
        traits = self._named(element)
        values = [part for _, part in element.value] if isinstance(element.value, tuple) else [element.value]
        for value in values:
            if value is not None:
                self._members(value, traits)
        return traits

    def _members(self, value: Expression, traits: _Traits) -> None:
        for node in walk(value):
            if isinstance(node, Name):
                traits.text(node.id)
            elif isinstance(node, Quoted):
                traits.text(node.value)

    def parameter(self, element: Parameter) -> _Traits:
        """A parameter: its name, its note, its numbers and the members that they belong to."""
        traits = self._named(element)
        for value in _values(element.value):
            traits.number(value, NUMBER_WEIGHT)
        if isinstance(element.value, Entries):
            for key, _ in element.value.items:
                for label in key:
                    traits.text(str(label), WORD_WEIGHT / 2)
        return traits

    def variable(self, element: Variable) -> _Traits:
        """A variable: its name, its note, its bounds."""
        traits = self._named(element)
        for bound in (element.lower, element.upper):
            if bound is not None:
                self._expression(bound, traits, NUMBER_WEIGHT)
        return traits

    def objective(self, element: Objective) -> _Traits:
        """The objective: the word for its direction, its note, its numbers."""
        traits = _Traits()
        traits.text(element.note)
        traits.cues = dict.fromkeys(_SENSES[element.sense], SENSE_WEIGHT)
        if element.expression is not None:
            self._expression(element.expression, traits, NUMBER_WEIGHT / 4)
        return traits

    def constraint(self, element: Constraint) -> _Traits:
        """A constraint: its limit above all, its other numbers, its name and note, the words for its direction."""
        traits = self._named(element)
        body = element.body
        if isinstance(body, Comparison):
            for operand in body.operands:
                for term in _terms(operand):
                    for value in self._value(term):
                        traits.number(value, LIMIT_WEIGHT)
            for operator in body.operators:
                traits.cues.update(dict.fromkeys(_CUES.get(operator, []), CUE_WEIGHT))
        self._expression(body, traits, NUMBER_WEIGHT)
        return traits

    def _named(self, element: Element) -> _Traits:
        traits = _Traits()
        traits.text(element.name)
        traits.text(element.note)
        return traits

    def _expression(self, node: Node, traits: _Traits, weight: float) -> None:
        """Numbers of an expression, and the words of the names in it at half weight."""
        for part in walk(node):
            if isinstance(part, Number):
                traits.number(float(part.value), weight)
            elif isinstance(part, Name | Subscript):
                name = part.id if isinstance(part, Name) else part.base
                traits.text(name, WORD_WEIGHT / 2)
                traits.text(self._notes.get(name, ""), WORD_WEIGHT / 4)
                for value in self._value(part):
                    traits.number(value, weight / 2)
            elif isinstance(part, Quoted):
                traits.text(part.value, WORD_WEIGHT / 2)

    def _value(self, node: Expression) -> list[float]:
        """The numbers that a term stands for, where it is a literal or a parameter."""
        if isinstance(node, Number):
            return [float(node.value)]
        name = node.id if isinstance(node, Name) else node.base if isinstance(node, Subscript) else ""
        return _values(self._scalars[name].value) if name in self._scalars else []


def _terms(node: Expression) -> Iterator[Expression]:
    """The terms of a sum, without their signs."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Binary) and part.operator in ("+", "-"):
            stack += [part.right, part.left]
        elif isinstance(part, Negation):
            stack.append(part.operand)
        else:
            yield part


def _values(value: ParameterValue) -> list[float]:
    match value:
        case Entries(items):
            return [float(number) for _, number in items]
        case Matrix(rows):
            return [number for row in rows for number in (_values(row) if isinstance(row, Matrix) else [float(row)])]
        case Node():
            return [float(part.value) for part in walk(value) if isinstance(part, Number)]
        case _:
            return []


def _rarity(groups: Iterable[set[str]]) -> Mapping[str, float]:
    """How much a shared item says: 1 for what is in one group only, less for what is in many."""
    listed = list(groups)
    counts = Counter(item for group in listed for item in group)
    rarity: dict[str, float] = defaultdict(float)
    for item, count in counts.items():
        rarity[item] = math.log1p(len(listed) / count) / math.log1p(len(listed))
    return rarity


def _key(value: float) -> str:
    return f"{abs(value):.9g}"
