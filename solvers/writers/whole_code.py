"""Linear expressions with whole coefficients, for targets that compute with nothing else.

A row whose data have fractions is multiplied by ``SCALE``: ``2.5 * x <= 7`` becomes
``round(SCALE * 2.5) * x <= round(SCALE * 7)``. The factor is the least one that makes all data whole, so nothing is
lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Expression,
    Generator,
    Name,
    Negation,
    Number,
    Reduction,
    Subscript,
)
from nl2opt.solvers.engines.whole_numbers import NotWholeError, multiplied
from nl2opt.solvers.writers.python_code import PythonCode

SCALE = "SCALE"
"""What a script calls the factor."""

LARGEST_SCALE = 10**9


class WholeCode:
    """Makes the data in expressions whole.

    Args:
        code: knows which names are variables and which data are integers in Python.
        data: evaluates data.
    """

    def __init__(self, code: PythonCode, data: Data) -> None:
        self.code = code
        self.data = data

    def scale_of(self, comparison: Comparison, index: Sequence[Generator]) -> int:
        """The least factor that makes every number of a comparison whole.

        Args:
            comparison: of linear expressions, in a form whose data can be evaluated.
            index: the generators around it.

        Raises:
            NotWholeError: a number is no short decimal and no simple fraction, or the factor would be enormous.
        """
        grid = extended(Grid(), tuple(index), self.data.evaluator)[0]
        values = [value for operand in comparison.operands for value in self._numbers(operand, None, grid)]
        if not values:
            return 1
        # Its numerator is what the denominators have in common; its denominator only makes numbers smaller.
        scale = multiplied(np.unique(np.concatenate(values)))[1].numerator
        if scale > LARGEST_SCALE:
            raise NotWholeError(float(np.concatenate(values)[0]))
        return scale

    def _numbers(self, node: Expression, factor: Expression | None, grid: Grid) -> Iterator[np.ndarray]:
        """The values of every coefficient and constant."""
        if not self.code.varies(node):
            yield self._values(_times(factor, node), grid)
            return
        match node:
            case Negation(operand):
                yield from self._numbers(operand, factor, grid)
            case Binary("+" | "-", left, right):
                yield from self._numbers(left, factor, grid)
                yield from self._numbers(right, factor, grid)
            case Binary("*", left, right):
                data, other = (right, left) if self.code.varies(left) else (left, right)
                yield from self._numbers(other, _times(factor, data), grid)
            case Binary("/", left, right):
                yield from self._numbers(left, Binary("/", factor or Number(1), right), grid)
            case Reduction("sum", body, generators):
                inner = extended(grid, generators, self.data.evaluator)[0]
                yield from self._numbers(body, factor, inner)
            case _:
                if factor is not None:
                    yield self._values(factor, grid)

    def _values(self, node: Expression, grid: Grid) -> np.ndarray:
        return np.asarray(grid.full(self.data.evaluator.number(node, grid)), np.float64).ravel()

    def scaled(self, comparison: Comparison, *, scale: bool) -> Comparison:
        """The comparison with whole coefficients: as they are where they are integers in Python, else rounded.

        Args:
            comparison: of linear expressions.
            scale: whether to multiply by ``SCALE``.
        """
        return replace(comparison, operands=tuple(self.whole(part, scale=scale) for part in comparison.operands))

    def whole(self, node: Expression, *, scale: bool, factor: Expression | None = None) -> Expression:
        """An expression times a factor of data, with whole coefficients."""
        if not self.code.varies(node):
            return self._rounded(_times(factor, node), scale)
        match node:
            case Negation(operand):
                return Negation(self.whole(operand, scale=scale, factor=factor))
            case Binary("+" | "-", left, right):
                first, second = (self.whole(side, scale=scale, factor=factor) for side in (left, right))
                return replace(node, left=first, right=second)
            case Binary("*", left, right):
                data, other = (right, left) if self.code.varies(left) else (left, right)
                return self.whole(other, scale=scale, factor=_times(factor, data))
            case Binary("/", left, right):
                return self.whole(left, scale=scale, factor=Binary("/", factor or Number(1), right))
            case Reduction("sum", body):
                return replace(node, body=self.whole(body, scale=scale, factor=factor))
            case Name() | Subscript():
                if factor is None:
                    return Binary("*", Name(SCALE), node) if scale else node
                return Binary("*", self._rounded(factor, scale), node)
            case _:
                raise AssertionError(f"{type(node).__name__} is not linear")

    def _rounded(self, data: Expression, scale: bool) -> Expression:
        if data == Number(0):
            return data
        if not scale:
            return data if self.code.is_whole(data) else Call("round", (data,))
        if self.code.is_whole(data):
            return Binary("*", Name(SCALE), data)
        return Call("round", (Binary("*", Name(SCALE), data),))


def _times(factor: Expression | None, node: Expression) -> Expression:
    return node if factor is None else factor if node == Number(1) else Binary("*", factor, node)
