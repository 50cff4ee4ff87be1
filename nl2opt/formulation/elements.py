"""The five elements of a formulation (LLMOPT, arXiv 2410.13213): sets, parameters, variables, objective, constraints.

A ``Formulation`` is the one form that everything passes through: drafts of a language model, generators, files and
edits make one; solvers, writers, synthesis and voting read one. It is immutable data and holds no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from nl2opt.formulation.expressions import Expression, Generator, Label
from nl2opt.formulation.spans import Span

Key: TypeAlias = tuple[Label, ...]
"""The place of one entry in a table: a label for each axis, in order (axes of tuple sets are flattened)."""


class Kind(StrEnum):
    """The domain of a variable."""

    CONTINUOUS = "continuous"
    INTEGER = "integer"
    BINARY = "binary"


class Sense(StrEnum):
    """The direction of the objective; ``satisfy`` asks for any feasible point."""

    MINIMIZE = "minimize"
    MAXIMIZE = "maximize"
    SATISFY = "satisfy"


@dataclass(frozen=True, slots=True)
class Element:
    """What every element carries besides its meaning.

    Attributes:
        name: how the element is called in the formulation.
        note: a few words for people, printed behind ``#``; one line, without ``#`` and without outer blanks.
        source: the words of the problem that the element came from, as a span of ``Formulation.problem``.
        where: the element's place in the formulation's own text; no part of equality.
    """

    name: str
    note: str = field(default="", kw_only=True)
    source: Span | None = field(default=None, kw_only=True)
    where: Span | None = field(default=None, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SetDeclaration(Element):
    """``PLANTS = {Lyon, Turin}``, ``PERIODS = 1..6``, ``ARCS = {(a, b), (b, c)}``, or ``NEXT[NODES] = {a: {b}, ...}``.

    Attributes:
        value: an expression over sets; for an indexed set a ``tuple`` of (key, members); None when the data give it.
        index: the domain of an indexed set, empty for a plain one.
    """

    value: Expression | tuple[tuple[Key, Expression], ...] | None = None
    index: tuple[Generator, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A table by its keys, ``{Lyon: 120, Turin: 90}``; a key that is not listed has no value."""

    items: tuple[tuple[Key, int | float], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table by position, ``[1, 2, 3]`` or ``[[1, 2], [3, 4]]``, row by row in the order of the sets."""

    rows: tuple[int | float | Matrix, ...]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table in a file beside the formulation, ``table "cost.csv"``."""

    path: str


ParameterValue: TypeAlias = Expression | Entries | Matrix | TableFile | None


@dataclass(frozen=True, slots=True)
class Parameter(Element):
    """Known data: ``budget = 500``, ``capacity[PLANTS] = {Lyon: 120}``, ``margin[p in P] = price[p] - cost[p]``.

    ``value`` is None when the data come from outside the formulation.
    """

    index: tuple[Generator, ...] = ()
    value: ParameterValue = None


@dataclass(frozen=True, slots=True)
class Variable(Element):
    """A decision: ``ship[PLANTS, STORES] >= 0 continuous``, ``0 <= load[p in PLANTS] <= capacity[p] integer``.

    ``lower`` and ``upper`` are expressions of data (None: no bound). A binary variable has neither: it is 0 or 1.
    """

    index: tuple[Generator, ...] = ()
    kind: Kind = Kind.CONTINUOUS
    lower: Expression | None = None
    upper: Expression | None = None


@dataclass(frozen=True, slots=True)
class Objective(Element):
    """``minimize sum(...)``; ``expression`` is None exactly for ``satisfy``. Its name is always ``objective``."""

    name: str = "objective"
    sense: Sense = Sense.SATISFY
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Constraint(Element):
    """``supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p] * open[p]``; one row for each index."""

    body: Expression
    index: tuple[Generator, ...] = ()


Declaration: TypeAlias = SetDeclaration | Parameter | Variable


@dataclass(frozen=True, slots=True)
class Formulation:
    """The five elements, in the order in which they are written, and the problem's own words where they are known."""

    sets: tuple[SetDeclaration, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    variables: tuple[Variable, ...] = ()
    objective: Objective = Objective()
    constraints: tuple[Constraint, ...] = ()
    problem: str | None = None

    def elements(self) -> Iterator[SetDeclaration | Parameter | Variable | Objective | Constraint]:
        """Every element, in the order of the five headings."""
        yield from self.sets
        yield from self.parameters
        yield from self.variables
        yield self.objective
        yield from self.constraints

    def declarations(self) -> dict[str, Declaration]:
        """Sets, parameters and variables by name; of a name used twice, the first."""
        found: dict[str, Declaration] = {}
        declared: tuple[Declaration, ...] = (*self.sets, *self.parameters, *self.variables)
        for element in declared:
            found.setdefault(element.name, element)
        return found
