"""A flat model as a formulation: a scalar variable for each column, a constraint for each row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nl2opt.formulation.elements import Constraint, Formulation, Kind, Objective, Sense, Variable
from nl2opt.formulation.expressions import Binary, Comparison, Connective, Expression, Name, Negation, Not, Number
from nl2opt.solvers.readers.flat_model import FlatColumn, FlatModel, FlatRow, Products
from nl2opt.solvers.readers.legal_names import legal_names

_LARGEST_WHOLE = 1e15


@dataclass(frozen=True, slots=True)
class Imported:
    """A formulation that says what a model file says.

    Attributes:
        formulation: it holds the name that the file has for an element as its note, where that is no legal name here.
        renamed: the new name of each column and row that has one, by what the file calls it.
        remarks: sentences on what was left out or said in another way.
    """

    formulation: Formulation
    renamed: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def imported(model: FlatModel) -> Imported:
    """The formulation of a flat model, with the same feasible points and the same objective."""
    return _Conversion(model).result()


class _Conversion:
    """The state of one conversion: names, and what there is to remark."""

    def __init__(self, model: FlatModel) -> None:
        self.model = model
        self.names = legal_names([column.name for column in model.columns], "x")
        self.row_names = legal_names([row.name for row in model.rows], "c")
        self.remarks: list[str] = []
        self.nodes: list[Expression] = [Name(name) for name in self.names]

    def result(self) -> Imported:
        model = self.model
        variables = tuple(self._variable(column, name) for column, name in zip(model.columns, self.names, strict=True))
        constraints = [
            constraint
            for row, name in zip(model.rows, self.row_names, strict=True)
            for constraint in self._constraints(row, name)
        ]
        constraints += self._crossed()
        renamed = {column.name: name for column, name in zip(model.columns, self.names) if column.name != name}
        renamed |= {row.name: name for row, name in zip(model.rows, self.row_names) if row.name != name}
        formulation = Formulation(variables=variables, objective=self._objective(), constraints=tuple(constraints))
        return Imported(formulation, renamed, tuple(self.remarks))

    def _variable(self, column: FlatColumn, name: str) -> Variable:
        lower, upper = column.lower, column.upper
        note = _note(column.name) if column.name != name else ""
        if column.integer and lower == 0 and upper == 1:
            return Variable(name, kind=Kind.BINARY, note=note)
        kind = Kind.INTEGER if column.integer else Kind.CONTINUOUS
        return Variable(
            name,
            kind=kind,
            lower=_number(lower) if math.isfinite(lower) else None,
            upper=_number(upper) if math.isfinite(upper) and not _crossed(column) else None,
            note=note,
        )

    def _crossed(self) -> Iterable[Constraint]:
        """Upper bounds below the lower ones as constraints: such a model is infeasible, but no mistake."""
        crossed = [place for place, column in enumerate(self.model.columns) if _crossed(column)]
        names = legal_names([f"upper_{self.names[place]}" for place in crossed], "c", self.row_names)
        for place, name in zip(crossed, names, strict=True):
            self.remarks.append(f"The bounds of '{self.names[place]}' contradict each other, so nothing is feasible.")
            yield Constraint(name, Comparison((self.nodes[place], _number(self.model.columns[place].upper)), ("<=",)))

    def _objective(self) -> Objective:
        model = self.model
        terms = {place: value for place, value in model.objective.items() if value}
        products = {pair: value for pair, value in model.products.items() if value}
        if model.sense is Sense.SATISFY or not (terms or products or model.constant):
            return Objective()
        return Objective(sense=model.sense, expression=self._sum(terms, products, model.constant))

    def _constraints(self, row: FlatRow, name: str) -> Iterable[Constraint]:
        terms = {place: value for place, value in row.terms.items() if value}
        products = {pair: value for pair, value in row.products.items() if value}
        low, high = row.lower, row.upper
        note = _note(row.name) if row.name != name else ""
        if low == -math.inf and high == math.inf:
            self.remarks.append(f"The row '{row.name}' has no bound and was left out.")
            return
        if not terms and not products:
            if low <= 0 <= high:
                self.remarks.append(f"The row '{row.name}' has no variable and always holds; it was left out.")
                return
            if not self.nodes:
                self.remarks.append(f"The row '{row.name}' has no variable and is false.")
            left: Expression = Binary("*", Number(0), self.nodes[0]) if self.nodes else Number(0)
        else:
            left = self._sum(terms, products, 0.0)
        if low == high:
            body = Comparison((left, _number(low)), ("==",))
        elif low == -math.inf:
            body = Comparison((left, _number(high)), ("<=",))
        elif high == math.inf:
            body = Comparison((left, _number(low)), (">=",))
        else:
            body = Comparison((_number(low), left, _number(high)), ("<=", "<="))
        if row.switch is None:
            yield Constraint(name, body, note=note)
            return
        column, active = row.switch
        condition = self.nodes[column]
        yield Constraint(name, Connective("implies", condition if active else Not(condition), body), note=note)

    def _sum(self, terms: Mapping[int, float], products: Products, constant: float) -> Expression:
        """``3*x - y + 2*x*z + 4``."""
        nodes = self.nodes
        total: Expression | None = None
        for place, value in terms.items():
            total = _plus(total, value, nodes[place])
        for (one, two), value in products.items():
            total = _plus(total, value, nodes[one], nodes[two])
        if constant or total is None:
            if total is None:
                return _number(constant)
            total = Binary("+" if constant > 0 else "-", total, _number(abs(constant)))
        return total


def _crossed(column: FlatColumn) -> bool:
    """Whether a column has no value between its bounds."""
    if column.integer and math.isfinite(column.lower) and math.isfinite(column.upper):
        return math.ceil(column.lower) > math.floor(column.upper)
    return column.lower > column.upper


def _plus(total: Expression | None, value: float, factor: Expression, other: Expression | None = None) -> Expression:
    """``total + value * factor * other`` as a person writes it."""
    size = abs(value) if total is not None else value
    term = factor if size == 1 else Negation(factor) if size == -1 else Binary("*", _number(size), factor)
    if other is not None:
        term = Binary("**", factor, Number(2)) if other == factor else Binary("*", term, other)
        if other == factor and size != 1:
            term = Negation(term) if size == -1 else Binary("*", _number(size), term)
    return term if total is None else Binary("+" if value > 0 else "-", total, term)


def _number(value: float) -> Expression:
    """A literal; whole numbers without ``.0``."""
    size: int | float = abs(value)
    if size < _LARGEST_WHOLE and size == int(size):
        size = int(size)
    return Negation(Number(size)) if value < 0 else Number(size)


def _note(name: str) -> str:
    """The name of the file as a note: one line without blanks at its ends and without ``@[`` that looks like a mark."""
    return " ".join(name.split()).replace("@[", "@ [")
