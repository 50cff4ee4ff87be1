"""The numbers of a problem text, as the grounding of a formulation asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2opt.formulation.numbers import Quantity, numbers_in

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
    r"cannot|can not|can only|access|stock|owns?|can (?:make|produce|hold|carry|store|work|sell|use)|required?|"
    r"order(?:ed|s)?|ensure)\b",
    re.IGNORECASE,
)
"""A sentence with one of these may state a limit; one without only describes."""


_MOST_VALUES = 80
"""Pairs of more numbers than these would explain anything."""


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
            number_key(reading)
            for quantity in self.quantities
            for reading in (*quantity.readings, *quantity.complements)
        }
        self._values = sorted({reading for quantity in data for reading in quantity.readings})
        self._sum_keys: set[float] | None = None
        self._product_keys: set[float] | None = None
        self.factors = tuple(factor for factor, words in _CONVERSIONS if re.search(words, problem, re.IGNORECASE))

    def states(self, value: float) -> bool:
        """Whether the text has the number, or a conversion of it between units that the text names."""
        value = abs(value)
        if value in STRUCTURAL or number_key(value) in self._stated:
            return True
        return any(
            number_key(value * factor) in self._stated or number_key(value / factor) in self._stated
            for factor in self.factors
        )

    def explains(self, value: float, *, products: bool = False) -> bool:
        """Whether the number is stated, or the sum or difference of two stated ones.

        Args:
            value: the number; its sign does not count.
            products: whether it may be a product or quotient as well. There are so many of these that they explain
                almost any small number, so they are asked for only where models do compute (in the objective).
        """
        if self.states(value) or number_key(abs(value)) in self._sums():
            return True
        return products and number_key(abs(value)) in self._products()

    def count_limits(self, value: float) -> int:
        """How often the text states the number in a sentence that may state a limit."""
        return sum(
            any(
                number_key(abs(value)) == number_key(made)
                for reading in quantity.readings
                for made in self._converted(reading)
            )
            and _LIMIT_WORDS.search(clause_around(self.problem, quantity)) is not None
            for quantity in self.quantities
        )

    def stating(self, value: float) -> list[Quantity]:
        """The places where the text states the number, under one of its readings."""
        key = number_key(abs(value))
        return [
            quantity
            for quantity in self.quantities
            if key in {number_key(abs(reading)) for reading in quantity.readings}
        ]

    def clauses(self, value: float) -> list[str]:
        """The clauses that state the number under one of its readings."""
        return [clause_around(self.problem, quantity) for quantity in self.stating(value)]

    def _converted(self, reading: float) -> Iterator[float]:
        yield reading
        for factor in self.factors:
            yield reading * factor
            yield reading / factor

    def _sums(self) -> set[float]:
        if self._sum_keys is None:
            self._sum_keys = {number_key(value) for one, two in self._pairs() for value in (one + two, abs(one - two))}
        return self._sum_keys

    def _products(self) -> set[float]:
        if self._product_keys is None:
            self._product_keys = {
                number_key(value) for one, two in self._pairs() for value in (one * two, one / two if two else one)
            }
        return self._product_keys

    def _pairs(self) -> Iterator[tuple[float, float]]:
        values = self._values[:_MOST_VALUES]
        return ((one, two) for one in values for two in values)


def clause_around(problem: str, quantity: Quantity) -> str:
    """The clause of the text that states a number, for a person and for the model."""
    marks = (". ", "\n", "; ", "? ")
    starts = [found + len(mark) for mark in marks if (found := problem.rfind(mark, 0, quantity.span.start)) >= 0]
    ends = [found for mark in marks if (found := problem.find(mark, quantity.span.end)) >= 0]
    return " ".join(problem[max(starts, default=0) : min(ends, default=len(problem))].split()).strip(" .")


def number_key(value: float) -> float:
    """Equal for numbers that agree to nine digits."""
    return float(f"{value:.9g}")
