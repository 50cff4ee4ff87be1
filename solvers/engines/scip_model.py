"""A program as a model of PySCIPOpt. Imports the solver, so it is imported in worker processes only."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from pyscipopt import Expr, ExprCons, Model
from pyscipopt.scip import CONST, Term, buildGenExprObj

from nl2opt.errors import EngineError
from nl2opt.formulation.elements import Sense
from nl2opt.solvers import evaluate
from nl2opt.solvers.engines.squares import sum_of_squares
from nl2opt.solvers.program import Affine, Feature, Indicator, Operation, Program, Quadratic

Tree: TypeAlias = Any
"""A float, or a polynomial (``Expr``) or general expression (``GenExpr``) of PySCIPOpt."""

_NOTHING = np.zeros(0)
_NO_TREE: Tree = 0.0
_MOST_EXPANDED_TERMS = 100
"""Products of sums are multiplied out up to this many terms, so that SCIP sees what is quadratic."""


class ContradictionError(Exception):
    """A row without variables, or bounds that cross, already make the program infeasible."""


class ScipModel:
    """The program inside SCIP.

    Args:
        program: what to build.
        with_objective: whether its objective is kept; without, any feasible point is optimal.

    Attributes:
        model: PySCIPOpt's model.
        variables: one for each column; an epigraph variable of a nonlinear objective is not among them.

    Raises:
        ContradictionError: the program is infeasible by a single bound or constant row.
        EngineError: an expression that SCIP cannot represent.
    """

    def __init__(self, program: Program, with_objective: bool = True) -> None:
        self.program = program
        self.model = Model()
        self.model.hideOutput()
        self.infinity = float(self.model.infinity())
        self.variables = self._add_variables()
        self._terms = [Term(variable) for variable in self.variables]
        self._add_rows()
        for row in program.nonlinear:
            self._add(self._tree(row.expression), row.lower, row.upper)
        for indicator in program.indicators:
            self._add_indicator(indicator)
        if with_objective:
            self._add_objective()

    def _bound(self, number: float) -> float | None:
        return None if abs(number) >= self.infinity else float(number)

    def _add_variables(self) -> list[Any]:
        columns = self.program.columns
        if bool((columns.lower > columns.upper).any()):
            raise ContradictionError
        variables = []
        for index in range(len(columns)):
            integer = bool(columns.integer[index])
            lower, upper = self._bound(columns.lower[index]), self._bound(columns.upper[index])
            if integer:
                lower = lower if lower is None else math.ceil(lower - 1e-9)
                upper = upper if upper is None else math.floor(upper + 1e-9)
                if lower is not None and upper is not None and lower > upper:
                    raise ContradictionError
            variables.append(
                self.model.addVar(
                    name=f"x{index}",
                    vtype="I" if integer else "C",
                    lb=lower,
                    ub=upper,
                )
            )
        return variables

    def _add_rows(self) -> None:
        rows = self.program.rows
        order = np.argsort(rows.rows, kind="stable")
        columns = np.repeat(np.arange(len(self.program.columns)), np.diff(rows.starts))[order].tolist()
        values = rows.values[order].tolist()
        ends = np.searchsorted(rows.rows[order], np.arange(len(rows) + 1)).tolist()
        for index in range(len(rows)):
            first, last = ends[index], ends[index + 1]
            terms = dict(zip((self._terms[j] for j in columns[first:last]), values[first:last]))
            tree = Expr(terms) if terms else 0.0
            self._add(tree, float(rows.lower[index]), float(rows.upper[index]))

    def _add(self, tree: Tree, lower: float, upper: float) -> None:
        """Add ``lower <= tree <= upper``."""
        if isinstance(tree, float | int):
            slack = 1e-9 * max(1.0, abs(tree))
            if math.isnan(tree) or tree < lower - slack or tree > upper + slack:
                raise ContradictionError
            return
        least, most = self._bound(lower), self._bound(upper)
        if (least is None and lower > 0) or (most is None and upper < 0):
            raise ContradictionError
        if least is not None or most is not None:
            self.model.addCons(ExprCons(tree, lhs=least, rhs=most))

    def _add_indicator(self, indicator: Indicator) -> None:
        condition = self._tree(indicator.condition)
        if isinstance(condition, float | int):
            if condition <= 0:
                return
            # The condition is false as it stands, so the binary cannot have the active value.
            variable = Expr({self._terms[indicator.column]: 1.0})
            value = 0.0 if indicator.active else 1.0
            self.model.addCons(ExprCons(variable, lhs=value, rhs=value))
            return
        self.model.addConsIndicator(
            ExprCons(condition, rhs=0.0), self.variables[indicator.column], activeone=indicator.active
        )

    def _add_objective(self) -> None:
        program = self.program
        cost, constant, curved = program.cost, program.constant, _NO_TREE
        if program.quadratic is not None and program.quadratic.values.any():
            squares = sum_of_squares(program) if Feature.CONVEX_QUADRATIC in program.features else None
            if squares is None:
                curved = self._polynomial(program.quadratic)
            else:
                cost, constant = squares.cost, constant + squares.constant
                curved = sum((w * _general(self._affine(u)) ** 2.0 for w, u in squares.terms), _NO_TREE)
        if program.nonlinear_objective is not None:
            curved = curved + self._tree(program.nonlinear_objective)
        linear = Expr({self._terms[j]: float(cost[j]) for j in np.flatnonzero(cost).tolist()})
        if isinstance(curved, float | int):
            constant += curved
        else:
            # SCIP's objectives are linear: z stands for the curved part and may be worse than it, never better.
            z = self.model.addVar(name="z", lb=None, ub=None)
            linear = linear + z
            maximize = program.sense is Sense.MAXIMIZE
            self._add(curved - z, 0.0 if maximize else -math.inf, math.inf if maximize else 0.0)
        self.model.setObjective(linear, "maximize" if program.sense is Sense.MAXIMIZE else "minimize")
        if constant:
            self.model.addObjoffset(constant)

    def _polynomial(self, quadratic: Quadratic) -> Tree:
        terms: dict[Any, float] = {}
        for i, j, value in zip(quadratic.first.tolist(), quadratic.second.tolist(), quadratic.values.tolist()):
            term = self._terms[i] * self._terms[j]
            terms[term] = terms.get(term, 0.0) + value
        return Expr(terms)

    def _tree(self, node: Operation | Affine) -> Tree:
        if isinstance(node, Affine):
            return self._affine(node)
        if _without_columns(node):
            return evaluate.value(node, _NOTHING)
        arguments = [self._tree(argument) for argument in node.arguments]
        match node.kind:
            case "sum":
                total = arguments[0]
                for argument in arguments[1:]:
                    total = total + argument
                return total
            case "prod":
                product = arguments[0]
                for argument in arguments[1:]:
                    product = _multiply(product, argument)
                return product
            case "div":
                return _divide(*arguments)
            case "pow":
                return _power(*arguments)
            case "abs":
                return abs(arguments[0])
            case "sqrt" | "exp" | "log" | "sin" | "cos":
                return getattr(_general(arguments[0]), node.kind)()
        raise EngineError(f"SCIP does not know the function '{node.kind}'.")

    def _affine(self, node: Affine) -> Tree:
        terms = {self._terms[j]: a for j, a in zip(node.columns, node.coefficients) if a}
        if not terms:
            return node.constant
        if node.constant:
            terms[CONST] = node.constant
        return Expr(terms)


def _without_columns(node: Operation | Affine) -> bool:
    if isinstance(node, Affine):
        return not node.columns
    return all(_without_columns(argument) for argument in node.arguments)


def _general(tree: Tree) -> Tree:
    return buildGenExprObj(tree)


def _terms_in(tree: Tree) -> int:
    return len(tree.terms) if isinstance(tree, Expr) else 0


def _multiply(left: Tree, right: Tree) -> Tree:
    if isinstance(left, Expr) and isinstance(right, Expr):
        if _terms_in(left) * _terms_in(right) <= _MOST_EXPANDED_TERMS:
            return left * right
        return _general(left) * _general(right)
    return left * right


def _divide(above: Tree, below: Tree) -> Tree:
    if isinstance(below, float | int):
        if below == 0:
            raise EngineError("The model divides by a number that is zero.", hint="Check the data of the division.")
        return above * (1.0 / below)
    return _general(above) / _general(below)


def _power(base: Tree, exponent: Tree) -> Tree:
    if isinstance(exponent, float | int):
        if exponent == 1:
            return base
        if exponent == 0:
            return 1.0
        # Squares of sums stay squares: SCIP knows that they are convex and not negative.
        simple = isinstance(base, Expr) and _terms_in(base) == 1 and float(exponent).is_integer() and exponent > 0
        return base ** int(exponent) if simple else _general(base) ** float(exponent)
    if isinstance(base, float | int):
        if base <= 0:
            raise EngineError("SCIP cannot raise a number that is not positive to a power that is decided.")
        return (_general(exponent) * math.log(base)).exp()
    return (_general(exponent) * _general(base).log()).exp()
