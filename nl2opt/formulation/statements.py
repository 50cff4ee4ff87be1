"""A section of the text cut into statements: one element each, with its comment.

A statement ends with its line, or goes on while a bracket is open. A bracket that is never closed costs its own line
only: the reader goes on behind it, so that the rest of the text is still checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nl2opt.formulation.lexer import SyntaxFault, Token, fault, lexical_fault
from nl2opt.formulation.spans import Span

_SOURCE = re.compile(r"(?:^|\s)@\[([0-9]{1,15}):([0-9]{1,15})\]$")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_STRUCTURE = frozenset({*_BRACKETS.keys(), *_BRACKETS.values(), "newline", "end"})
_NO_WORDS = frozenset({"newline", "comment", "stray", "unterminated"})


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of one element.

    Attributes:
        tokens: without ends of lines and comments; an ``end`` token closes them.
        where: from the first word to the last.
        note: the comment behind the element, without its source mark.
        source: the mark ``@[start:end]`` at the end of the comment.
        mistakes: what is wrong with the words themselves; with one, the tokens are not worth parsing.
    """

    tokens: tuple[Token, ...]
    where: Span
    note: str
    source: Span | None
    mistakes: tuple[SyntaxFault, ...]


def note_and_source(comment: str) -> tuple[str, Span | None]:
    """A comment, with or without its ``#``, as the note and the source span that stand in it."""
    words = comment.lstrip("#").strip()
    if mark := _SOURCE.search(words):
        return words[: mark.start()].strip(), Span(int(mark[1]), int(mark[2]))
    return words, None


def statements(tokens: Sequence[Token], text: str) -> Iterator[Statement]:
    """The statements of a section.

    Args:
        tokens: the section's tokens with its comments and ends of lines, closed by an ``end`` token.
        text: the whole text, for the indentation of lines.
    """
    position = 0
    while tokens[position].kind != "end":
        if tokens[position].kind in ("newline", "comment"):
            position += 1
            continue
        last, open_brackets = _extent(tokens, position)
        if not open_brackets:
            yield _statement(tokens, position, last, ())
            position = last
            continue
        last = _line_end(tokens, position)
        opening = _unclosed(tokens[position:last])[-1]
        mistake = fault(
            "missing-bracket",
            f"The '{opening.text}' is never closed.",
            "Close the bracket; an element may go over several lines only while a bracket is open.",
            Span(opening.start, opening.end),
        )
        yield _statement(tokens, position, last, (mistake,))
        position = _skip_indented(tokens, last, text)


def _extent(tokens: Sequence[Token], first: int) -> tuple[int, bool]:
    """Where the statement ends (the place of its end of line), and whether brackets are still open there."""
    stack: list[str] = []
    position = first
    while True:
        kind = tokens[position].kind
        if kind in _STRUCTURE:
            if kind == "newline":
                if not stack:
                    return position, False
            elif kind == "end":
                return position, bool(stack)
            elif kind not in _BRACKETS:
                stack.append(kind)
            elif _BRACKETS[kind] in stack:
                while stack.pop() != _BRACKETS[kind]:
                    pass
        position += 1


def _unclosed(tokens: Sequence[Token]) -> list[Token]:
    stack: list[Token] = []
    for token in tokens:
        if token.kind in ("(", "[", "{"):
            stack.append(token)
        elif token.kind in _BRACKETS and stack and stack[-1].kind == _BRACKETS[token.kind]:
            stack.pop()
    return stack


def _line_end(tokens: Sequence[Token], position: int) -> int:
    while tokens[position].kind not in ("newline", "end"):
        position += 1
    return position


def _skip_indented(tokens: Sequence[Token], position: int, text: str) -> int:
    """Behind a bracket that is never closed, the indented lines belong to it."""
    while tokens[position].kind == "newline":
        following = tokens[position + 1]
        if following.kind != "newline" and text[following.start - 1] not in " \t":
            break
        position = _line_end(tokens, position + 1)
    return position


def _statement(tokens: Sequence[Token], first: int, last: int, mistakes: tuple[SyntaxFault, ...]) -> Statement:
    words: list[Token] = []
    lexical: list[SyntaxFault] = []
    comment_of_first = comment_of_last = ""
    on_first_line = True
    for token in tokens[first:last]:
        if token.kind not in _NO_WORDS:
            words.append(token)
        elif token.kind == "newline":
            on_first_line = False
            comment_of_last = ""
        elif token.kind == "comment":
            comment_of_last = token.text
            if on_first_line:
                comment_of_first = token.text
        else:
            lexical.append(lexical_fault(token))
            words.append(token)
    end = words[-1].end
    note, source = note_and_source(comment_of_last or comment_of_first)
    words.append(Token("end", "", end, end))
    return Statement(tuple(words), Span(words[0].start, end), note, source, tuple(lexical) or mistakes)
