"""Expression trees of degree two as lists of terms, for formats that hold products of two variables and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from nl2opt.solvers.program import Affine, Operation

Pair: TypeAlias = tuple[int, int]
_Key = TypeVar("_Key", int, Pair)


class NotQuadratic(Exception):
    """The tree is no polynomial of degree two; the message is what it has instead, ``exp`` or ``a power of 3``."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """``constant + linear + quadratic``; columns of a pair are in ascending order."""

    constant: float = 0.0
    linear: dict[int, float] = field(default_factory=dict)
    quadratic: dict[Pair, float] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Operation | Affine) -> Polynomial:
        """The polynomial that a tree is.

        Raises:
            NotQuadratic: it is none, or of a higher degree.
        """
        if isinstance(tree, Affine):
            return cls(tree.constant, dict(zip(tree.columns, tree.coefficients, strict=True)))
        parts = [cls.of(argument) for argument in tree.arguments]
        match tree.kind:
            case "sum":
                return _added(parts)
            case "prod":
                product = cls(1.0)
                for part in parts:
                    product = product._times(part)
                return product
            case "pow" if not parts[1].linear and not parts[1].quadratic:
                exponent = parts[1].constant
                if exponent == 1:
                    return parts[0]
                if exponent == 2:
                    return parts[0]._times(parts[0])
                raise NotQuadratic(f"a power of {exponent:g}")
            case "div" if not parts[1].linear and not parts[1].quadratic and parts[1].constant:
                return parts[0]._times(cls(1 / parts[1].constant))
            case "pow":
                raise NotQuadratic("a power with a variable exponent")
            case "div":
                raise NotQuadratic("a division by variables")
            case kind:
                raise NotQuadratic(f"the function '{kind}'")

    def entries(self) -> tuple[list[int], list[float]]:
        """The columns of the linear terms, and their coefficients."""
        kept = {column: value for column, value in self.linear.items() if value}
        return list(kept), list(kept.values())

    def products(self) -> list[tuple[int, int, float]]:
        """The quadratic terms as ``(first, second, value)``."""
        return [(first, second, value) for (first, second), value in self.quadratic.items() if value]

    def _times(self, other: Polynomial) -> Polynomial:
        if (self.quadratic and (other.linear or other.quadratic)) or (other.quadratic and self.linear):
            raise NotQuadratic("a product of three or more variables")
        linear: dict[int, float] = {}
        _add(linear, ((column, value * other.constant) for column, value in self.linear.items()))
        _add(linear, ((column, value * self.constant) for column, value in other.linear.items()))
        quadratic: dict[Pair, float] = {}
        for one, a in self.linear.items():
            _add(quadratic, (((min(one, two), max(one, two)), a * b) for two, b in other.linear.items()))
        _add(quadratic, ((pair, value * other.constant) for pair, value in self.quadratic.items()))
        _add(quadratic, ((pair, value * self.constant) for pair, value in other.quadratic.items()))
        return Polynomial(self.constant * other.constant, linear, quadratic)


def _added(parts: Iterable[Polynomial]) -> Polynomial:
    constant = 0.0
    linear: dict[int, float] = {}
    quadratic: dict[Pair, float] = {}
    for part in parts:
        constant += part.constant
        _add(linear, part.linear.items())
        _add(quadratic, part.quadratic.items())
    return Polynomial(constant, linear, quadratic)


def _add(total: dict[_Key, float], terms: Iterable[tuple[_Key, float]]) -> None:
    for key, value in terms:
        total[key] = total.get(key, 0.0) + value
