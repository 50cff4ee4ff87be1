"""Typography and LaTeX turned into the plain characters of the formulation language."""

from __future__ import annotations

import re

from nl2opt.formulation.tolerant.mends import Notebook

_CHARACTERS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "⩽": "<=", "⩾": ">=", "≦": "<=", "≧": ">=",
    "×": "*", "·": "*", "∙": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
    "“": '"', "”": '"', "‘": "'", "’": "'", "∈": " in ", "∀": " for ", "∑": "sum", "²": "**2", "³": "**3",
    "\u00a0": " ", "\u200b": "", "\t": " ",
}  # fmt: skip
_LATEX = (
    (re.compile(r"\\(?:leqslant|leq|le)(?![a-zA-Z])"), "<="),
    (re.compile(r"\\(?:geqslant|geq|ge)(?![a-zA-Z])"), ">="),
    (re.compile(r"\\(?:neq|ne)(?![a-zA-Z])"), "!="),
    (re.compile(r"\\(?:cdot|times|ast)(?![a-zA-Z])"), "*"),
    (re.compile(r"\\(?:left|right|displaystyle|quad|qquad|,|;|!)(?![a-zA-Z])"), " "),
    (re.compile(r"\\(?:text|mathrm|mathit|mathbf|operatorname)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\sqrt\{([^{}]*)\}"), r"sqrt(\1)"),
    (re.compile(r"\\in(?![a-zA-Z])"), " in "),
    (re.compile(r"\\(?:forall)(?![a-zA-Z])"), " for "),
    (re.compile(r"\\(?:max|maximize)(?![a-zA-Z])"), "maximize"),
    (re.compile(r"\\(?:min|minimize)(?![a-zA-Z])"), "minimize"),
    (re.compile(r"\\([$%&#_{}])"), r"\1"),
    (re.compile(r"\\[\[\]()]"), " "),
)
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z0-9])_\{([A-Za-z0-9, ]+)\}")


def plain_characters(text: str, notebook: Notebook) -> str:
    """``text`` without typographic signs and LaTeX commands that have a plain form."""
    result = "".join(_CHARACTERS.get(character, character) for character in text)
    if "\\" in result:
        before = result
        for pattern, replacement in _LATEX:
            result = pattern.sub(replacement, result)
        if result != before:
            notebook.say("latex", "LaTeX commands were read as plain notation")
    return _SUBSCRIPT.sub(lambda found: "_" + re.sub(r"[, ]+", "_", found.group(1)), result)
