"""Scripts for gurobipy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from nl2opt.formulation.elements import Constraint, Kind, Objective, Sense, Variable
from nl2opt.formulation.expressions import (
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    Name,
    Number,
    Quoted,
    Reduction,
    Subscript,
    walk,
)
from nl2opt.solvers.writers.data_code import noted
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import string_code
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import Level, PythonCode
from nl2opt.solvers.writers.script_writer import (
    ScriptWriter,
    comparisons,
    data_last,
    is_constant,
    key,
    plain_sets,
    same_key,
    targets,
)

_DEFINITIONS = {"min": "gp.min_", "max": "gp.max_", "abs": "gp.abs_"}
STAR = Quoted("*")
_FUNCTIONS = ("exp", "log", "sin", "cos", "sqrt")


class _Code(PythonCode):
    summation: ClassVar[str] = "gp.quicksum"
    functions: ClassVar[dict[str, str]] = {
        **_DEFINITIONS,
        **{name: f"nlfunc.{name}" for name in _FUNCTIONS},
    }
    starring: Mapping[str, tuple[Generator, ...]] = {}
    """The indices of variables over products of sets, which gurobipy can sum up by itself."""

    def reduced(self, node: Reduction) -> tuple[str, int]:
        """``ship.sum(p, "*")`` where that is what a sum says."""
        indices = starred(self.starring, node.body, node.generators) if node.function == "sum" else None
        if indices is None:
            return super().reduced(node)
        assert isinstance(node.body, Subscript)
        listed = ", ".join(self.code(index) for index in indices) if set(indices) != {STAR} else ""
        return f"{self.named(node.body.base)}.sum({listed})", Level.ATOM

    curved = False
    """Whether a nonlinear function was printed."""

    def function(self, name: str, node: Expression) -> str:
        """As in all scripts; functions of variables are in a module of their own."""
        found = super().function(name, node)
        self.curved |= found.startswith("nlfunc.")
        return found


def starred(
    variables: Mapping[str, tuple[Generator, ...]], body: Expression, generators: Sequence[Generator]
) -> tuple[Expression, ...] | None:
    """The indices of ``ship.sum(p, "*")`` for ``sum(ship[p, s] for s in STORES)``; a starred one is a bare ``"*"``.

    ``flow.sum(n, "*")`` also stands for ``sum(flow[i, j] for (i, j) in ARCS if i == n)``.

    Args:
        variables: the index of each variable that is indexed by a product of sets.
        body: what is summed.
        generators: over what.
    """
    if not isinstance(body, Subscript) or body.base not in variables:
        return None
    places = {generator.targets: generator.domain for generator in generators}
    bound = {target for generator in generators for target in generator.targets}
    known: dict[str, Expression] = {}
    for condition in (condition for generator in generators for condition in generator.conditions):
        found = _fixed(condition, bound)
        if found is None or found[0] in known:
            return None
        known[found[0]] = found[1]
    indices: list[Expression] = []
    position = 0
    for own in variables[body.base]:
        part = body.indices[position : position + len(own.targets)]
        position += len(own.targets)
        names = tuple(node.id for node in part if isinstance(node, Name))
        if names not in places:
            indices += part
        elif places.pop(names) == own.domain:
            indices += [known.get(name, STAR) for name in names]
        else:
            return None
    used = {node.id for item in indices for node in walk(item) if isinstance(node, Name)}
    return None if places or used & bound else tuple(indices)


def _fixed(condition: Expression, bound: Collection[str]) -> tuple[str, Expression] | None:
    """The index that a condition ``i == n`` fixes, and its member."""
    if isinstance(condition, Comparison) and condition.operators == ("==",):
        for side, other in (condition.operands, condition.operands[::-1]):
            if isinstance(side, Name) and side.id in bound:
                return side.id, other
    return None


class GurobipyWriter(ScriptWriter):
    """Gurobi's Python interface: ``addVars`` and ``addConstrs``, indicators, general and nonlinear constraints."""

    name = "gurobipy"
    title = "gurobipy"
    native = frozenset(
        {
            Construct.CONTINUOUS,
            Construct.PRODUCT,
            Construct.FUNCTION,
            Construct.INDICATOR,
            Construct.EXTREME,
            Construct.ABSOLUTE,
        }
    )
    reserved = ("gp", "GRB", "nlfunc", "model", "names", "variable")

    code: _Code

    @property
    def library(self) -> tuple[str, ...]:
        """The imports, with the module of nonlinear functions where it is used."""
        return "import gurobipy as gp", f"from gurobipy import GRB{', nlfunc' if self.code.curved else ''}"

    def make_code(self) -> _Code:
        """The printer of expressions."""
        prepared = self.prepared
        variables = prepared.formulation.variables
        code = _Code(prepared.data, prepared.identifiers, [item.name for item in variables])
        code.starring = {item.name: item.index for item in variables if item.index and plain_sets(item.index)}
        if prepared.data.is_label("*"):
            code.starring = {}
        return code

    def model_lines(self) -> list[str]:
        """An empty model."""
        return ["model = gp.Model()", "model.Params.OutputFlag = 0  # 1 shows the log of the solver"]

    def variable_lines(self, variable: Variable) -> list[str]:
        """``addVar`` or ``addVars``."""
        arguments: list[str] = []
        sets = plain_sets(variable.index)
        if variable.index and sets is not None:
            arguments += [self.code.named(name) for name in sets]
        elif variable.index:
            names = targets(variable.index)
            arguments.append(f"[{key(names)}{self.code.over(variable.index)}]")
        if variable.kind is Kind.BINARY:
            arguments.append("vtype=GRB.BINARY")
        else:
            if variable.lower is None:
                arguments.append("lb=-GRB.INFINITY")
            elif variable.lower != Number(0):
                arguments.append(f"lb={self._bound(variable, variable.lower)}")
            if variable.upper is not None:
                arguments.append(f"ub={self._bound(variable, variable.upper)}")
            if variable.kind is Kind.INTEGER:
                arguments.append("vtype=GRB.INTEGER")
        arguments.append(f"name={string_code(variable.name)}")
        function = "addVars" if variable.index else "addVar"
        line = f"{self.code.named(variable.name)} = model.{function}({', '.join(arguments)})"
        return noted(variable, wrapped(line))

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
        sense = "GRB.MINIMIZE" if objective.sense is Sense.MINIMIZE else "GRB.MAXIMIZE"
        line = f"model.setObjective({self.code.code(objective.expression)}, {sense})"
        return noted(objective, wrapped(line))

    def constraint_lines(self, constraint: Constraint) -> list[str]:
        """``addConstr`` or ``addConstrs``."""
        if self.is_data(constraint):
            return noted(constraint, self.assertion(constraint))
        if isinstance(constraint.body, Comparison) and len(constraint.body.operators) == 2:
            low, high = comparisons(constraint)
            return noted(constraint, [*self._added(low, constraint, "_min"), *self._added(high, constraint, "_max")])
        return noted(constraint, self._added(constraint.body, constraint))

    def _added(self, body: Expression, constraint: Constraint, ending: str = "") -> list[str]:
        name = string_code(constraint.name + ending)
        if constraint.index:
            line = f"model.addConstrs(({self._body(body)}{self.code.over(constraint.index)}), name={name})"
        else:
            line = f"model.addConstr({self._body(body)}, name={name})"
        return wrapped(line)

    def _body(self, body: Expression) -> str:
        if isinstance(body, Connective):
            return f"({self.code.code(body.left)}) >> ({self.code.code(body.right)})"
        assert isinstance(body, Comparison)
        right = body.operands[1]
        if isinstance(right, (Call, Reduction)) and right.function in _DEFINITIONS and self.code.varies(right):
            return f"{self.code.code(body.operands[0])} == {self._definition(right)}"
        return self.code.code(data_last(body, self.code))

    def _definition(self, node: Call | Reduction) -> str:
        if isinstance(node, Call):
            return f"{_DEFINITIONS[node.function]}({', '.join(self._argument(part) for part in node.arguments)})"
        return f"{_DEFINITIONS[node.function]}([{self.code.code(node.body)}{self.code.over(node.generators)}])"

    def _argument(self, part: Expression) -> str:
        if isinstance(part, Reduction) and part.function in _DEFINITIONS:
            return f"*[{self.code.code(part.body)}{self.code.over(part.generators)}]"
        return self.code.code(part)

    def solution_lines(self) -> list[str]:
        """Solve and print."""
        lines = [
            "model.optimize()",
            "names = {",
            '    GRB.OPTIMAL: "optimal",',
            '    GRB.INFEASIBLE: "infeasible",',
            '    GRB.INF_OR_UNBD: "infeasible or unbounded",',
            '    GRB.UNBOUNDED: "unbounded",',
            "}",
            'print("status:", names.get(model.Status, model.Status))',
            "if model.SolCount:",
            "    for variable in model.getVars():",
            "        if abs(variable.X) > 1e-9:",
            '            print(f"{variable.VarName} = {variable.X:g}")',
        ]
        if self.has_objective:
            lines.append('    print(f"objective: {model.ObjVal:.10g}")')
        return lines
