r"""The formulation as a LaTeX document that compiles alone: words, sets, data as tables, mathematics.

It needs amsmath, amssymb, booktabs and longtable, which every distribution has. Names of other scripts than Latin
compile with LuaLaTeX and XeLaTeX only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.elements import Element, Formulation, Key, Parameter, Variable
from nl2opt.formulation.expressions import Name, Range
from nl2opt.formulation.latex import LatexNotation, to_latex
from nl2opt.solvers.writers.protocol import Construct

MOST_ENTRIES = 400
"""A table with more entries is described by its size and range; its numbers belong into a file."""

MOST_COLUMNS = 10
"""A table by two labels with more columns than this is printed as a list."""

_PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifpdftex
  \usepackage[T1]{fontenc}
\fi
\usepackage{amsmath, amssymb, booktabs, longtable}
\usepackage[margin=25mm]{geometry}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{1ex plus 0.5ex}
\begin{document}"""
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "€": r"\texteuro{}",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "≠": r"$\ne$",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "→": r"$\to$",
    "−": "$-$",
}
_SPECIALS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


class LatexWriter:
    """Writes LaTeX documents."""

    name: ClassVar[str] = "latex"
    title: ClassVar[str] = "LaTeX"
    extension: ClassVar[str] = ".tex"
    native: ClassVar[frozenset[Construct]] = frozenset(Construct)

    def write(
        self, formulation: Formulation, *, tables: Mapping[str, Any] | None = None, folder: Path | None = None
    ) -> str:
        """The document; see ``Writer.write``."""
        return _Document(formulation, load(formulation, tables=tables, folder=folder)).text()


def words(text: str) -> str:
    """Words with every special character escaped."""
    return _SPECIALS.sub(lambda match: _SPECIAL[match[0]], text)


