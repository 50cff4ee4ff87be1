"""Expressions as mathematics: what LaTeX and the terminal share.

A ``Notation`` walks an expression and decides on order, signs and parentheses; its subclasses say how the pieces look.
Sums and products of any length are walked in a loop down their left side.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from nl2opt.formulation.checks.members import KnownSets
from nl2opt.formulation.elements import Constraint, Formulation, Kind, Objective, Variable
from nl2opt.formulation.expression_parser import Level
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

_CONNECTIVE_LEVELS = {"implies": Level.IMPLIES, "iff": Level.IMPLIES, "or": Level.OR, "xor": Level.OR, "and": Level.AND}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a formulation: its name, a relation between two sides, and for which indices it holds.

    ``relation`` and ``right`` are empty where there is no comparison at the top (a logical constraint).
    """

    name: str
    left: str
    relation: str = ""
    right: str = ""
    quantifier: str = ""
    note: str = ""


class Notation(ABC):
    """How expressions look; every method returns finished text.

    Args:
        formulation: decides which names are sets and which free words are members of sets.
    """

    minus = "-"
    comparisons: ClassVar[dict[str, str]]
    connectives: ClassVar[dict[str, str]]
    set_operators: ClassVar[dict[str, str]]

    def __init__(self, formulation: Formulation | None = None) -> None:
        given = formulation or Formulation()
        self.declared = frozenset(given.declarations())
        self.sets = frozenset(element.name for element in given.sets)
        self.labels = KnownSets(given).labels() - self.declared

    # What the subclasses say

    @abstractmethod
    def number(self, value: int | float) -> str:
        """A number without a sign."""

    @abstractmethod
    def name(self, word: str) -> str:
        """A name of a set, a parameter, a variable or an index."""

    @abstractmethod
    def label(self, word: str) -> str:
        """A member of a set."""

    @abstractmethod
    def subscripted(self, base: str, indices: Sequence[str]) -> str:
        """A name with indices."""

    @abstractmethod
    def times(self, left: str, right: str, joint: str) -> str:
        """A product; ``joint`` is ``number`` before a number, ``coefficient`` behind one, else ``names``."""

    @abstractmethod
    def quotient(self, top: Expression, bottom: Expression) -> str:
        """A fraction."""

    @abstractmethod
    def power(self, base: str, exponent: Expression) -> str:
        """A power."""

    @abstractmethod
    def called(self, function: str, arguments: Sequence[str]) -> str:
        """A function with its arguments."""

    @abstractmethod
    def reduced(self, function: str, generators: str, body: str) -> str:
        """A sum, a product, a minimum ... over indices."""

    @abstractmethod
    def range(self, first: str, last: str) -> str:
        """The set of whole numbers from first to last."""

    @abstractmethod
    def braces(self, inside: str) -> str:
        """A set by its members."""

    @abstractmethod
    def such_that(self, domains: str, conditions: str) -> str:
        """Indices with the conditions on them."""

    @abstractmethod
    def negated(self, operand: str) -> str:
        """A condition that must not hold."""

    def parenthesized(self, inside: str) -> str:
        """An expression in parentheses."""
        return f"({inside})"

    # Expressions

    def text(self, node: Expression, level: int = Level.IMPLIES, *, sets: bool = False) -> str:
        """An expression, in parentheses where its operators are looser than ``level``.

        Args:
            node: the expression.
            level: how tightly the surroundings bind.
            sets: whether a set is meant, so that ``-`` and ``*`` are operations on sets.
        """
        if self.level(node) < level:
            return self.parenthesized(self.text(node, sets=sets))
        match node:
            case Number(value):
                return self.number(value) if value >= 0 else self.minus + self.number(-value)
            case Quoted(word):
                return self.label(word)
            case Name(word):
                return self.label(word) if word in self.labels else self.name(word)
            case Subscript(base, indices):
                return self.subscripted(base, [self.text(index) for index in indices])
            case Binary(operator) if operator in ("|", "&") or (sets and operator in self.set_operators):
                return self._union(node)
            case Negation() | Binary("+" | "-"):
                return self._sum(node)
            case Binary("*" | "/" | "%"):
                return self._product(node)
            case Binary(operator="**", left=left, right=right):
                return self.power(self.text(left, Level.ATOM), right)
            case Binary(operator, left, right):
                return f"{self.text(left, Level.UNARY)} {operator} {self.text(right, Level.UNARY)}"
            case Call("len", (operand,)):
                return self.called("len", [self.text(operand, sets=True)])
            case Call(function, arguments) | LogicalCall(function, arguments):
                return self.called(function, [self.text(argument) for argument in arguments])
            case Reduction(function, body, generators):
                inside = self.text(body, Level.PRODUCT if function in NUMERIC_REDUCTIONS else Level.ATOM)
                return self.reduced(function, self.generators(generators), inside)
            case Comparison():
                return self._comparison(node)
            case Connective():
                return self._connective(node)
            case Not(operand):
                return self.negated(self.text(operand, Level.ATOM))
            case Range(first, last):
                return self.range(self.text(first, Level.SUM), self.text(last, Level.SUM))
            case SetLiteral(members):
                return self.braces(", ".join(self._member(member) for member in members))
            case SetBuilder(member, generators):
                return self.braces(self.such_that(self._member(member), self.generators(generators)))
            case TupleMember(items):
                return self.parenthesized(", ".join(self._member(item) for item in items))

    def _member(self, node: Expression) -> str:
        """A member of a set that is written out: a bare word that is not declared is a label."""
        return self.label(node.id) if isinstance(node, Name) and node.id not in self.declared else self.text(node)

    def level(self, node: Expression) -> int:
        """How tightly the outermost operator binds; a sign binds like a sum, a sum over indices like a product."""
        match node:
            case Connective(operator):
                return _CONNECTIVE_LEVELS.get(operator, Level.IMPLIES)
            case Not():
                return Level.NOT
            case Comparison():
                return Level.COMPARISON
            case Binary("|"):
                return Level.UNION
            case Binary("&"):
                return Level.INTERSECTION
            case Binary("+" | "-") | Negation():
                return Level.SUM
            case Binary("**"):
                return Level.POWER
            case Binary() | Reduction():
                return Level.PRODUCT
            case Number(value) if value < 0:
                return Level.SUM
            case _:
                return Level.ATOM

    def _sum(self, node: Expression) -> str:
        """Terms with their signs; a minus in front of a term joins the sign of the sum."""
        terms: list[tuple[bool, Expression]] = []
        while isinstance(node, Binary) and node.operator in ("+", "-"):
            terms.append((node.operator == "-", node.right))
            node = node.left
        terms.append((False, node))
        parts: list[str] = []
        for place, (subtracted, term) in enumerate(reversed(terms)):
            opposite, stripped = _sign(term)
            sign = self.minus if subtracted != opposite else "+"
            text = self.text(stripped, Level.PRODUCT)
            if place:
                parts.append(f" {sign} {text}")
            else:
                parts.append(text if sign == "+" else sign + text)
        return "".join(parts)

    def _product(self, node: Binary) -> str:
        """Factors from left to right; a fraction takes everything to its left as numerator."""
        factors: list[tuple[str, Expression]] = []
        base: Expression = node
        while isinstance(base, Binary) and base.operator in ("*", "%"):
            factors.append((base.operator, base.right))
            base = base.left
        if not factors:
            return self.quotient(node.left, node.right)
        fraction = isinstance(base, Binary) and base.operator == "/"
        text = self.text(base, Level.PRODUCT if fraction else Level.UNARY)
        before: Expression = base
        for place, (operator, factor) in enumerate(reversed(factors)):
            last = place == len(factors) - 1
            loose = last and isinstance(factor, Reduction)
            right = self.text(factor, Level.PRODUCT if loose else Level.UNARY)
            if operator == "%":
                text = f"{text} {self.connectives['mod']} {right}"
            else:
                behind = "coefficient" if isinstance(before, Number) else "names"
                text = self.times(text, right, "number" if isinstance(factor, Number) else behind)
            before = factor
        return text

    def _union(self, node: Binary) -> str:
        """A chain of one operation on sets; another operation in it stands in parentheses."""
        tail: list[str] = []
        current: Expression = node
        while isinstance(current, Binary) and current.operator == node.operator:
            tail.append(f" {self.set_operators[node.operator]} {self.text(current.right, Level.ATOM, sets=True)}")
            current = current.left
        return self.text(current, Level.ATOM, sets=True) + "".join(reversed(tail))

    def _comparison(self, node: Comparison) -> str:
        parts = [self.text(node.operands[0], Level.UNION)] if node.operands else []
        for operator, operand in zip(node.operators, node.operands[1:], strict=False):
            member = operator in ("in", "not in")
            parts += [self.comparisons.get(operator, operator), self.text(operand, Level.UNION, sets=member)]
        return " ".join(parts)

    def _connective(self, node: Connective) -> str:
        own = self.level(node)
        if own == Level.IMPLIES:
            left = self.text(node.left, own + 1)
            return f"{left} {self.connectives.get(node.operator, node.operator)} {self.text(node.right, own)}"
        tail: list[str] = []
        current: Expression = node
        while isinstance(current, Connective) and current.operator == node.operator:
            tail.append(f" {self.connectives[current.operator]} {self.text(current.right, own + 1)}")
            current = current.left
        return self.text(current, own + 1) + "".join(reversed(tail))

    # Indices

    def generators(self, generators: Iterable[Generator]) -> str:
        """``p in PLANTS, s in STORES`` with all conditions behind."""
        domains, conditions = [], []
        element = self.comparisons["in"]
        for generator in generators:
            domain = self.text(generator.domain, Level.UNION, sets=True)
            targets = [self.name(target) for target in generator.targets]
            if len(targets) > 1:
                targets = [self.parenthesized(", ".join(targets))]
            domains.append(f"{targets[0]} {element} {domain}" if targets else domain)
            conditions += [self.text(condition) for condition in generator.conditions]
        listed = ", ".join(domains)
        return self.such_that(listed, ", ".join(conditions)) if conditions else listed


