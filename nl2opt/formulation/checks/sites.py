"""Every place where an expression stands, with what is expected there: the walk that all checks share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.checks.members import Column, KnownSets, Members, Scope
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import (
    Constraint,
    Formulation,
    Kind,
    Objective,
    Parameter,
    SetDeclaration,
    Variable,
)
from nl2opt.formulation.expressions import (
    NUMERIC_REDUCTIONS,
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
    walk,
)

AnyElement: TypeAlias = SetDeclaration | Parameter | Variable | Objective | Constraint


class Role(StrEnum):
    """What an expression has to be at its place."""

    NUMBER = "number"
    CONDITION = "condition"
    SET = "set"
    INDEX = "index"
    MEMBER = "member"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Site:
    """An expression at its place.

    Attributes:
        node: the expression, or a generator (role ``domain``).
        role: what is expected.
        element: the element in which it stands.
        scope: the indices that are bound there.
        data: empty where variables may stand, else what the place is in words ("a condition").
        guarded: whether a condition or a logical operator decides if the place counts.
        parent: the expression directly above; None at the top.
    """

    node: Node
    role: Role
    element: AnyElement
    scope: Scope
    data: str = ""
    guarded: bool = False
    parent: Node | None = None


class Known:
    """What the declarations of one formulation say, for all checks."""

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        self.sets = {element.name: element for element in reversed(formulation.sets)}
        self.parameters = {element.name: element for element in reversed(formulation.parameters)}
        self.variables = {element.name: element for element in reversed(formulation.variables)}
        self.members = KnownSets(formulation)
        self.labels = self.members.labels()
        self.closed = self.members.closed()
        self.targets = frozenset(
            target
            for element in formulation.elements()
            for node in roots(element)
            for part in walk(node)
            if isinstance(part, Generator)
            for target in part.targets
        )
        self.scalars = {
            name: element.value
            for name, element in self.parameters.items()
            if not element.index and isinstance(element.value, Node)
        }
        self._sites: list[Site] | None = None
        self._axes: dict[str, tuple[Column | None, ...] | None] = {}

    @property
    def sites(self) -> list[Site]:
        """Every place of the formulation, parents before children; walked once."""
        if self._sites is None:
            self._sites = [site for element in self.formulation.elements() for site in self._element(element)]
        return self._sites

    def declaration(self, name: str) -> SetDeclaration | Parameter | Variable | None:
        """The element that a name stands for; a name that is used twice is the parameter, then the variable."""
        return self.parameters.get(name) or self.variables.get(name) or self.sets.get(name)

    def axes(self, name: str) -> tuple[Column | None, ...] | None:
        """The index of a declared name, label by label; None when the number of its labels is unknown."""
        if name not in self._axes:
            element = self.declaration(name)
            self._axes[name] = self.members.axes(element.index) if element else None
        return self._axes[name]

    def is_declared(self, name: str) -> bool:
        """Whether a set, a parameter or a variable has this name."""
        return name in self.sets or name in self.parameters or name in self.variables

    def holds_variable(self, node: Node) -> bool:
        """Whether a variable occurs in an expression."""
        return any(self.is_variable(part) for part in walk(node))

    def is_variable(self, node: Node) -> bool:
        """Whether the node itself is a variable, with or without indices."""
        word = node.id if isinstance(node, Name) else node.base if isinstance(node, Subscript) else ""
        return word in self.variables

    def is_binary(self, variable: Variable) -> bool:
        """Whether a variable can only be 0 or 1, by its kind or as an integer with such bounds."""
        if variable.kind is Kind.INTEGER and variable.lower is not None and variable.upper is not None:
            lower, upper = constant(variable.lower, self.scalars), constant(variable.upper, self.scalars)
            return lower is not None and upper is not None and 0 <= lower <= upper <= 1
        return variable.kind is Kind.BINARY

    def domain(self, generator: Generator, scope: Scope) -> Members:
        """What is known of the members that a generator runs over."""
        return self.members.members(generator.domain, scope)

    def _element(self, element: AnyElement) -> Iterator[Site]:
        scope: Scope = {}
        guarded = False
        for generator in () if isinstance(element, Objective) else element.index:
            yield from self._walk(Site(generator, Role.DOMAIN, element, scope, "the domain of an index"))
            scope = self.members.bind_one(generator, scope)
            guarded = guarded or bool(generator.conditions)
        role, data = _EXPECTED[type(element)]
        for root in roots(element):
            if not isinstance(root, Generator):
                yield from self._walk(Site(root, role, element, scope, data, guarded))

    def _walk(self, top: Site) -> Iterator[Site]:
        """All places below ``top``, parents first, without recursion: sums can have thousands of terms."""
        stack = [top]
        while stack:
            site = stack.pop()
            yield site
            stack.extend(reversed(list(self._below(site))))

    def _below(self, site: Site) -> Iterator[Site]:
        node = site.node

        def at(child: Node, role: Role, data: str = "", scope: Scope | None = None, guarded: bool = False) -> Site:
            inner = site.scope if scope is None else scope
            return Site(child, role, site.element, inner, data or site.data, guarded or site.guarded, node)

        match node:
            case Subscript(indices=indices):
                yield from (at(index, Role.INDEX, "an index") for index in indices)
            case TupleMember(items=items):
                yield from (at(item, Role.MEMBER if site.role is Role.MEMBER else Role.INDEX) for item in items)
            case Negation(operand=operand):
                yield at(operand, self._same(site.role))
            case Binary(left=left, right=right):
                yield at(left, self._same(site.role))
                yield at(right, self._same(site.role))
            case Call(function=function, arguments=arguments):
                role = Role.SET if function == "len" else Role.NUMBER
                yield from (at(argument, role) for argument in arguments)
            case LogicalCall(function=function, arguments=arguments):
                role = Role.NUMBER if function == "all_different" else Role.CONDITION
                yield from (at(argument, role, guarded=True) for argument in arguments)
            case Reduction(function=function, body=body, generators=generators):
                scope, conditions = site.scope, False
                for generator in generators:
                    yield at(generator, Role.DOMAIN, "the domain of an index", scope)
                    scope = self.members.bind_one(generator, scope)
                    conditions = conditions or bool(generator.conditions)
                number = function in NUMERIC_REDUCTIONS or function == "all_different"
                yield at(body, Role.NUMBER if number else Role.CONDITION, scope=scope, guarded=conditions)
            case SetBuilder(member=member, generators=generators):
                scope = site.scope
                for generator in generators:
                    yield at(generator, Role.DOMAIN, "the domain of an index", scope)
                    scope = self.members.bind_one(generator, scope)
                yield at(member, Role.MEMBER, scope=scope)
            case Generator(domain=domain, conditions=conditions):
                yield at(domain, Role.SET, "a set")
                inner = self.members.bind_one(node, site.scope)
                yield from (at(condition, Role.CONDITION, "a condition", inner, True) for condition in conditions)
            case Comparison():
                yield from self._operands(site, node)
            case Connective(left=left, right=right):
                yield at(left, Role.CONDITION, guarded=True)
                yield at(right, Role.CONDITION, guarded=True)
            case Not(operand=operand):
                yield at(operand, Role.CONDITION, guarded=True)
            case Range(first=first, last=last):
                yield at(first, Role.NUMBER, "the end of a range")
                yield at(last, Role.NUMBER, "the end of a range")
            case SetLiteral(members=members):
                compared = isinstance(site.parent, Comparison)
                yield from (at(member, Role.INDEX if compared else Role.MEMBER) for member in members)

    @staticmethod
    def _same(role: Role) -> Role:
        return role if role in (Role.SET, Role.INDEX) else Role.NUMBER

    def _operands(self, site: Site, node: Comparison) -> Iterator[Site]:
        words = any(self._is_member(operand, site.scope) for operand in node.operands) and all(
            self._may_be_member(operand) for operand in node.operands
        )
        for place, operand in enumerate(node.operands):
            before = node.operators[place - 1] if place else ""
            after = node.operators[place] if place < len(node.operators) else ""
            role, data = (Role.INDEX if words else Role.NUMBER), site.data
            if before in ("in", "not in"):
                role, data = Role.SET, "a set"
            elif after in ("in", "not in"):
                role, data = Role.INDEX, data or "a condition"
            yield Site(operand, role, site.element, site.scope, data, site.guarded, node)

    def _may_be_member(self, node: Expression) -> bool:
        """Whether an operand can be a member: it holds no variable, or is a label that a variable is called like."""
        return (isinstance(node, Name) and node.id in self.labels) or not self.holds_variable(node)

    def _is_member(self, node: Expression, scope: Scope) -> bool:
        """Whether an operand of a comparison stands for a member of a set."""
        match node:
            case Quoted() | TupleMember():
                return True
            case Name(word):
                return word in scope or (word in self.labels and not self.is_declared(word))
            case Binary(operator="+" | "-", left=Name(word)):
                return word in scope
            case _:
                return False


_EXPECTED: dict[type[AnyElement], tuple[Role, str]] = {
    SetDeclaration: (Role.SET, "the definition of a set"),
    Parameter: (Role.NUMBER, "the definition of a parameter"),
    Variable: (Role.NUMBER, "a bound"),
    Objective: (Role.NUMBER, ""),
    Constraint: (Role.CONDITION, ""),
}


def roots(element: AnyElement) -> Iterator[Node]:
    """The topmost expressions and generators of an element."""
    if not isinstance(element, Objective):
        yield from element.index
    match element:
        case SetDeclaration(value=tuple() as entries):
            yield from (part for _, part in entries)
        case SetDeclaration(value=Node() as value) | Parameter(value=Node() as value):
            yield value
        case Variable(lower=lower, upper=upper):
            yield from (bound for bound in (lower, upper) if bound is not None)
        case Objective(expression=Node() as expression):
            yield expression
        case Constraint(body=body):
            yield body


def in_words(element: AnyElement) -> str:
    """An element in a sentence: ``constraint 'supply'``, ``the objective``."""
    match element:
        case Objective():
            return "the objective"
        case SetDeclaration():
            return f"set '{element.name}'"
        case _:
            return f"{type(element).__name__.lower()} '{element.name}'"


def found(site: Site, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    """A finding about a place."""
    return Diagnostic(severity, code, message, hint, site.node.span or site.element.where, site.element.name)


def about(
    element: AnyElement, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    """A finding about a whole element."""
    return Diagnostic(severity, code, message, hint, element.where, element.name)
