"""Convexity by algebra, checked with points and with our own derivatives."""

from __future__ import annotations

import numpy as np
import pytest

from nl2opt.formulation.data import load
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import evaluate
from nl2opt.solvers.derivatives import Differentiator
from nl2opt.solvers.explain.convexity import expression_of, is_convex, is_strictly_convex
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Operation, Program


def program_of(objective: str, *constraints: str, sense: str = "minimize") -> Program:
    """A program in two variables between 0.5 and 4."""
    rows = "".join(f"c{number}: {row}\n" for number, row in enumerate(constraints))
    text = f"## Variables\n0.5 <= x <= 4\n0.5 <= y <= 4\nz\n## Objective\n{sense} {objective}\n## Constraints\n{rows}"
    formulation = parse(text)
    return lower(formulation, load(formulation)).program


@pytest.mark.parametrize(
    ("program", "convex"),
    [
        (program_of("x + y"), True),
        (program_of("x**2 + y**2 + x*y"), True),
        (program_of("x**2 - y**2"), False),
        (program_of("x**2 + y**2", sense="maximize"), False),
        (program_of("exp(x) + 1/y"), True),
        (program_of("x*log(x) - log(y)"), True),
        (program_of("x**2/y"), True),
        (program_of("x**3 + y**4"), True),
        (program_of("z**3"), None),
        (program_of("sqrt(x) + y"), None),
        (program_of("sqrt(x) + log(y)", sense="maximize"), True),
        (program_of("sin(x)"), None),
        (program_of("x*y*z"), None),
        (program_of("x", "x*y >= 2"), True),
        (program_of("x", "x**2*y >= 2"), True),
        (program_of("x", "x*y <= 2"), None),
        (program_of("x", "x**2 + y**2 <= 9"), True),
        (program_of("x", "x**2 + y**2 >= 9"), None),
        (program_of("x", "x**2 + y**2 == 9"), None),
        (program_of("x", "exp(x) + y <= 9", "sqrt(x)*sqrt(y) >= 1"), True),
    ],
)
def test_convexity(program: Program, convex: bool | None) -> None:
    """What is convex is proven where the algebra is small; nothing that is not convex is called convex."""
    assert is_convex(program) is convex


@pytest.mark.parametrize(
    ("objective", "strict"),
    [
        ("(x - y)**2 + (x - 1)**2 + z**2", True),
        ("(x - y)**2 + z**2", False),
        ("(x - y)**2 + (x - 1)**2", False),
        ("x**2 - y**2 + z**2", False),
        ("exp(x) + y**2 + z**2", False),
        ("x + y", False),
    ],
)
def test_strict_convexity(objective: str, strict: bool) -> None:
    """An optimum is called unique only where every variable is in a positive definite quadratic form."""
    assert is_strictly_convex(program_of(objective)) is strict


@pytest.mark.parametrize(
    "objective", ["x*log(x) - log(y)", "x**2/y + exp(x)", "x**3*y**2", "sqrt(x)*y", "sin(x)*cos(y)", "(x + 2*y - 1)**3"]
)
def test_derivatives_agree_with_sympy(objective: str) -> None:
    """Value, gradient and Hessian of our own differentiation are those of sympy's."""
    import sympy

    program = program_of(objective)
    tree = program.nonlinear_objective
    assert isinstance(tree, Operation)
    expression, symbols = expression_of(tree, program)
    columns = [int(symbol.name[1:]) for symbol in symbols]
    gradient = [sympy.diff(expression, symbol) for symbol in symbols]
    hessian = sympy.hessian(expression, symbols)
    for point in ([0.7, 2.1, 0.0], [3.3, 0.9, 1.0]):
        x = np.array(point)
        at = {symbol: sympy.Float(x[column], 30) for symbol, column in zip(symbols, columns, strict=True)}
        jet = Differentiator(x, {column: place for place, column in enumerate(columns)}).expand(tree)
        assert jet.value == pytest.approx(float(expression.subs(at)), rel=1e-9)
        assert evaluate.value(tree, x) == pytest.approx(float(expression.subs(at)), rel=1e-9)
        assert jet.gradient == pytest.approx([float(part.subs(at)) for part in gradient], rel=1e-9, abs=1e-9)
        assert jet.hessian == pytest.approx(np.array(hessian.subs(at).tolist(), dtype=float), rel=1e-9, abs=1e-9)
