"""Collects columns, rows and conditions while a formulation is lowered, and makes the program of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.data.grid import Array
from nl2opt.formulation.elements import Key, Sense
from nl2opt.solvers.lowering.assembly import Entries, column_wise
from nl2opt.solvers.lowering.implied import implied_bounds
from nl2opt.solvers.program import (
    AllDifferent,
    Block,
    Columns,
    Flags,
    Floats,
    Indicator,
    NonlinearRow,
    Operation,
    Program,
    Quadratic,
)


@dataclass(frozen=True, slots=True)
class _RowBlock:
    """Rows in the making, with the place that their constraint has in the formulation."""

    place: int
    name: str
    kind: str
    entries: Sequence[Entries]
    lower: Floats
    upper: Floats
    keys: Sequence[Key]


class Builder:
    """A program in the making.

    Attributes:
        place: where rows that are added now stand among the others; rows of one place keep their order.
    """

    def __init__(self) -> None:
        self.place = 0
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._integer: list[Flags] = []
        self._known: list[tuple[Floats, Floats, Flags]] = []
        self._columns = 0
        self._rows: list[_RowBlock] = []
        self._nonlinear: list[NonlinearRow] = []
        self._indicators: list[Indicator] = []
        self._all_different: list[AllDifferent] = []
        self._variable_blocks: list[Block] = []
        self._other_blocks: list[Block] = []

    # Columns

    def add_columns(
        self, name: str, kind: str, lower: Floats, upper: Floats, integer: bool, keys: Sequence[Key]
    ) -> int:
        """Adds columns, flat arrays of their bounds; returns the number of the first."""
        first = self._columns
        self._columns += len(lower)
        self._lower.append(np.asarray(lower, dtype=np.float64))
        self._upper.append(np.asarray(upper, dtype=np.float64))
        self._integer.append(np.full(len(lower), integer))
        self._known.append((self._lower[-1], self._upper[-1], self._integer[-1]))
        self._variable_blocks.append(Block(name, kind, first, keys))
        return first

    @property
    def width(self) -> int:
        """How many columns there are so far."""
        return self._columns

    @property
    def columns(self) -> tuple[Floats, Floats, Flags]:
        """Lower bounds, upper bounds and integrality of all columns so far, as far as they are known.

        After :meth:`use_rows` these bounds may be narrower than those that the program states.
        """
        if len(self._known) != 1:
            nothing = np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_)
            joined = tuple(np.concatenate(arrays) for arrays in zip(nothing, *self._known, strict=True))
            self._known = [(joined[0], joined[1], joined[2].astype(np.bool_))]
        return self._known[0]

    def use_rows(self) -> None:
        """Narrows what is known of the columns by the rows that are there; the program's bounds stay as they are."""
        known = self.columns
        if bool(np.isfinite(known[0]).all()) and bool(np.isfinite(known[1]).all()):
            return
        entries, lower, upper, _ = self._matrix()
        self._known = [(*implied_bounds(entries, (lower, upper), known), known[2])]

    # Rows

    def add_rows(
        self, name: str, kind: str, entries: Sequence[Entries], lower: Floats, upper: Floats, keys: Sequence[Key]
    ) -> None:
        """Adds rows; the entries number them from 0."""
        self._rows.append(_RowBlock(self.place, name, kind, entries, lower, upper, keys))

    def add_nonlinear(self, name: str, rows: Sequence[NonlinearRow], keys: Sequence[Key]) -> None:
        """Adds nonlinear rows."""
        self._other_blocks.append(Block(name, "nonlinear", len(self._nonlinear), keys))
        self._nonlinear.extend(rows)

    def add_indicators(self, name: str, rows: Sequence[Indicator], keys: Sequence[Key]) -> None:
        """Adds conditions that hold where a binary column says so."""
        self._other_blocks.append(Block(name, "indicators", len(self._indicators), keys))
        self._indicators.extend(rows)

    def add_all_different(self, name: str, rows: Sequence[AllDifferent], keys: Sequence[Key]) -> None:
        """Adds sets of expressions that take different values."""
        self._other_blocks.append(Block(name, "all_different", len(self._all_different), keys))
        self._all_different.extend(rows)

    # The whole

    def _matrix(self) -> tuple[list[Entries], Floats, Floats, list[Block]]:
        """The entries of all rows, their bounds, and their blocks, in the order of the constraints."""
        entries: list[Entries] = []
        blocks: list[Block] = []
        lower: list[Floats] = []
        upper: list[Floats] = []
        first = 0
        for row in sorted(self._rows, key=lambda item: item.place):
            entries.extend(entry.moved(first) if first else entry for entry in row.entries)
            blocks.append(Block(row.name, row.kind, first, row.keys))
            lower.append(row.lower)
            upper.append(row.upper)
            first += len(row.lower)
        return entries, _joined(lower), _joined(upper), blocks

    def program(
        self,
        sense: Sense,
        cost: Floats,
        constant: float = 0.0,
        quadratic: Quadratic | None = None,
        nonlinear: Operation | None = None,
    ) -> Program:
        """The program, with an objective whose ``cost`` covers the first columns; others cost nothing."""
        entries, lower, upper, blocks = self._matrix()
        return Program(
            sense=sense,
            columns=Columns(_joined(self._lower), _joined(self._upper), _joined(self._integer, np.bool_)),
            cost=cost if len(cost) == self._columns else np.concatenate([cost, np.zeros(self._columns - len(cost))]),
            rows=column_wise(entries, self._columns, lower, upper),
            constant=constant,
            quadratic=quadratic,
            nonlinear_objective=nonlinear,
            nonlinear=tuple(self._nonlinear),
            indicators=tuple(self._indicators),
            all_different=tuple(self._all_different),
            variable_blocks=tuple(self._variable_blocks),
            constraint_blocks=(*blocks, *self._other_blocks),
        )


def _joined(parts: Sequence[Array], kind: type[np.generic] = np.float64) -> Array:
    """Arrays one after the other; a single one as it is."""
    return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, dtype=kind), *parts])
