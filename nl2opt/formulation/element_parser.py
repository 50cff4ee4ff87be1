"""From one statement to one element: a set, a parameter, a variable, the objective or a constraint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import (
    Constraint,
    Kind,
    Objective,
    Parameter,
    ParameterValue,
    Sense,
    SetDeclaration,
    TableFile,
    Variable,
)
from nl2opt.formulation.expression_parser import ExpressionParser, Level
from nl2opt.formulation.expressions import (
    NUMERIC_REDUCTIONS,
    Binary,
    Call,
    Expression,
    Generator,
    Negation,
    Number,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    TupleMember,
)
from nl2opt.formulation.lexer import SyntaxFault, Token, fault, string_value
from nl2opt.formulation.spans import Span
from nl2opt.formulation.statements import Statement
from nl2opt.formulation.table_parser import read_set_entries, read_table, starts_table

KIND_WORDS = {
    **{kind.value: kind for kind in Kind},
    **dict.fromkeys(("int", "whole", "integral", "integers"), Kind.INTEGER),
    **dict.fromkeys(("real", "float", "cont", "number", "free"), Kind.CONTINUOUS),
    **dict.fromkeys(("bool", "boolean", "bin"), Kind.BINARY),
}
"""The kinds, and the words that people write for them; the strict parser takes the first and advises on the rest."""

_SENSES = {"minimise": "minimize", "min": "minimize", "maximise": "maximize", "max": "maximize", "find": "satisfy"}
_OPERANDS = frozenset({"name", "number", "string", ")", "]", "}"})
_BOUND_OPERATORS = ("<=", ">=")
_BOUND_HINTS = {"<": "Did you mean '<='?", ">": "Did you mean '>='?", "!=": "Write it as a constraint."}
_BEHIND_NAMES = frozenset({"[", "name", ",", ":", "in"})
_RELATIONS = frozenset({"<=", ">=", "<", ">", "==", "=", "!="})


class _Details(TypedDict):
    note: str
    source: Span | None
    where: Span


def parse_set(statement: Statement) -> SetDeclaration:
    """``PLANTS = {Lyon, Turin}``, ``NEXT[NODES] = {a: {b}}``, or a name alone.

    Raises:
        SyntaxFault: the statement is no set.
    """
    reader = ExpressionParser(statement.tokens)
    name = _declared_name(reader, "PLANTS = {Lyon, Turin}")
    index = reader.index_list() if reader.token.kind == "[" else ()
    value: Expression | tuple[tuple[tuple[str | int, ...], Expression], ...] | None = None
    if reader.token.kind != "end":
        _expect_equals(reader, "PLANTS = {Lyon, Turin}")
        if index and starts_table(reader):
            value = read_set_entries(reader)
        elif starts_table(reader) and reader.peek() != "}":
            raise fault(
                "table-without-index",
                f"The set '{name}' has no index, but its value is a table.",
                f"Write {name}[NODES] = {{a: {{b, c}}}} for an indexed set.",
                Span(reader.token.start, reader.token.end),
            )
        else:
            value = reader.expression()
    reader.finish()
    return SetDeclaration(name, value, index, **_details(statement))


def parse_parameter(statement: Statement) -> Parameter:
    """``budget = 500``, ``capacity[PLANTS] = {Lyon: 120}``, ``dist[C, C] = table "dist.csv"``, or a name alone.

    Raises:
        SyntaxFault: the statement is no parameter.
    """
    reader = ExpressionParser(statement.tokens)
    name = _declared_name(reader, "budget = 500")
    index = reader.index_list() if reader.token.kind == "[" else ()
    value: ParameterValue = None
    if reader.token.kind != "end":
        _expect_equals(reader, "budget = 500")
        value = _parameter_value(reader)
    reader.finish()
    return Parameter(name, index, value, **_details(statement))


def parse_variable(statement: Statement) -> Variable:
    """``ship[PLANTS] >= 0 continuous``, ``0 <= load[p in PLANTS] <= capacity[p] integer``, ``open[PLANTS] binary``.

    Raises:
        SyntaxFault: the statement is no variable.
    """
    segments, operators = _bound_segments(statement.tokens[:-1])
    place = _name_segment(segments, operators)
    kinds: list[Token] = []
    for number in range(place, len(segments)):
        words = segments[number]
        if len(words) > 1 and words[-1].kind == "name" and words[-2].kind in _OPERANDS:
            kinds.append(words[-1])
            segments[number] = words[:-1]
    name, index = _variable_name(segments[place], kinds)
    kind = _kind(kinds)
    lower: Expression | None = None
    upper: Expression | None = None
    for number, operator in enumerate(operators):
        bound = segments[number] if number < place else segments[number + 1]
        is_lower = (operator.text == ">=") == (number >= place)
        if (lower if is_lower else upper) is not None:
            raise _unexpected_bound(operator, "The variable has this bound twice.")
        expression = _bound(bound, operator)
        if is_lower:
            lower = expression
        else:
            upper = expression
    if kind is Kind.BINARY and operators:
        raise _unexpected_bound(
            operators[0],
            "A binary variable has no bounds: it is 0 or 1.",
            "Leave the bounds out, or write 'integer' instead of 'binary'.",
            "binary-with-bounds",
        )
    return Variable(name, index, kind, lower, upper, **_details(statement))


def parse_objective(statement: Statement) -> Objective:
    """``minimize ...``, ``maximize ...``, or ``satisfy``.

    Raises:
        SyntaxFault: the statement is no objective.
    """
    reader = ExpressionParser(statement.tokens)
    word = reader.token
    if word.kind != "name" or word.text not in list(Sense):
        hint = f"Did you mean '{_SENSES[word.text.lower()]}'?" if word.text.lower() in _SENSES else ""
        hint = hint or did_you_mean(word.text, list(Sense))
        raise fault(
            "unknown-sense",
            f"The objective begins with 'minimize', 'maximize' or 'satisfy', not with '{word.text}'.",
            hint or "Write 'minimize cost', or 'satisfy' when any feasible point will do.",
            Span(word.start, word.end),
        )
    reader.advance()
    sense = Sense(word.text)
    expression = None
    if sense is not Sense.SATISFY:
        if reader.token.kind == ":":
            raise reader.unexpected("an expression is expected here", f"Write '{sense} 3*x + 2*y', without ':'.")
        expression = reader.expression()
        if reader.token.kind in ("=", ":"):
            raise reader.unexpected(
                "the objective is an expression without a name", f"Write '{sense} 3*x + 2*y', without a name."
            )
    elif reader.token.kind != "end":
        raise reader.unexpected("nothing follows 'satisfy'", "Write 'minimize' or 'maximize' before an expression.")
    reader.finish()
    return Objective(sense=sense, expression=expression, **_details(statement))


def parse_constraint(statement: Statement) -> Constraint:
    """``supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]``.

    Raises:
        SyntaxFault: the statement is no constraint.
    """
    example = "Write 'limit: x + y <= 3', or 'limit[i in I]: x[i] <= 3'."
    if not _has_colon(statement.tokens):
        raise fault(
            "missing-colon",
            "A constraint begins with its name and ':'.",
            example,
            Span(statement.tokens[0].start, statement.tokens[0].end),
        )
    reader = ExpressionParser(statement.tokens)
    if reader.token.kind != "name":
        raise reader.unexpected("the name of a constraint is expected here", example)
    name = reader.advance().text
    index = reader.index_list() if reader.token.kind == "[" else ()
    reader.expect(":", f"A name is one word, with '_' for a blank. {example}")
    start = reader.token.start
    body = reader.expression()
    reader.finish()
    if is_arithmetic(body):
        raise fault(
            "missing-comparison",
            f"The constraint '{name}' compares nothing.",
            "Write '<=', '>=' or '==' between two expressions.",
            reader.span(start),
        )
    return Constraint(name, body, index, **_details(statement))


def is_arithmetic(node: Expression) -> bool:
    """Whether a node can only be a number or a set by its form, so that it is neither true nor false."""
    if isinstance(node, Reduction):
        return node.function in NUMERIC_REDUCTIONS
    return isinstance(node, Number | Negation | Binary | Call | Range | SetLiteral | SetBuilder | TupleMember)


def _details(statement: Statement) -> _Details:
    return {"note": statement.note, "source": statement.source, "where": statement.where}


def _declared_name(reader: ExpressionParser, example: str) -> str:
    if reader.token.kind != "name":
        raise reader.unexpected("a name is expected here", f"Write one element a line, as in: {example}")
    return reader.advance().text


def _expect_equals(reader: ExpressionParser, example: str) -> None:
    if reader.token.kind in (":", "==", "in", "<=", ">="):
        raise reader.unexpected("'=' is expected here", f"A value stands behind '=', as in: {example}")
    reader.expect("=", f"A name is one word, with '_' for a blank, as in: {example}")
    if reader.token.kind == "end":
        raise reader.unexpected("a value is expected here", "Leave '=' out when the data come from outside.")


def _parameter_value(reader: ExpressionParser) -> ParameterValue:
    if reader.token.kind == "name" and reader.token.text == "table" and reader.peek() == "string":
        reader.advance()
        return TableFile(string_value(reader.advance()))
    if reader.token.kind == "[" or starts_table(reader):
        return read_table(reader)
    return reader.expression()


def _has_colon(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        if token.kind in ("(", "[", "{"):
            depth += 1
        elif token.kind in (")", "]", "}"):
            depth -= 1
        elif token.kind == ":" and depth == 0:
            return True
    return False


def _bound_segments(tokens: Sequence[Token]) -> tuple[list[Sequence[Token]], list[Token]]:
    """A variable's statement cut at its comparisons, and these."""
    segments: list[Sequence[Token]] = []
    operators: list[Token] = []
    depth = begin = 0
    for place, token in enumerate(tokens):
        if token.kind in ("(", "[", "{"):
            depth += 1
        elif token.kind in (")", "]", "}"):
            depth -= 1
        elif depth == 0 and token.kind in _RELATIONS:
            if token.kind not in _BOUND_OPERATORS:
                raise _unexpected_bound(
                    token,
                    f"A bound has '<=' or '>=', not '{token.text}'.",
                    _BOUND_HINTS.get(token.kind, "A known value belongs under '## Parameters'."),
                )
            segments.append(tokens[begin:place])
            operators.append(token)
            begin = place + 1
    segments.append(tokens[begin:])
    if len(operators) > 2:
        raise _unexpected_bound(operators[2], "A variable has at most two bounds.")
    return segments, operators


