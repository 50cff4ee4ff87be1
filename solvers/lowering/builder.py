"""Collects columns, rows and conditions while a formulation is lowered, and makes the program of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array
from nl2opt.formulation.elements import Key, Sense
from nl2opt.solvers.lowering.assembly import Entries, column_wise
from nl2opt.solvers.program import (
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


class Builder:
    """A program in the making; columns and rows are numbered as they come."""

    def __init__(self) -> None:
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._integer: list[Flags] = []
        self._bounds: tuple[Floats, Floats, Flags] | None = None
        self._columns = 0
        self._rows = 0
        self._row_lower: list[Floats] = []
        self._row_upper: list[Floats] = []
        self._entries: list[Entries] = []
        self.nonlinear: list[NonlinearRow] = []
        self.indicators: list[Indicator] = []
        self.variable_blocks: list[Block] = []
        self.constraint_blocks: list[Block] = []

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
        self._bounds = None
        self.variable_blocks.append(Block(name, kind, first, keys))
        return first

    @property
    def columns(self) -> tuple[Floats, Floats, Flags]:
        """Lower bounds, upper bounds and integrality of all columns so far."""
        if self._bounds is None:
            if len(self._lower) > 1:
                self._lower = [np.concatenate(self._lower)]
                self._upper = [np.concatenate(self._upper)]
                self._integer = [np.concatenate(self._integer)]
            self._bounds = (
                (self._lower[0], self._upper[0], self._integer[0])
                if self._lower
                else (np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_))
            )
        return self._bounds

    # Rows

    def add_rows(
        self, name: str, kind: str, entries: Sequence[Entries], lower: Floats, upper: Floats, keys: Sequence[Key]
    ) -> None:
        """Adds rows; the entries number them from 0."""
        first = self._rows
        self._rows += len(lower)
        self._row_lower.append(lower)
        self._row_upper.append(upper)
        self._entries.extend(entry.moved(first) for entry in entries)
        self.constraint_blocks.append(Block(name, kind, first, keys))

    def add_nonlinear(self, name: str, rows: Sequence[NonlinearRow], keys: Sequence[Key]) -> None:
        """Adds nonlinear rows."""
        self.constraint_blocks.append(Block(name, "nonlinear", len(self.nonlinear), keys))
        self.nonlinear.extend(rows)

    def add_indicators(self, name: str, rows: Sequence[Indicator], keys: Sequence[Key]) -> None:
        """Adds conditions that hold where a binary column says so."""
        self.constraint_blocks.append(Block(name, "indicators", len(self.indicators), keys))
        self.indicators.extend(rows)

    # The whole

    def program(
        self,
        sense: Sense,
        columns: Positions,
        coefficients: Floats,
        constant: float = 0.0,
        quadratic: Quadratic | None = None,
        nonlinear: Operation | None = None,
    ) -> Program:
        """The program, with an objective whose linear part is given as entries (repeated columns add up)."""
        lower, upper, integer = self.columns
        cost: Array = np.bincount(columns, weights=coefficients, minlength=self._columns)
        nothing = np.zeros(0)
        return Program(
            sense=sense,
            columns=Columns(lower, upper, integer),
            cost=cost.astype(np.float64, copy=False),
            rows=column_wise(
                self._entries,
                self._columns,
                np.concatenate(self._row_lower) if self._row_lower else nothing,
                np.concatenate(self._row_upper) if self._row_upper else nothing,
            ),
            constant=constant,
            quadratic=quadratic,
            nonlinear_objective=nonlinear,
            nonlinear=tuple(self.nonlinear),
            indicators=tuple(self.indicators),
            variable_blocks=tuple(self.variable_blocks),
            constraint_blocks=tuple(self.constraint_blocks),
        )
