r"""A formulation as LaTeX and as HTML for notebooks.

Only commands that LaTeX with amsmath, MathJax and KaTeX all know are used; names are set with ``\mathit`` or
``\text``, and every special character is escaped outside of ``\text``, because MathJax reads no commands inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import ClassVar

from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.formulation.expression_parser import Level
from nl2opt.formulation.expressions import Expression
from nl2opt.formulation.notation import Notation, Row, Rows

TERMS_IN_LINE = 8
"""A sum with more terms than this goes over several lines."""

_SPECIAL = {
    "_": r"\_",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "&": r"\&",
    "{": r"\{",
    "}": r"\}",
    "\\": r"\backslash ",
    "^": r"\wedge ",
    "~": r"\sim ",
}
_SPECIALS = re.compile(r"([_%$#&{}\\^~])")
_FUNCTIONS = {"exp": r"\exp", "log": r"\log", "sin": r"\sin", "cos": r"\cos", "min": r"\min", "max": r"\max"}
_PAIRS = {
    "abs": (r"\left|", r"\right|"),
    "len": (r"\left|", r"\right|"),
    "floor": (r"\left\lfloor ", r"\right\rfloor"),
    "ceil": (r"\left\lceil ", r"\right\rceil"),
}
_REDUCTIONS = {
    "sum": r"\sum",
    "prod": r"\prod",
    "min": r"\min",
    "max": r"\max",
    "all": r"\bigwedge",
    "any": r"\bigvee",
}


class LatexNotation(Notation):
    """Expressions in LaTeX's mathematics."""

    comparisons: ClassVar[dict[str, str]] = {
        "<=": r"\le",
        ">=": r"\ge",
        "==": "=",
        "!=": r"\ne",
        "<": "<",
        ">": ">",
        "in": r"\in",
        "not in": r"\notin",
    }
    connectives: ClassVar[dict[str, str]] = {
        "and": r"\land",
        "or": r"\lor",
        "xor": r"\veebar",
        "implies": r"\Rightarrow",
        "iff": r"\Leftrightarrow",
        "mod": r"\bmod",
        "integers": r"\mathbb{Z}",
        "reals": r"\mathbb{R}",
    }
    set_operators: ClassVar[dict[str, str]] = {"|": r"\cup", "&": r"\cap", "-": r"\setminus", "*": r"\times"}

    def number(self, value: int | float) -> str:
        """A number; powers of ten as such."""
        digits, _, exponent = f"{value:.15g}".partition("e")
        return rf"{digits} \times 10^{{{int(exponent)}}}" if exponent else digits

    def name(self, word: str) -> str:
        """One letter as it is, letters with digits behind as a subscript, sets upright, other words in italics."""
        if word in self.sets or (word.isupper() and len(word) > 1 and word not in self.declared):
            return text(word) if len(word) > 1 else word
        if len(word) == 1 and word.isascii():
            return _escaped(word)
        parted = re.fullmatch(r"([A-Za-z])_?([0-9]+)", word)
        if parted:
            return f"{parted[1]}_{{{parted[2]}}}"
        return rf"\mathit{{{_escaped(word)}}}" if word.isascii() else text(word)

    def label(self, word: str) -> str:
        """A member of a set, upright."""
        return text(word)

    def subscripted(self, base: str, indices: Sequence[str]) -> str:
        """A name with its indices below."""
        name, listed = self.name(base), ", ".join(indices)
        return f"{{{name}}}_{{{listed}}}" if "_{" in name else f"{name}_{{{listed}}}"

    def times(self, left: str, right: str, joint: str) -> str:
        """A product without a sign, except before a number."""
        return rf"{left} \cdot {right}" if joint == "number" else rf"{left} \, {right}"

    def quotient(self, top: Expression, bottom: Expression) -> str:
        """A fraction; its bar makes parentheses unnecessary."""
        return rf"\frac{{{self.text(top)}}}{{{self.text(bottom)}}}"

    def level(self, node: Expression) -> int:
        """As in every notation, but a fraction needs no parentheses, except below an exponent."""
        own = super().level(node)
        return Level.POWER if getattr(node, "operator", "") == "/" else own

    def power(self, base: str, exponent: Expression) -> str:
        """A base with its exponent above."""
        if base.startswith(r"\frac"):
            base = rf"\left({base}\right)"
        elif "^" in base:
            base = f"{{{base}}}"
        return f"{base}^{{{self.text(exponent)}}}"

    def called(self, function: str, arguments: Sequence[str]) -> str:
        """Bars, roots and brackets where there are signs for them, else the function's name."""
        listed = ", ".join(arguments)
        if function in _PAIRS and len(arguments) == 1:
            opening, closing = _PAIRS[function]
            return f"{opening}{listed}{closing}"
        if function == "sqrt":
            return rf"\sqrt{{{listed}}}"
        return rf"{_FUNCTIONS.get(function) or text(_spaced(function))}\left({listed}\right)"

    def reduced(self, function: str, generators: str, body: str) -> str:
        """A large operator with the indices below."""
        if function in _REDUCTIONS:
            return rf"{_REDUCTIONS[function]}_{{{generators}}} {body}"
        return rf"{text(_spaced(function))}_{{{generators}}} \left({body}\right)"

    def range(self, first: str, last: str) -> str:
        """A range in braces with dots."""
        return rf"\{{{first}, \dots, {last}\}}"

    def braces(self, inside: str) -> str:
        """A set in braces."""
        return rf"\{{{inside}\}}"

    def such_that(self, domains: str, conditions: str) -> str:
        """Conditions behind a colon."""
        return rf"{domains} :\, {conditions}"

    def negated(self, operand: str) -> str:
        """A condition with the sign for not."""
        return rf"\lnot {operand}"

    def parenthesized(self, inside: str) -> str:
        """Parentheses that grow with what they hold."""
        return rf"\left({inside}\right)" if r"\frac" in inside or r"\sum" in inside else f"({inside})"


