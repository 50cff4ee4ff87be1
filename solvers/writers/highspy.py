"""Scripts for highspy, the Python interface of HiGHS."""

from __future__ import annotations

from typing import ClassVar

from nl2opt.formulation.elements import Constraint, Kind, Objective, Sense, Variable
from nl2opt.formulation.expressions import Comparison, Expression, Number
from nl2opt.solvers.writers.data_code import noted
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import string_code
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import PythonCode
from nl2opt.solvers.writers.script_writer import (
    LoopWriter,
    data_last,
    is_constant,
    key,
    plain_sets,
    same_key,
    targets,
)

_PLURAL = {Kind.CONTINUOUS: "addVariables", Kind.INTEGER: "addIntegrals", Kind.BINARY: "addBinaries"}
_SINGLE = {Kind.CONTINUOUS: "addVariable", Kind.INTEGER: "addIntegral", Kind.BINARY: "addBinary"}


class _Code(PythonCode):
    summation: ClassVar[str] = "model.qsum"


class HighspyWriter(LoopWriter):
    """HiGHS's modelling interface: ``addVariables``, ``addConstr``, ``qsum``; linear models only."""

    name = "highspy"
    title = "highspy"
    native = frozenset({Construct.CONTINUOUS})
    reserved = ("highspy", "model", "status", "value", "solution")

    @property
    def library(self) -> tuple[str, ...]:
        """The import."""
        return ("import highspy",)

    def make_code(self) -> PythonCode:
        """The printer of expressions."""
        prepared = self.prepared
        return _Code(prepared.data, prepared.identifiers, [item.name for item in prepared.formulation.variables])

    def model_lines(self) -> list[str]:
        """An empty model."""
        return ["model = highspy.Highs()", "model.silent()  # without it, HiGHS prints its log"]

    def variable_lines(self, variable: Variable) -> list[str]:
        """``addVariables`` and its kin; dictionaries from keys to variables."""
        options: list[str] = []
        if variable.kind is not Kind.BINARY:
            if variable.lower is None:
                options.append("lb=-highspy.kHighsInf")
            elif variable.lower != Number(0):
                options.append(f"lb={self._bound(variable, variable.lower)}")
            if variable.upper is not None:
                options.append(f"ub={self._bound(variable, variable.upper)}")
        name = self.code.named(variable.name)
        if not variable.index:
            options.append(f"name={string_code(variable.name)}")
            line = f"{name} = model.{_SINGLE[variable.kind]}({', '.join(options)})"
        else:
            options.append(f"name_prefix={string_code(variable.name)}")
            line = f"{name} = model.{_PLURAL[variable.kind]}({', '.join([*self._indices(variable), *options])})"
        return noted(variable, wrapped(line))

    def _indices(self, variable: Variable) -> list[str]:
        """The sets, or a list of keys where these are not simply multiplied."""
        sets = plain_sets(variable.index)
        if sets is not None and (len(sets) == 1 or all(self.prepared.data.set(name).arity == 1 for name in sets)):
            return [self.code.named(name) for name in sets]
        return [f"[{key(targets(variable.index))}{self.code.over(variable.index)}]"]

    def _bound(self, variable: Variable, bound: Expression) -> str:
        """A number, or a dictionary with a number for each key."""
        if is_constant(bound, variable.index):
            return self.code.code(bound)
        table = same_key(bound, variable.index)
        if table is not None and table not in self.code.nested:
            return self.code.named(table)
        return f"{{{key(targets(variable.index))}: {self.code.code(bound)}{self.code.over(variable.index)}}}"

    def objective_lines(self, objective: Objective) -> list[str]:
        """``setObjective``."""
        assert objective.expression is not None
        sense = "kMinimize" if objective.sense is Sense.MINIMIZE else "kMaximize"
        goal = self.code.code(objective.expression)
        return noted(objective, wrapped(f"model.setObjective({goal}, highspy.ObjSense.{sense})"))

    def statements(self, constraint: Constraint) -> list[str]:
        """``addConstr``; a chain may stand as it is."""
        body = constraint.body
        assert isinstance(body, Comparison)
        link = body if len(body.operators) == 2 else data_last(body, self.code)
        called = self.numbered(constraint.name, targets(constraint.index))
        return [f"model.addConstr({self.code.code(link)}, name={called})"]

    def solution_lines(self) -> list[str]:
        """Solve and print."""
        lines = [
            "model.solve()",
            "status = model.getModelStatus()",
            'print("status:", model.modelStatusToString(status))',
            "if status == highspy.HighsModelStatus.kOptimal:",
        ]
        for variable in self.prepared.formulation.variables:
            lines += self._values(variable)
        if self.has_objective:
            lines.append('    print(f"objective: {model.getObjectiveValue():.10g}")')
        return lines

    def _values(self, variable: Variable) -> list[str]:
        name = self.code.named(variable.name)
        names = targets(variable.index)
        if not names:
            return [f'    print(f"{variable.name} = {{model.val({name}):g}}")']
        shown = ", ".join(f"{{{word}}}" for word in names)
        lines = wrapped(f"for {key(names)}, value in model.vals({name}).items():", 4)
        return [
            *lines,
            "        if abs(value) > 1e-9:",
            f'            print(f"{variable.name}[{shown}] = {{value:g}}")',
        ]
