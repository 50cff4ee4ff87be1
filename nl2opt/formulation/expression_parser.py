"""From tokens to expressions: a Pratt parser (V. R. Pratt, "Top down operator precedence", POPL 1973).

Each operator has a level; ``expression(level)`` reads everything that binds at least as tightly. Nothing is ever
evaluated. Sums and products of any length are read in a loop; only nesting uses the stack, and it has a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TypeVar

from nl2opt.formulation.diagnostics import FormulationError, did_you_mean
from nl2opt.formulation.expressions import (
    COMPARISONS,
    FUNCTIONS,
    LOGICAL_REDUCTIONS,
    REDUCTIONS,
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
)
from nl2opt.formulation.lexer import (
    KEYWORDS,
    SyntaxFault,
    Token,
    fault,
    lexical_fault,
    number_value,
    string_value,
    tokenize,
)
from nl2opt.formulation.spans import Span

MAX_DEPTH = 100
"""How deep brackets, functions, ``**``, ``implies`` and signs may nest; keeps far from Python's recursion limit."""


class Level(IntEnum):
    """How tightly an operator binds, loosest first."""

    IMPLIES = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    UNION = 6
    INTERSECTION = 7
    RANGE = 8
    SUM = 9
    PRODUCT = 10
    UNARY = 11
    POWER = 12
    ATOM = 13


LEVELS: dict[str, Level] = {
    **dict.fromkeys(("implies", "iff"), Level.IMPLIES),
    **dict.fromkeys(("or", "xor"), Level.OR),
    "and": Level.AND,
    **dict.fromkeys(COMPARISONS, Level.COMPARISON),
    "|": Level.UNION,
    "&": Level.INTERSECTION,
    "..": Level.RANGE,
    **dict.fromkeys(("+", "-"), Level.SUM),
    **dict.fromkeys(("*", "/", "%"), Level.PRODUCT),
    "**": Level.POWER,
}
"""The level of each operator that stands between two operands."""

_OPENING = {"(": ")", "[": "]", "{": "}"}
_OPERAND_ENDS = frozenset({"name", "number", "string", ")", "]", "}"})


