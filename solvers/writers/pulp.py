"""Scripts for PuLP."""

from __future__ import annotations

from typing import ClassVar

from nl2opt.formulation.elements import Constraint, Kind, Objective, Sense, Variable
from nl2opt.solvers.writers.data_code import noted
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import string_code
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import PythonCode
from nl2opt.solvers.writers.script_writer import (
    LoopWriter,
    comparisons,
    data_last,
    is_constant,
    key,
    plain_sets,
    targets,
)


class _Code(PythonCode):
    summation: ClassVar[str] = "pulp.lpSum"


class PulpWriter(LoopWriter):
    """PuLP: ``LpVariable.dicts``, ``lpSum`` and ``model += constraint, name``; linear models only."""

    name = "pulp"
    title = "PuLP"
    native = frozenset({Construct.CONTINUOUS})
    reserved = ("pulp", "model", "status", "variable")

    @property
    def library(self) -> tuple[str, ...]:
        """The import."""
        return ("import pulp",)

    def make_code(self) -> PythonCode:
        """The printer of expressions; variables over several sets are dictionaries of dictionaries, as in PuLP."""
        prepared = self.prepared
        variables = prepared.formulation.variables
        code = _Code(prepared.data, prepared.identifiers, [item.name for item in variables])
        for variable in variables:
            if self._by_dicts(variable) and len(variable.index) > 1:
                code.nested.add(variable.name)
        return code

    def _by_dicts(self, variable: Variable) -> bool:
        """Whether ``LpVariable.dicts`` makes the variable: a product of plain sets, with the same bounds everywhere."""
        constant = is_constant(variable.lower, variable.index) and is_constant(variable.upper, variable.index)
        sets = plain_sets(variable.index)
        plain = sets is not None and (len(sets) == 1 or all(self.prepared.data.set(name).arity == 1 for name in sets))
        return constant and plain

    def model_lines(self) -> list[str]:
        """An empty problem."""
        sense = self.prepared.formulation.objective.sense
        word = "LpMaximize" if sense is Sense.MAXIMIZE else "LpMinimize"
        return [f'model = pulp.LpProblem("model", pulp.{word})']

    def variable_lines(self, variable: Variable) -> list[str]:
        """``LpVariable``, ``LpVariable.dicts``, or a comprehension where bounds change with the index."""
        options: list[str] = []
        if variable.kind is not Kind.BINARY:
            if variable.lower is not None:
                options.append(f"lowBound={self.code.code(variable.lower)}")
            if variable.upper is not None:
                options.append(f"upBound={self.code.code(variable.upper)}")
        if variable.kind is not Kind.CONTINUOUS:
            options.append(f'cat="{variable.kind.value.capitalize()}"')
        name, word = self.code.named(variable.name), string_code(variable.name)
        if not variable.index:
            line = f"{name} = pulp.LpVariable({', '.join([word, *options])})"
        elif self._by_dicts(variable):
            sets = [self.code.named(item) for item in plain_sets(variable.index) or ()]
            listed = sets[0] if len(sets) == 1 else f"({', '.join(sets)})"
            line = f"{name} = pulp.LpVariable.dicts({', '.join([word, listed, *options])})"
        else:
            names = targets(variable.index)
            called = self.numbered(variable.name, names)
            made = f"pulp.LpVariable({', '.join([called, *options])})"
            line = f"{name} = {{{key(names)}: {made}{self.code.over(variable.index)}}}"
        return noted(variable, wrapped(line))

    def objective_lines(self, objective: Objective) -> list[str]:
        """The objective is added without a comparison."""
        assert objective.expression is not None
        return noted(objective, wrapped(f"model += {self.code.code(objective.expression)}"))

    def statements(self, constraint: Constraint) -> list[str]:
        """``model += constraint, name``."""
        links = comparisons(constraint)
        endings = [""] if len(links) == 1 else ["_min", "_max"]
        names = targets(constraint.index)
        return [
            f"model += {self.code.code(data_last(link, self.code))}, {self.numbered(constraint.name + ending, names)}"
            for link, ending in zip(links, endings, strict=True)
        ]

    def solution_lines(self) -> list[str]:
        """Solve with CBC, which PuLP brings along, and print."""
        lines = [
            "model.solve(pulp.PULP_CBC_CMD(msg=False))",
            "status = pulp.LpStatus[model.status]",
            'print("status:", status)',
            'if status == "Optimal":',
            "    for variable in model.variables():",
            "        if abs(variable.value() or 0) > 1e-9:",
            '            print(f"{variable.name} = {variable.value():g}")',
        ]
        if self.has_objective:
            lines.append('    print(f"objective: {pulp.value(model.objective):.10g}")')
        return lines
