"""Long lines of Python over several ones, the way that formatters do it.

A line that is too long is opened at its last outer bracket; what is inside goes on lines of its own, one level
deeper, split at the delimiters that bind loosest (commas; ``for`` and ``if`` of a comprehension; logic; comparisons;
sums; products), and so on. This is how black and ruff lay code out, for the few kinds of lines that are printed here.
"""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass

from nl2opt.solvers.writers.literals import WIDTH

_COMMA, _COMPREHENSION, _TERNARY, _OR, _AND, _NOT, _COMPARISON, _BITWISE, _SHIFT, _SUM, _PRODUCT = range(11)
_OPERATORS = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("<", ">", "<=", ">=", "==", "!=", "in", "is"), _COMPARISON),
    **dict.fromkeys(("|", "&"), _BITWISE),
    **dict.fromkeys(("<<", ">>"), _SHIFT),
    **dict.fromkeys(("+", "-"), _SUM),
    **dict.fromkeys(("*", "/", "%"), _PRODUCT),
}


_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")


@dataclass(frozen=True, slots=True)
class _Word:
    """A token with its place in the line and the depth of brackets that it stands at."""

    text: str
    start: int
    end: int
    depth: int


def wrapped(line: str, indent: int = 0) -> list[str]:
    """A logical line (no end of line in it) as lines of at most ``WIDTH`` columns, where it can be split.

    Args:
        line: without indentation.
        indent: columns that every line is moved to the right.
    """
    if indent + len(line) <= WIDTH:
        return [" " * indent + line]
    head, value = _assigned(line)
    if head:
        cuts, kind = _cuts(_words(value))
        if cuts and not (len(cuts) == 1 and value.endswith(")")):
            inside = _inner(value, indent + 4, collection=kind == _COMMA)
            return [" " * indent + f"{head}(", *inside, " " * indent + ")"]
    return _opened(line, indent)


def _assigned(line: str) -> tuple[str, str]:
    """``return `` or ``name = `` and what stands behind it; empty for other lines."""
    if line.startswith("return "):
        return "return ", line[len("return ") :]
    for word in _words(line):
        if word.text in ("=", "+=") and not word.depth:
            return line[: word.end] + " ", line[word.end :].strip()
    return "", line


def _opened(line: str, indent: int) -> list[str]:
    """The line with its last outer bracket opened."""
    words = _words(line)
    close = next((k for k in reversed(range(len(words))) if words[k].text in _CLOSING and not words[k].depth), None)
    if close is None:
        return [" " * indent + line]
    opening = max(k for k in range(close) if words[k].text in _OPENING and not words[k].depth)
    inside = line[words[opening].end : words[close].start].strip()
    if not inside:
        return [" " * indent + line]
    called = opening > 0 and (words[opening - 1].text.isidentifier() or words[opening - 1].text in _CLOSING)
    head, tail = line[: words[opening].end], line[words[close].start :]
    return [" " * indent + head, *_inner(inside, indent + 4, collection=not called), " " * indent + tail]


def _inner(text: str, indent: int, *, collection: bool = False) -> list[str]:
    """What stands between brackets, on lines of its own; the members of a collection have a line each."""
    ending = "," if text.endswith(",") else ""
    text = text.removesuffix(",")
    cuts, kind = _cuts(_words(text))
    if not (collection and kind == _COMMA) and indent + len(text) + len(ending) <= WIDTH:
        return [" " * indent + text + ending]
    if not cuts:
        return _opened(text + ending, indent)
    parts = [text[first:last].strip() for first, last in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    if kind == _COMMA:
        parts = [f"{part.rstrip(',')}," for part in parts]
    else:
        parts[-1] += ending
    return [line for part in parts for line in _inner(part, indent)]


def _cuts(words: list[_Word]) -> tuple[list[int], int]:
    """Where a text is split: at its loosest delimiters, behind commas and before operators."""
    found: dict[int, list[int]] = {}
    lambdas, targets = 0, False
    for place, word in enumerate(words):
        if word.depth:
            continue
        if targets:
            # The commas of 'for i, j in ARCS' split nothing.
            targets = word.text != "in"
        elif word.text == "lambda":
            lambdas += 1
        elif word.text == ":" and lambdas:
            lambdas -= 1
        elif word.text == ",":
            if not lambdas:
                found.setdefault(_COMMA, []).append(word.end)
        elif word.text == "for" or (word.text == "if" and any(w.text == "for" and not w.depth for w in words[:place])):
            targets = word.text == "for"
            found.setdefault(_COMPREHENSION, []).append(word.start)
        elif word.text in ("if", "else"):
            found.setdefault(_TERNARY, []).append(word.start)
        elif word.text == "not" and place and words[place + 1 : place + 2] and words[place + 1].text == "in":
            found.setdefault(_COMPARISON, []).append(word.start)
        elif word.text == "in" and words[place - 1].text == "not":
            continue
        elif word.text in _OPERATORS and place and not _unary(words, place):
            found.setdefault(_OPERATORS[word.text], []).append(word.start)
    for kind in sorted(found):
        # An operator in front begins this line already.
        cuts = [cut for cut in found[kind] if cut > 0]
        if cuts:
            return cuts, kind
    return [], -1


def _unary(words: list[_Word], place: int) -> bool:
    before = words[place - 1].text
    return words[place].text in "+-" and (
        before in _OPERATORS or before in (",", "not", "return", "=", ":", "(", "[", "{", "**", "if", "else")
    )


def _words(line: str) -> list[_Word]:
    words: list[_Word] = []
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(f"({line})").readline):
        if token.type in (tokenize.ENDMARKER, tokenize.NEWLINE, tokenize.NL) or not token.string:
            continue
        if token.string in _CLOSING:
            depth -= 1
        words.append(_Word(token.string, token.start[1] - 1, token.end[1] - 1, depth - 1))
        if token.string in _OPENING:
            depth += 1
    return words[1:-1]
