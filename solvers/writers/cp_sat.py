"""Scripts for CP-SAT, the constraint programming solver of OR-Tools."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Constraint, Kind, Objective, Sense, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    LogicalCall,
    Name,
    Not,
    Number,
    Reduction,
    Subscript,
)
from nl2opt.solvers.engines.whole_numbers import NotWholeError
from nl2opt.solvers.writers.data_code import noted
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.limits import Limits
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import Level, PythonCode
from nl2opt.solvers.writers.script_writer import LoopWriter, data_last, key, targets
from nl2opt.solvers.writers.whole_code import SCALE, WholeCode

BOUND = "BOUND"
"""What a script calls the bound of variables that have none."""

_COUNTS = {
    "at_most_one": "add_at_most_one",
    "exactly_one": "add_exactly_one",
    "at_least_one": "add_at_least_one",
    "any": "add_at_least_one",
}
_LARGEST = 1e9
_MARGIN = 1e-6
"""Implied bounds are computed with floats, and may lie next to a whole number."""

_EXTREMES = {"max": "add_max_equality", "min": "add_min_equality"}


class CpSatWriter(LoopWriter):
    """CP-SAT: integer variables, logic and counting in its own words, fractional rows times a factor."""

    name = "cpsat"
    title = "CP-SAT"
    native = frozenset(
        {
            Construct.INDICATOR,
            Construct.EXTREME,
            Construct.ABSOLUTE,
            Construct.CLAUSE,
            Construct.MULTIPLICATION,
        }
    )
    reserved = ("cp_model", "model", "solver", "status", "variable", SCALE, BOUND)

    @property
    def library(self) -> tuple[str, ...]:
        """The import."""
        return ("from ortools.sat.python import cp_model",)

    def make_code(self) -> PythonCode:
        """The printer of expressions."""
        prepared = self.prepared
        final = prepared.formulation
        code = PythonCode(prepared.data, prepared.identifiers, [item.name for item in final.variables])
        self._wholes = WholeCode(code, prepared.data)
        self._limits = Limits(prepared.rewritten, prepared.data)
        return code

    def model_lines(self) -> list[str]:
        """An empty model, and what numbers are multiplied and bounded by."""
        final, rewritten = self.prepared.formulation, self.prepared.rewritten
        self._fractional = set[str]()
        scale = 1
        for constraint, known in zip(final.constraints, rewritten.constraints, strict=True):
            own = self._scale_of(known)
            if own > 1:
                self._fractional.add(constraint.name)
                scale = math.lcm(scale, own)
        lines: list[str] = []
        if scale > 1:
            lines.append(f"{SCALE} = {scale}  # makes the fractions in rows whole, as CP-SAT needs them")
        if any(math.isinf(end) for variable in final.variables for end in self._range(variable)):
            lines.append(f"{BOUND} = 10**9  # CP-SAT needs bounds; variables that have none get this one")
        return [*lines, "model = cp_model.CpModel()"]

    def _scale_of(self, constraint: Constraint) -> int:
        """The factor that makes a row whole; 1 for logic and definitions."""
        body = constraint.body
        if isinstance(body, Connective) and isinstance(body.right, Comparison):
            body = body.right
        if not isinstance(body, Comparison) or self.is_data(constraint) or self._definition(body) is not None:
            return 1
        try:
            return self._wholes.scale_of(body, constraint.index)
        except NotWholeError as error:
            raise Nl2optError(
                f"CP-SAT computes in whole numbers, and {error.number!r} in '{constraint.name}' is no short decimal.",
                hint="Round the data, or use --to mathopt or --to pyomo.",
            ) from None

    # Variables

    def _range(self, variable: Variable) -> tuple[float, float]:
        """The least and the largest value, by the bounds or by what the rows imply; infinite where nothing is known."""
        if variable.kind is Kind.BINARY:
            return 0.0, 1.0
        names = tuple(Name(target) for target in targets(variable.index))
        own = Subscript(variable.name, names) if names else Name(variable.name)
        low, high = self._limits.interval(own, variable.index)
        return (
            -math.inf if variable.lower is None and low < -_LARGEST else low,
            math.inf if variable.upper is None and high > _LARGEST else high,
        )

    def variable_lines(self, variable: Variable) -> list[str]:
        """``new_int_var`` and ``new_bool_var``."""
        names = targets(variable.index)
        called = self.numbered(variable.name, names)
        if variable.kind is Kind.BINARY:
            made = f"model.new_bool_var({called})"
        else:
            low, high = self._range(variable)
            first = self._end(variable.lower, low, "ceil")
            last = self._end(variable.upper, high, "floor")
            made = f"model.new_int_var({first}, {last}, {called})"
        word = self.code.named(variable.name)
        line = f"{{{key(names)}: {made}{self.code.over(variable.index)}}}" if names else made
        return noted(variable, wrapped(f"{word} = {line}"))

    def _end(self, bound: Expression | None, implied: float, function: str) -> str:
        if bound is not None:
            return self.code.code(bound if self.code.is_whole(bound) else Call(function, (bound,)))
        if math.isinf(implied):
            return BOUND if implied > 0 else f"-{BOUND}"
        return str(math.ceil(implied - _MARGIN) if function == "ceil" else math.floor(implied + _MARGIN))

    # Objective and constraints

    def objective_lines(self, objective: Objective) -> list[str]:
        """``minimize`` or ``maximize``; an objective may have fractions."""
        assert objective.expression is not None
        word = "minimize" if objective.sense is Sense.MINIMIZE else "maximize"
        return noted(objective, wrapped(f"model.{word}({self.code.code(objective.expression)})"))

    def statements(self, constraint: Constraint) -> list[str]:
        """A row, a clause or a definition."""
        return [self._statement(constraint)]

    def _statement(self, constraint: Constraint) -> str:
        body, scale = constraint.body, constraint.name in self._fractional
        if isinstance(body, Comparison):
            return self._definition(body) or f"model.{self._row(body, scale)}"
        if isinstance(body, Connective) and isinstance(body.right, Comparison):
            assert isinstance(body.left, Comparison)
            switch, value = body.left.operands
            literal = self.code.code(switch, Level.UNARY)
            on = literal if value == Number(1) else f"~{literal}"
            return f"model.{self._row(body.right, scale)}.only_enforce_if({on})"
        return f"model.{self._clause(body)}"

    def _row(self, body: Comparison, scale: bool) -> str:
        """``add(x + y <= 5)``, or ``add_linear_constraint`` with two bounds."""
        row = self._wholes.scaled(body if len(body.operators) == 2 else data_last(body, self.code), scale=scale)
        if len(row.operators) == 1:
            return f"add({self.code.code(row)})"
        low, middle, high = (self.code.code(operand) for operand in row.operands)
        return f"add_linear_constraint({middle}, {low}, {high})"

    def _definition(self, body: Comparison) -> str | None:
        """``target == max(...)`` and its kin in CP-SAT's words; None for a linear row."""
        if body.operators != ("==",):
            return None
        target, value = body.operands
        word = self.code.code(target)
        match value:
            case Call("abs", (argument,)) if self.code.varies(value):
                return f"model.add_abs_equality({word}, {self._whole(argument)})"
            case Call(("min" | "max") as function, arguments) if self.code.varies(value):
                return f"model.{_EXTREMES[function]}({word}, [{', '.join(map(self._several, arguments))}])"
            case Reduction(("min" | "max") as function, inside, generators) if self.code.varies(value):
                listed = f"[{self._whole(inside)}{self.code.over(generators)}]"
                return f"model.{_EXTREMES[function]}({word}, {listed})"
            case Binary("*", left, right) if self.code.varies(left) and self.code.varies(right):
                factors = f"{self._whole(left)}, {self._whole(right)}"
                return f"model.add_multiplication_equality({word}, {factors})"
            case _:
                return None

    def _several(self, node: Expression) -> str:
        """One element of a list, or the elements that a reduction goes over."""
        if isinstance(node, Reduction) and node.function in _EXTREMES:
            return f"*({self._whole(node.body)}{self.code.over(node.generators)})"
        return self._whole(node)

    def _whole(self, node: Expression) -> str:
        return self.code.code(self._wholes.whole(node, scale=False))

    # Logic

    def _clause(self, node: Expression) -> str:
        """A statement over binary variables, or ``all_different``."""
        match node:
            case Connective("implies", left, right):
                return f"add_implication({self._literal(left)}, {self._literal(right)})"
            case Connective("xor", left, right):
                return f"add_bool_xor({self._literal(left)}, {self._literal(right)})"
            case Connective("iff", left, right):
                return f"add({self._literal(left)} == {self._literal(right)})"
            case Connective("or"):
                return f"add_bool_or({', '.join(map(self._literal, _alternatives(node)))})"
            case LogicalCall("all_different", arguments):
                return f"add_all_different({', '.join(map(self._whole, arguments))})"
            case Reduction("all_different", body, generators):
                return f"add_all_different({self._whole(body)}{self.code.over(generators)})"
            case LogicalCall(function, arguments):
                return f"{_COUNTS[function]}({', '.join(map(self._literal, arguments))})"
            case Reduction(function, body, generators):
                return f"{_COUNTS[function]}({self._literal(body)}{self.code.over(generators)})"
            case _:
                return f"add_bool_and({self._literal(node)})"

    def _literal(self, node: Expression) -> str:
        positive = True
        while isinstance(node, Not):
            node, positive = node.operand, not positive
        return self.code.code(node) if positive else f"~{self.code.code(node)}"

    def solution_lines(self) -> list[str]:
        """Solve and print."""
        lines = [
            "solver = cp_model.CpSolver()",
            "status = solver.solve(model)",
            'print("status:", solver.status_name(status))',
            "if status == cp_model.OPTIMAL:",
        ]
        for variable in self.prepared.formulation.variables:
            lines += self._values(variable, targets(variable.index))
        if self.has_objective:
            lines.append('    print(f"objective: {solver.objective_value:.10g}")')
        return lines

    def _values(self, variable: Variable, names: Sequence[str]) -> list[str]:
        word = self.code.named(variable.name)
        if not names:
            return [f'    print(f"{variable.name} = {{solver.value({word})}}")']
        shown = ", ".join(f"{{{name}}}" for name in names)
        return [
            *wrapped(f"for {key(list(names))}, variable in {word}.items():", 4),
            "        if solver.value(variable):",
            *wrapped(f'print(f"{variable.name}[{shown}] = {{solver.value(variable)}}")', 12),
        ]


def _alternatives(node: Expression) -> list[Expression]:
    """The parts of ``a or b or c``."""
    if isinstance(node, Connective) and node.operator == "or":
        return [*_alternatives(node.left), *_alternatives(node.right)]
    return [node]