def _name_segment(segments: Sequence[Sequence[Token]], operators: Sequence[Token]) -> int:
    """Which segment has the variable: the middle of ``lo <= x <= up``, else the first that looks like a name."""
    named = [_looks_like_name(segment) for segment in segments]
    if len(operators) == 2 and operators[0].kind == operators[1].kind and named[1]:
        return 1
    return named.index(True) if True in named else 0


def _looks_like_name(tokens: Sequence[Token]) -> bool:
    """Whether a segment begins like a declaration, well or badly written, and not like a formula."""
    return bool(tokens) and tokens[0].kind == "name" and (len(tokens) == 1 or tokens[1].kind in _BEHIND_NAMES)


def _variable_name(tokens: Sequence[Token], kinds: Sequence[Token]) -> tuple[str, tuple[Generator, ...]]:
    reader = _reader(tokens)
    name = _declared_name(reader, "ship[PLANTS, STORES] >= 0 continuous")
    index = reader.index_list() if reader.token.kind == "[" else ()
    following = reader.token if reader.token.kind == "name" else next((kind for kind in kinds), None)
    if name in list(Kind) and following is not None and following.text not in KIND_WORDS:
        place = Span(tokens[0].start, tokens[0].end)
        raise fault("kind-before-name", "The kind stands behind the name.", f"Write '{following.text} {name}'.", place)
    if reader.token.kind == "end":
        return name, index
    hints = {
        ",": "Declare one variable a line.",
        ":": f"Write '{name} integer', without ':'.",
        "in": f"Write '{name} binary' for 0 or 1, or '0 <= {name} <= 5 integer' for a range.",
    }
    raise reader.unexpected("a bound or a kind is expected here", hints.get(reader.token.kind, ""))


