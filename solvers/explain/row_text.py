"""Rows and bounds of a program as text, in the names of the formulation and with their numbers put in."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from nl2opt.formulation.elements import Key
from nl2opt.solvers.explain.members import Member, MemberKind
from nl2opt.solvers.program import Block, Program

MOST_TERMS = 8
"""A longer sum is shown by its first terms and its last."""


class Wording:
    """Names for the rows and columns of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._columns = _Places(program.variable_blocks, ("columns", "auxiliary"))
        self._rows = _Places(program.constraint_blocks, ("rows", "auxiliary"))

    def column(self, index: int) -> tuple[str, Key]:
        """The variable and the key that a column stands for."""
        return self._columns.at(index)

    def row(self, index: int) -> tuple[str, Key]:
        """The constraint and the key that a row stands for."""
        return self._rows.at(index)

    def row_members(self, indices: Iterable[int]) -> list[Member]:
        """The rows as members of a conflict."""
        wanted = np.array(sorted(indices), dtype=np.intp)
        rows = self.program.rows
        columns = np.repeat(np.arange(len(self.program.columns)), np.diff(rows.starts))
        chosen = np.flatnonzero(np.isin(rows.rows, wanted))
        terms: dict[int, list[tuple[int, float]]] = {int(index): [] for index in wanted}
        for entry in chosen.tolist():
            terms[int(rows.rows[entry])].append((int(columns[entry]), float(rows.values[entry])))
        members = []
        for index, own in terms.items():
            name, key = self.row(index)
            text = self._comparison(own, float(rows.lower[index]), float(rows.upper[index]))
            members.append(Member(MemberKind.CONSTRAINT, name, key, text))
        return members

    def bound(self, index: int, kind: MemberKind) -> Member:
        """A bound of a column, or what else is said of it alone, as a member of a conflict."""
        name, key = self.column(index)
        label = Member(kind, name, key).label
        columns = self.program.columns
        text = {
            MemberKind.LOWER: f"{label} >= {number(float(columns.lower[index]))}",
            MemberKind.UPPER: f"{label} <= {number(float(columns.upper[index]))}",
            MemberKind.INTEGER: f"{label} integer",
            MemberKind.BINARY: f"{label} binary",
        }[kind]
        return Member(kind, name, key, text)

    def _comparison(self, terms: list[tuple[int, float]], lower: float, upper: float) -> str:
        if terms and all(factor < 0 for _, factor in terms):
            terms = [(column, -factor) for column, factor in terms]
            lower, upper = -upper, -lower
        left, right = terms, ""
        bounds = {bound for bound in (lower, upper) if math.isfinite(bound)}
        if bounds == {0.0} and any(factor < 0 for _, factor in terms):
            # 'x - 2*y <= 0' is read more easily as 'x <= 2*y'.
            right = self._sum([(column, -factor) for column, factor in terms if factor < 0])
            left = [(column, factor) for column, factor in terms if factor > 0]
        text = self._sum(left)
        if lower == upper:
            return f"{text} == {right or number(upper)}"
        if not math.isfinite(lower):
            return f"{text} <= {right or number(upper)}"
        if not math.isfinite(upper):
            return f"{text} >= {right or number(lower)}"
        return f"{number(lower)} <= {text} <= {number(upper)}"

    def _sum(self, terms: list[tuple[int, float]]) -> str:
        if not terms:
            return "0"
        if terms[0][1] < 0:  # 'y - x' is read more easily than '-x + y'
            terms = sorted(terms, key=lambda term: term[1] < 0)
        shown = [self._term(column, factor, place == 0) for place, (column, factor) in enumerate(terms)]
        if len(shown) > MOST_TERMS:
            return f"{' '.join(shown[:3])} + ... {shown[-1]} ({len(shown)} terms)"
        return " ".join(shown)

    def _term(self, column: int, factor: float, first: bool) -> str:
        name, key = self.column(column)
        label = Member(MemberKind.CONSTRAINT, name, key).label
        size = "" if abs(factor) == 1 else f"{number(abs(factor))}*"
        sign = ("-" if factor < 0 else "") if first else ("- " if factor < 0 else "+ ")
        return f"{sign}{size}{label}"


class _Places:
    """Finds the block of an index."""

    def __init__(self, blocks: tuple[Block, ...], kinds: tuple[str, ...]) -> None:
        self._blocks = sorted((b for b in blocks if b.kind in kinds and len(b.keys)), key=lambda block: block.first)
        self._firsts = [block.first for block in self._blocks]

    def at(self, index: int) -> tuple[str, Key]:
        block = self._blocks[bisect_right(self._firsts, index) - 1]
        return block.name, block.keys[index - block.first]


def number(value: float) -> str:
    """A number with at most ten digits, without the noise of computing."""
    return f"{value + 0.0:.10g}"
