"""Notation that models are seen to write, turned into the grammar: ``60%``, ``$1,200``, ``=``, ``^``, ``2x``."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal

from nl2opt.formulation.tolerant.mends import Notebook

KEYWORDS = frozenset(
    {
        *("for", "in", "if", "and", "or", "not", "xor", "implies", "iff"),
        *("sum", "prod", "min", "max", "abs", "sqrt", "exp", "log"),
    }
)

_MONEY = re.compile(r"[$€£]\s*(?=\d)")
_THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_PERCENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*%(?!\s*[\w(])")
_PERCENT_OF = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*%\s*(?:of\b)?\s*(?=[\w(])")
_SINGLE_EQUALS = re.compile(r"(?<![<>=!])=(?![=<>])")
_GLUED = re.compile(r"(?<![\w.\"'])(\d+(?:\.\d+)?)(?=\s*\()|(?<![\w.\"'])(\d+(?:\.\d+)?)(?=[A-Za-z_])")
_SPACED = re.compile(r"(?<![\w.\"'])(\d+(?:\.\d+)?|\))\s+(?=[A-Za-z_])([A-Za-z_]\w*)")
_CLOSE_OPEN = re.compile(r"\)\s*(?=\()|\)(?=[A-Za-z_])")
_EXPONENT = re.compile(r"^\d+(?:\.\d+)?[eE][+-]?\d+$")
_UNIT_TAIL = re.compile(r"(?<=[\d)])\s+([A-Za-z][A-Za-z /%-]*)$")
_WORDS = {"&&": " and ", "||": " or ", "<>": "!=", "=<": "<=", "^": "**", "!==": "!=", "===": "=="}


def mend_notation(text: str, known: AbstractSet[str], notebook: Notebook) -> str:
    """An expression or comparison in the language's own notation; ``known`` are the declared names."""
    result = text.strip().rstrip(".;,").rstrip()
    result = _apply(_MONEY, "", result, "money", notebook)
    if "[" not in result and "{" not in result:
        result = _apply(_THOUSANDS, lambda found: found.group().replace(",", ""), result, "thousands", notebook)
    result = _apply(_PERCENT, lambda found: _hundredth(found.group(1)), result, "percent", notebook)
    result = _mend_percent_of(result, notebook)
    for written, meant in _WORDS.items():
        if written in result:
            notebook.note("operator", written, meant)
            result = result.replace(written, meant)
    result = re.sub(r"(?<![<>=!])=>", ">=", result)
    result = _include_limits(result, notebook)
    result = _apply(_SINGLE_EQUALS, "==", result, "equals", notebook)
    result = _drop_units(result, known, notebook)
    return _mend_products(result, known, notebook)


def _include_limits(text: str, notebook: Notebook) -> str:
    """``x > y`` as ``x >= y``: problems in words say "more than" for limits that include the number itself."""
    result = re.sub(r"(?<![<>=!-])([<>])(?![<>=])", r"\1=", text)
    if result != text:
        notebook.say("strict", f"'{text.strip()}' is taken to include equality", assumption=True)
    return result


def _apply(pattern: re.Pattern[str], replacement: object, text: str, code: str, notebook: Notebook) -> str:
    result = pattern.sub(replacement, text)  # type: ignore[call-overload]
    if result != text:
        notebook.note(code, text, result)
    return str(result)


def _hundredth(percent: str) -> str:
    value = (Decimal(percent) / 100).normalize()
    return format(value, "f")


def _mend_percent_of(text: str, notebook: Notebook) -> str:
    """``60% of (x + y)`` and ``60% x``; ``t % 7`` stays a remainder, since its left side is no percentage."""

    def replace(found: re.Match[str]) -> str:
        rest = text[found.end() :]
        if re.match(r"\d", rest):
            return found.group()
        return _hundredth(found.group(1)) + "*"

    result = _PERCENT_OF.sub(replace, text)
    if result != text:
        notebook.note("percent", text, result)
    return result


def _drop_units(text: str, known: AbstractSet[str], notebook: Notebook) -> str:
    """``<= 200 hours`` loses its unit, unless one of the words is a name or belongs to the language."""
    match = _UNIT_TAIL.search(text)
    if match is None:
        return text
    words = re.findall(r"[A-Za-z]+", match.group(1))
    if any(word in known or word in KEYWORDS for word in words):
        return text
    result = text[: match.start()]
    notebook.note("unit", text, result)
    return result


def _mend_products(text: str, known: AbstractSet[str], notebook: Notebook) -> str:
    """``2x``, ``2 x``, ``3(a + b)`` and ``(a + b)(c)`` with their multiplication sign."""

    def glued(found: re.Match[str]) -> str:
        following = re.match(r"[A-Za-z_]\w*", text[found.end() :])
        if following and following.group() in KEYWORDS:
            return found.group()
        tail = re.match(r"[eE][+-]?\d+", text[found.end() :])
        if tail and _EXPONENT.match(found.group() + tail.group()):
            return found.group()
        return found.group() + "*"

    def spaced(found: re.Match[str]) -> str:
        return f"{found.group(1)}*{found.group(2)}" if found.group(2) in known else found.group()

    result = _GLUED.sub(glued, text)
    result = _SPACED.sub(spaced, result)
    result = _CLOSE_OPEN.sub(")*", result)
    if result != text:
        notebook.note("product", text, result)
    return result