def _kind(kinds: Sequence[Token]) -> Kind:
    if not kinds:
        return Kind.CONTINUOUS
    for token in kinds:
        if token.text not in list(Kind):
            known = KIND_WORDS.get(token.text.lower())
            hint = f"Did you mean '{known}'?" if known else did_you_mean(token.text, list(Kind))
            raise fault(
                "unknown-kind",
                f"'{token.text}' is no kind of variable.",
                hint or "The kinds are continuous, integer and binary.",
                Span(token.start, token.end),
            )
    if len(kinds) > 1:
        raise fault("two-kinds", "The variable has two kinds.", "Keep one.", Span(kinds[1].start, kinds[1].end))
    return Kind(kinds[0].text)


def _bound(tokens: Sequence[Token], operator: Token) -> Expression:
    if not tokens:
        raise _unexpected_bound(operator, "The bound is missing.", "Leave the comparison out where there is no bound.")
    reader = _reader(tokens)
    expression = reader.expression(Level.UNION)
    reader.finish()
    return expression


def _reader(tokens: Sequence[Token]) -> ExpressionParser:
    place = tokens[-1].end if tokens else 0
    return ExpressionParser([*tokens, Token("end", "", place, place)])


def _unexpected_bound(token: Token, message: str, hint: str = "", code: str = "bad-bound") -> SyntaxFault:
    return fault(code, message, hint, Span(token.start, token.end))
