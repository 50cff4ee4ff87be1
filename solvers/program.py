"""A mathematical program as arrays: what lowering makes and engines take.

Linear parts are whole arrays, column-wise as HiGHS wants them; what is not linear is a small tree over columns, one
for each row. ``blocks`` lead back from columns and rows to the names and indices of the formulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.elements import Key, Sense

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]


class Feature(StrEnum):
    """What a program contains that an engine must support."""

    LINEAR = "linear"
    CONTINUOUS = "continuous"
    INTEGER = "integer"
    CONVEX_QUADRATIC = "convex quadratic objective"
    NONCONVEX_QUADRATIC = "nonconvex quadratic objective"
    NONLINEAR = "nonlinear"
    INDICATOR = "indicator"
    ALL_DIFFERENT = "all different"


STRUCTURES = frozenset({Feature.ALL_DIFFERENT})
"""Features that lowering writes as rows and binaries for engines that do not take them."""


@dataclass(frozen=True, slots=True)
class Affine:
    """``coefficients @ x[columns] + constant``; a leaf of an expression tree. Columns are distinct."""

    columns: tuple[int, ...]
    coefficients: tuple[float, ...]
    constant: float = 0.0


@dataclass(frozen=True, slots=True)
class Operation:
    """A nonlinear node: ``sum prod`` (of any number), ``div pow`` (of two), ``abs sqrt exp log sin cos`` (of one)."""

    kind: str
    arguments: tuple[Operation | Affine, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The variables; arrays of shape (n,). Unbounded is ``+-inf``; a binary is an integer in [0, 1]."""

    lower: Floats
    upper: Floats
    integer: Flags

    def __len__(self) -> int:
        return len(self.lower)


@dataclass(frozen=True, slots=True)
class Rows:
    """``lower <= A x <= upper`` with A column-wise: column j holds entries ``starts[j]:starts[j + 1]``.

    ``starts`` (n + 1,), ``rows`` and ``values`` (nonzeros,), ``lower`` and ``upper`` (m,). No entry is repeated.
    """

    starts: Ints
    rows: Ints
    values: Floats
    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)


@dataclass(frozen=True, slots=True)
class Quadratic:
    """``sum(values * x[first] * x[second])``, each unordered pair once; arrays of shape (terms,)."""

    first: Ints
    second: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class NonlinearRow:
    """``lower <= expression <= upper``."""

    expression: Operation | Affine
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """If the binary ``column`` equals ``active``, then ``condition <= 0``."""

    column: int
    active: bool
    condition: Affine


@dataclass(frozen=True, slots=True)
class AllDifferent:
    """No two of the members, whole numbers, are equal."""

    members: tuple[Affine, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Columns (or rows) ``first .. first + len(keys) - 1`` that stand for one named element, a key for each.

    A scalar element has the one key ``()``. ``kind`` of constraint blocks says where they live: ``rows``,
    ``nonlinear``, ``indicators`` or ``all_different``; it is ``columns`` for variables, ``auxiliary`` for columns and
    rows made by reformulation. ``keys`` may be computed when they are read; it equals a tuple of the same keys.
    """

    name: str
    kind: str
    first: int
    keys: Sequence[Key]


@dataclass(frozen=True, slots=True)
class Program:
    """Optimize ``cost @ x + constant + quadratic + nonlinear`` under rows, nonlinear rows, indicators and the rest."""

    sense: Sense
    columns: Columns
    cost: Floats
    rows: Rows
    constant: float = 0.0
    quadratic: Quadratic | None = None
    nonlinear_objective: Operation | None = None
    nonlinear: tuple[NonlinearRow, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    all_different: tuple[AllDifferent, ...] = ()
    variable_blocks: tuple[Block, ...] = ()
    constraint_blocks: tuple[Block, ...] = ()
    _features: list[frozenset[Feature]] = field(default_factory=list, compare=False, repr=False)

    @property
    def features(self) -> frozenset[Feature]:
        """What an engine must support to take this program; computed once."""
        if not self._features:
            self._features.append(frozenset(self._find_features()))
        return self._features[0]

    def _find_features(self) -> Iterator[Feature]:
        yield Feature.LINEAR
        if not bool(self.columns.integer.all()):
            yield Feature.CONTINUOUS
        if bool(self.columns.integer.any()):
            yield Feature.INTEGER
        if self.nonlinear or self.nonlinear_objective is not None:
            yield Feature.NONLINEAR
        if self.indicators:
            yield Feature.INDICATOR
        if self.all_different:
            yield Feature.ALL_DIFFERENT
        if self.quadratic is not None:
            yield Feature.CONVEX_QUADRATIC if self._is_convex() else Feature.NONCONVEX_QUADRATIC

    def _is_convex(self) -> bool:
        """Whether the quadratic part is convex when minimised (concave when maximised), by its eigenvalues."""
        quadratic = self.quadratic
        if quadratic is None or not len(quadratic.values):
            return True
        if bool((quadratic.first == quadratic.second).all()):  # thousands of squares need no matrix
            squares = np.bincount(quadratic.first, weights=quadratic.values)
            return bool((squares <= 0).all() if self.sense == Sense.MAXIMIZE else (squares >= 0).all())
        used, places = np.unique(np.concatenate([quadratic.first, quadratic.second]), return_inverse=True)
        hessian = np.zeros((len(used), len(used)))
        half = len(quadratic.first)
        np.add.at(hessian, (places[:half], places[half:]), quadratic.values)
        np.add.at(hessian, (places[half:], places[:half]), quadratic.values)
        if self.sense == Sense.MAXIMIZE:
            hessian = -hessian
        smallest = float(np.linalg.eigvalsh(hessian)[0])
        return smallest >= -1e-9 * max(1.0, float(np.abs(hessian).max()))
