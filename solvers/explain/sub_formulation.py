"""A formulation with some of its constraints and bounds only, as a formulation again.

Where constraints need a reformulation (logic, products, absolute values), the bounds of the variables and the other
constraints are built into it. Then a part is left out by lowering the rest anew, never by striking rows out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Constraint, Formulation, Key, Kind, Objective, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Expression,
    Generator,
    Label,
    Name,
    Node,
    Quoted,
    SetLiteral,
    Subscript,
    TupleMember,
    walk,
)
from nl2opt.formulation.literals import label_literal
from nl2opt.solvers.explain.members import Member, MemberKind
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.lowering.affine import is_affine
from nl2opt.solvers.lowering.compiler import Compiler
from nl2opt.solvers.lowering.lower import declare
from nl2opt.solvers.program import Program


class Parts:
    """The parts of a formulation that a conflict is made of: rows of constraints, and families of bounds.

    Binary variables stay binary whatever is left out, because logic is about them.
    """

    def __init__(self, formulation: Formulation, data: Data) -> None:
        self.formulation = formulation
        self.data = data
        self.keys = {constraint.name: _keys(constraint, data) for constraint in formulation.constraints}

    def families(self) -> list[list[Member]]:
        """What is said of each variable, then the rows of each constraint."""
        found: list[list[Member]] = []
        for variable in self.formulation.variables:
            if variable.lower is not None:
                found.append([Member(MemberKind.LOWER, variable.name, ())])
            if variable.upper is not None:
                found.append([Member(MemberKind.UPPER, variable.name, ())])
            if variable.kind is Kind.INTEGER:
                found.append([Member(MemberKind.INTEGER, variable.name, ())])
        for constraint in self.formulation.constraints:
            keys = self.keys[constraint.name]
            found.append([Member(MemberKind.CONSTRAINT, constraint.name, key) for key in keys])
        return found

    def restricted(self, kept: Collection[Member]) -> Formulation:
        """The formulation with these members alone, and without its objective."""
        rows: dict[str, list[Key]] = {}
        said: set[tuple[str, MemberKind]] = set()
        for member in kept:
            if member.kind is MemberKind.CONSTRAINT:
                rows.setdefault(member.name, []).append(member.key)
            else:
                said.add((member.name, member.kind))
        constraints = []
        for constraint in self.formulation.constraints:
            own = rows.get(constraint.name, [])
            if len(own) == len(self.keys[constraint.name]):
                constraints.append(constraint)
            elif own:
                constraints.append(replace(constraint, index=narrowed(constraint.index, own)))
        return replace(
            self.formulation,
            variables=tuple(_with_bounds(variable, said) for variable in self.formulation.variables),
            objective=Objective(),
            constraints=tuple(constraints),
        )

    def program(self, kept: Collection[Member]) -> Program | None:
        """The lowered restriction; None when it cannot be lowered (logic over a number that is whole no more)."""
        try:
            return lower(self.restricted(kept), self.data).program
        except FormulationError:
            return None


def narrowed(index: Sequence[Generator], keys: Sequence[Key]) -> tuple[Generator, ...]:
    """An index with the condition that it is one of these keys."""
    names = [Name(target) for generator in index for target in generator.targets]
    members = tuple(_member([_label(label) for label in key]) for key in keys)
    condition = Comparison((_member(names), SetLiteral(members)), ("in",))
    return (*index[:-1], replace(index[-1], conditions=(*index[-1].conditions, condition)))


def is_plain(formulation: Formulation, data: Data) -> bool:
    """Whether every constraint is affine as it is written, so that its rows stand for themselves.

    Quotients by variables and strict orders do not count: lowering looks at bounds and whole numbers to read them.
    """
    compiler = Compiler(data)
    for variable in formulation.variables:
        declare(compiler, variable)
    for constraint in formulation.constraints:
        for node in walk(constraint.body):
            if isinstance(node, Comparison) and not {"<", ">"}.isdisjoint(node.operators):
                return False
            if isinstance(node, Binary) and node.operator == "/" and compiler.reads(node.right):
                return False
        if not isinstance(constraint.body, Comparison) or not is_affine(compiler, constraint.body):
            return False
    return True


def _keys(constraint: Constraint, data: Data) -> list[Key]:
    """The keys of a constraint's rows; one for all where the index has no names to tell them apart."""
    if not constraint.index or not all(generator.targets for generator in constraint.index):
        return [()]
    grid, names = extended(Grid(), constraint.index, data.evaluator)
    return list(grid.keys(names))


def _with_bounds(variable: Variable, said: set[tuple[str, MemberKind]]) -> Variable:
    name = variable.name
    whole = variable.kind is not Kind.INTEGER or (name, MemberKind.INTEGER) in said
    return replace(
        variable,
        lower=variable.lower if (name, MemberKind.LOWER) in said else None,
        upper=variable.upper if (name, MemberKind.UPPER) in said else None,
        kind=variable.kind if whole else Kind.CONTINUOUS,
    )


def _label(label: Label) -> Expression:
    return Quoted(label) if isinstance(label, str) else label_literal(label)


def _member(items: Sequence[Expression]) -> Expression:
    return items[0] if len(items) == 1 else TupleMember(tuple(items))


def mentioned(expression: Node) -> set[str]:
    """The names that an expression reads."""
    return {
        node.id if isinstance(node, Name) else node.base
        for node in walk(expression)
        if isinstance(node, Name | Subscript)
    }
