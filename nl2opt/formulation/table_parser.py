"""Tables of data in the text: by key ``{Lyon: 120}``, by position ``[[1, 2], [3, 4]]``, and sets by key.

Entries are read in a loop over the tokens, so that a hundred thousand of them take a second.
"""

from __future__ import annotations

from nl2opt.formulation.elements import Entries, Key, Matrix
from nl2opt.formulation.expression_parser import MAX_DEPTH, ExpressionParser
from nl2opt.formulation.expressions import Expression, Label
from nl2opt.formulation.lexer import fault, number_value, string_value
from nl2opt.formulation.spans import Span

_NUMBERS_ONLY = "A table holds numbers; write an indexed formula for the rest, as in margin[p in P] = price[p] - 3."
_LABELS = ("name", "string", "number", "-")


def starts_table(reader: ExpressionParser) -> bool:
    """Whether a table by key comes next: ``{`` and a key with its colon, or ``{}`` and nothing more."""
    if reader.token.kind != "{":
        return False
    if reader.peek() == "}":
        return reader.peek(2) == "end"
    offset = 1
    if reader.peek() == "(":
        while reader.peek(offset) not in (")", "end"):
            offset += 1
        return reader.peek(offset + 1) == ":"
    if reader.peek() == "-":
        offset = 2
    return reader.peek(offset) in _LABELS and reader.peek(offset + 1) == ":"


def read_table(reader: ExpressionParser) -> Entries | Matrix:
    """A table by key or by position.

    Raises:
        SyntaxFault: a key is no label, or a value no number.
    """
    if reader.token.kind == "[":
        return _matrix(reader, 1)
    opening = reader.expect("{")
    items: list[tuple[Key, int | float]] = []
    while reader.token.kind != "}":
        key = _key(reader)
        items.append((key, _number(reader)))
        if not reader.accept(","):
            break
    reader.close(opening)
    return Entries(tuple(items))


def read_set_entries(reader: ExpressionParser) -> tuple[tuple[Key, Expression], ...]:
    """The members of an indexed set by key, ``{a: {b, c}, b: {c}}``.

    Raises:
        SyntaxFault: a key is no label, or a value no expression.
    """
    opening = reader.expect("{")
    items: list[tuple[Key, Expression]] = []
    while reader.token.kind != "}":
        key = _key(reader)
        items.append((key, reader.expression()))
        if not reader.accept(","):
            break
    reader.close(opening)
    return tuple(items)


def _matrix(reader: ExpressionParser, depth: int) -> Matrix:
    opening = reader.expect("[")
    if depth > MAX_DEPTH:
        where = Span(opening.start, opening.end)
        raise fault("nested-too-deep", f"The table is nested more than {MAX_DEPTH} levels deep.", "", where)
    rows: list[int | float | Matrix] = []
    while reader.token.kind != "]":
        rows.append(_matrix(reader, depth + 1) if reader.token.kind == "[" else _number(reader))
        if not reader.accept(","):
            break
    reader.close(opening)
    return Matrix(tuple(rows))


def _key(reader: ExpressionParser) -> Key:
    """One key with its colon: ``Lyon:`` or ``(Lyon, 3):``."""
    if reader.token.kind != "(":
        key: Key = (_label(reader),)
    else:
        opening = reader.advance()
        labels = [_label(reader)]
        while reader.accept(","):
            if reader.token.kind == ")":
                break
            labels.append(_label(reader))
        reader.close(opening)
        key = tuple(labels)
    reader.expect(":", "An entry is a key, ':' and a value, as in {Lyon: 120, (Lyon, Nice): 4}.")
    return key


def _label(reader: ExpressionParser) -> Label:
    token = reader.token
    if token.kind == "name":
        return reader.advance().text
    if token.kind == "string":
        return string_value(reader.advance())
    negative = reader.accept("-")
    token = reader.token
    if token.kind == "number":
        value = number_value(token)
        if isinstance(value, int):
            reader.advance()
            return -value if negative else value
    raise reader.unexpected(
        "a label is expected here",
        'A label is a name, a whole number or quoted words, as in {Lyon: 120, "New York": 90}.',
    )


def _number(reader: ExpressionParser) -> int | float:
    negative = reader.accept("-")
    if reader.token.kind == "+" and not negative:
        reader.advance()
    token = reader.token
    if token.kind != "number":
        raise reader.unexpected("a number is expected here", _NUMBERS_ONLY)
    value = number_value(token)
    reader.advance()
    if reader.token.kind in ("+", "-", "*", "/", "**"):
        raise reader.unexpected("',' or a closing bracket is expected here", _NUMBERS_ONLY)
    return -value if negative else value
