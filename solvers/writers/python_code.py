"""Expressions as Python code, with minimal parentheses and the spacing of formatters.

Modelling libraries differ in a few words only (``quicksum``, ``lpSum``, ``m.ship``); a writer overrides the methods
that print those.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum
from typing import ClassVar

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.spines import binary_spine
from nl2opt.formulation.expressions import (
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
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)
from nl2opt.solvers.writers.identifiers import Identifiers
from nl2opt.solvers.writers.literals import number_code, string_code
from nl2opt.solvers.writers.queries import is_condition, reads
from nl2opt.solvers.writers.resolve import MOVED, PLACE


class Level(IntEnum):
    """How tightly Python's operators bind, loosest first."""

    ANY = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    UNARY = 7
    POWER = 8
    ATOM = 9


_ARITHMETIC = {
    "+": Level.SUM,
    "-": Level.SUM,
    "*": Level.PRODUCT,
    "/": Level.PRODUCT,
    "%": Level.PRODUCT,
    "**": Level.POWER,
}
_BUILTIN = ("abs", "min", "max", "round", "len")
_WHOLE = ("floor", "ceil", "round", "len")


class PythonCode:
    """Prints resolved expressions.

    Attributes:
        summation: the function that adds up expressions of variables.
        functions: what the target calls functions of variables, by their names in the language.
        nested: parameters kept as dictionaries of dictionaries, read as ``cost[p][s]``.
        whole: parameters that hold Python integers.
        listed: sets that are Python lists.
        looked_up: those of them in which the printed code looks for members, each in a Python set beside the list.
        modules: modules of the standard library that the printed code needs.
    """

    summation: ClassVar[str] = "sum"
    functions: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Data, identifiers: Identifiers, variables: Collection[str]) -> None:
        self.data = data
        self.identifiers = identifiers
        self.variables = frozenset(variables)
        self.nested: set[str] = set()
        self.whole: set[str] = set()
        self.listed: set[str] = set()
        self.looked_up: set[str] = set()
        self.modules: set[str] = set()

    # What writers override

    def named(self, name: str) -> str:
        """A declared set, parameter or variable."""
        return self.identifiers[name]

    def function(self, name: str, node: Expression) -> str:
        """The name of a function that is called with ``node`` among its arguments."""
        if self.varies(node):
            return self.functions[name]
        if name in _BUILTIN:
            return name
        self.modules.add("math")
        return f"math.{name}"

    # Values

    def varies(self, node: Node) -> bool:
        """Whether the expression reads a variable."""
        return reads(node, self.variables)

    def code(self, node: Expression, level: int = Level.ANY) -> str:
        """The code of a number or a condition, in parentheses where its operator binds looser than ``level``."""
        text, own = self._code(node)
        return f"({text})" if own < level else text

    def _code(self, node: Expression) -> tuple[str, int]:
        match node:
            case Number(value):
                return number_code(value), Level.ATOM
            case Quoted(value):
                return string_code(value), Level.ATOM
            case Name(name):
                return (self.named(name) if self.data.kind(name) or name in self.variables else name), Level.ATOM
            case Subscript(base, indices):
                return self.entry(base, indices), Level.ATOM
            case Negation(operand):
                return f"-{self.code(operand, Level.UNARY)}", Level.UNARY
            case Binary("**", left, right):
                return self._power(left, right), Level.POWER
            case Binary():
                return self._arithmetic(node)
            case Call(function, arguments):
                return self.called(function, arguments), Level.ATOM
            case Reduction():
                return self.reduced(node)
            case Not(operand):
                return f"not {self.code(operand, Level.NOT)}", Level.NOT
            case Comparison():
                return self._compared(node)
            case Connective(operator, left, right):
                return self.connected(operator, left, right)
            case LogicalCall(function, arguments):
                return self._listed_logic(function, arguments)
            case TupleMember(items):
                return f"({', '.join(self.code(item) for item in items)})", Level.ATOM
            case _:
                return self.set_code(node), Level.ATOM

    def entry(self, base: str, indices: Sequence[Expression]) -> str:
        """An entry of a parameter, a variable or an indexed set."""
        parts = [self.code(index) for index in indices]
        name = self.named(base)
        return f"{name}[{']['.join(parts)}]" if base in self.nested else f"{name}[{', '.join(parts)}]"

    def _power(self, left: Expression, right: Expression) -> str:
        base, exponent = self.code(left, Level.ATOM), self.code(right, Level.UNARY)
        tight = all(isinstance(side, (Name, Number)) for side in (left, right)) or (
            isinstance(left, (Name, Number)) and isinstance(right, Negation) and isinstance(right.operand, Number)
        )
        return f"{base}**{exponent}" if tight else f"{base} ** {exponent}"

    def _arithmetic(self, node: Binary) -> tuple[str, int]:
        own = _ARITHMETIC[node.operator]
        same = tuple(operator for operator, level in _ARITHMETIC.items() if level == own)
        first, steps = binary_spine(node, same)
        text = self.operand(first, own)
        for step in steps:
            text += f" {step.operator} {self.operand(step.right, own + 1)}"
        return text, own

    def operand(self, node: Expression, level: int = Level.ANY) -> str:
        """A number; a condition of data as 0 or 1, because not every library multiplies by True."""
        if is_condition(node) and not self.varies(node):
            return f"int({self.code(node)})"
        return self.code(node, level)

    def called(self, function: str, arguments: Sequence[Expression]) -> str:
        """A function of listed arguments."""
        if function == "len":
            return f"len({self.set_code(arguments[0])})"
        if function == MOVED:
            base, index, step = (self.code(argument, Level.SUM) for argument in arguments)
            return f"{base}[{base}.index({index}) + {step}]"
        if function == PLACE:
            return f"{self.code(arguments[0])}.index({self.code(arguments[1])})"
        whole = Call(function, tuple(arguments))
        return f"{self.function(function, whole)}({', '.join(self.code(argument) for argument in arguments)})"

    def reduced(self, node: Reduction) -> tuple[str, int]:
        """A function over generators, and how tightly its code binds."""
        over = self.over(node.generators)
        match node.function:
            case "sum":
                function = self.summation if self.varies(node.body) else "sum"
                return f"{function}({self.operand(node.body)}{over})", Level.ATOM
            case "prod":
                self.modules.add("math")
                return f"math.prod({self.code(node.body)}{over})", Level.ATOM
            case "min" | "max":
                return f"{self.function(node.function, node)}({self.code(node.body)}{over})", Level.ATOM
            case "all" | "any":
                return f"{node.function}({self.code(node.body)}{over})", Level.ATOM
            case "at_least_one":
                return f"any({self.code(node.body)}{over})", Level.ATOM
            case "all_different":
                values = f"[{self.code(node.body)}{over}]"
                return f"len(set({values})) == len({values})", Level.COMPARISON
            case _:
                operator = "<=" if node.function == "at_most_one" else "=="
                return f"sum({self._truth(node.body)}{over}) {operator} 1", Level.COMPARISON

    def over(self, generators: Sequence[Generator]) -> str:
        """The generators of a comprehension, `` for i, j in ARCS if i != j``."""
        text = ""
        for generator in generators:
            domain, conditions = self.split_domain(generator)
            text += f" for {', '.join(generator.targets)} in {self.set_code(domain)}"
            text += "".join(f" if {self.code(condition, Level.OR)}" for condition in conditions)
        return text

    def split_domain(self, generator: Generator) -> tuple[Expression, tuple[Expression, ...]]:
        """The domain and the conditions, where ``A - B`` and ``A & B`` are members of ``A`` with a condition."""
        domain, conditions = generator.domain, generator.conditions
        while isinstance(domain, Binary) and domain.operator in ("-", "&"):
            items = tuple(Name(target) for target in generator.targets)
            member: Expression = items[0] if len(items) == 1 else TupleMember(items)
            operator = "not in" if domain.operator == "-" else "in"
            conditions = (Comparison((member, domain.right), (operator,)), *conditions)
            domain = domain.left
        return domain, conditions

    # Conditions of data

    def _compared(self, node: Comparison) -> tuple[str, int]:
        if len(node.operators) == 1 and node.operators[0] in ("in", "not in"):
            return self._membership(self.code(node.operands[0], Level.SUM), node.operators[0], node.operands[1])
        text = self.code(node.operands[0], Level.COMPARISON + 1)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            inside = self.searched(operand) if operator in ("in", "not in") else self.code(operand, Level.SUM)
            text += f" {operator} {inside}"
        return text, Level.COMPARISON

    def _membership(self, member: str, operator: str, domain: Expression) -> tuple[str, int]:
        """``in`` or ``not in``; set operators become ``and`` and ``or``, so that no set is made for a test."""
        if not (isinstance(domain, Binary) and domain.operator in ("|", "&", "-")):
            return f"{member} {operator} {self.searched(domain)}", Level.COMPARISON
        opposite = "in" if operator == "not in" else "not in"
        level = Level.OR if (domain.operator == "|") == (operator == "in") else Level.AND
        sides = (
            self._membership(member, operator, domain.left),
            self._membership(member, opposite if domain.operator == "-" else operator, domain.right),
        )
        words = [f"({text})" if own < level else text for text, own in sides]
        return f" {level.name.lower()} ".join(words), level

    def searched(self, domain: Expression) -> str:
        """The set behind ``in``: a list of many members would be read from its head each time."""
        if isinstance(domain, SetLiteral):
            listed = ", ".join(self.code(item) for item in domain.members)
            return f"({listed},)" if len(domain.members) == 1 else f"({listed})"
        if isinstance(domain, Name) and domain.id in self.listed:
            self.looked_up.add(domain.id)
            return self.identifiers.look_up(domain.id)
        return self.set_code(domain)

    def connected(self, operator: str, left: Expression, right: Expression) -> tuple[str, int]:
        """Two conditions of data."""
        match operator:
            case "and":
                return f"{self.code(left, Level.AND)} and {self.code(right, Level.AND)}", Level.AND
            case "or":
                return f"{self.code(left, Level.OR)} or {self.code(right, Level.OR)}", Level.OR
            case "implies":
                return f"{self.code(Not(left), Level.OR)} or {self.code(right, Level.OR)}", Level.OR
            case _:
                sign = "==" if operator == "iff" else "!="
                return f"{self._truth(left)} {sign} {self._truth(right)}", Level.COMPARISON

    def _truth(self, node: Expression) -> str:
        """A condition as True or False, also where it is written as a number."""
        if isinstance(node, (Comparison, Not)):
            return f"({self.code(node)})"
        return f"bool({self.code(node)})"

    def _listed_logic(self, function: str, arguments: Sequence[Expression]) -> tuple[str, int]:
        match function:
            case "all":
                return " and ".join(self.code(part, Level.AND) for part in arguments), Level.AND
            case "any" | "at_least_one":
                return " or ".join(self.code(part, Level.OR) for part in arguments), Level.OR
            case "all_different":
                listed = ", ".join(self.code(part) for part in arguments)
                return f"len({{{listed}}}) == {len(arguments)}", Level.COMPARISON
            case _:
                operator = "<=" if function == "at_most_one" else "=="
                return " + ".join(self._truth(part) for part in arguments) + f" {operator} 1", Level.COMPARISON

    # Sets

    def set_code(self, node: Expression) -> str:
        """A set as a Python list, or a range."""
        match node:
            case Name(name):
                return self.named(name)
            case Subscript(base, indices):
                return self.entry(base, indices)
            case Range(first, last):
                return self._range(first, last)
            case SetLiteral(members):
                return f"[{', '.join(self.code(member) for member in members)}]"
            case SetBuilder(member, generators):
                return self._built(member, generators)
            case Binary("|"):
                return self._union(node)
            case Binary("-" | "&", left, right):
                condition, _ = self._membership("item", "not in" if node.operator == "-" else "in", right)
                return f"[item for item in {self.set_code(left)} if {condition}]"
            case Binary("*", left, right):
                return self._product(left, right)
            case _:
                raise AssertionError(f"{type(node).__name__} is no set")

    def _union(self, node: Binary) -> str:
        """The members of all sets, each once, in order."""
        first, steps = binary_spine(node, ("|",))
        parts: list[str] = []
        for domain in (first, *(step.right for step in steps)):
            if isinstance(domain, SetLiteral):
                parts += [self.code(member) for member in domain.members]
            else:
                parts.append(f"*{self.set_code(domain)}")
        return f"list(dict.fromkeys([{', '.join(parts)}]))"

    def _range(self, first: Expression, last: Expression) -> str:
        start = self.code(first) if self.is_whole(first) else f"int({self.code(first)})"
        if isinstance(last, Number):
            return f"range({start}, {number_code(last.value + 1)})"
        if isinstance(last, Binary) and last.operator == "-" and last.right == Number(1) and self.is_whole(last.left):
            return f"range({start}, {self.code(last.left)})"
        stop = self.code(last, Level.SUM) if self.is_whole(last) else f"int({self.code(last)})"
        return f"range({start}, {stop} + 1)"

    def _built(self, member: Expression, generators: Sequence[Generator]) -> str:
        items = member.items if isinstance(member, TupleMember) else (member,)
        inside = f"{self.code(member)}{self.over(generators)}"
        targets = {target for generator in generators for target in generator.targets}
        distinct = targets <= {item.id for item in items if isinstance(item, Name)}
        return f"[{inside}]" if distinct else f"list(dict.fromkeys({inside}))"

    def _product(self, left: Expression, right: Expression) -> str:
        names = iter("ijklmnopqr")
        parts = [[next(names) for _ in range(self.data.evaluator.relation(side).arity)] for side in (left, right)]
        loops = "".join(
            f" for {', '.join(part)} in {self.set_code(side)}" for part, side in zip(parts, (left, right), strict=True)
        )
        return f"[({', '.join(parts[0] + parts[1])}){loops}]"

    def is_whole(self, node: Expression) -> bool:
        """Whether Python computes an integer, not a float, for an expression of data."""
        match node:
            case Number(value):
                return isinstance(value, int)
            case Name(name):
                return name in self.whole or not self.data.kind(name)
            case Subscript(base):
                return base in self.whole
            case Negation(operand):
                return self.is_whole(operand)
            case Binary("+" | "-" | "*" | "%", left, right):
                return self.is_whole(left) and self.is_whole(right)
            case Call(function, arguments):
                return function in _WHOLE or (
                    function in ("abs", "min", "max") and all(self.is_whole(argument) for argument in arguments)
                )
            case Reduction("sum" | "min" | "max" | "prod", body):
                return self.is_whole(body)
            case _:
                return False
