"""What is known about an optimal answer beside its values: limits, prices, ranges, and other optima."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nl2opt.formulation.elements import Formulation, Key
from nl2opt.solvers.explain.sensitivity import Slope
from nl2opt.solvers.program import Floats
from nl2opt.solvers.result import BlockValues, Solution


class PriceKind(StrEnum):
    """Where the prices of an explanation come from, and so what they mean."""

    EXACT = "exact"
    """Of a linear program: exact, with ranges."""
    INTEGERS_FIXED = "integers fixed"
    """Of the linear program that is left when every integer variable keeps its value."""
    FIRST_ORDER = "first order"
    """Of a curved program: derivatives, right for small changes only."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a constraint, or a bound of a variable.

    Attributes:
        name: of the constraint or variable.
        key: its index; ``()`` for a scalar.
        is_bound: whether it is the bound of a variable.
        relation: ``<=``, ``>=`` or ``==``, as in ``activity relation value``.
        value: the number on the right side, with everything that has variables on the left.
        activity: what the left side amounts to at the optimum.
        binding: whether the two are equal, within tolerances.
        more: what happens when the number grows; None when nothing is feasible then, or when there are no prices.
        less: likewise when it falls.
        priced: whether ``more`` and ``less`` were computed.
    """

    name: str
    key: Key
    is_bound: bool
    relation: str
    value: float
    activity: float
    binding: bool
    more: Slope | None = None
    less: Slope | None = None
    priced: bool = False

    @property
    def slack(self) -> float:
        """How far the activity is from the number; never negative."""
        return 0.0 if self.binding else abs(self.value - self.activity)

    @property
    def price(self) -> float | None:
        """The change of the objective for each unit more or less; None where the two directions differ."""
        if not self.priced or self.more is None or self.less is None:
            return None
        same = math.isclose(self.more.price, self.less.price, rel_tol=1e-7, abs_tol=1e-9)
        return self.more.price if same else None

    @property
    def idle(self) -> bool:
        """Whether moving the number a little changes nothing in either direction."""
        return self.price is not None and abs(self.price) <= 1e-9


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The cost coefficient of a variable, and the interval in which the values stay optimal.

    Attributes:
        value: of the variable at the optimum.
        cost: its coefficient in the objective.
        lower: the coefficient down to which the values stay optimal, at least.
        upper: up to which they do.
        reduced_cost: the change of the objective for each unit that the variable is moved off its bound.
        at_bound: ``lower`` or ``upper`` when the variable stands at that bound, else empty.
    """

    name: str
    key: Key
    value: float
    cost: float
    lower: float
    upper: float
    reduced_cost: float
    at_bound: str


@dataclass(frozen=True, slots=True)
class Step:
    """A constraint made looser by one unit, and the model solved again.

    Attributes:
        limit: the constraint.
        value: the number that it had in that solve.
        objective: the new optimum; None when none was found.
        change: from the old optimum.
        proven: whether the new optimum is proven; else it is the best that was found.
    """

    limit: Limit
    value: float
    objective: float | None
    change: float | None
    proven: bool


class Search(StrEnum):
    """How a search for other optima came out."""

    FOUND = "found"
    NONE = "none"
    """Proven: the optimum is the only one."""
    UNSETTLED = "unsettled"
    """Neither found nor excluded within the limits."""
    NOT_MADE = "not made"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Whether other values are as good.

    Attributes:
        search: how the search came out.
        values: other optimal values by the name of the variable; empty unless some were found.
        objective: of those values.
        x: the same values as a point of the program, shape (columns,).
    """

    search: Search
    values: Mapping[str, BlockValues] = field(default_factory=dict)
    objective: float | None = None
    x: Floats | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LocalCheck:
    """Whether the optimality conditions hold at the point, to first and second order.

    Attributes:
        residual: the part of the objective's slope that no active limit accounts for, relative to the slope.
        holds: whether no feasible direction improves the objective to first order.
        convex: whether every local optimum is the best one, because objective and constraints are convex; None when
            that is not known.
    """

    residual: float
    holds: bool
    convex: bool | None = None


@dataclass(frozen=True, slots=True)
class Optimum:
    """Everything that is known about an optimal answer.

    Attributes:
        limits: both sides of every constraint, and the bounds of variables that are reached.
        prices: what the prices of ``limits`` mean.
        coefficients: of the objective, for linear programs.
        steps: for programs with integers, constraints made looser by one unit.
        alternative: whether there are other optima, and one of them.
        local: for curved programs, whether the optimality conditions hold.
        degenerate: whether more limits meet at the optimum than define it, so that prices differ by direction.
        remarks: what was left out, and why.
    """

    formulation: Formulation
    solution: Solution
    limits: tuple[Limit, ...]
    prices: PriceKind
    coefficients: tuple[Coefficient, ...] = ()
    steps: tuple[Step, ...] = ()
    alternative: Alternative = Alternative(Search.NOT_MADE)
    local: LocalCheck | None = None
    degenerate: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def binding(self) -> tuple[Limit, ...]:
        """The limits that hold the optimum where it is."""
        return tuple(limit for limit in self.limits if limit.binding)

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON-ready data; infinite ends are null."""
        return {
            "status": str(self.solution.status),
            "objective": self.solution.objective,
            "prices": str(self.prices),
            "limits": [_limit_data(limit) for limit in self.limits],
            "coefficients": [
                {
                    "variable": item.name,
                    "index": list(item.key),
                    "value": item.value,
                    "coefficient": item.cost,
                    "lower": _finite(item.lower),
                    "upper": _finite(item.upper),
                    "reduced_cost": item.reduced_cost,
                }
                for item in self.coefficients
            ],
            "steps": [
                {
                    "name": step.limit.name,
                    "index": list(step.limit.key),
                    "from": step.limit.value,
                    "to": step.value,
                    "objective": step.objective,
                    "change": step.change,
                    "proven": step.proven,
                }
                for step in self.steps
            ],
            "alternative": {
                "search": str(self.alternative.search),
                "values": {name: list(_value_data(block)) for name, block in self.alternative.values.items()},
            },
            "local": None
            if self.local is None
            else {"residual": self.local.residual, "holds": self.local.holds, "convex": self.local.convex},
            "degenerate": self.degenerate,
            "remarks": list(self.remarks),
        }


def _limit_data(limit: Limit) -> dict[str, Any]:
    return {
        "kind": "bound" if limit.is_bound else "constraint",
        "name": limit.name,
        "index": list(limit.key),
        "relation": limit.relation,
        "limit": limit.value,
        "activity": limit.activity,
        "binding": limit.binding,
        "slack": limit.slack,
        "price": limit.price,
        "more": _slope_data(limit.more),
        "less": _slope_data(limit.less),
    }


def _slope_data(slope: Slope | None) -> dict[str, Any] | None:
    return None if slope is None else {"price": slope.price, "until": _finite(slope.until)}


def _value_data(block: BlockValues) -> Iterator[dict[str, Any]]:
    for key, value in block.items():
        yield {"index": list(key), "value": value}


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
