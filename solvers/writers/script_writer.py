"""The frame of a script writer: sections in order, each element in turn; a library fills in the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from nl2opt.formulation.elements import Constraint, Formulation, Objective, Sense, Variable
from nl2opt.formulation.expressions import Comparison, Expression, Generator, Name, Subscript, walk
from nl2opt.solvers.lowering.reformulations.statements import links
from nl2opt.solvers.writers.data_code import DataCode
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import WIDTH, string_code
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import Level, PythonCode
from nl2opt.solvers.writers.resolve import Neighbours
from nl2opt.solvers.writers.script import Prepared, assembled, docstring, imports, prepare


class ScriptWriter:
    """Writes a formulation as a script for a modelling library; one object writes one script at a time.

    Class attributes:
        name, title, extension, native: as in ``Writer``.
        reserved: names that the script uses for itself.
        nests: whether tables by two labels become dictionaries of dictionaries.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    extension: ClassVar[str] = ".py"
    native: ClassVar[frozenset[Construct]]
    reserved: ClassVar[tuple[str, ...]]
    nests: ClassVar[bool] = True

    prepared: Prepared
    code: PythonCode
    written: set[str]
    """The names of the constraints that the author wrote; the others belong to a reformulation."""

    def write(
        self, formulation: Formulation, *, tables: Mapping[str, Any] | None = None, folder: Path | None = None
    ) -> str:
        """The script; see ``Writer.write``."""
        self.prepared = prepare(formulation, self.native, self.title, self.reserved, tables=tables, folder=folder)
        final = self.prepared.formulation
        self.code = self.make_code()
        data = DataCode(final, self.prepared.data, self.code, tables=tables, folder=folder, nests=self.nests)
        model = self.model_lines()
        variables = [line for variable in final.variables for line in self.variable_lines(variable)]
        objective = [] if final.objective.sense is Sense.SATISFY else self.objective_lines(final.objective)
        self.written = {constraint.name for constraint in formulation.constraints}
        constraints = self.constraints_lines(final.constraints)
        data_lines = data.lines(self.neighbours)
        return assembled(
            [
                docstring(formulation.problem, f"An optimization model for {self.title}."),
                imports(self.code.modules, self.library),
                _headed("Sets and data", data_lines),
                _headed("Model", model),
                _headed("Variables", variables),
                _headed("Objective", objective),
                _headed("Constraints", constraints),
                _headed("Solution", self.solution_lines()),
            ]
        )

    # What a library fills in

    @property
    def library(self) -> Sequence[str]:
        """The import statements of the library, asked for when all else is printed."""
        raise NotImplementedError

    def make_code(self) -> PythonCode:
        """The printer of expressions."""
        raise NotImplementedError

    def model_lines(self) -> list[str]:
        """What makes the empty model."""
        raise NotImplementedError

    def variable_lines(self, variable: Variable) -> list[str]:
        """What declares a variable."""
        raise NotImplementedError

    def objective_lines(self, objective: Objective) -> list[str]:
        """What sets the objective; never for ``satisfy``."""
        raise NotImplementedError

    def constraint_lines(self, constraint: Constraint) -> list[str]:
        """What adds a constraint."""
        raise NotImplementedError

    def constraints_lines(self, constraints: Sequence[Constraint]) -> list[str]:
        """What adds all constraints, one after another."""
        return [line for constraint in constraints for line in self.constraint_lines(constraint)]

    def solution_lines(self) -> list[str]:
        """What solves the model and prints status, nonzero values and, last, the objective."""
        raise NotImplementedError

    # What libraries share

    @property
    def neighbours(self) -> Sequence[Neighbours]:
        """The dictionaries of members before and behind others that the script needs."""
        return self.prepared.neighbours

    @property
    def has_objective(self) -> bool:
        """Whether something is minimised or maximised."""
        return self.prepared.formulation.objective.sense is not Sense.SATISFY

    def assertion(self, constraint: Constraint) -> list[str]:
        """A constraint of data alone, which holds or not before anything is solved."""
        condition = self.code.code(constraint.body)
        over = self.code.over(constraint.index)
        text = f"all({condition}{over})" if over else condition
        return wrapped(f'assert {text}, "{constraint.name} does not hold for these data"')

    def numbered(self, name: str, names: list[str]) -> str:
        """The code of a name with the indices behind it, ``f"supply_{p}"``."""
        if not names:
            return string_code(name)
        ending = "".join(f"_{{{word}}}" for word in names)
        return f"f{string_code(name + ending)}"

    def looped(self, index: tuple[Generator, ...], statements: Sequence[str]) -> list[str]:
        """Statements inside loops over an index; conditions become ``if``s."""
        lines: list[str] = []
        indent = 0
        for generator in index:
            domain, conditions = self.code.split_domain(generator)
            lines += wrapped(f"for {', '.join(generator.targets)} in {self.code.set_code(domain)}:", indent)
            indent += 4
            if conditions:
                text = " and ".join(self.code.code(part, Level.AND) for part in conditions)
                lines += wrapped(f"if {text}:", indent)
                indent += 4
        return [*lines, *(line for statement in statements for line in wrapped(statement, indent))]

    def is_data(self, constraint: Constraint) -> bool:
        """Whether a constraint reads no variable."""
        return not self.code.varies(constraint.body)