def text(words: str) -> str:
    r"""Words in upright letters: ``\text`` around plain stretches, commands for special characters between them."""
    parts = _SPECIALS.split(words)
    return "".join(_SPECIAL.get(part) or rf"\text{{{part}}}" for part in parts if part) or r"\text{}"


def _escaped(word: str) -> str:
    return _SPECIALS.sub(lambda match: _SPECIAL[match[1]], word)


def _spaced(function: str) -> str:
    return function.replace("_", " ")


def expression_latex(expression: Expression, formulation: Formulation | None = None) -> str:
    """One expression in LaTeX's mathematics, without dollar signs.

    Args:
        expression: the expression.
        formulation: tells sets and members of sets from other names, where it is given.
    """
    return LatexNotation(formulation).text(expression)


def to_latex(formulation: Formulation) -> str:
    r"""The formulation as an ``aligned`` environment, for use between ``\[`` and ``\]`` or ``$$``.

    The objective, the constraints with their quantifiers, and the domains of the variables; a long sum goes over
    several lines.
    """
    notation = LatexNotation(formulation)
    rows = Rows(formulation, notation)
    sense = {Sense.MINIMIZE: r"\min", Sense.MAXIMIZE: r"\max"}.get(formulation.objective.sense, r"\text{find}")
    goal = rows.objective(formulation.objective)
    if not goal:
        goal = (
            ", ".join(notation.name(variable.name) for variable in formulation.variables) or r"\text{a feasible point}"
        )
    lines = [
        rf"{sense} \quad & {part}" if place == 0 else rf"& \qquad {part}" for place, part in enumerate(_wrapped(goal))
    ]
    head = r"\text{s.t.} \quad "
    body = [rows.constraint(constraint) for constraint in formulation.constraints]
    body += [rows.variable(variable) for variable in formulation.variables]
    for row in body:
        lines += _row_lines(row, head)
        head = ""
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _row_lines(row: Row, head: str) -> list[str]:
    whole = f"{row.left} {row.relation} {row.right}" if row.relation else row.left
    parts = _wrapped(whole)
    quantifier = rf" && \forall {row.quantifier}" if row.quantifier else ""
    lines = [
        f"{head if place == 0 else ''}& " + (r"\qquad " if place else "") + part for place, part in enumerate(parts)
    ]
    lines[-1] += quantifier
    return lines


def _wrapped(mathematics: str) -> list[str]:
    """A long sum in lines of ``TERMS_IN_LINE`` terms, each beginning with its sign."""
    terms = _terms(mathematics)
    return [
        " ".join(terms[place : place + TERMS_IN_LINE]).strip() for place in range(0, len(terms), TERMS_IN_LINE)
    ] or [""]


def _terms(mathematics: str) -> list[str]:
    """The top-level terms of a line of mathematics, each with its sign."""
    depth, start, terms = 0, 0, list[str]()
    for match in re.finditer(r"\\[{}|]|\\left\b|\\right\b|[{}()]| [-+] ", mathematics):
        word = match.group()
        if word in ("{", "(", r"\{"):
            depth += 1
        elif word in ("}", ")", r"\}"):
            depth -= 1
        elif word.startswith(" ") and depth == 0:
            terms.append(mathematics[start : match.start()])
            start = match.start() + 1
    return [*terms, mathematics[start:]]


def to_html(formulation: Formulation) -> str:
    """A block for Jupyter and other pages with MathJax; the mathematics is escaped for HTML."""
    return f"<div class='nl2opt-formulation'>\n$$\n{escape(to_latex(formulation), quote=False)}\n$$\n</div>"
