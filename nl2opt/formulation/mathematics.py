"""A formulation as mathematics in plain Unicode, for terminals: columns aligned at the relation, long sums wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import ClassVar

from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.formulation.expression_parser import Level
from nl2opt.formulation.expressions import Binary, Expression, Number, Reduction
from nl2opt.formulation.notation import Notation, Row, Rows

INDENT = 2
"""Blanks before each constraint."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PAIRS = {"abs": ("|", "|"), "len": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
_REDUCTIONS = {"sum": "∑", "prod": "∏", "all": "⋀", "any": "⋁"}
_BREAKS = frozenset({"+", "−", "≤", "≥", "=", "≠", "<", ">", "∧", "∨", "⊻", "⇒", "⇔"})
_OPENING, _CLOSING = "([{", ")]}"


class UnicodeNotation(Notation):
    """Expressions in characters that terminals show."""

    minus = "−"
    comparisons: ClassVar[dict[str, str]] = {
        "<=": "≤",
        ">=": "≥",
        "==": "=",
        "!=": "≠",
        "<": "<",
        ">": ">",
        "in": "∈",
        "not in": "∉",
    }
    connectives: ClassVar[dict[str, str]] = {
        "and": "∧",
        "or": "∨",
        "xor": "⊻",
        "implies": "⇒",
        "iff": "⇔",
        "mod": "mod",
        "integers": "ℤ",
        "reals": "ℝ",
    }
    set_operators: ClassVar[dict[str, str]] = {"|": "∪", "&": "∩", "-": "∖", "*": "×"}

    def number(self, value: int | float) -> str:
        """A number in its shortest form."""
        return f"{value:.15g}" if isinstance(value, float) else str(value)

    def name(self, word: str) -> str:
        """A name as it is."""
        return word

    def label(self, word: str) -> str:
        """A member of a set as it is; in quotes when it is no single word."""
        return word if word and " " not in word and "," not in word else f'"{word}"'

    def subscripted(self, base: str, indices: Sequence[str]) -> str:
        """Indices in brackets, close together."""
        return f"{base}[{','.join(indices)}]"

    def times(self, left: str, right: str, joint: str) -> str:
        """A blank behind a coefficient, a dot else."""
        return f"{left} {right}" if joint == "coefficient" else f"{left}·{right}"

    def quotient(self, top: Expression, bottom: Expression) -> str:
        """A fraction in one line."""
        last = top.right if isinstance(top, Binary) and top.operator == "*" else top
        above = self.text(top, Level.UNARY if isinstance(last, Reduction) else Level.PRODUCT)
        return f"{above}/{self.text(bottom, Level.POWER)}"

    def power(self, base: str, exponent: Expression) -> str:
        """Whole exponents raised, others behind a caret."""
        if isinstance(exponent, Number) and isinstance(exponent.value, int) and exponent.value >= 0:
            return base + str(exponent.value).translate(_SUPERSCRIPTS)
        return f"{base}^{self.text(exponent, Level.ATOM)}"

    def called(self, function: str, arguments: Sequence[str]) -> str:
        """Bars and brackets where there are signs for them, else the function's name."""
        if function in _PAIRS and len(arguments) == 1:
            opening, closing = _PAIRS[function]
            return opening + arguments[0] + closing
        if function == "sqrt":
            return f"√({', '.join(arguments)})"
        return f"{function.replace('_', ' ')}({', '.join(arguments)})"

    def reduced(self, function: str, generators: str, body: str) -> str:
        """A large operator with its indices in parentheses."""
        sign = _REDUCTIONS.get(function, function.replace("_", " "))
        return f"{sign}({generators}) {body}"

    def range(self, first: str, last: str) -> str:
        """A range with two dots."""
        return f"{first}..{last}"

    def braces(self, inside: str) -> str:
        """A set in braces."""
        return f"{{{inside}}}"

    def such_that(self, domains: str, conditions: str) -> str:
        """Conditions behind a colon."""
        return f"{domains} : {conditions}"

    def negated(self, operand: str) -> str:
        """A condition with the sign for not."""
        return f"¬{operand}"


def to_math(formulation: Formulation, width: int = 80) -> str:
    """The formulation as mathematics, in lines of at most ``width`` columns where that is possible.

    The objective, then the constraints with name, left side, relation, right side and quantifier in columns, then the
    domains of the variables. An expression that is too long goes on in the next lines; a name or a number is never cut.
    """
    notation = UnicodeNotation(formulation)
    rows = Rows(formulation, notation)
    head = str(formulation.objective.sense) if formulation.objective.sense is not Sense.SATISFY else "find"
    goal = rows.objective(formulation.objective)
    if not goal:
        goal = ", ".join(variable.name for variable in formulation.variables) or "a feasible point"
    lines = [*_hanging(f"{head}  ", goal, width)]
    if (note := formulation.objective.note) and columns(lines[-1]) + columns(note) + 4 <= width:
        lines[-1] += f"  ({note})"
    if formulation.constraints:
        lines += ["", "subject to"]
        lines += _table([rows.constraint(constraint) for constraint in formulation.constraints], width)
    if formulation.variables:
        lines += ["", "where"]
        domains = [rows.variable(variable) for variable in formulation.variables]
        lines += _table(
            [Row("", row.left, row.relation, row.right, row.quantifier, row.note) for row in domains], width
        )
    return "\n".join(line.rstrip() for line in lines)


