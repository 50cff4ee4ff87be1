"""The data of a problem's tables: sets and parameters for the formulation, and the text that the model reads instead.

A language model copies numbers out of tables slowly and not always rightly. So a table is read here, exactly, and the
model is told only what it holds: ``demand[STORES]``, with the first members of STORES. It then writes variables,
objective and constraints over those names, and :meth:`TextData.fill` puts the numbers in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nl2opt.formulation.elements import Entries, Formulation, Key, Parameter, SetDeclaration
from nl2opt.formulation.expressions import Expression, Generator, Label, Name, Number, Quoted, Range, SetLiteral
from nl2opt.formulation.lexer import is_name
from nl2opt.formulation.text_printer import expression_text, to_text
from nl2opt.pipeline.tables.latex_tables import find_latex
from nl2opt.pipeline.tables.layout import Axis, Measure, measures_of
from nl2opt.pipeline.tables.markdown import find_markdown
from nl2opt.pipeline.tables.separated import find_separated
from nl2opt.pipeline.tables.text_table import TextTable
from nl2opt.pipeline.tables.words import free, parameter_name, set_name, things_before

_SHOWN_MEMBERS = 12
"""Members of a set that the model is shown; it needs them only where the words speak of one of them."""
_LEAD = 240
"""Characters before a table that may say what it holds."""


@dataclass(frozen=True, slots=True)
class TextData:
    """What was read out of the tables of a problem.

    Attributes:
        problem: the problem as it was written.
        prose: the problem without the tables that were read.
        told: the problem with the names of sets and parameters where the tables were; this is what the model reads.
        sets: the declared sets, with their members.
        parameters: the declared parameters, with their values.
    """

    problem: str
    prose: str
    told: str
    sets: tuple[SetDeclaration, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parameters)

    @property
    def declarations(self) -> str:
        """The sections of sets and parameters, values left out: what stands before the model's own sections."""
        empty = tuple(replace(parameter, value=None) for parameter in self.parameters)
        text = to_text(Formulation(sets=self.sets, parameters=empty))
        return text.split("## Objective")[0]

    @property
    def sizes(self) -> frozenset[int]:
        """How many members the sets have; a text that counts them ("four places") states no datum."""
        return frozenset(len({key[place] for key in keys}) for keys, place in self._key_places())

    def _key_places(self) -> Iterator[tuple[list[Key], int]]:
        for parameter in self.parameters:
            if isinstance(parameter.value, Entries):
                keys = [key for key, _ in parameter.value.items]
                yield from ((keys, place) for place in range(len(parameter.index)))

    def completed(self, raw: str) -> str:
        """A draft with the declarations before it; what it declares once more is left out."""
        names = [element.name for element in (*self.sets, *self.parameters)]
        again = re.compile(rf"^\s*[-*]?\s*(?:{'|'.join(map(re.escape, names))})\s*(?:\[[^\]]*\])?\s*(?:=|:|#|$)")
        head, found, rest = raw.partition("## Variables")
        if not found:
            return self.declarations + raw
        own = [
            line for line in head.splitlines() if line.strip() and not line.startswith("#") and not again.match(line)
        ]
        sections = f"## Parameters\n{chr(10).join(own)}\n" if own else ""
        return f"{self.declarations}{sections}## Variables{rest}"

    def fill(self, formulation: Formulation) -> Formulation:
        """The formulation with the values of the tables, and with the problem as it was written."""
        values = {parameter.name: parameter.value for parameter in self.parameters}
        filled = tuple(
            replace(parameter, value=values.get(parameter.name, parameter.value))
            for parameter in formulation.parameters
        )
        return replace(formulation, parameters=filled, problem=self.problem)


def find_tables(text: str) -> list[TextTable]:
    """Every table of a text, in order of place, none inside another."""
    found: list[TextTable] = []
    for find in (find_latex, find_markdown, find_separated):
        for table in find(text):
            if all(table.span.end <= other.span.start or other.span.end <= table.span.start for other in found):
                found.append(table)
    return sorted(found, key=lambda table: table.span)


def read_tables(problem: str, least_cells: int = 0) -> TextData:
    """Read the tables of a problem.

    Args:
        problem: its words.
        least_cells: numbers that the tables must have together; with fewer, everything stays in the words, since a
            small table costs little and flat models of it are easier to write.
    """
    tables = [table for table in find_tables(problem) if table.rectangular]
    prose = _without(problem, [(table, " ") for table in tables])
    known = [labels for table in tables for labels in (table.stubs, table.heads[1:])]
    names = _Names(prose)
    read: list[tuple[TextTable, str]] = []
    for place, table in enumerate(tables):
        start = max(tables[place - 1].span.end if place else 0, table.span.start - _LEAD)
        others = [labels for labels in known if labels not in (table.stubs, table.heads[1:])] + [
            labels for labels in known if known.count(labels) > 1
        ]
        measures = measures_of(table, others, prose, problem[start : table.span.start])
        if measures:
            read.append((table, names.declare(measures)))
    if sum(len(entries) for entries in names.values.values()) < max(1, least_cells):
        return TextData(problem, problem, problem)
    return TextData(
        problem,
        _without(problem, [(table, " ") for table, _ in read]),
        _without(problem, read),
        tuple(declaration for _, declaration in names.sets),
        tuple(
            replace(parameter, value=Entries(names.values[parameter.name])) for parameter in names.parameters.values()
        ),
    )


