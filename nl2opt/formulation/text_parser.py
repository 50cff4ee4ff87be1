"""The strict parser of the five-element text: ``parse(text)`` and ``parse_file(path)``.

It reports every mistake that it finds, one for each statement, with line and column; a statement with a mistake does
not hide the next one. What people and language models write nearly right is the business of the tolerant reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity, did_you_mean
from nl2opt.formulation.element_parser import (
    parse_constraint,
    parse_objective,
    parse_parameter,
    parse_set,
    parse_variable,
)
from nl2opt.formulation.elements import Formulation, Objective
from nl2opt.formulation.lexer import SyntaxFault, tokenize
from nl2opt.formulation.spans import Span
from nl2opt.formulation.statements import Statement, statements

HEADINGS = ("Problem", "Sets", "Parameters", "Variables", "Objective", "Constraints")
"""The headings of the text, in the order in which they are printed; the first is optional."""

MAX_DIAGNOSTICS = 50
"""After so many mistakes the parser stops: the text is then something else."""

_FIVE = "The headings are: ## Sets, ## Parameters, ## Variables, ## Objective, ## Constraints."
_HASH_LINE = re.compile(r"^\ufeff?[^\S\n]*(#+)([^\n]*)$", re.MULTILINE)
_PARSERS: dict[str, Callable[[Statement], Any]] = {
    "Sets": parse_set,
    "Parameters": parse_parameter,
    "Variables": parse_variable,
    "Objective": parse_objective,
    "Constraints": parse_constraint,
}


def parse(text: str, filename: str = "") -> Formulation:
    """The formulation that ``text`` says; every node and element has its place in ``text``.

    Args:
        text: the five-element text; the sections may stand in any order, each once.
        filename: shown before line and column in the error.

    Raises:
        FormulationError: the text has mistakes; each is one diagnostic, in the order of the text.
    """
    return _TextReader(text).read(filename)


def parse_file(path: str | Path) -> Formulation:
    """The formulation in a file, in UTF-8 with or without a byte order mark.

    Raises:
        FormulationError: the file is not UTF-8, or the text has mistakes.
        Nl2optError: the file cannot be read.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Nl2optError(f"The file '{path}' cannot be read: {error.strerror}.", hint="Check its name.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"Line {line} is not UTF-8: it has the byte 0x{data[error.start]:02X}."
        hint = "Save the file as UTF-8 text."
        element = str(path)
        raise FormulationError([Diagnostic(Severity.ERROR, "not-utf-8", message, hint, element=element)]) from None
    return parse(text, str(path))


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    start: int
    end: int


class _TextReader:
    """One pass over a text, collecting elements and mistakes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self.elements: dict[str, list[Any]] = {heading: [] for heading in _PARSERS}
        self.problem: str | None = None

    def read(self, filename: str) -> Formulation:
        sections = list(self._sections())
        for section in sections:
            if len(self.diagnostics) >= MAX_DIAGNOSTICS:
                break
            if section.heading == "Problem":
                self._read_problem(section)
            elif section.heading:
                self._read_elements(section)
        headings = [section.heading for section in sections]
        if headings and "Objective" not in headings:
            self._report(
                "missing-heading",
                "The heading '## Objective' is missing.",
                "Write 'minimize ...' or 'maximize ...' under it, or 'satisfy' when any feasible point will do.",
                Span(len(self.text), len(self.text)),
            )
        if self.diagnostics:
            ordered = sorted(self.diagnostics, key=lambda item: item.where.start if item.where else 0)
            raise FormulationError(ordered[:MAX_DIAGNOSTICS], self.text, filename)
        return Formulation(
            sets=tuple(self.elements["Sets"]),
            parameters=tuple(self.elements["Parameters"]),
            variables=tuple(self.elements["Variables"]),
            objective=self.elements["Objective"][0] if self.elements["Objective"] else Objective(),
            constraints=tuple(self.elements["Constraints"]),
            problem=self.problem,
        )

    def _report(self, code: str, message: str, hint: str, where: Span) -> None:
        self.diagnostics.append(Diagnostic(Severity.ERROR, code, message, hint, where))

    def _sections(self) -> Iterator[_Section]:
        """The sections in the order of the text; one under an unknown heading has the name that was meant, or ''."""
        headings = [
            (match, name) for match in _HASH_LINE.finditer(self.text) if (name := self._heading(match)) is not None
        ]
        first = headings[0][0].start() if headings else len(self.text)
        self._check_preamble(first, bool(headings))
        seen: set[str] = set()
        for number, (match, name) in enumerate(headings):
            end = headings[number + 1][0].start() if number + 1 < len(headings) else len(self.text)
            if name in seen:
                self._report(
                    "duplicate-heading",
                    f"The heading '## {name}' stands here a second time.",
                    "Put its elements under the first one.",
                    Span(match.start(1), match.start() + len(match[0].rstrip())),
                )
            if name:
                seen.add(name)
            yield _Section(name, match.end(), end)

    def _heading(self, match: re.Match[str]) -> str | None:
        """The heading that a line of ``#`` is: its name, '' where it is unknown, None where it is a comment."""
        marks, words = match[1], match[2].rstrip(" \t\r#").lstrip()
        where = Span(match.start(1), match.start() + len(match[0].rstrip()))
        name = next((heading for heading in HEADINGS if heading.casefold() == words.casefold()), None)
        if name is not None:
            if marks != "##":
                self._report("heading-mark", f"'{marks} {words}' is a comment.", f"Did you mean '## {name}'?", where)
            return name
        if marks != "##" or not words:
            return None
        guess = did_you_mean(words.capitalize(), HEADINGS)
        self._report("unknown-heading", f"'{words}' is no heading.", guess or _FIVE, where)
        return next((heading for heading in HEADINGS if f"'{heading}'" in guess), "")

    def _check_preamble(self, end: int, has_headings: bool) -> None:
        for statement in statements(tokenize(self.text, self._begin(), end), self.text):
            if has_headings:
                self._report("missing-heading", "This line stands before the first heading.", _FIVE, statement.where)
            else:
                self._report("no-headings", "The text has no headings.", _FIVE, statement.where)
            return
        if not has_headings:
            self._report("empty-text", "The text is empty.", _FIVE, Span(0, 0))

    def _begin(self) -> int:
        return 1 if self.text.startswith("\ufeff") else 0

    def _read_problem(self, section: _Section) -> None:
        # A file from Windows ends every line with \r\n; elsewhere a \r is a character of the problem.
        ending = "\r" if 0 < self.text.count("\n") == self.text.count("\r\n") else ""
        lines: list[str] = []
        position = section.start
        for line in self.text[section.start : section.end].split("\n"):
            if line.startswith(">"):
                words = line.removesuffix(ending)
                lines.append(words[2:] if words.startswith("> ") else words[1:])
            elif line.strip() and not line.lstrip().startswith("#"):
                self._report(
                    "unquoted-problem",
                    "A line of the problem does not begin with '>'.",
                    "Begin each line under '## Problem' with '> '.",
                    Span(position, position + len(line)),
                )
                break
            position += len(line) + 1
        if lines and self.problem is None:
            self.problem = "\n".join(lines)

    def _read_elements(self, section: _Section) -> None:
        read = _PARSERS[section.heading]
        found = self.elements[section.heading]
        seen = 0
        for statement in statements(tokenize(self.text, section.start, section.end), self.text):
            seen += 1
            if section.heading == "Objective" and seen == 2:
                self._report(
                    "two-objectives",
                    "There is a second objective.",
                    "Keep one; weigh several in one expression.",
                    statement.where,
                )
                break
            mistakes = list(statement.mistakes)
            if not mistakes:
                try:
                    found.append(read(statement))
                except SyntaxFault as mistake:
                    mistakes.append(mistake)
            self.diagnostics.extend(mistake.diagnostic for mistake in mistakes)
            if len(self.diagnostics) >= MAX_DIAGNOSTICS:
                return
        if section.heading == "Objective" and not seen:
            self._report(
                "missing-objective",
                "There is nothing under '## Objective'.",
                "Write 'minimize ...' or 'maximize ...', or 'satisfy' when any feasible point will do.",
                Span(section.start, section.start),
            )
