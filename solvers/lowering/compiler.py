"""From expressions over variables to values over a grid; whatever is data alone is left to the evaluator of data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.faults import counted
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Array, Grid, Space
from nl2opt.formulation.data.spines import binary_spine
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Element, Kind
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Reduction,
    SetLiteral,
    Subscript,
    children,
)
from nl2opt.formulation.spans import Span
from nl2opt.solvers.lowering import reformulations
from nl2opt.solvers.lowering.builder import Builder
from nl2opt.solvers.lowering.intervals import Interval, bounds_of, is_integral
from nl2opt.solvers.lowering.layouts import boxed
from nl2opt.solvers.lowering.uses import EXACT, Use
from nl2opt.solvers.lowering.values import (
    Polynomial,
    Tree,
    Value,
    added,
    columns_at,
    constant,
    multiply,
    negate,
    scale,
    summed,
)
from nl2opt.solvers.program import Feature


@dataclass(frozen=True, slots=True)
class DeclaredVariable:
    """The columns of a variable: entry ``k`` of its space, in flat order, is column ``first + k``.

    ``numbers`` are those columns, an axis for each of the space's; terms that read a block of them are views of it.
    """

    space: Space
    kind: Kind
    first: int
    numbers: Array


class Compiler:
    """Values of expressions, with the columns and rows that their reformulation needs.

    Attributes:
        data: sets and parameters.
        native: structures that are kept.
        evaluator: computes expressions of data.
        builder: the program in the making.
        variables: the columns of each variable.
        warnings: what the user should know about the program.
        element: the name of the element that is being lowered.
        where: its place in the formulation's text.
        names: the indices of that constraint, in order, of which the keys of its rows are made.
        products: the column that equals a product of two columns, by their numbers as one (smaller << 32 | larger).
    """

    def __init__(self, data: Data, native: frozenset[Feature] = frozenset()) -> None:
        self.data = data
        self.native = native
        self.evaluator = data.evaluator
        self.builder = Builder()
        self.variables: dict[str, DeclaredVariable] = {}
        self.warnings: list[Diagnostic] = []
        self.element = ""
        self.where: Span | None = None
        self.names: Sequence[str] = ()
        self.products: dict[int, int] = {}
        self._readers: dict[int, tuple[Node, frozenset[tuple[str, ...]]]] = {}

    def enter(self, element: Element, names: Sequence[str] = ()) -> None:
        """Says which element rows, columns and messages belong to from now on, and what its indices are called."""
        self.element = self.evaluator.element = element.name
        self.where = element.where
        self.names = names

    def warn(self, code: str, message: str, *, hint: str = "", where: Span | None = None) -> None:
        """Notes a finding once, about a part of the element or about all of it."""
        finding = Diagnostic(Severity.WARNING, code, message, hint, where or self.where, self.element)
        if finding not in self.warnings:
            self.warnings.append(finding)

    def is_data(self, expression: Expression, grid: Grid) -> bool:
        """Whether the expression reads no variable."""
        if isinstance(expression, Number):
            return True
        reads = self.reads(expression)
        if not reads:
            return True
        bound = grid.names
        return all(
            name in bound or any(other in bound and not bound[other].domain.numeric for other in others)
            for *others, name in reads
        )

    def reads(self, expression: Node) -> frozenset[tuple[str, ...]]:
        """The variables whose value an expression reads, each behind the words that may make it a label.

        Indices between brackets, domains and conditions are data by the rules of the language, and a word among them
        may be a label that shares its name with a variable; so may the word in ``p == b``, if ``p`` is an index over
        words.
        """
        if isinstance(expression, Number):
            return frozenset()
        if isinstance(expression, Name):
            return frozenset(((expression.id,),)) if expression.id in self.variables else frozenset()
        known = self._readers.get(id(expression))
        if known is None:
            # The expression is kept with the answer, so that its id is not given to another one.
            known = self._readers[id(expression)] = (expression, self._find_reads(expression))
        return known[1]

    def _find_reads(self, expression: Node) -> frozenset[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        pending: list[Node] = [expression]
        while pending:
            node = pending.pop()
            if isinstance(node, Binary):
                pending += (node.left, node.right)
            elif isinstance(node, Name):
                found.add((node.id,))
            elif isinstance(node, Subscript):
                found.add((node.base,))
            elif isinstance(node, Comparison) and all(isinstance(operand, Name) for operand in node.operands):
                words = [operand.id for operand in node.operands if isinstance(operand, Name)]
                found.update((*(other for other in words if other != word), word) for word in words)
            elif not isinstance(node, (Number, Generator, SetLiteral)):
                pending.extend(children(node))
        return frozenset(names for names in found if names[-1] in self.variables)

    def bounds(self, value: Value, grid: Grid) -> Interval:
        """An interval that holds the value at each point."""
        return bounds_of(value, grid, self.builder.columns)

    def integral(self, value: Value) -> bool:
        """Whether the variable part of a value is a whole number whatever the variables are."""
        return is_integral(value, self.builder.columns)

    def whole(self, value: Value) -> bool:
        """Whether a value is a whole number whatever the variables are."""
        return (
            isinstance(value, Polynomial)
            and bool((value.constant == np.floor(value.constant)).all())
            and self.integral(value)
        )

    def new_columns(self, grid: Grid, lower: Array, upper: Array, *, integer: bool) -> Polynomial:
        """Auxiliary variables, one for each point of the grid."""
        keys = grid.keys([name for name in self.names if name in grid.names])
        low, high = grid.full(lower).ravel(), grid.full(upper).ravel()
        first = self.builder.add_columns(self.element, "auxiliary", low, high, integer, keys)
        return columns_at((first + np.arange(grid.size)).reshape(grid.sizes), grid)

    # Values

    def value(self, expression: Expression, grid: Grid, use: Use = EXACT) -> Value:
        """The value of an expression at each point of the grid.

        Args:
            expression: numbers, or logic (1 where it holds).
            grid: the points.
            use: what is asked of the value.

        Raises:
            FormulationError: what the evaluator of data raises, and functions that take data only.
        """
        if self.is_data(expression, grid):
            return constant(self.evaluator.number(expression, grid))
        match expression:
            case Name():
                return self._variable(Subscript(expression.id, (), span=expression.span), grid)
            case Subscript():
                return self._variable(expression, grid)
            case Negation(operand):
                return negate(self.value(operand, grid, -use), grid)
            case Binary():
                return self._arithmetic(expression, grid, use)
            case Call():
                return self._call(expression, grid, use)
            case Reduction("sum", body, generators):
                inner, _ = extended(grid.opened(), generators, self.evaluator)
                return summed(self.value(body, inner, use), inner, grid)
            case Reduction("prod", body, generators):
                inner, _ = extended(grid.opened(), generators, self.evaluator)
                return reformulations.product_over(self, self.value(body, inner), inner, grid)
            case Reduction(("min" | "max") as function, body, generators):
                return reformulations.extreme_over(self, function, body, generators, grid, use, expression)
            case Comparison() | Connective() | Not() | LogicalCall() | Reduction():
                return reformulations.literal(self, expression, grid, -use)
            case _:
                raise self.evaluator.fault("not-a-number", "A set stands where a number is needed.", expression)

    def _variable(self, node: Subscript, grid: Grid) -> Polynomial:
        variable = self.variables[node.base]
        space = variable.space
        if not node.indices and space.axes:
            raise self.evaluator.fault(
                "missing-index",
                f"'{node.base}' is indexed, but is used without an index.",
                node,
                hint=f"Write {node.base}[...] with {counted(space.arity, 'index', 'indices')}.",
            )
        running, places = self.evaluator.access(node, space, grid)
        block = boxed(variable.numbers, variable.first, running, places, len(grid.sizes))
        if block is not None:
            return columns_at(block[0], grid, block[1])
        return columns_at(variable.numbers[tuple(places)], grid)

    def _arithmetic(self, node: Binary, grid: Grid, use: Use) -> Value:
        match node.operator:
            case "+" | "-":
                first, steps = binary_spine(node, ("+", "-"))
                parts = [self.value(first, grid, use)]
                for step in steps:
                    if step.operator == "+":
                        parts.append(self.value(step.right, grid, use))
                    else:
                        parts.append(negate(self.value(step.right, grid, -use), grid))
                return added(parts)
            case "*":
                return self._times(node, grid, use)
            case "/":
                return self._divided(node, grid, use)
            case "**":
                return self._power(node, grid)
            case _:
                raise self.evaluator.fault("data-only", f"'{node.operator}' takes data only, never variables.", node)

    def _times(self, node: Binary, grid: Grid, use: Use) -> Value:
        for data, other in ((node.left, node.right), (node.right, node.left)):
            if self.is_data(data, grid):
                factor = self.evaluator.number(data, grid)
                return scale(self.value(other, grid, _turned(use, factor)), factor)
        return reformulations.product(self, self.value(node.left, grid), self.value(node.right, grid), grid)

    def _divided(self, node: Binary, grid: Grid, use: Use) -> Value:
        if self.is_data(node.right, grid):
            one = Number(1)
            factor = self.evaluator.number(Binary("/", one, node.right, span=node.span), grid)
            return scale(self.value(node.left, grid, _turned(use, factor)), factor)
        numerator, divisor = self.value(node.left, grid), self.value(node.right, grid)
        return Tree("div", (numerator, divisor))

    def _power(self, node: Binary, grid: Grid) -> Value:
        if self.is_data(node.left, grid):
            base = self.evaluator.number(node.left, grid)
            if (base <= 0).any():
                raise self.evaluator.fault(
                    "not-finite", "A power with a variable exponent needs a positive base.", node.left
                )
            return Tree("exp", (scale(self.value(node.right, grid), np.log(base)),))
        base_value = self.value(node.left, grid)
        if not self.is_data(node.right, grid):
            return Tree("exp", (multiply(self.value(node.right, grid), Tree("log", (base_value,)), grid),))
        exponent = self.evaluator.number(node.right, grid)
        if exponent.size and bool((exponent == exponent.flat[0]).all()):
            match float(exponent.flat[0]):
                case 0.0:
                    return constant(np.ones((1,) * len(grid.sizes)))
                case 1.0:
                    return base_value
                case 2.0:
                    return reformulations.product(self, base_value, base_value, grid)
        return Tree("pow", (base_value, constant(exponent)))

    def _call(self, node: Call, grid: Grid, use: Use) -> Value:
        function, arguments = node.function, node.arguments
        if function in ("floor", "ceil", "round", "len"):
            raise self.evaluator.fault(
                "data-only",
                f"'{function}' takes data only, never variables.",
                node,
                hint="Declare an integer variable and bound it instead.",
            )
        if function in ("min", "max"):
            return reformulations.extreme_of(self, function, arguments, grid, use, node)
        if len(arguments) != 1:
            raise self.evaluator.fault("wrong-arity", f"'{function}' takes one argument, not {len(arguments)}.", node)
        if function == "abs":
            return reformulations.absolute(self, self.value(arguments[0], grid), grid, use)
        rising = use if function in ("sqrt", "exp", "log") else EXACT
        return Tree(function, (self.value(arguments[0], grid, rising),))


def _turned(use: Use, factor: Array) -> Use:
    """What is asked of a value when it is multiplied by data: the same, the opposite, or exactness for both signs."""
    if use == EXACT or bool((factor >= 0).all()):
        return use
    return -use if bool((factor <= 0).all()) else EXACT
