"""From a formulation to a file of columns and rows: lowers it, and refuses what such files cannot hold."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Affine, Operation, Program, Quadratic
from nl2opt.solvers.writers.polynomials import NotQuadratic, Polynomial
from nl2opt.solvers.writers.protocol import Construct


class FlatFileWriter(ABC):
    """Writes the program that a formulation is lowered to: every sum unrolled, logic as linear rows."""

    name: ClassVar[str]
    title: ClassVar[str]
    extension: ClassVar[str]
    native: ClassVar[frozenset[Construct]] = frozenset({Construct.CONTINUOUS, Construct.PRODUCT, Construct.INDICATOR})

    def write(
        self, formulation: Formulation, *, tables: Mapping[str, Any] | None = None, folder: Path | None = None
    ) -> str:
        """The file's text; see ``Writer.write``."""
        program = lower(formulation, load(formulation, tables=tables, folder=folder)).program
        return self.text(self._quadratic(program), list(_comments(formulation)))

    @abstractmethod
    def text(self, program: Program, comments: list[str]) -> str:
        """A program without nonlinear parts beyond products of two variables, with lines of comment at its head."""

    def _quadratic(self, program: Program) -> Program:
        """The program with everything nonlinear as products.

        Raises:
            Nl2optError: it has something else, or a bound that is no number.
        """
        for row, name in zip(program.nonlinear, _nonlinear_names(program)):
            self._polynomial(row.expression, f"the constraint '{name}'")
        if np.isposinf(program.rows.lower).any() or np.isneginf(program.rows.upper).any():
            raise Nl2optError(
                f"{self.title} cannot hold a constraint with an infinite right side.",
                hint="Look for very large numbers in the data.",
            )
        if program.nonlinear_objective is None:
            return program
        part = self._polynomial(program.nonlinear_objective, "the objective")
        cost = program.cost.copy()
        np.add.at(cost, np.array(list(part.linear), np.int64), np.array(list(part.linear.values())))
        products = dict(part.quadratic)
        if program.quadratic is not None:
            known = program.quadratic
            for one, two, value in zip(known.first.tolist(), known.second.tolist(), known.values.tolist()):
                pair = (min(one, two), max(one, two))
                products[pair] = products.get(pair, 0.0) + value
        pairs = np.array(list(products), np.int32).reshape(-1, 2)
        return replace(
            program,
            cost=cost,
            constant=program.constant + part.constant,
            quadratic=Quadratic(pairs[:, 0], pairs[:, 1], np.array(list(products.values()))) if products else None,
            nonlinear_objective=None,
            _features=[],
        )

    def _polynomial(self, tree: Operation | Affine, where: str) -> Polynomial:
        try:
            return Polynomial.of(tree)
        except NotQuadratic as problem:
            from nl2opt.solvers.writers.registry import writers

            able = [writer.name for writer in writers() if Construct.NONLINEAR in writer.native]
            raise Nl2optError(
                f"{self.title} cannot hold {where}: it has {problem}.", hint=f"Forms that can: {', '.join(able)}."
            ) from None


def _nonlinear_names(program: Program) -> Iterator[str]:
    for block in program.constraint_blocks:
        if block.kind == "nonlinear":
            for key in block.keys:
                yield f"{block.name}[{', '.join(map(str, key))}]" if key else block.name


def _comments(formulation: Formulation) -> Iterator[str]:
    """The problem's words, and the notes of variables and constraints."""
    if formulation.problem is not None:
        yield from formulation.problem.splitlines()
    noted = [item for item in (*formulation.variables, *formulation.constraints) if item.note]
    if noted and formulation.problem is not None:
        yield ""
    yield from (f"{item.name}: {item.note}" for item in noted)
