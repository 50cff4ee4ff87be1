"""Evaluates expressions of data over a grid of indices, as whole numpy arrays.

Every result broadcasts to its grid: it has one axis for each axis of the grid, of the grid's length or 1. A bound
index is a column of positions, a subscript is fancy indexing, ``t-1`` is shifted positions, a condition is a mask and
a sum reduces the axes that it brought. Nothing here runs Python code for each element.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nl2opt.formulation.data.comparisons import compared
from nl2opt.formulation.data.domains import Domain, Positions, Relation
from nl2opt.formulation.data.faults import counted, fault, key_text
from nl2opt.formulation.data.generators import IndexedSet, extended
from nl2opt.formulation.data.grid import Array, Grid, Space, extreme, total
from nl2opt.formulation.data.places import accessed, placed, taken_apart
from nl2opt.formulation.data.sets import set_value
from nl2opt.formulation.data.spines import binary_spine, connected
from nl2opt.formulation.diagnostics import FormulationError, did_you_mean
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
    Quoted,
    Reduction,
    Subscript,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A parameter's values, shape ``space.shape``; NaN where an entry is missing, which ``complete`` rules out.

    ``gap`` says of a missing entry, by its flat place, where its file should have it.
    """

    name: str
    space: Space
    values: Array
    complete: bool = True
    gap: Callable[[int], str] | None = None


class Source(Protocol):
    """Where an evaluator finds what names stand for."""

    def kind(self, name: str) -> str:
        """``set``, ``indexed set``, ``parameter``, ``variable``, or empty for an unknown name."""

    def set(self, name: str) -> Relation:
        """The members of a set."""

    def indexed_set(self, name: str) -> IndexedSet:
        """The members of an indexed set."""

    def table(self, name: str) -> Table:
        """The values of a parameter."""

    def is_label(self, word: str) -> bool:
        """Whether the word is a member of some set."""

    def is_scalar(self, name: str) -> bool:
        """Whether the name is a parameter without an index."""

    def names(self) -> list[str]:
        """Every declared name."""


_SMOOTH: dict[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "exp": np.exp,
    "sin": np.sin,
    "cos": np.cos,
    "floor": np.floor,
    "ceil": np.ceil,
    "round": np.round,
    "sqrt": np.sqrt,
    "log": np.log,
}