def _sign(term: Expression) -> tuple[bool, Expression]:
    """Whether a term begins with a minus, and the term without it: ``-3 * x`` is minus ``3 * x``."""
    if isinstance(term, Negation):
        opposite, inner = _sign(term.operand)
        return not opposite, inner
    if isinstance(term, Number) and term.value < 0:
        return True, Number(-term.value)
    factors: list[tuple[str, Expression]] = []
    base: Expression = term
    while isinstance(base, Binary) and base.operator in ("*", "/"):
        factors.append((base.operator, base.right))
        base = base.left
    if base is term:
        return False, term
    opposite, stripped = _sign(base) if isinstance(base, Negation | Number) else (False, base)
    if not opposite:
        return False, term
    for operator, factor in reversed(factors):
        stripped = Binary(operator, stripped, factor)
    return True, stripped


class Rows:
    """The lines of a formulation in a notation: constraints and the domains of variables."""

    def __init__(self, formulation: Formulation, notation: Notation) -> None:
        self._declared = frozenset(formulation.declarations())
        self._notation = notation
        self._known = KnownSets(formulation)
        self._usual = _usual_indices(formulation)

    def constraint(self, constraint: Constraint) -> Row:
        """A constraint, parted at its last comparison."""
        notation, body = self._notation, constraint.body
        quantifier = notation.generators(self.named(constraint.index))
        if not isinstance(body, Comparison) or not body.operators or body.operators[-1] in ("in", "not in"):
            return Row(constraint.name, notation.text(body), quantifier=quantifier, note=constraint.note)
        first = body.operands[:-1]
        left = Comparison(first, body.operators[:-1]) if len(first) > 1 else first[0]
        return Row(
            constraint.name,
            notation.text(left),
            notation.comparisons[body.operators[-1]],
            notation.text(body.operands[-1], Level.UNION),
            quantifier,
            constraint.note,
        )

    def variable(self, variable: Variable) -> Row:
        """The domain of a variable: its bounds, and the numbers that it may be."""
        notation = self._notation
        index = self.named(variable.index)
        targets = [notation.name(target) for generator in index for target in generator.targets]
        own = notation.subscripted(variable.name, targets) if targets else notation.name(variable.name)
        quantifier, element = notation.generators(index), notation.comparisons["in"]
        lower, upper = variable.lower, variable.upper
        if variable.kind is Kind.BINARY:
            left, relation, right = own, element, notation.braces("0, 1")
        elif lower is not None or upper is not None:
            left = own if lower is None or upper is None else f"{notation.text(lower, Level.SUM)} {self._atmost} {own}"
            relation = notation.comparisons[">="] if upper is None else self._atmost
            bound = lower if upper is None else upper
            right = "" if bound is None else notation.text(bound, Level.SUM)
            if variable.kind is Kind.INTEGER:
                right += f", {own} {element} {notation.connectives['integers']}"
        else:
            kind = "integers" if variable.kind is Kind.INTEGER else "reals"
            left, relation, right = own, element, notation.connectives[kind]
        return Row(variable.name, left, relation, right, quantifier, variable.note)

    @property
    def _atmost(self) -> str:
        return self._notation.comparisons["<="]

    def objective(self, objective: Objective) -> str:
        """The expression of the objective; empty for ``satisfy``."""
        return "" if objective.expression is None else self._notation.text(objective.expression)

    def named(self, index: tuple[Generator, ...]) -> tuple[Generator, ...]:
        """The index of an element, each set with the name that is used for its members elsewhere, or with a letter."""
        if not index:
            return ()
        found: list[Generator] = []
        taken = set(self._declared)
        taken.update(target for generator in index for target in generator.targets)
        for generator in index:
            targets = generator.targets
            if not targets:
                arity = self._known.members(generator.domain, {}).arity or 1
                usual = self._usual.get(generator.domain, ())
                if len(usual) in (1, arity) and usual and not taken & set(usual):
                    targets = usual
                else:
                    targets = _letters(generator.domain, arity, taken)
                taken.update(targets)
            found.append(Generator(targets, generator.domain, generator.conditions))
        return tuple(found)


def _usual_indices(formulation: Formulation) -> dict[Expression, tuple[str, ...]]:
    """For each set the names under which the formulation goes over it first."""
    found: dict[Expression, tuple[str, ...]] = {}
    for constraint in formulation.constraints:
        for top in (*constraint.index, constraint.body):
            for node in walk(top):
                if isinstance(node, Generator) and node.targets:
                    found.setdefault(node.domain, node.targets)
    return found


def _letters(domain: Expression, count: int, taken: set[str]) -> tuple[str, ...]:
    """Free letters: the first of the set's own name, then i, j, k ..."""
    own = domain.id if isinstance(domain, Name) else domain.base if isinstance(domain, Subscript) else ""
    first = [own[0].lower()] if count == 1 and own[:1].isascii() and own[:1].isalpha() else []
    free = [letter for letter in dict.fromkeys([*first, *"ijklmnpqrstuvwabcdefgh"]) if letter not in taken]
    free += [name for number in range(1, count + len(taken) + 1) if (name := f"i{number}") not in taken]
    return tuple(free[:count])
