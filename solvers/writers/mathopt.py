"""Scripts for MathOpt, the modelling interface of OR-Tools."""

from __future__ import annotations

from typing import ClassVar

from nl2opt.formulation.elements import Constraint, Kind, Objective, Sense, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Connective,
    Expression,
    Number,
    walk,
)
from nl2opt.solvers.writers.data_code import noted
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import PythonCode
from nl2opt.solvers.writers.script_writer import LoopWriter, data_last, key, targets

_MAKERS = {
    Kind.CONTINUOUS: "add_variable",
    Kind.INTEGER: "add_integer_variable",
    Kind.BINARY: "add_binary_variable",
}


class _Code(PythonCode):
    summation: ClassVar[str] = "mathopt.fast_sum"


class MathOptWriter(LoopWriter):
    """MathOpt: HiGHS for linear models, SCIP for products of variables and indicators."""

    name = "mathopt"
    title = "MathOpt"
    native = frozenset({Construct.CONTINUOUS, Construct.PRODUCT, Construct.INDICATOR})
    reserved = ("mathopt", "model", "result", "variable", "value")

    @property
    def library(self) -> tuple[str, ...]:
        """The import."""
        return ("from ortools.math_opt.python import mathopt",)

    def make_code(self) -> PythonCode:
        """The printer of expressions."""
        prepared = self.prepared
        return _Code(prepared.data, prepared.identifiers, [item.name for item in prepared.formulation.variables])

    def model_lines(self) -> list[str]:
        """An empty model."""
        return ["model = mathopt.Model()"]

    def variable_lines(self, variable: Variable) -> list[str]:
        """A variable, or a dictionary of variables."""
        options: list[str] = []
        if variable.kind is not Kind.BINARY:
            for word, bound in (("lb", variable.lower), ("ub", variable.upper)):
                if bound is not None:
                    options.append(f"{word}={self.code.code(bound)}")
        names = targets(variable.index)
        options.append(f"name={self.numbered(variable.name, names)}")
        made = f"model.{_MAKERS[variable.kind]}({', '.join(options)})"
        word = self.code.named(variable.name)
        if not names:
            return noted(variable, wrapped(f"{word} = {made}"))
        return noted(variable, wrapped(f"{word} = {{{key(names)}: {made}{self.code.over(variable.index)}}}"))

    def objective_lines(self, objective: Objective) -> list[str]:
        """``minimize`` or ``maximize``."""
        assert objective.expression is not None
        word = "minimize" if objective.sense is Sense.MINIMIZE else "maximize"
        return noted(objective, wrapped(f"model.{word}({self.code.code(objective.expression)})"))

    def statements(self, constraint: Constraint) -> list[str]:
        """``add_linear_constraint`` and its kin."""
        name = self.numbered(constraint.name, targets(constraint.index))
        body = constraint.body
        if isinstance(body, Connective):
            return [f"model.add_indicator_constraint({self._condition(body)}, name={name})"]
        assert isinstance(body, Comparison)
        word = "quadratic" if self._is_curved(body) else "linear"
        return [f"model.add_{word}_constraint({self._related(body)}, name={name})"]

    def _related(self, body: Comparison) -> str:
        """A comparison, or the three parts of a chain."""
        if len(body.operators) == 1:
            return self.code.code(data_last(body, self.code))
        low, middle, high = (self.code.code(operand) for operand in body.operands)
        return f"lb={low}, expr={middle}, ub={high}"

    def _condition(self, body: Connective) -> str:
        """``binary == 1 implies comparison``."""
        assert isinstance(body.left, Comparison)
        assert isinstance(body.right, Comparison)
        switch, value = body.left.operands
        parts = [f"indicator={self.code.code(switch)}"]
        if value == Number(0):
            parts.append("activate_on_zero=True")
        parts.append(f"implied_constraint={self.code.code(data_last(body.right, self.code))}")
        return ", ".join(parts)

    def _is_curved(self, node: Expression) -> bool:
        """Whether an expression has a product or a square of variables."""
        varies = self.code.varies
        return any(
            isinstance(part, Binary)
            and ((part.operator == "*" and varies(part.left) and varies(part.right)) or part.operator == "**")
            and varies(part)
            for part in walk(node)
        )

    @property
    def _solver(self) -> str:
        final = self.prepared.formulation
        bodies: list[Expression] = [item.body for item in final.constraints]
        bodies += [] if final.objective.expression is None else [final.objective.expression]
        beyond = any(isinstance(body, Connective) or self._is_curved(body) for body in bodies)
        return "GSCIP" if beyond else "HIGHS"

    def solution_lines(self) -> list[str]:
        """Solve and print."""
        lines = [
            f"result = mathopt.solve(model, mathopt.SolverType.{self._solver})",
            'print("status:", result.termination.reason.name)',
            "if result.termination.reason == mathopt.TerminationReason.OPTIMAL:",
            "    for variable, value in result.variable_values().items():",
            "        if abs(value) > 1e-9:",
            '            print(f"{variable.name} = {value:g}")',
        ]
        if self.has_objective:
            lines.append('    print(f"objective: {result.objective_value():.10g}")')
        return lines