class _Names:
    """The sets and parameters declared so far; equal labels are one set."""

    def __init__(self, prose: str) -> None:
        self._prose = prose
        self.sets: list[tuple[Axis, SetDeclaration]] = []
        self.parameters: dict[str, Parameter] = {}
        self.values: dict[str, tuple[tuple[Key, int | float], ...]] = {}
        self._taken: set[str] = set()

    def declare(self, measures: Sequence[Measure]) -> str:
        """Declare what a table holds, and say it in the words of the language."""
        lines = []
        for axis in (axis for measure in measures for axis in measure.axes):
            if self._known(axis) is None:
                self.sets.append((axis, self._set(axis)))
                lines.append(_set_line(self.sets[-1][1]))
        for measure in measures:
            parameter = self._parameter(measure)
            self.parameters[parameter.name] = parameter
            index = ", ".join(
                generator.domain.id for generator in parameter.index if isinstance(generator.domain, Name)
            )
            note = f"  # {parameter.note}" if parameter.note else ""
            lines.append(f"{parameter.name}[{index}]{note}")
        return "\n".join(lines)

    def _known(self, axis: Axis) -> SetDeclaration | None:
        """The set with these labels; numbers of months and numbers of machines are two sets, though both are 1 to 3."""
        title = set_name(axis.title)
        for other, declaration in self.sets:
            named = (set_name(other.title), title)
            alike = not all(named) or named[0] == named[1] or not all(label.isdigit() for label in axis.labels)
            if other.labels == axis.labels and alike:
                return declaration
        return None

    def _set(self, axis: Axis) -> SetDeclaration:
        things = set_name(axis.title) or set_name(things_before(axis.labels[0], self._prose))
        name = free(things or ("ROWS" if not self.sets else "COLUMNS"), self._taken)
        return SetDeclaration(name, _members(axis.labels))

    def _parameter(self, measure: Measure) -> Parameter:
        name = free(parameter_name(measure.title) or "value", self._taken)
        keys: list[Key] = [()]
        for axis in measure.axes:
            keys = [(*key, _label(label)) for key in keys for label in axis.labels]
        self.values[name] = tuple(zip(keys, (_short(number) for number in measure.numbers), strict=True))
        sets = [declaration for axis in measure.axes if (declaration := self._known(axis)) is not None]
        index = tuple(Generator((), Name(declaration.name)) for declaration in sets)
        note = " ".join(f"{measure.title} {f'({measure.unit})' if measure.unit else ''}".replace("#", "").split())
        return Parameter(name, index, note=note)


def _set_line(declaration: SetDeclaration) -> str:
    value = declaration.value
    if isinstance(value, Range):
        return f"{declaration.name} = {expression_text(value)}"
    assert isinstance(value, SetLiteral)
    members = [_member_text(member) for member in value.members]
    if len(members) > _SHOWN_MEMBERS:
        members = [*members[: _SHOWN_MEMBERS // 2], "...", members[-1]]
        return f"{declaration.name} = {{{', '.join(members)}}}  # {len(value.members)} members"
    return f"{declaration.name} = {{{', '.join(members)}}}"


def _members(labels: Sequence[str]) -> Expression:
    """The set of these labels: numbers that follow each other are a range."""
    numbers = [_label(label) for label in labels]
    first, last = numbers[0], numbers[-1]
    if isinstance(first, int) and isinstance(last, int) and numbers == list(range(first, last + 1)) and first < last:
        return Range(Number(first), Number(last))
    return SetLiteral(tuple(_member(label) for label in labels))


def _member(label: str) -> Expression:
    written = _label(label)
    if isinstance(written, int):
        return Number(written)
    return Name(written) if is_name(written) and written.isascii() else Quoted(written)


def _member_text(member: Expression) -> str:
    if isinstance(member, Number):
        return f"{member.value}"
    return member.id if isinstance(member, Name) else f'"{member.value}"' if isinstance(member, Quoted) else ""


def _label(text: str) -> Label:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text.replace('"', "'")


def _short(number: float) -> int | float:
    return int(number) if number == int(number) and abs(number) < 2**53 else number


def _without(text: str, replacements: Sequence[tuple[TextTable, str]]) -> str:
    parts, place = [], 0
    for table, words in replacements:
        parts += [text[place : table.span.start], words]
        place = table.span.end
    return "".join([*parts, text[place:]])