class Evaluator:
    """Expressions of data, over grids.

    Attributes:
        element: the name of the element that is being read, for messages.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.element = ""

    # Numbers

    def number(self, expression: Expression, grid: Grid) -> Array:
        """The value at each point of the grid, float64.

        Raises:
            FormulationError: a division by zero, an index out of range, a missing entry, or a name without a number.
        """
        match expression:
            case Number(value):
                return self._scalar(float(value), grid)
            case Name(name):
                return self._named(expression, name, grid)
            case Subscript():
                return self._entry(expression, grid)
            case Negation(operand):
                return -self.number(operand, grid)
            case Binary():
                return self._arithmetic(expression, grid)
            case Call():
                return self._call(expression, grid)
            case Reduction(function, body, generators) if function in ("sum", "prod", "min", "max"):
                inner, _ = extended(grid.opened(), generators, self)
                values = self.number(body, inner)
                if function == "sum":
                    return total(values, inner, grid)
                result = extreme(function, values, inner, grid)
                if function != "prod" and np.isinf(result).any():
                    raise self.fault("empty-reduction", f"'{function}' is taken over no members.", expression)
                return result
            case Comparison() | Connective() | Not() | LogicalCall() | Reduction():
                return self.truth(expression, grid).astype(np.float64)
            case Quoted(value):
                raise self.fault("not-a-number", f'"{value}" is a set member, not a number.', expression)
            case _:
                raise self.fault("not-a-number", "A set stands where a number is needed.", expression)

    def _scalar(self, value: float | bool, grid: Grid) -> Array:
        return np.full((1,) * len(grid.sizes), value)

    def _named(self, node: Expression, name: str, grid: Grid) -> Array:
        index = grid.names.get(name)
        if index is not None:
            if not index.domain.numeric:
                raise self.fault(
                    "not-a-number", f"The index '{name}' runs over words, so it cannot be used as a number.", node
                )
            values = index.domain.values
            return grid.lay(values if index.positions is None else values[index.positions], index.axis)
        kind = self.source.kind(name)
        if kind == "parameter":
            table = self.source.table(name)
            if table.space.axes:
                raise self.fault(
                    "missing-index",
                    f"'{name}' is indexed, but is used without an index.",
                    node,
                    hint=f"Write {name}[...] with {counted(table.space.arity, 'index', 'indices')}.",
                )
            self._require_complete(table, table.values, [], grid, node)
            return self._scalar(float(table.values), grid)
        if kind:
            raise self.fault("not-a-number", f"'{name}' is a {kind}, not a number of the data.", node)
        label = self.source.is_label(name)
        what = f"'{name}' is a set member, not a number." if label else f"'{name}' is not declared."
        hint = "" if label else did_you_mean(name, self.source.names())
        raise self.fault("not-a-number" if label else "unknown-name", what, node, hint=hint)

    def _entry(self, node: Subscript, grid: Grid) -> Array:
        kind = self.source.kind(node.base)
        if kind != "parameter":
            what = f"'{node.base}' is a {kind}, not a parameter." if kind else f"'{node.base}' is not declared."
            hint = "" if kind else did_you_mean(node.base, self.source.names())
            raise self.fault("not-a-number" if kind else "unknown-name", what, node, hint=hint)
        table = self.source.table(node.base)
        axes, places = self.access(node, table.space, grid)
        if None not in axes and len(set(axes)) == len(axes):
            # Every index runs over its axis as it stands: the table itself, its axes in the grid's order.
            order = sorted(range(len(axes)), key=lambda k: axes[k] or 0)
            shape = [1] * len(grid.sizes)
            for axis in axes:
                shape[axis or 0] = grid.sizes[axis or 0]
            values = table.values.transpose(order).reshape(shape)
        else:
            values = table.values[tuple(places)]
        self._require_complete(table, values, places, grid, node)
        return values

    def _require_complete(
        self, table: Table, values: Array, places: Sequence[Positions], grid: Grid, node: Expression
    ) -> None:
        if table.complete or not np.isnan(values).any():
            return
        key: tuple[str | int, ...] = ()
        entry = 0
        if places:
            flat = int(np.flatnonzero(np.isnan(np.broadcast_to(values, grid.sizes)).ravel())[0])
            where = [int(np.broadcast_to(place, grid.sizes).ravel()[flat]) for place in places]
            entry = int(np.ravel_multi_index(where, table.space.shape))
            key = table.space.keys()[entry]
        raise self.fault(
            "missing-entry",
            f"'{table.name}' has no value for {key_text(key)}, which is used here"
            f"{table.gap(entry) if table.gap is not None else ''}.",
            node,
            hint="Give the value, or leave the entry out with a condition ('if ...').",
        )

    def _arithmetic(self, node: Binary, grid: Grid) -> Array:
        first, steps = binary_spine(node)
        value = self.number(first, grid)
        for step in steps:
            value = self._combined(step, value, self.number(step.right, grid), grid)
        return value

    def _combined(self, node: Binary, left: Array, right: Array, grid: Grid) -> Array:
        match node.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/" | "%":
                zero = right == 0
                if zero.any():
                    raise self.fault(
                        "division-by-zero",
                        f"The divisor is 0{self.at(zero, grid)}.",
                        node.right,
                        hint="Change the data, or leave these cases out with a condition ('if ...').",
                    )
                return left / right if node.operator == "/" else np.mod(left, right)
            case "**":
                with np.errstate(all="ignore"):
                    return self._finite(np.power(left, right), node, grid)
            case _:
                raise self.fault("not-a-number", f"'{node.operator}' works on sets, not on numbers.", node)

    def _call(self, node: Call, grid: Grid) -> Array:
        if node.function == "len":
            return self._length(node, grid)
        arguments = [self.number(argument, grid) for argument in node.arguments]
        if node.function in ("min", "max"):
            if not arguments:
                raise self.fault("wrong-arity", f"'{node.function}' needs at least one argument.", node)
            combine = np.minimum if node.function == "min" else np.maximum
            result = arguments[0]
            for argument in arguments[1:]:
                result = combine(result, argument)
            return result
        if len(arguments) != 1:
            raise self.fault("wrong-arity", f"'{node.function}' takes one argument, not {len(arguments)}.", node)
        with np.errstate(all="ignore"):
            return self._finite(_SMOOTH[node.function](arguments[0]), node, grid)

    def _length(self, node: Call, grid: Grid) -> Array:
        if len(node.arguments) != 1:
            raise self.fault("wrong-arity", f"'len' takes one set, not {len(node.arguments)}.", node)
        operand = node.arguments[0]
        if isinstance(operand, Subscript) and self.source.kind(operand.base) == "indexed set":
            indexed = self.source.indexed_set(operand.base)
            keys = self.items(operand.indices, grid)
            relation = indexed.relation
            holders = Relation(
                relation.domains[: indexed.key_arity], relation.columns[: indexed.key_arity], relation.size
            )
            places = [self.place(key, domain, grid) for key, domain in zip(keys, holders.domains, strict=True)]
            code, outside = holders.encode(places)
            own, _ = holders.encode([holders.column(k) for k in range(holders.arity)])
            counts = np.bincount(own, minlength=int(code.max(initial=0)) + 1)
            return np.where(outside, 0, counts[code]).astype(np.float64)
        return self._scalar(float(self.relation(operand).size), grid)

    def _finite(self, values: Array, node: Expression, grid: Grid) -> Array:
        bad = ~np.isfinite(values)
        if bad.any():
            place = self.at(bad, grid)
            raise self.fault("not-finite", f"The result is no finite number{place}.", node)
        return values

    # Truth values

    def truth(self, expression: Expression, grid: Grid) -> Array:
        """Whether the expression holds at each point of the grid, bool."""
        match expression:
            case Comparison(operands, operators):
                holds = self._scalar(True, grid)
                for left, operator, right in zip(operands, operators, operands[1:], strict=False):
                    holds = holds & compared(left, operator, right, grid, self)
                return holds
            case Connective("and" | "or" as operator):
                leading, *others = connected(expression)
                holds = self.truth(leading, grid)
                for other in others:
                    truth = self._guarded(other, holds, operator, grid)
                    holds = holds & truth if operator == "and" else holds | truth
                return holds
            case Connective(operator, left, right):
                first = self.truth(left, grid)
                second = self._guarded(right, first, operator, grid)
                match operator:
                    case "xor":
                        return first ^ second
                    case "implies":
                        return ~first | second
                    case _:
                        return np.asarray(first == second)
            case Not(operand):
                return ~self.truth(operand, grid)
            case Reduction(function, body, generators) if function in ("all", "any"):
                inner, _ = extended(grid.opened(), generators, self)
                return extreme(function, self.truth(body, inner), inner, grid)
            case Reduction("all_different", body, generators):
                inner, _ = extended(grid.opened(), generators, self)
                return _without_repeats(self.number(body, inner), inner, grid)
            case Reduction(function, body, generators) if function in ("at_most_one", "exactly_one", "at_least_one"):
                inner, _ = extended(grid.opened(), generators, self)
                return _counted(function, total(self.truth(body, inner).astype(np.float64), inner, grid))
            case LogicalCall("all_different", arguments):
                values = [self.number(argument, grid) for argument in arguments]
                different = self._scalar(True, grid)
                for place, first in enumerate(values):
                    for second in values[place + 1 :]:
                        different = different & (first != second)
                return different
            case LogicalCall(function, arguments):
                truths = [self.truth(argument, grid) for argument in arguments]
                count = self._scalar(0.0, grid)
                for truth in truths:
                    count = count + truth
                if function in ("all", "any"):
                    return count == len(truths) if function == "all" else count > 0
                return _counted(function, count)
            case _:
                return np.asarray(self.number(expression, grid) != 0)

    def _guarded(self, right: Expression, left: Array, operator: str, grid: Grid) -> Array:
        """The right side of a connective; where the left side decides alone it need not have a value.

        ``t > 1 and d[t - 1] > 0`` may be read where ``t`` is 1, as in Python.
        """
        try:
            return self.truth(right, grid)
        except FormulationError:
            if operator not in ("and", "or", "implies") or not grid.sizes:
                raise
            inner = grid.opened().kept(~left if operator == "or" else left)
            result = np.zeros(grid.sizes, dtype=np.bool_)
            places = inner.full(inner.outer_places(grid.sizes)).ravel()
            result.reshape(-1)[places] = inner.full(self.truth(right, inner)).ravel()
            return result

    # Sets, positions and what the other modules need

    def relation(self, expression: Expression) -> Relation:
        """The members of a set expression that depends on no index."""
        return set_value(expression, self)

    def indexed_set(self, name: str) -> IndexedSet | None:
        """An indexed set by its name, or None when the name is something else."""
        return self.source.indexed_set(name) if self.source.kind(name) == "indexed set" else None

    def place(self, expression: Expression, domain: Domain, grid: Grid) -> Positions:
        """The positions of an index expression in a domain; -1 where it is no member."""
        return placed(expression, domain, grid, self)

    def items(self, indices: Sequence[Expression], grid: Grid) -> tuple[Expression, ...]:
        """The labels of a key: tuples and indices over tuple sets taken apart."""
        return taken_apart(indices, grid)

    def access(self, node: Subscript, space: Space, grid: Grid) -> tuple[list[int | None], list[Positions]]:
        """Where a subscript points to along each axis of a space.

        Returns:
            For each axis of the space the grid's axis that runs over it as it stands, or None; and the positions along
            it, broadcastable to the grid.

        Raises:
            FormulationError: a wrong number of indices, or an index out of range.
        """
        return accessed(node, space, grid, self)

    def is_label(self, word: str) -> bool:
        """Whether the word is a member of some set."""
        return self.source.is_label(word)

    def fault(self, code: str, message: str, node: Expression, *, hint: str = "") -> FormulationError:
        """An error about a node of the element that is being read."""
        return fault(code, message, hint=hint, where=node.span, element=self.element)

    def at(self, bad: Array, grid: Grid) -> str:
        """`` at p = Lyon, t = 1`` for the first point where ``bad`` holds; empty without indices."""
        flat = int(np.flatnonzero(np.broadcast_to(bad, grid.sizes).ravel())[0])
        labels = grid.labels_at(flat, [name for name in grid.names if not name.startswith("#")])
        return " at " + ", ".join(f"{name} = {label}" for name, label in labels.items()) if labels else ""


def _counted(function: str, count: Array) -> Array:
    if function == "at_most_one":
        return count <= 1
    return count == 1 if function == "exactly_one" else count >= 1


def _without_repeats(values: Array, inner: Grid, outer: Grid) -> Array:
    """Whether the values that belong to each point of ``outer`` are all different."""
    flat = inner.full(values).ravel()
    places = inner.full(inner.outer_places(outer.sizes)).ravel()
    order = np.lexsort((flat, places))
    flat, places = flat[order], places[order]
    repeated = (places[1:] == places[:-1]) & (flat[1:] == flat[:-1])
    distinct = np.ones(outer.size, dtype=np.bool_)
    distinct[places[1:][repeated]] = False
    return distinct.reshape(outer.sizes)