class _Document:
    """One document in the making."""

    def __init__(self, formulation: Formulation, data: Data) -> None:
        self.formulation = formulation
        self.data = data
        self.notation = LatexNotation(formulation)

    def text(self) -> str:
        lines = [_PREAMBLE]
        if self.formulation.problem:
            lines += [r"\section*{Problem}", *self._paragraphs(self.formulation.problem)]
        for heading, body in (("Sets", self._sets()), ("Data", self._parameters()), ("Variables", self._variables())):
            content = list(body)
            if content:
                lines += [rf"\section*{{{heading}}}", *content]
        lines += [r"\section*{Model}", self._model()]
        noted = [item for item in self.formulation.constraints if item.note]
        if noted:
            lines += [r"\subsection*{Constraints}", *self._list((item.name, item.note) for item in noted)]
        return "\n".join([*lines, r"\end{document}", ""])

    def _paragraphs(self, text: str) -> Iterator[str]:
        for line in text.splitlines():
            yield words(line)
            yield ""

    def _model(self) -> str:
        """The mathematics; ``align*`` goes over pages, which ``aligned`` does not."""
        inside = to_latex(self.formulation).removeprefix("\\begin{aligned}").removesuffix("\\end{aligned}")
        return rf"\begin{{align*}}{inside}\end{{align*}}"

    def _list(self, items: Iterator[tuple[str, str]]) -> Iterator[str]:
        yield r"\begin{description}"
        yield from (rf"\item[{words(name)}] {words(note)}" for name, note in items)
        yield r"\end{description}"

    def _name(self, element: Element) -> str:
        return self.notation.name(element.name)

    def _noted(self, element: Element) -> str:
        return f" ({words(element.note)})" if element.note else ""

    def _sets(self) -> Iterator[str]:
        for item in self.formulation.sets:
            if item.index:
                indexed = self.data.indexed_set(item.name)
                members: dict[Key, list[Key]] = {}
                for whole in indexed.relation.tuples():
                    members.setdefault(whole[: indexed.key_arity], []).append(whole[indexed.key_arity :])
                for key, listed in members.items():
                    left = self.notation.subscripted(item.name, [self._label(label) for label in key])
                    yield f"${left} = {self._members(listed)}${self._noted(item)}"
                    yield ""
            else:
                value = item.value
                listed = self.data.set(item.name).tuples()
                written = (
                    self.notation.text(value, sets=True)
                    if isinstance(value, Range) and all(not isinstance(end, Name) for end in (value.first, value.last))
                    else self._members(listed)
                )
                yield f"${self._name(item)} = {written}${self._noted(item)}"
                yield ""

    def _members(self, members: Sequence[Key]) -> str:
        """Members in braces; of many, the first and the last."""
        texts = [
            ", ".join(map(self._label, member)) if len(member) == 1 else f"({', '.join(map(self._label, member))})"
            for member in members
        ]
        if len(texts) > 30:
            texts = [*texts[:5], r"\dots", texts[-1]]
        # Only there may TeX break a formula in a line of words.
        listed = r", \allowbreak ".join(texts)
        return rf"\{{{listed}\}}" if texts else r"\emptyset"

    def _label(self, label: object) -> str:
        return self.notation.label(label) if isinstance(label, str) else str(label)

    def _parameters(self) -> Iterator[str]:
        for item in self.formulation.parameters:
            table = self.data.table(item.name)
            values = table.values.ravel()
            if not item.index:
                yield f"${self._name(item)} = {self._number(float(values[0]))}${self._noted(item)}"
                yield ""
                continue
            keys = list(table.space.keys())
            known = [(key, value) for key, value in zip(keys, values.tolist(), strict=True) if not np.isnan(value)]
            yield f"${self._name(item)}${self._noted(item)}:"
            yield ""
            yield from self._table(item, known)

    def _table(self, item: Parameter, entries: Sequence[tuple[Key, float]]) -> Iterator[str]:
        numbers = [value for _, value in entries]
        if not entries:
            yield "no entries."
            yield ""
            return
        if len(entries) > MOST_ENTRIES:
            low, high = self._number(min(numbers)), self._number(max(numbers))
            yield f"{len(entries)} numbers between ${low}$ and ${high}$."
            yield ""
            return
        rows, columns = ([*dict.fromkeys(key[place] for key, _ in entries)] for place in (0, -1))
        if len(entries[0][0]) == 2 and len(columns) <= MOST_COLUMNS:
            found = dict(entries)
            head = ["", *(words(str(label)) for label in columns)]
            body = [[words(str(row)), *(self._cell(found.get((row, column))) for column in columns)] for row in rows]
        else:
            head = [words(text) for text in self._heads(item, len(entries[0][0]))]
            body = [[*(words(str(label)) for label in key), self._cell(value)] for key, value in entries]
        labels = 1 if len(body[0]) == len(columns) + 1 and head[0] == "" else len(body[0]) - 1
        yield rf"\begin{{longtable}}{{{'l' * labels}{'r' * (len(body[0]) - labels)}}}"
        yield r"\toprule"
        yield " & ".join(head) + r" \\"
        yield r"\midrule \endhead"
        yield from (" & ".join(row) + r" \\" for row in body)
        yield r"\bottomrule"
        yield r"\end{longtable}"

    def _heads(self, item: Parameter, arity: int) -> list[str]:
        """The headings of a list: the sets, where each gives one label, and the parameter."""
        sets = [generator.domain.id if isinstance(generator.domain, Name) else "" for generator in item.index]
        return [*(sets if len(sets) == arity else [""] * arity), item.name]

    def _cell(self, value: float | None) -> str:
        return "--" if value is None else f"${self._number(value)}$"

    def _number(self, value: float) -> str:
        whole: int | float = int(value) if value == int(value) and abs(value) < 1e15 else value
        return f"-{self.notation.number(-whole)}" if whole < 0 else self.notation.number(whole)

    def _variables(self) -> Iterator[str]:
        noted: list[Variable] = [item for item in self.formulation.variables if item.note]
        if noted:
            yield r"\begin{description}"
            yield from (rf"\item[${self._name(item)}$] {words(item.note)}" for item in noted)
            yield r"\end{description}"
