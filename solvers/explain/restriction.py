"""A linear program restricted to some of its rows, bounds and whole-number requirements.

These are numbered as *atoms*: with m rows and n columns, atom ``i`` is row ``i``, ``m + j`` the lower bound of column
``j``, ``m + n + j`` its upper bound, and ``m + 2 n + j`` that it is whole. Only rows that stand for themselves can be
left out one by one, so the program must come from constraints that are affine as they are written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.filtering import Verdict
from nl2opt.solvers.program import Columns, Flags, Floats, Ints, Program, Rows
from nl2opt.solvers.result import Status

_POSITIVE = 1e-7
"""Multipliers below this part of the largest one are rounding."""


_LARGEST_RANK = 600
"""The rank of more rows is not computed: that takes longer than solving without them one by one."""
_CHUNK = 1 << 22
"""Numbers of a dense product that are held at once."""


@dataclass(frozen=True)
class Certificate:
    """Multipliers that prove a linear program infeasible (Farkas).

    Attributes:
        rows: a factor for each row: positive takes its lower side, negative its upper.
        columns: likewise for bounds. ``rows @ A + columns`` is zero.
    """

    rows: Floats
    columns: Floats


class Atoms:
    """The parts of a program that a conflict is made of."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.m, self.n = len(program.rows), len(program.columns)

    @cached_property
    def entry_columns(self) -> Ints:
        """The column of each entry of the matrix."""
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.program.rows.starts))

    def constraints(self) -> list[int]:
        """The atoms of rows."""
        return list(range(self.m))

    def bounds(self) -> list[int]:
        """The atoms of bounds that are there."""
        columns = self.program.columns
        lower = self.m + np.flatnonzero(np.isfinite(columns.lower))
        upper = self.m + self.n + np.flatnonzero(np.isfinite(columns.upper))
        return [*lower.tolist(), *upper.tolist()]

    def integers(self) -> list[int]:
        """The atoms of whole numbers."""
        return [self.m + 2 * self.n + j for j in np.flatnonzero(self.program.columns.integer).tolist()]

    def restricted(self, kept: Collection[int], *, relaxed: bool = False) -> Program:
        """The program with these atoms alone; columns without an atom and without an entry are left out.

        Args:
            kept: atoms.
            relaxed: whether whole numbers are left out, whatever ``kept`` says.
        """
        rows, lower, upper, integer = self.flags(kept)
        program = self.program
        used = lower | upper | integer
        entries = rows[program.rows.rows]
        used[self.entry_columns[entries]] = True
        row_number = np.cumsum(rows) - 1
        counts = np.bincount(self.entry_columns[entries], minlength=self.n)[used]
        columns = Columns(
            np.where(lower, program.columns.lower, -np.inf)[used],
            np.where(upper, program.columns.upper, np.inf)[used],
            np.zeros(int(used.sum()), dtype=np.bool_) if relaxed else integer[used],
        )
        matrix = Rows(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            row_number[program.rows.rows[entries]].astype(np.int32),
            program.rows.values[entries],
            program.rows.lower[rows],
            program.rows.upper[rows],
        )
        return Program(Sense.SATISFY, columns, np.zeros(len(columns)), matrix)

    def flags(self, kept: Collection[int]) -> tuple[Flags, Flags, Flags, Flags]:
        """Which rows, lower bounds, upper bounds and whole numbers a set of atoms has."""
        marks = np.zeros(self.m + 3 * self.n, dtype=np.bool_)
        marks[list(kept)] = True
        m, n = self.m, self.n
        return marks[:m], marks[m : m + n], marks[m + n : m + 2 * n], marks[m + 2 * n :]

    def has_solution(self, kept: Collection[int], budget: Budget) -> Verdict:
        """Whether these atoms can hold together."""
        return budget.feasible(self.restricted(kept))

    def core(self, kept: Collection[int], budget: Budget) -> list[int] | None:
        """A smaller conflict within one whose linear relaxation has no solution; None when none is found."""
        certificate = self.certificate(kept, budget)
        if certificate is None:
            return None
        atoms = self.support(certificate)
        return atoms if budget.feasible(self.restricted(atoms)) is False else None

    def is_elementary(self, support: Collection[int]) -> bool:
        """Whether the multipliers of a certificate with this support are the only ones, up to a factor.

        Then every proof of the conflict needs all of its atoms, so that it is irreducible (J. van Loon, Irreducibly
        inconsistent systems of linear inequalities, European Journal of Operational Research 8, 1981). That is so when
        the rank of its rows is one less than their number. ``False`` is also said of conflicts that are too large.
        """
        rows, lower, upper, _ = self.flags(support)
        count = int(rows.sum())
        if not 0 < count <= _LARGEST_RANK:
            return False
        # A bound has a row with a single 1; it takes its column out of the rank of the others.
        entries = rows[self.program.rows.rows] & ~(lower | upper)[self.entry_columns]
        # Times a random matrix with a few columns more, the rows keep their rank, with probability 1.
        mixture = np.random.default_rng(0).standard_normal((self.n, min(count + 4, self.n)))
        mixed = np.zeros((count, mixture.shape[1]))
        places = (np.cumsum(rows) - 1)[self.program.rows.rows[entries]]
        for chunk in np.array_split(np.arange(len(places)), 1 + len(places) * mixture.shape[1] // _CHUNK):
            terms = self.program.rows.values[entries][chunk, None] * mixture[self.entry_columns[entries][chunk]]
            np.add.at(mixed, places[chunk], terms)
        size = np.linalg.norm(mixed, axis=1, keepdims=True)
        values = np.linalg.svd(mixed / np.where(size > 0, size, 1.0), compute_uv=False)
        return int((values > 1e-9 * count).sum()) == count - 1

    def support(self, certificate: Certificate) -> list[int]:
        """The atoms whose multiplier is not zero."""
        size = max(_largest(certificate.rows), _largest(certificate.columns))
        rows = np.flatnonzero(np.abs(certificate.rows) > _POSITIVE * size)
        lower = np.flatnonzero(certificate.columns > _POSITIVE * size)
        upper = np.flatnonzero(certificate.columns < -_POSITIVE * size)
        return [*rows.tolist(), *(self.m + lower).tolist(), *(self.m + self.n + upper).tolist()]

    def certificate(self, kept: Collection[int], budget: Budget) -> Certificate | None:
        """Multipliers that prove the linear relaxation of these atoms infeasible; None when it is feasible, or unknown.

        They are the prices of an elastic program, in which each row may be violated and the total of violations is
        minimised: only rows and bounds with a price bear on the least total (Chinneck, Feasibility and Infeasibility in
        Optimization, 2008, chapter 6).
        """
        rows, lower, upper, integer = self.flags(kept)
        program = self.restricted(kept, relaxed=True)
        m, n = len(program.rows), len(program.columns)
        below = np.flatnonzero(np.isfinite(program.rows.lower))
        above = np.flatnonzero(np.isfinite(program.rows.upper))
        extra = len(below) + len(above)
        matrix = program.rows
        elastic = Program(
            Sense.MINIMIZE,
            Columns(
                np.concatenate([program.columns.lower, np.zeros(extra)]),
                np.concatenate([program.columns.upper, np.full(extra, np.inf)]),
                np.zeros(n + extra, dtype=np.bool_),
            ),
            np.concatenate([np.zeros(n), np.ones(extra)]),
            Rows(
                np.concatenate([matrix.starts, matrix.starts[-1] + 1 + np.arange(extra)]).astype(np.int32),
                np.concatenate([matrix.rows, below, above]).astype(np.int32),
                np.concatenate([matrix.values, np.ones(len(below)), -np.ones(len(above))]),
                matrix.lower,
                matrix.upper,
            ),
        )
        if not extra:
            return None
        result = budget.solve(elastic)
        if result.status is not Status.OPTIMAL or result.row_duals is None or result.reduced_costs is None:
            return None
        if result.objective is None or result.objective <= 1e-9:
            return None
        row_factors, column_factors = np.zeros(self.m), np.zeros(self.n)
        row_factors[rows] = result.row_duals[:m]
        used = lower | upper | integer
        used[self.entry_columns[rows[self.program.rows.rows]]] = True
        column_factors[used] = result.reduced_costs[:n]
        return Certificate(row_factors, column_factors)


def _largest(values: Floats) -> float:
    return float(np.abs(values).max(initial=0.0))