class LoopWriter(ScriptWriter):
    """A script writer whose constraints are statements in loops."""

    def statements(self, constraint: Constraint) -> list[str]:
        """What adds the rows of a constraint at one place of its index."""
        raise NotImplementedError

    def constraints_lines(self, constraints: Sequence[Constraint]) -> list[str]:
        """Loops, in which neighbours stand together if one of them belongs to the reformulation of the other."""
        lines: list[str] = []
        group: list[Constraint] = []
        for constraint in constraints:
            together = group and group[0].index == constraint.index and not constraint.note and constraint.index
            if not together or {group[-1].name, constraint.name} <= self.written or self.is_data(constraint):
                lines += self._group(group)
                group = []
            group.append(constraint)
        return lines + self._group(group)

    def _group(self, group: Sequence[Constraint]) -> list[str]:
        if not group:
            return []
        if self.is_data(group[0]):
            return noted(group[0].note, self.assertion(group[0]))
        statements = [statement for constraint in group for statement in self.statements(constraint)]
        lines = self.looped(group[0].index, statements)
        note = group[0].note
        if note and len(lines) == 1 and len(lines[0]) + len(note) + 4 <= WIDTH:
            return [f"{lines[0]}  # {note}"]
        return noted(note, lines)


def comparisons(constraint: Constraint) -> list[Comparison]:
    """The single comparisons of a constraint's body."""
    assert isinstance(constraint.body, Comparison)
    return links(constraint.body)


def data_last(link: Comparison, code: PythonCode) -> Comparison:
    """``x >= 10`` for ``10 <= x``."""
    (left, right), (operator,) = link.operands, link.operators
    if code.varies(left) or not code.varies(right):
        return link
    return Comparison((right, left), ({"<=": ">=", ">=": "<=", "==": "=="}[operator],))


def targets(index: tuple[Generator, ...]) -> list[str]:
    """The names of all indices, in order."""
    return [target for generator in index for target in generator.targets]


def key(names: list[str]) -> str:
    """Indices as the key of a dictionary."""
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def plain_sets(index: tuple[Generator, ...]) -> list[str] | None:
    """The names of the sets that are multiplied, or None where there are conditions or other domains."""
    names = [generator.domain.id for generator in index if isinstance(generator.domain, Name)]
    return names if len(names) == len(index) and not any(generator.conditions for generator in index) else None


def same_key(expression: Expression, index: tuple[Generator, ...]) -> str | None:
    """The parameter whose entries, key by key, are this expression: ``capacity`` for ``capacity[p]``."""
    if isinstance(expression, Subscript) and expression.indices == tuple(Name(target) for target in targets(index)):
        return expression.base
    return None


def is_constant(expression: Expression | None, index: tuple[Generator, ...]) -> bool:
    """Whether a bound is the same for every index."""
    names = set(targets(index))
    return expression is None or not any(isinstance(node, Name) and node.id in names for node in walk(expression))


def noted(note: str, lines: list[str]) -> list[str]:
    """Lines with a note above them."""
    return [f"# {note}", *lines] if note else lines


def _headed(heading: str, lines: list[str]) -> list[str]:
    return [f"# {heading}", *lines] if lines else []
