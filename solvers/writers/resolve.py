"""A formulation whose names say what they are, as code needs it.

After :func:`resolve` every index has a name of its own that Python takes and that nothing else has, indices over
tuple sets are taken apart (``for i, j in ARCS``), and members of sets are ``Quoted`` words or ``Number``s; every
``Name`` left is an index or declared. :func:`in_order` then says in terms of lists what the language says of ordered
sets: ``t - 1`` over words, and ``i < j`` for two members.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.domains import Domain
from nl2opt.formulation.data.faults import shallow
from nl2opt.formulation.data.generators import extended
from nl2opt.formulation.data.grid import Grid
from nl2opt.formulation.data.places import constant_label, wordy
from nl2opt.formulation.data.spines import binary_spine
from nl2opt.formulation.elements import (
    Constraint,
    Entries,
    Formulation,
    Matrix,
    Objective,
    Parameter,
    SetDeclaration,
    TableFile,
    Variable,
)
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    Label,
    LogicalCall,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
    walk,
)
from nl2opt.solvers.writers.identifiers import Identifiers

MOVED = "moved"
"""``Call(MOVED, (set, index, step))``: the member so many places behind; made by :func:`in_order` alone."""
PLACE = "place"
"""``Call(PLACE, (set, member))``: the place of a member in its set."""
_ORDERS = ("<=", ">=", "<", ">")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A dictionary from the members of a set to those ``step`` places behind (before, if negative)."""

    name: str
    base: str
    step: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """What :func:`in_order` made: the formulation, the sets it had to declare, the dictionaries its subscripts read."""

    formulation: Formulation
    orders: tuple[SetDeclaration, ...]
    neighbours: tuple[Neighbours, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The indices that are bound, under their old names on the grid and with their new ones."""

    grid: Grid = field(default_factory=Grid)
    renamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def used(self) -> set[str]:
        """The new names."""
        return {name for names in self.renamed.values() for name in names}


def resolve(formulation: Formulation, data: Data, identifiers: Identifiers) -> Formulation:
    """The formulation with its names resolved.

    Raises:
        FormulationError: sets that cannot be read, as lowering says it.
    """
    return _Resolver(data, identifiers).formulation(formulation)


def in_order(formulation: Formulation, data: Data, identifiers: Identifiers) -> Ordered:
    """A resolved formulation with moves along sets of words, and orders of words, in terms of lists."""
    resolver = _Resolver(data, identifiers, ordering=True)
    resolved = resolver.formulation(formulation)
    extra = tuple(SetDeclaration(name, value=_listed(labels)) for name, labels in resolver.orders.items())
    resolved = replace(resolved, sets=(*resolved.sets, *extra))
    return Ordered(resolved, extra, tuple(resolver.neighbours.values()))


def label_node(label: Label) -> Expression:
    """The expression for a member of a set."""
    if isinstance(label, str):
        return Quoted(label)
    return Number(label) if label >= 0 else Negation(Number(-label))


def _listed(labels: Sequence[Label]) -> SetLiteral:
    return SetLiteral(tuple(label_node(label) for label in labels))


class _Resolver:
    """Rebuilds expressions with the indices that are bound around them."""

    def __init__(self, data: Data, identifiers: Identifiers, *, ordering: bool = False) -> None:
        self.data = data
        self.evaluator = data.evaluator
        self.identifiers = identifiers
        self.ordering = ordering
        self.orders: dict[str, tuple[Label, ...]] = {}
        self.neighbours: dict[tuple[str, int], Neighbours] = {}
        self._habits: dict[str, list[tuple[str, ...]]] = {}

    def formulation(self, formulation: Formulation) -> Formulation:
        """Every element, resolved."""
        for element in formulation.elements():
            for node in (item for root in _roots(element) for item in walk(root)):
                if isinstance(node, Generator) and node.targets and isinstance(node.domain, Name):
                    self._habits.setdefault(node.domain.id, []).append(node.targets)
            if isinstance(element, SetDeclaration) and isinstance(element.value, SetBuilder):
                built = tuple(word for generator in element.value.generators for word in generator.targets)
                self._habits.setdefault(element.name, []).append(built)
        with np.errstate(all="ignore"), shallow():
            return replace(
                formulation,
                sets=tuple(self._set_declaration(element) for element in formulation.sets),
                parameters=tuple(self._parameter(element) for element in formulation.parameters),
                variables=tuple(self._variable(element) for element in formulation.variables),
                objective=self._objective(formulation.objective),
                constraints=tuple(self._constraint(element) for element in formulation.constraints),
            )

    # Elements

    def _set_declaration(self, element: SetDeclaration) -> SetDeclaration:
        self.evaluator.element = element.name
        index, scope = self.bound(element.index, Scope())
        value = element.value
        if isinstance(value, tuple):
            return replace(element, index=index, value=tuple((key, self.members(part, Scope())) for key, part in value))
        return replace(element, index=index, value=None if value is None else self.members(value, scope))

    def _parameter(self, element: Parameter) -> Parameter:
        self.evaluator.element = element.name
        index, scope = self.bound(element.index, Scope())
        value = element.value
        if value is None or isinstance(value, (Entries, Matrix, TableFile)):
            return replace(element, index=index)
        return replace(element, index=index, value=self.value(value, scope))

    def _variable(self, element: Variable) -> Variable:
        self.evaluator.element = element.name
        index, scope = self.bound(element.index, Scope())
        lower, upper = (None if bound is None else self.value(bound, scope) for bound in (element.lower, element.upper))
        return replace(element, index=index, lower=lower, upper=upper)

    def _objective(self, element: Objective) -> Objective:
        self.evaluator.element = element.name
        return replace(
            element, expression=None if element.expression is None else self.value(element.expression, Scope())
        )

    def _constraint(self, element: Constraint) -> Constraint:
        self.evaluator.element = element.name
        index, scope = self.bound(element.index, Scope())
        return replace(element, index=index, body=self.value(element.body, scope))

    # Indices

    def bound(self, generators: Sequence[Generator], scope: Scope) -> tuple[tuple[Generator, ...], Scope]:
        """The generators with new names, and the scope inside them."""
        made: list[Generator] = []
        for generator in generators:
            domain = self.members(generator.domain, scope)
            open_ended = replace(generator, conditions=())
            grid, old = extended(scope.grid, (open_ended,), self.evaluator)
            new = self._targets(generator, len(old), scope)
            written = generator.targets
            if len(written) == 1:
                fresh = {written[0]: new}
            else:
                fresh = {word: (name,) for word, name in zip(written, new, strict=False)}
            inner = Scope(grid, {**scope.renamed, **fresh, **({"#" + new[0]: new} if not written else {})})
            conditions = tuple(self.value(condition, inner) for condition in generator.conditions)
            if conditions:
                inner = replace(inner, grid=extended(scope.grid, (generator,), self.evaluator)[0])
            made.append(Generator(new, domain, conditions, span=generator.span))
            scope = inner
        return tuple(made), scope

    def _targets(self, generator: Generator, arity: int, scope: Scope) -> tuple[str, ...]:
        habits = self._habits.get(generator.domain.id, []) if isinstance(generator.domain, Name) else []
        fitting = [words for words in habits if len(words) == arity]
        if len(generator.targets) == arity:
            wanted = generator.targets
        elif fitting:
            wanted = max(fitting, key=fitting.count)
        elif arity == 1 and isinstance(generator.domain, Name):
            wanted = (generator.domain.id[0].lower(),)
        else:
            wanted = tuple("ijklmnopqrstuvw"[place % 15] for place in range(arity))
        used = scope.used
        names: list[str] = []
        for word in wanted:
            names.append(self.identifiers.local(word, used))
            used.add(names[-1])
        return tuple(names)

    # Sets and members

    def members(self, node: Expression, scope: Scope, *, listed: bool = False) -> Expression:
        """A set expression; ``listed`` says that members may be indices, as in ``i in {j, k}``."""
        match node:
            case Range(first, last):
                return replace(node, first=self.value(first, scope), last=self.value(last, scope))
            case Subscript(base, indices):
                return Subscript(base, self.labels(indices, scope), span=node.span)
            case Binary(_, left, right):
                left, right = self.members(left, scope, listed=listed), self.members(right, scope, listed=listed)
                return replace(node, left=left, right=right)
            case SetLiteral(members):
                return replace(node, members=tuple(self._member(member, scope, listed=listed) for member in members))
            case SetBuilder(member, generators):
                generators, inner = self.bound(generators, scope)
                return replace(node, member=_tupled(self.labels((member,), inner)), generators=generators)
            case _:
                return node

    def _member(self, node: Expression, scope: Scope, *, listed: bool) -> Expression:
        if listed or any(isinstance(part, Name) and part.id in scope.renamed for part in walk(node)):
            return _tupled(self.labels((node,), scope))
        if isinstance(node, TupleMember):
            return replace(node, items=tuple(self._member(item, scope, listed=False) for item in node.items))
        return Quoted(node.id, span=node.span) if isinstance(node, Name) else node

    def labels(self, indices: Sequence[Expression], scope: Scope) -> tuple[Expression, ...]:
        """What stands between brackets, or beside a member: indices, members, numbers, tuples taken apart."""
        found: list[Expression] = []
        for node in indices:
            if isinstance(node, TupleMember):
                found.extend(self.labels(node.items, scope))
            elif isinstance(node, Name) and node.id in scope.renamed:
                found.extend(Name(name, span=node.span) for name in scope.renamed[node.id])
            else:
                label = constant_label(node, scope.grid, self.evaluator)
                found.append(self.value(node, scope) if label is None else label_node(label))
        return tuple(found)

    def _moved(self, node: Binary, scope: Scope) -> Expression:
        """``t - 1`` where ``t`` runs over words."""
        assert isinstance(node.left, Name)
        index, step = Name(scope.renamed[node.left.id][0]), self.value(node.right, scope)
        if not self.ordering:
            return replace(node, left=index, right=step)
        base = self._order(scope.grid.names[node.left.id].domain)
        sign = 1 if node.operator == "+" else -1
        if not isinstance(step, Number):
            return Call(MOVED, (Name(base), index, step if sign > 0 else Negation(step)))
        places = sign * int(step.value)
        if places == 0:
            return index
        if (base, places) not in self.neighbours:
            far = "" if abs(places) == 1 else f"_{abs(places)}"
            word = f"{'next' if places > 0 else 'previous'}{far}_in_{base}"
            self.neighbours[base, places] = Neighbours(word, base, places)
            self.identifiers.add(word)
        return Subscript(self.neighbours[base, places].name, (index,))

    def _order(self, domain: Domain) -> str:
        """The name of a set that lists the labels of a domain in order."""
        labels = tuple(domain.labels)
        for element in self.data.formulation.sets:
            if not element.index:
                relation = self.data.set(element.name)
                if relation.plain and tuple(relation.domains[0].labels) == labels:
                    return element.name
        for name, known in self.orders.items():
            if known == labels:
                return name
        name = f"ORDER_{len(self.orders) + 1}" if self.orders else "ORDER"
        while name in self.data.formulation.declarations():
            name += "_"
        self.orders[name] = labels
        self.identifiers.add(name)
        return name

    # Values and conditions

    def value(self, node: Expression, scope: Scope) -> Expression:
        """A number or a condition."""
        match node:
            case Name(name):
                new = scope.renamed.get(name)
                return node if new is None else _tupled(tuple(Name(part, span=node.span) for part in new))
            case Subscript(base, indices):
                return Subscript(base, self.labels(indices, scope), span=node.span)
            case Negation(operand) | Not(operand):
                return replace(node, operand=self.value(operand, scope))
            case Binary("+" | "-", Name(), _) if wordy(node, scope.grid, self.evaluator):
                return self._moved(node, scope)
            case Binary():
                first, steps = binary_spine(node)
                result = self.value(first, scope)
                for step in steps:
                    result = replace(step, left=result, right=self.value(step.right, scope))
                return result
            case Connective():
                return self._connective(node, scope)
            case Call("len", (operand,)):
                return replace(node, arguments=(self.members(operand, scope),))
            case Call(_, arguments) | LogicalCall(_, arguments):
                return replace(node, arguments=tuple(self.value(argument, scope) for argument in arguments))
            case Reduction(_, body, generators):
                bound, inner = self.bound(generators, replace(scope, grid=scope.grid.opened()))
                return replace(node, body=self.value(body, inner), generators=bound)
            case Comparison():
                return self._comparison(node, scope)
            case TupleMember():
                return _tupled(self.labels((node,), scope))
            case _:
                return node

    def _connective(self, node: Connective, scope: Scope) -> Expression:
        spine: list[Connective] = []
        first: Expression = node
        while isinstance(first, Connective):
            spine.append(first)
            first = first.left
        result = self.value(first, scope)
        for step in reversed(spine):
            result = replace(step, left=result, right=self.value(step.right, scope))
        return result

    def _comparison(self, node: Comparison, scope: Scope) -> Expression:
        operands, operators = node.operands, node.operators
        words = [wordy(operand, scope.grid, self.evaluator) for operand in operands]
        made: list[Expression] = []
        for place, operand in enumerate(operands):
            before = operators[place - 1] if place else ""
            after = operators[place] if place < len(operators) else ""
            if before in ("in", "not in"):
                made.append(self.members(operand, scope, listed=True))
            elif after in ("in", "not in") or any(words[max(0, place - 1) : place + 2]):
                made.append(_tupled(self.labels((operand,), scope)))
            else:
                made.append(self.value(operand, scope))
        if self.ordering and any(words) and any(operator in _ORDERS for operator in operators):
            domain = next(
                scope.grid.names[part.id].domain
                for operand in operands
                for part in walk(operand)
                if isinstance(part, Name) and part.id in scope.grid.names
            )
            base = Name(self._order(domain))
            made = [Call(PLACE, (base, part)) for part in made]
        return replace(node, operands=tuple(made))


def _tupled(items: tuple[Expression, ...]) -> Expression:
    return items[0] if len(items) == 1 else TupleMember(items)


def _roots(element: SetDeclaration | Parameter | Variable | Objective | Constraint) -> list[Node]:
    """The expressions and generators of an element."""
    roots: list[Node] = list(getattr(element, "index", ()))
    match element:
        case SetDeclaration(value=value):
            roots += [part for _, part in value] if isinstance(value, tuple) else [value] if value else []
        case Parameter(value=value):
            roots += [value] if isinstance(value, Node) else []
        case Variable(lower=lower, upper=upper):
            roots += [bound for bound in (lower, upper) if bound is not None]
        case Objective(expression=expression):
            roots += [expression] if expression is not None else []
        case Constraint(body=body):
            roots.append(body)
    return roots
