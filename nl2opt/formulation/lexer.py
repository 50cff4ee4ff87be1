"""The words of the formulation language: tokens with their places.

The lexer never fails: a character that belongs nowhere becomes a ``stray`` token and a quote that is not closed an
``unterminated`` one, so that the parser can go on with the next line and report several mistakes at once.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.spans import Span

KEYWORDS = frozenset({"for", "in", "if", "and", "or", "xor", "not", "implies", "iff"})
"""Words that cannot be names. The kinds, ``minimize``, ``table`` and the functions are names outside their place."""

_WORD = r"[^\x00-@\[-^`{-\x7f][^\x00-/:-@\[-^`{-\x7f]*"  # ASCII letters, digits, _ and everything beyond ASCII
_TOKEN = re.compile(
    rf"""[^\S\n]*(?:
      (?P<name>{_WORD})
    | (?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<stray>\.\.\.|=<|=>|<>|<->|->|&&|\|\||//|:=)
    | (?P<operator>\.\.|<=|>=|==|!=|\*\*|[-+*/%<>=()\[\]{{}},:|&])
    | (?P<newline>\n)
    | (?P<comment>\#[^\n]*)
    | (?P<string>"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')
    | (?P<unterminated>["'][^\n]*)
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.?))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_REPLACEMENTS = {
    "≤": "<=", "⩽": "<=", "≦": "<=", "=<": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "=>": ">=", "≠": "!=", "<>": "!=",
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "//": "/", "−": "-", "–": "-", "—": "-", "^": "**", "²": "** 2",
    "³": "** 3", "∑": "sum", "∏": "prod", "√": "sqrt", "&&": "and", "∧": "and", "||": "or", "∨": "or", "!": "not",
    "¬": "not", "->": "implies", "→": "implies", "⇒": "implies", "<->": "iff", "↔": "iff", "⇔": "iff", "∈": "in",
    "∪": "|", "∩": "&", ":=": "=", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
}  # fmt: skip
_ADVICE = {
    "...": "Write every entry; dots do not stand for the rest.",
    "…": "Write every entry; dots do not stand for the rest.",
    ";": "Write one element a line; a line needs no ';'.",
    "$": "Write amounts as plain numbers, without a currency sign.",
    "\\": "Write expressions in Python's notation, without LaTeX commands; a line goes on while a bracket is open.",
    ".": "A name has letters, digits and '_' only; a range has two dots, as in 1..6.",
    "`": "Put labels that are not names in double quotes.",
}


class Token(NamedTuple):
    """One word: its kind, its text and its place.

    ``kind`` is ``name``, ``number``, ``string``, ``newline``, ``comment``, ``stray``, ``unterminated`` or ``end``;
    of a keyword, an operator and a bracket it is the text itself.
    """

    kind: str
    text: str
    start: int
    end: int


class SyntaxFault(Exception):
    """A mistake in the text; the parser of the whole text collects them and goes on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def fault(code: str, message: str, hint: str = "", where: Span | None = None) -> SyntaxFault:
    """The exception for one mistake."""
    return SyntaxFault(Diagnostic(Severity.ERROR, code, message, hint, where))


def is_name(word: str) -> bool:
    """Whether ``word`` can name an element: a Unicode identifier that is no keyword."""
    return word.isidentifier() and word not in KEYWORDS


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``, with their places in the whole ``text`` and an ``end`` token at the end."""
    # The pattern finds something in every text but blanks; without those at the end, no character is skipped.
    position, stop = start, start + len(text[start:end].rstrip())
    found: list[Token] = []
    new = tuple.__new__
    while position < stop:
        for match in _TOKEN.finditer(text, position, stop):
            kind: str = match.lastgroup  # type: ignore[assignment]
            word = match[kind]
            position = match.end()
            begin = position - len(word)
            if kind == "operator":
                kind = word
            elif kind == "name":
                if not word.isascii() and not word.isidentifier():
                    word = _identifier(word)
                    kind = "name" if word.isidentifier() else "stray"
                if word in KEYWORDS:
                    kind = word
            elif kind == "other":
                kind = "stray"
            # As Token(...) does, without the call of a Python function: the lexer is half of the parser's time.
            found.append(new(Token, (kind, word, begin, begin + len(word))))
            if begin + len(word) < position:
                position = begin + len(word)
                break
    found.append(Token("end", "", stop, stop))
    return found


def number_value(token: Token) -> int | float:
    """The value of a ``number`` token.

    Raises:
        SyntaxFault: the number is beyond what a double holds, or has thousands of digits.
    """
    try:
        value: int | float = int(token.text) if token.text.isdigit() else float(token.text)
        finite = math.isfinite(value)
    except (ValueError, OverflowError):
        finite = False
    if not finite:
        raise fault(
            "number-too-large",
            "The number is too large.",
            "Numbers go up to about 1.8e308; leave a bound out where there is none.",
            Span(token.start, token.end),
        )
    return value


def string_value(token: Token) -> str:
    r"""The words in the quotes of a ``string`` token, with ``\"``, ``\\``, ``\n``, ``\t``, ``\r`` and ``\u0041`` read.

    Raises:
        SyntaxFault: another character follows a backslash.
    """
    body = token.text[1:-1]
    if "\\" not in body:
        return body

    def read(match: re.Match[str]) -> str:
        code, letter = match.groups()
        if code is not None:
            return chr(int(code, 16))
        if letter not in _ESCAPES:
            place = token.start + 1 + match.start()
            raise fault(
                "unknown-escape",
                f"'\\{letter}' means nothing inside quotes.",
                "Write '\\\\' for a backslash; known are \\\" \\\\ \\n \\t \\r and \\u with four hexadecimal digits.",
                Span(place, place + 2),
            )
        return _ESCAPES[letter]

    return _ESCAPE.sub(read, body)


def quoted(label: str) -> str:
    """``label`` in double quotes on one line, as ``string_value`` reads it back."""
    shown = [
        f"\\u{ord(letter):04x}" if letter < " " or "\x7f" <= letter <= "\xa0" or _is_awkward(letter) else letter
        for letter in label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    ]
    return f'"{"".join(shown)}"'


def lexical_fault(token: Token) -> SyntaxFault:
    """The mistake that a ``stray`` or ``unterminated`` token stands for."""
    where = Span(token.start, token.end)
    if token.kind == "unterminated":
        return fault(
            "unterminated-quote",
            "The quote is not closed on its line.",
            f"Close it with {token.text[0]}; write \\n for a line break inside quotes.",
            where,
        )
    if token.text in _REPLACEMENTS:
        hint = f"Did you mean '{_REPLACEMENTS[token.text]}'?"
    else:
        hint = _ADVICE.get(token.text, "Remove it; labels that are not names go in double quotes.")
    shown = f"'{token.text}'" if token.text.isprintable() else f"U+{ord(token.text[0]):04X}"
    return fault("stray-character", f"{shown} is not part of the language.", hint, where)


def _identifier(word: str) -> str:
    """The longest start of ``word`` that is an identifier, or its first character when it does not start like one."""
    if word[0].isidentifier():
        for place, letter in enumerate(word):
            if not f"a{letter}".isidentifier():
                return word[:place]
    return word[0]


def _is_awkward(letter: str) -> bool:
    """Whether a character is escaped in quotes: line separators, and halves of characters that no file can hold."""
    return letter in "\u2028\u2029" or "\ud800" <= letter <= "\udfff"
