"""What a model file says, before it is a formulation: columns and rows by number, in the names of the file."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Sense

INFINITE = 1e20
"""A bound of this size or more is none, as CPLEX, Gurobi and HiGHS have it."""

Products: TypeAlias = dict[tuple[int, int], float]
"""The coefficient of ``x[i] * x[j]`` by ``(i, j)`` with ``i <= j``."""


class ModelFileFault(Nl2optError):
    """A model file that cannot be read; ``where`` is its name and line."""


@dataclass(slots=True)
class FlatColumn:
    """A variable; ``integer`` with its bounds 0 and 1 is a binary one."""

    name: str
    lower: float = 0.0
    upper: float = math.inf
    integer: bool = False


@dataclass(slots=True)
class FlatRow:
    """``lower <= sum of terms + products <= upper``, always or when the column of ``switch`` has its value (0 or 1).

    ``terms`` has one coefficient for each column.
    """

    name: str
    lower: float = -math.inf
    upper: float = math.inf
    terms: dict[int, float] = field(default_factory=dict)
    products: Products = field(default_factory=dict)
    switch: tuple[int, bool] | None = None


@dataclass(slots=True)
class FlatModel:
    """A model file's content; the sense of a file without an objective is ``satisfy``."""

    sense: Sense = Sense.MINIMIZE
    objective: dict[int, float] = field(default_factory=dict)
    products: Products = field(default_factory=dict)
    constant: float = 0.0
    columns: list[FlatColumn] = field(default_factory=list)
    rows: list[FlatRow] = field(default_factory=list)


def bounded(value: float) -> float:
    """A bound, infinite where it is as large as none."""
    return math.copysign(math.inf, value) if abs(value) >= INFINITE else value
