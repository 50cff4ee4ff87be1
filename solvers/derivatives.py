"""Values, gradients and Hessians of expression trees, by forward differentiation (Griewank and Walther, 2008)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from nl2opt.solvers.program import Affine, Floats, Operation


@dataclass(frozen=True, slots=True)
class Jet:
    """A function at a point to second order: value, gradient of shape (k,), Hessian of shape (k, k)."""

    value: float
    gradient: Floats
    hessian: Floats

    def through(self, value: float, first: float, second: float) -> Jet:
        """``g(self)`` from g's value and derivatives at ``self.value``."""
        outer = np.outer(self.gradient, self.gradient)
        return Jet(value, first * self.gradient, second * outer + first * self.hessian)

    def __add__(self, other: Jet) -> Jet:
        return Jet(self.value + other.value, self.gradient + other.gradient, self.hessian + other.hessian)

    def __mul__(self, other: Jet) -> Jet:
        cross = np.outer(self.gradient, other.gradient)
        return Jet(
            self.value * other.value,
            self.value * other.gradient + other.value * self.gradient,
            self.value * other.hessian + other.value * self.hessian + cross + cross.T,
        )


@dataclass(slots=True)
class Differentiator:
    """Expands expressions around a point.

    Attributes:
        x: the point, shape (columns,).
        places: the position of a column among the k columns to differentiate by; other columns are constants.
        kink_width: an ``abs`` whose argument is smaller counts as sitting on its kink.
        kinks: the arguments of such ``abs``, which count as 0; constraints for whoever stays on the kinks.
    """

    x: Floats
    places: Mapping[int, int]
    kink_width: float = 0.0
    kinks: list[Jet] = field(default_factory=list)

    def expand(self, expression: Operation | Affine) -> Jet:
        """The expression to second order at ``x``.

        Raises:
            ArithmeticError, ValueError: it is not defined there, or not smooth.
        """
        if isinstance(expression, Affine):
            return self._affine(expression)
        jets = [self.expand(argument) for argument in expression.arguments]
        match expression.kind:
            case "sum":
                return _fold(jets, Jet.__add__)
            case "prod":
                return _fold(jets, Jet.__mul__)
            case "div":
                u = jets[1].value
                return jets[0] * jets[1].through(1 / u, -1 / u**2, 2 / u**3)
            case "pow":
                return self._power(*jets)
            case "abs":
                return self._absolute(jets[0])
            case kind:
                return jets[0].through(*_derivatives(kind, jets[0].value))

    def _affine(self, expression: Affine) -> Jet:
        k = len(self.places)
        gradient, value = np.zeros(k), expression.constant
        for column, coefficient in zip(expression.columns, expression.coefficients):
            value += coefficient * float(self.x[column])
            place = self.places.get(column)
            if place is not None:
                gradient[place] += coefficient
        return Jet(value, gradient, np.zeros((k, k)))

    def _power(self, base: Jet, exponent: Jet) -> Jet:
        u, p = base.value, exponent.value
        if exponent.gradient.any() or exponent.hessian.any():
            return (exponent * base.through(*_derivatives("log", u))).through(u**p, u**p, u**p)
        if p == 0:
            return base.through(1.0, 0.0, 0.0)
        second = 0.0 if p == 1 else p * (p - 1) * math.pow(u, p - 2)
        return base.through(math.pow(u, p), p * math.pow(u, p - 1), second)

    def _absolute(self, jet: Jet) -> Jet:
        if abs(jet.value) <= self.kink_width:
            self.kinks.append(jet)
            return jet.through(0.0, 0.0, 0.0)
        return jet.through(abs(jet.value), math.copysign(1.0, jet.value), 0.0)


def _fold(jets: Sequence[Jet], combine: Callable[[Jet, Jet], Jet]) -> Jet:
    total = jets[0]
    for jet in jets[1:]:
        total = combine(total, jet)
    return total


def _derivatives(kind: str, u: float) -> tuple[float, float, float]:
    """Value, first and second derivative of a function of one argument."""
    match kind:
        case "sqrt":
            root = math.sqrt(u)
            return root, 0.5 / root, -0.25 / root**3
        case "exp":
            power = math.exp(u)
            return power, power, power
        case "log":
            return math.log(u), 1 / u, -1 / u**2
        case "sin":
            return math.sin(u), math.cos(u), -math.sin(u)
        case "cos":
            return math.cos(u), -math.sin(u), -math.cos(u)
    raise ValueError(f"no derivative of {kind}")
