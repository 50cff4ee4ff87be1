r"""LP files, in the dialects of CPLEX, Gurobi, SCIP and HiGHS.

An objective, constraints (with ranges ``-5 <= x + y <= 5``, products ``[ x ^2 + 2 x * y ]`` and indicators
``b = 1 -> x <= 4``), bounds, integer and binary variables. Keywords begin a line, in small or capital letters; ``\``
begins a comment; an element may go over any number of lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.readers.flat_model import FlatColumn, FlatModel, FlatRow, Products, bounded
from nl2opt.solvers.readers.lp_text import LpText, Section

_REFUSED = {
    "sos": "special ordered sets",
    "lazy": "lazy constraints",
    "cuts": "user cuts",
    "gencons": "general constraints",
    "pwl": "a piecewise-linear objective",
    "multi": "several objectives",
    "scenario": "scenarios",
}
_INFINITE = frozenset({"inf", "infinity"})
_UPSIDE = {"<": ">", ">": "<", "=": "="}


def read_lp(text: str, filename: str) -> FlatModel:
    """The model in an LP file.

    Args:
        text: the file's content.
        filename: how messages call it.

    Raises:
        ModelFileFault: a part cannot be read, or says what a formulation cannot (special ordered sets, semi-continuous
            variables ...); it names the line.
    """
    return _LpReader(text, filename).read()


@dataclass(slots=True)
class _Sum:
    """A linear or quadratic expression."""

    terms: dict[int, float] = field(default_factory=dict)
    products: Products = field(default_factory=dict)
    constant: float = 0.0


class _LpReader(LpText):
    """One pass over a file."""

    def __init__(self, text: str, filename: str) -> None:
        super().__init__(text, filename)
        self.model = FlatModel()
        self.columns: dict[str, int] = {}
        self.row_names: set[str] = set()

    def read(self) -> FlatModel:
        seen_objective = False
        for heading, place, start, end in self.sections():
            if heading in _REFUSED:
                raise self.fault(
                    f"The file has {_REFUSED[heading]}, which are not read.",
                    "Write them as constraints, with binary variables where they are needed.",
                    place,
                )
            section = self.tokens(start, end)
            if heading in ("max", "min"):
                if seen_objective:
                    raise self.fault("There is a second objective.", "Keep one of them.", place)
                seen_objective = True
                self.model.sense = Sense.MAXIMIZE if heading == "max" else Sense.MINIMIZE
                self._objective(section)
            elif heading == "rows":
                self._rows(section)
            elif heading == "bounds":
                self._bounds(section)
            elif heading in ("general", "binary"):
                self._integers(section, binary=heading == "binary")
            elif section.kind != "end":
                self._semicontinuous(section)
        if not seen_objective:
            raise self.fault(
                "There is no objective.", "The file begins with 'Minimize' or 'Maximize' on a line of its own.", 0
            )
        return self.model

    # Parts

    def _column(self, name: str) -> int:
        column = self.columns.get(name)
        if column is None:
            column = self.columns[name] = len(self.model.columns)
            self.model.columns.append(FlatColumn(name))
        return column

    def _label(self, section: Section) -> str:
        """The name before a colon, where there is one."""
        if section.kind in ("name", "number") and section.words[section.at + 1 : section.at + 2] == [":"]:
            name = section.word
            section.at += 2
            return name
        return ""

    def _sum(self, section: Section) -> _Sum:
        """An expression, as far as it goes; the hot loop of the reader."""
        kinds, words = section.kinds, section.words
        result = _Sum()
        terms, columns, at = result.terms, self.columns, section.at
        begin = at
        while True:
            kind, value = kinds[at], 1.0
            first = at
            if kind != "sign" and first > begin:  # a term without a sign belongs to the next constraint
                section.at = at
                return result
            while kind == "sign":
                if words[at] == "-":
                    value = -value
                at += 1
                kind = kinds[at]
            number = kind == "number"
            if number:
                value *= float(words[at])
                at += 1
                kind = kinds[at]
                if kind == "mark" and words[at] == "*":
                    at += 1
                    kind = kinds[at]
                    if kind != "name":
                        section.at = at
                        raise self.unexpected(section, "A variable")
            if kind == "name":
                word = words[at]
                at += 1
                column = columns.get(word)
                if column is None:
                    column = self._column(word)
                terms[column] = terms.get(column, 0.0) + value
            elif kind == "mark" and words[at] == "[":
                section.at = at + 1
                self._products(section, result, value)
                at = section.at
            elif number:
                result.constant += value
            else:
                section.at = at
                if at > first:
                    raise self.unexpected(section, "A number or a variable")
                return result

    def _products(self, section: Section, result: _Sum, factor: float) -> None:
        """The terms between ``[`` and ``]``, which the factor, and a half behind them, belong to."""
        found: list[tuple[tuple[int, int], float]] = []
        while section.kind != "half" and section.word != "]":
            value = 1.0
            while section.kind == "sign":
                value = -value if section.word == "-" else value
                section.at += 1
            if section.kind == "number":
                value *= float(section.word)
                section.at += 1
            if section.kind != "name":
                raise self.unexpected(section, "A variable", "Products are written like [ 2 x ^2 + 3 x * y ].")
            one = two = self._column(section.word)
            section.at += 1
            if section.word == "^":
                section.at += 1
                if section.kind != "number" or float(section.word) != 2:
                    raise self.unexpected(section, "The exponent 2", "Only squares are part of the format.")
            elif section.word == "*":
                section.at += 1
                if section.kind != "name":
                    raise self.unexpected(section, "A second variable")
                two = self._column(section.word)
            else:
                raise self.unexpected(section, "'^2' or '*'", "Linear terms stand outside of the brackets.")
            section.at += 1
            found.append(((min(one, two), max(one, two)), value))
        if section.kind == "half":
            factor /= 2
        section.at += 1
        for pair, value in found:
            result.products[pair] = result.products.get(pair, 0.0) + factor * value

    def _objective(self, section: Section) -> None:
        self._label(section)
        found = self._sum(section)
        if section.kind != "end":
            raise self.unexpected(
                section, "'Subject To'", "The objective has no relation; its terms go on until 'Subject To'."
            )
        self.model.objective, self.model.products, self.model.constant = found.terms, found.products, found.constant

    def _rows(self, section: Section) -> None:
        while section.kind != "end":
            place = section.places[section.at]
            name = self._label(section)
            if name in self.row_names and name:
                raise self.fault(f"The constraint '{name}' comes twice.", "Give one of them another name.", place)
            name = name or self._free_name()
            self.row_names.add(name)
            row = FlatRow(name, switch=self._switch(section))
            self._relations(section, row)
            self.model.rows.append(row)

    def _free_name(self) -> str:
        """The name of a constraint that has none, ``c`` with its number."""
        number = len(self.model.rows) + 1
        while f"c{number}" in self.row_names:
            number += 1
        return f"c{number}"

    def _switch(self, section: Section) -> tuple[int, bool] | None:
        """``b = 1 ->`` at the head of a constraint."""
        at = section.at
        if section.kinds[at : at + 4] != ["name", "relation", "number", "arrow"]:
            return None
        value = float(section.words[at + 2])
        if section.words[at + 1] != "=" or value not in (0, 1):
            raise self.fault(
                "The condition of an indicator is not '= 0' or '= 1'.", "Write 'b = 1 -> ...'.", section.places[at]
            )
        section.at += 4
        return self._column(section.words[at]), value == 1

    def _relations(self, section: Section, row: FlatRow) -> None:
        """``x + y = 5``, ``5 >= x + y`` or ``2 <= x + y <= 5``."""
        left = self._sum(section)
        relation = self._relation(section)
        if left.terms or left.products:
            self._limit(row, self._side(section) - left.constant, relation)
        else:
            first, left = left.constant, self._sum(section)
            if not left.terms and not left.products:
                raise self.unexpected(section, "A variable", "A constraint has variables on its left side.")
            self._limit(row, first - left.constant, _UPSIDE[relation])
            if section.kind == "relation":
                relation = self._relation(section)
                self._limit(row, self._side(section) - left.constant, relation)
        row.terms, row.products = left.terms, left.products

    def _relation(self, section: Section) -> str:
        """``<``, ``>`` or ``=``."""
        if section.kind != "relation":
            hint = "Signs stand between the terms of a sum, and the right side of a constraint is one number."
            raise self.unexpected(section, "'<=', '>=' or '='", hint)
        word = section.word
        section.at += 1
        return "<" if "<" in word else ">" if ">" in word else "="

    def _side(self, section: Section) -> float:
        """The number on the right of a constraint, which may be infinite."""
        hint = "The right side of a constraint is one number; move variables to the left side."
        value = self._value(section, hint)
        if section.kind == "sign":
            raise self.unexpected(section, "The next constraint", hint)
        return value

    def _value(self, section: Section, hint: str) -> float:
        """A number with its signs, or ``inf``."""
        sign = 1.0
        while section.kind == "sign":
            sign = -sign if section.word == "-" else sign
            section.at += 1
        if section.kind == "number":
            value = float(section.word)
        elif section.word.lower() in _INFINITE:
            value = math.inf
        else:
            raise self.unexpected(section, "A number", hint)
        section.at += 1
        return bounded(sign * value)

    def _limit(self, row: FlatRow, value: float, relation: str) -> None:
        if relation != ">":
            row.upper = value
        if relation != "<":
            row.lower = value

    def _bounds(self, section: Section) -> None:
        """``2 <= x <= 5``, ``x >= 2``, ``x = 3``, ``x free`` ..."""
        hint = "Bounds are written like '0 <= x <= 5', 'x >= -inf', 'x = 3' or 'x free'."
        while section.kind != "end":
            place = section.places[section.at]
            first: tuple[float, str] | None = None
            if section.kind != "name" or section.word.lower() in _INFINITE:
                value = self._value(section, hint)
                first = value, _UPSIDE[self._relation(section)]
            if section.kind != "name":
                raise self.unexpected(section, "A variable", hint)
            column = self.model.columns[self._column(section.word)]
            section.at += 1
            if first is not None:
                self._bound(column, *first, place)
            elif section.word.lower() == "free":
                section.at += 1
                column.lower, column.upper = -math.inf, math.inf
                continue
            elif section.kind != "relation":
                raise self.unexpected(section, "'<=', '>=', '=' or 'free'", hint)
            if section.kind == "relation":
                relation = self._relation(section)
                self._bound(column, self._value(section, hint), relation, place)

    def _bound(self, column: FlatColumn, value: float, relation: str, place: int) -> None:
        if (relation != ">" and value == -math.inf) or (relation != "<" and value == math.inf):
            raise self.fault(
                f"The bound of '{column.name}' leaves it no value.", "An upper bound is a number or +inf.", place
            )
        if relation != ">":
            column.upper = value
        if relation != "<":
            column.lower = value

    def _integers(self, section: Section, *, binary: bool) -> None:
        for kind, word, place in zip(section.kinds[:-1], section.words, section.places):
            if kind != "name":
                raise self.fault(f"'{word}' is no variable.", "Only names stand in this section.", place)
            column = self.model.columns[self._column(word)]
            column.integer = True
            if binary:
                column.lower, column.upper = max(column.lower, 0.0), min(column.upper, 1.0)

    def _semicontinuous(self, section: Section) -> None:
        raise self.fault(
            f"The variable '{section.word}' is semi-continuous, which is not read.",
            "Write it with a binary variable b: x <= upper * b and x >= lower * b.",
            section.places[section.at],
        )
