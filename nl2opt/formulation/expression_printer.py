"""Expressions as text, with minimal parentheses; the mirror of ``expression_parser``.

``depth`` counts what the parser counts, so that everything printed can be read. Sums of any length are printed in a
loop down their left side.
"""

from __future__ import annotations

import math
import operator

from nl2opt.formulation.expression_parser import LEVELS, MAX_DEPTH, Level
from nl2opt.formulation.expressions import (
    ARITHMETIC,
    COMPARISONS,
    CONNECTIVES,
    FUNCTIONS,
    LOGICAL_REDUCTIONS,
    REDUCTIONS,
    SET_OPERATORS,
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
from nl2opt.formulation.lexer import is_name, quoted


class Unprintable(Exception):
    """The language has no words for this; the message is the end of a sentence."""


def print_node(node: Expression, level: int = Level.IMPLIES, depth: int = 1) -> str:
    """The text of ``node`` where operators looser than ``level`` need parentheses.

    Raises:
        Unprintable: the language cannot say it.
    """
    if depth > MAX_DEPTH:
        raise Unprintable(f"an expression is nested more than {MAX_DEPTH} levels deep")
    own = level_of(node)
    if own < level:
        return f"({print_node(node, Level.IMPLIES, depth + 1)})"
    match node:
        case Number():
            return number_text(node.value or abs(node.value))
        case Quoted():
            return quoted(node.value)
        case Name():
            return name_text(node.id)
        case Subscript():
            return f"{name_text(node.base)}[{_list(node.indices, depth, 'an index')}]"
        case Negation():
            return f"-{print_node(node.operand, Level.UNARY, depth + 1)}"
        case Not():
            return f"not {print_node(node.operand, Level.NOT, depth + 1)}"
        case Binary() | Connective():
            return _operation(node, own, depth)
        case Comparison():
            return _comparison(node, depth)
        case Range():
            first = print_node(node.first, Level.SUM, depth)
            return f"{first}..{print_node(node.last, Level.SUM, depth + 1)}"
        case Call():
            return f"{_known(node.function, FUNCTIONS)}({_list(node.arguments, depth, 'an argument')})"
        case LogicalCall():
            return f"{_known(node.function, LOGICAL_REDUCTIONS)}({_list(node.arguments, depth, 'an argument')})"
        case Reduction():
            return f"{_known(node.function, REDUCTIONS)}({_over(node.body, node.generators, depth)})"
        case SetBuilder():
            return f"{{{_over(node.member, node.generators, depth)}}}"
        case SetLiteral():
            return f"{{{_list(node.members, depth, 'a member') if node.members else ''}}}"
        case TupleMember():
            comma = "," if len(node.items) == 1 else ""
            return f"({_list(node.items, depth, 'an item')}{comma})"
    raise Unprintable(f"{type(node).__name__} is no expression")


def level_of(node: Expression) -> Level:
    """How tightly the outermost operator of ``node`` binds."""
    match node:
        case Binary(operator=sign) if sign in ARITHMETIC or sign in SET_OPERATORS:
            return LEVELS[sign]
        case Connective(operator=sign) if sign in CONNECTIVES:
            return LEVELS[sign]
        case Binary(operator=sign) | Connective(operator=sign):
            raise Unprintable(f"'{sign}' is no operator")
        case Comparison():
            return Level.COMPARISON
        case Not():
            return Level.NOT
        case Range():
            return Level.RANGE
        case Negation():
            return Level.UNARY
        case Number(value=value) if value < 0:
            return Level.UNARY
        case _:
            return Level.ATOM


def index_text(index: tuple[Generator, ...]) -> str:
    """The items of an index list, without the brackets; raises ``Unprintable``."""
    items = []
    for generator in index:
        targets = f"{_targets(generator.targets)} in " if generator.targets else ""
        items.append(targets + _domain(generator, 0))
    return ", ".join(items)


def name_text(name: str) -> str:
    """A name as it is; raises ``Unprintable`` where it is no identifier."""
    if not is_name(name):
        raise Unprintable(f"'{name}' is no name (letters, digits and '_', and no keyword)")
    return name


def label_text(label: Label) -> str:
    """A member of a set as it stands in the key of a table: bare where it is a name, else in quotes."""
    if isinstance(label, str):
        return label if is_name(label) else quoted(label)
    return number_text(operator.index(label))


def number_text(value: int | float) -> str:
    """The shortest text that reads back as the same number; raises ``Unprintable`` where it is not finite."""
    try:
        if not math.isfinite(value):
            raise Unprintable(f"the number {value} is not finite")
        # numpy's numbers are printed as Python's.
        return str(operator.index(value)) if not isinstance(value, float) else repr(float(value))
    except (OverflowError, TypeError, ValueError):
        raise Unprintable(f"a number cannot be written: {type(value).__name__}") from None


def _operation(node: Binary | Connective, own: Level, depth: int) -> str:
    if own is Level.POWER:
        left = print_node(node.left, Level.ATOM, depth)
        return f"{left} ** {print_node(node.right, Level.UNARY, depth + 1)}"
    if own is Level.IMPLIES:
        left = print_node(node.left, Level.OR, depth)
        return f"{left} {node.operator} {print_node(node.right, Level.IMPLIES, depth + 1)}"
    tail: list[str] = []
    current: Expression = node
    level: int = own
    while isinstance(current, Binary | Connective) and Level.POWER > level_of(current) >= level:
        level = level_of(current)
        tail.append(f" {current.operator} {print_node(current.right, level + 1, depth + 1)}")
        current = current.left
    return print_node(current, level, depth) + "".join(reversed(tail))


def _comparison(node: Comparison, depth: int) -> str:
    if len(node.operators) != len(node.operands) - 1 or not node.operators:
        raise Unprintable("a comparison has one operator fewer than operands")
    parts = [print_node(node.operands[0], Level.UNION, depth)]
    for sign, operand in zip(node.operators, node.operands[1:]):
        parts.append(f"{_known(sign, COMPARISONS)} {print_node(operand, Level.UNION, depth + 1)}")
    return " ".join(parts)


def _list(nodes: tuple[Expression, ...], depth: int, what: str) -> str:
    if not nodes:
        raise Unprintable(f"{what} is missing")
    return ", ".join([print_node(node, Level.IMPLIES, depth + 1) for node in nodes])


def _over(body: Expression, generators: tuple[Generator, ...], depth: int) -> str:
    if not generators or not all(generator.targets for generator in generators):
        raise Unprintable("'for' needs an index and a set")
    parts = [print_node(body, Level.IMPLIES, depth + 1)]
    parts += [f"for {_targets(item.targets)} in {_domain(item, depth)}" for item in generators]
    return " ".join(parts)


def _domain(generator: Generator, depth: int) -> str:
    parts = [print_node(generator.domain, Level.UNION, depth + 1)]
    parts += [print_node(condition, Level.IMPLIES, depth + 1) for condition in generator.conditions]
    return " if ".join(parts)


def _targets(targets: tuple[str, ...]) -> str:
    names = [name_text(target) for target in targets]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _known(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise Unprintable(f"'{word}' is not one of {', '.join(known)}")
    return word