def _hanging(head: str, text: str, width: int) -> Iterator[str]:
    parts = wrap(text, max(20, width - columns(head)))
    for place, part in enumerate(parts):
        yield (head if place == 0 else " " * columns(head)) + part


def _table(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Rows in columns: name, left side, relation, right side, quantifier, note; a long name has its own line."""
    usual = [columns(row.name) for row in rows if columns(row.name) <= max(12, width // 4)]
    names = max(usual, default=0)
    indent = INDENT + (names + 2 if names else 0)
    room = max(24, width - indent)
    fitting = [row for row in rows if _length(row) <= room]
    left = max((columns(row.left) for row in fitting if row.relation), default=0)
    while fitting and any(_length(row, left) > room for row in fitting if row.relation):
        left = max((columns(row.left) for row in fitting if columns(row.left) < left and row.relation), default=0)
    sides = [_sides(row, left) for row in rows]
    middle = _middle(
        [(columns(side), columns(row.quantifier)) for side, row in zip(sides, rows) if row.quantifier], room
    )
    for row, side in zip(rows, sides, strict=True):
        prefix = " " * INDENT + (_padded(row.name, names + 2) if names else "")
        if columns(row.name) > names:
            yield " " * INDENT + row.name
            prefix = " " * indent
        quantifier = f"∀ {row.quantifier}" if row.quantifier else ""
        parts = [side] if columns(side) <= room else wrap(" ".join(_words(row)), room)
        note = f"  ({row.note})" if row.note else ""
        aligned = parts[-1]
        if quantifier:
            aligned = f"{_padded(parts[-1], middle)}  {quantifier}"
        if quantifier and columns(aligned) > room:
            aligned = f"{parts[-1]}  {quantifier}"
        if columns(aligned) > room:
            parts += [" " * INDENT + part for part in wrap(quantifier, room - INDENT)]
        else:
            parts[-1] = aligned
        if note and columns(parts[-1]) + columns(note) <= room:
            parts[-1] += note
        for place, part in enumerate(parts):
            yield (prefix if place == 0 else " " * indent) + part


def _middle(sides: Sequence[tuple[int, int]], room: int) -> int:
    """The column before the quantifiers: the widest sides for which every quantifier behind them still fits."""
    for width in sorted({side for side, _ in sides}, reverse=True):
        if all(width + quantifier + 4 <= room for side, quantifier in sides if side <= width):
            return width
    return 0


def _words(row: Row) -> list[str]:
    return [row.left, row.relation, row.right] if row.relation else [row.left]


def _sides(row: Row, left: int) -> str:
    """Both sides with the relation at a common column."""
    return f"{_padded(row.left, left)} {row.relation} {row.right}" if row.relation else row.left


def _length(row: Row, left: int = 0) -> int:
    """Columns of a row in one line, its left side padded to ``left``."""
    own = columns(row.left)
    both = max(own, left) + columns(row.relation) + columns(row.right) + 2 if row.relation else own
    return both + (columns(row.quantifier) + 4 if row.quantifier else 0)


def wrap(text: str, room: int) -> list[str]:
    """A line of mathematics in lines of at most ``room`` columns.

    Breaks before signs and relations outside of brackets, else at any blank; lines after the first are indented.
    """
    if columns(text) <= room:
        return [text]
    lines: list[str] = []
    current, indent = "", ""
    for piece in _pieces(text):
        joined = f"{current} {piece}" if current.strip() else current + piece
        if columns(joined) <= room:
            current = joined
            continue
        if current.strip():
            lines.append(current)
            indent = " " * INDENT
        current = indent + piece
        if columns(current) > room:
            *full, current = _at_blanks(current, room)
            lines += full
            indent = " " * INDENT
    return [*lines, current] if current.strip() else lines


def _pieces(text: str) -> list[str]:
    """Stretches that begin with a sign outside of brackets."""
    pieces: list[list[str]] = [[]]
    depth = 0
    for word in text.split(" "):
        if depth == 0 and word in _BREAKS and pieces[-1]:
            pieces.append([])
        pieces[-1].append(word)
        depth += sum(word.count(sign) for sign in _OPENING) - sum(word.count(sign) for sign in _CLOSING)
    return [" ".join(piece) for piece in pieces]


def _at_blanks(text: str, room: int) -> list[str]:
    """Lines of whole words; a word that is too long stands alone."""
    lead = " " * (len(text) - len(text.lstrip(" ")))
    lines, current = list[str](), lead
    for word in text.split():
        if current.strip() and columns(current) + 1 + columns(word) > room:
            lines.append(current)
            current = " " * (INDENT * 2)
        current += f" {word}" if current.strip() else word
    return [*lines, current]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