class ExpressionParser:
    """A reader over a list of tokens that ends with an ``end`` token.

    Args:
        tokens: without ``newline`` and ``comment`` tokens.
        spans: whether nodes get the places of their tokens; without, their span is None.

    All methods raise ``SyntaxFault`` at the first mistake.
    """

    def __init__(self, tokens: Sequence[Token], *, spans: bool = True) -> None:
        self.tokens = tokens
        self.position = 0
        self.token = tokens[0]
        self._depth = 0
        self._spans = spans

    # Moving over the tokens

    def advance(self) -> Token:
        """The current token; the next one becomes current."""
        token = self.token
        if token.kind != "end":
            self.position += 1
            self.token = self.tokens[self.position]
        return token

    def accept(self, kind: str) -> bool:
        """Whether the current token is of this kind; if so, it is read."""
        if self.token.kind != kind:
            return False
        self.advance()
        return True

    def peek(self, offset: int = 1) -> str:
        """The kind of a token further on."""
        place = self.position + offset
        return self.tokens[place].kind if place < len(self.tokens) else "end"

    def expect(self, kind: str, hint: str = "") -> Token:
        """Reads a token of this kind."""
        if self.token.kind != kind:
            shown = "a name" if kind == "name" else f"'{kind}'"
            raise self.unexpected(f"{shown} is expected here", hint)
        return self.advance()

    def close(self, opening: Token, *, listed: bool = True) -> None:
        """Reads the bracket that closes ``opening``; where items are ``listed``, a comma could stand there too."""
        closing = _OPENING[opening.kind]
        if not self.accept(closing):
            choice = f"',' or '{closing}'" if listed else f"'{closing}'"
            raise self.unexpected(f"{choice} is expected here")

    def finish(self) -> None:
        """Checks that nothing is left."""
        if self.token.kind != "end":
            hint = "Remove it, or open a bracket before it." if self.token.kind in _OPENING.values() else ""
            raise self.unexpected("an operator or the end of the line is expected here", hint)

    def span(self, start: int) -> Span | None:
        """From ``start`` to the end of the last token read."""
        return Span(start, self.tokens[self.position - 1].end) if self._spans else None

    def unexpected(self, expectation: str, hint: str = "") -> SyntaxFault:
        """The mistake of meeting the current token."""
        token = self.token
        where = Span(token.start, token.end)
        before = self.tokens[self.position - 1] if self.position else None
        follows_operand = before is not None and before.kind in _OPERAND_ENDS
        if token.kind in ("stray", "unterminated"):
            return lexical_fault(token)
        if token.kind == "=":
            return fault("single-equals", "'=' does not compare.", "Did you mean '=='?", where)
        if before is not None and before.kind == "%" and not follows_operand and not _starts_operand(token):
            return fault(
                "percent-sign",
                "'%' is the remainder of a division, not a percentage.",
                "Write 0.6 for 60%.",
                Span(before.start, before.end),
            )
        if token.kind == "end":
            place = Span(before.end, before.end + 1) if before else where
            return fault("unexpected-end", f"The line ends too early: {expectation}.", hint, place)
        return fault(
            "unexpected-token", f"Unexpected '{token.text}': {expectation}.", hint or self._advice(before), where
        )

    def _advice(self, before: Token | None) -> str:
        """What was probably meant by the current token, which does not fit behind the one before it."""
        token = self.token
        if before is None or before.kind not in _OPERAND_ENDS:
            return "Write 'a implies b' for 'if a then b'." if token.kind == "if" else ""
        if token.kind == "for" or token.text.casefold() == "forall":
            return "Write sum(x[i] for i in I); a constraint has its index behind its name: limit[i in I]: ..."
        if before.kind == "number" and before.end == token.start and token.kind in ("name", "("):
            return f"Write the product with '*': {before.text} * {token.text}."
        if token.kind in ("name", "number", "("):
            missing = f"An operator is missing before '{token.text}'; a name is one word, with '_' for a blank."
            return (did_you_mean(token.text, KEYWORDS) if token.kind == "name" else "") or missing
        return ""

    # Expressions

    def expression(self, level: int = Level.IMPLIES) -> Expression:
        """An expression whose operators all bind at least as tightly as ``level``."""
        if self._depth >= MAX_DEPTH:
            raise fault(
                "nested-too-deep",
                f"The expression is nested more than {MAX_DEPTH} levels deep.",
                "Name a part of it as a parameter or a variable.",
                Span(self.token.start, self.token.end),
            )
        self._depth += 1
        start = self.token.start
        left = self._prefix(level)
        while True:
            operator = self.token.kind
            if operator == "not" and self.peek() == "in":
                operator = "not in"
            binding = LEVELS.get(operator)
            if binding is None or binding < level:
                break
            left = self._infix(left, operator, binding, start)
        self._depth -= 1
        return left

    def _infix(self, left: Expression, operator: str, binding: Level, start: int) -> Expression:
        if binding is Level.COMPARISON:
            return self._comparison(left, start)
        self.advance()
        if binding is Level.POWER:
            return Binary(operator, left, self.expression(Level.UNARY), span=self.span(start))
        if binding is Level.IMPLIES:
            return Connective(operator, left, self.expression(binding), span=self.span(start))
        right = self.expression(binding + 1)
        if binding is Level.RANGE:
            if self.token.kind == "..":
                raise self.unexpected("a range has one '..'", "Put one of the ranges in parentheses.")
            return Range(left, right, span=self.span(start))
        if binding < Level.NOT:
            return Connective(operator, left, right, span=self.span(start))
        return Binary(operator, left, right, span=self.span(start))

    def _comparison(self, left: Expression, start: int) -> Comparison:
        operands, operators = [left], []
        while True:
            operator = self.token.kind
            if operator == "not" and self.peek() == "in":
                self.advance()
                operator = "not in"
            if operator not in COMPARISONS:
                break
            self.advance()
            operators.append(operator)
            operands.append(self.expression(Level.UNION))
        return Comparison(tuple(operands), tuple(operators), span=self.span(start))

    def _prefix(self, level: int) -> Expression:
        token = self.token
        kind = token.kind
        if kind == "name":
            following = self.peek()
            if following == "(":
                return self._call()
            if following == "[":
                return self._subscript()
            self.advance()
            return Name(token.text, span=self.span(token.start))
        if kind == "number":
            self.advance()
            return Number(number_value(token), span=self.span(token.start))
        if kind == "string":
            self.advance()
            return Quoted(string_value(token), span=self.span(token.start))
        if kind == "(":
            return self._parenthesis()
        if kind == "{":
            return self._braces()
        if kind == "-":
            self.advance()
            return Negation(self.expression(Level.UNARY), span=self.span(token.start))
        if kind == "+":
            self.advance()
            return self.expression(Level.UNARY)
        if kind == "not":
            if level > Level.NOT:
                raise self.unexpected("a number or a name is expected here", "Put 'not ...' in parentheses.")
            self.advance()
            return Not(self.expression(Level.NOT), span=self.span(token.start))
        if kind == "[":
            raise self.unexpected("a list is the whole value of a parameter", "Write 'name = [...]' under Parameters.")
        raise self.unexpected("a number, a name or '(' is expected here")

    def _subscript(self) -> Subscript:
        name = self.advance()
        opening = self.advance()
        if self.token.kind == "]":
            raise self.unexpected("an index is expected here", f"Write '{name.text}' alone when it has no index.")
        indices = [self.expression()]
        while self.accept(","):
            indices.append(self.expression())
        self.close(opening)
        node = Subscript(name.text, tuple(indices), span=self.span(name.start))
        if self.token.kind == "[":
            raise self.unexpected("a name has one pair of square brackets", f"Write {name.text}[i, j] for two indices.")
        return node

    def _call(self) -> Call | Reduction | LogicalCall:
        word = self.advance()
        function = word.text
        if function not in FUNCTIONS and function not in REDUCTIONS:
            advice = f"An indexed name takes square brackets, as in {function}[i]."
            guess = did_you_mean(function, FUNCTIONS + REDUCTIONS)
            where = Span(word.start, word.end)
            raise fault("unknown-function", f"'{function}' is no function.", f"{guess} {advice}".strip(), where)
        opening = self.advance()
        if self.token.kind == ")":
            raise self.unexpected(f"'{function}' needs an argument")
        first = self.expression()
        if self.token.kind == "for":
            generators = self.generators()
            if self.token.kind == ",":
                raise self.unexpected("')' is expected here", "Write 'for' for each index: for i in I for j in J.")
            self.close(opening, listed=False)
            if function not in REDUCTIONS:
                raise fault(
                    "not-a-reduction",
                    f"'{function}' takes arguments, not 'for'.",
                    f"{did_you_mean(function, REDUCTIONS)} Known with 'for': {', '.join(REDUCTIONS)}.".strip(),
                    Span(word.start, word.end),
                )
            return Reduction(function, first, generators, span=self.span(word.start))
        arguments = [first]
        while self.accept(","):
            arguments.append(self.expression())
            if self.token.kind == "for":
                raise self.unexpected("one expression comes before 'for'", "Put a tuple in parentheses.")
        self.close(opening)
        if function in LOGICAL_REDUCTIONS:
            return LogicalCall(function, tuple(arguments), span=self.span(word.start))
        if function in FUNCTIONS:
            return Call(function, tuple(arguments), span=self.span(word.start))
        sign = {"sum": "+", "prod": "*"}[function]
        raise fault(
            "reduction-without-for",
            f"'{function}' needs 'for': it goes over a set.",
            f"Write a {sign} b for listed terms, or {function}(x[i] for i in I).",
            Span(word.start, self.tokens[self.position - 1].end),
        )

    def _parenthesis(self) -> Expression:
        opening = self.advance()
        if self.token.kind == ")":
            raise self.unexpected("an expression is expected here")
        first = self.expression()
        if self.token.kind != ",":
            if self.token.kind == "for":
                raise self.unexpected("')' is expected here", f"Write sum(...), or one of {', '.join(REDUCTIONS[1:])}.")
            if not self.accept(")"):
                raise self.unexpected("an operator or ')' is expected here")
            return first
        items = [first]
        while self.accept(","):
            if self.token.kind == ")":
                break
            items.append(self.expression())
        self.close(opening)
        return TupleMember(tuple(items), span=self.span(opening.start))

    def _braces(self) -> SetLiteral | SetBuilder:
        opening = self.advance()
        if self.accept("}"):
            return SetLiteral((), span=self.span(opening.start))
        first = self.expression()
        if self.token.kind == "for":
            generators = self.generators()
            self.close(opening, listed=False)
            return SetBuilder(first, generators, span=self.span(opening.start))
        if self.token.kind == ":":
            raise self.unexpected("',' or '}' is expected here", "A table is the whole value of an indexed parameter.")
        members = [first]
        while self.accept(","):
            if self.token.kind == "}":
                break
            members.append(self.expression())
        self.close(opening)
        return SetLiteral(tuple(members), span=self.span(opening.start))

    # Generators

    def generators(self) -> tuple[Generator, ...]:
        """One or more ``for i in I if c``."""
        found: list[Generator] = []
        while self.token.kind == "for":
            start = self.advance().start
            targets = self._targets()
            self.expect("in", "Write 'for i in I', or 'for (i, j) in A'.")
            found.append(self._domain(targets, start))
        return tuple(found)

    def index_list(self) -> tuple[Generator, ...]:
        """The domain of an indexed element, ``[PLANTS, s in STORES, (i, j) in ARCS if i != j]``."""
        opening = self.expect("[")
        found: list[Generator] = []
        while True:
            if self.token.kind == "]":
                raise self.unexpected("a set is expected here", "Leave the brackets out when there is no index.")
            found.append(self.index_item())
            if not self.accept(","):
                break
        self.close(opening)
        return tuple(found)

    def index_item(self) -> Generator:
        """One item of an index list: ``PLANTS``, ``p in PLANTS if c`` or ``(i, j) in ARCS``."""
        if self.token.kind == "for":
            raise self.unexpected("a set is expected here", "Write [i in I], without 'for'.")
        start = self.token.start
        targets: tuple[str, ...] = ()
        if self._names_index():
            targets = self._targets()
            self.expect("in")
        return self._domain(targets, start)

    def _domain(self, targets: tuple[str, ...], start: int) -> Generator:
        domain = self.expression(Level.UNION)
        conditions: list[Expression] = []
        while self.accept("if"):
            conditions.append(self.expression())
        return Generator(targets, domain, tuple(conditions), span=self.span(start))

    def _targets(self) -> tuple[str, ...]:
        hint = "Write 'for i in I', or 'for (i, j) in A'."
        in_parentheses = self.accept("(")
        names = [self.expect("name", hint).text]
        while self.accept(","):
            names.append(self.expect("name", hint).text)
        if in_parentheses:
            self.expect(")", hint)
        return tuple(names)

    def _names_index(self) -> bool:
        """Whether ``i in`` or ``(i, j) in`` comes next, and not a set alone."""
        if self.token.kind == "name":
            return self.peek() == "in"
        if self.token.kind != "(":
            return False
        offset = 1
        while self.peek(offset) == "name":
            if self.peek(offset + 1) == ")":
                return self.peek(offset + 2) == "in"
            if self.peek(offset + 1) != ",":
                return False
            offset += 2
        return False


def parse_expression(text: str, *, spans: bool = True) -> Expression:
    """One expression in the notation of the formulation language.

    Args:
        text: may go over several lines; holds no comment.
        spans: whether the nodes get their places in ``text``.

    Raises:
        FormulationError: the text is no expression; the diagnostic has the place.
    """
    return _read(text, lambda reader: reader.expression(), spans=spans)


def parse_index(text: str, *, spans: bool = True) -> Generator:
    """One item of an index list: ``PLANTS``, ``p in PLANTS if open_[p]`` or ``(i, j) in ARCS``.

    Raises:
        FormulationError: the text is no such item; the diagnostic has the place.
    """
    return _read(text, lambda reader: reader.index_item(), spans=spans)


_Node = TypeVar("_Node")


def _read(text: str, read: Callable[[ExpressionParser], _Node], *, spans: bool) -> _Node:
    reader = ExpressionParser([token for token in tokenize(text) if token.kind != "newline"], spans=spans)
    try:
        node = read(reader)
        reader.finish()
    except SyntaxFault as mistake:
        raise FormulationError([mistake.diagnostic], text) from None
    return node


def _starts_operand(token: Token) -> bool:
    return token.kind in ("name", "number", "string", "(", "{", "-", "+")
