"""Reads a told table back, through the readers that the pipeline has for the tables of users."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from nl2opt.formulation.numbers import QuantityKind, numbers_in
from nl2opt.pipeline.tables.cells import read_cell
from nl2opt.pipeline.tables.latex_tables import find_latex
from nl2opt.pipeline.tables.markdown import find_markdown
from nl2opt.pipeline.tables.separated import find_separated
from nl2opt.pipeline.tables.text_table import TextTable
from nl2opt.synth.candidates import UnreadableError
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.narrative.statements import Measure, Values


class Headings(Protocol):
    """What knows the headings of a narrative."""

    def heading(self, source: str, heading: str) -> bool:
        """Whether a column's heading is the one that a template prints."""
        ...


_FINDERS: tuple[Callable[[str], Iterator[TextTable]], ...] = (find_markdown, find_latex, find_separated)


def table_in(text: str, statement: Values, headings: Headings) -> Iterator[tuple[list[str], dict[str, Number]]]:
    """The names of the labels and the numbers of the measures, for each key of a table.

    Raises:
        UnreadableError: there is not exactly one table, or its headings or cells are others than a statement's.
    """
    tables = [table for find in _FINDERS for table in find(text)]
    if len(tables) != 1:
        raise UnreadableError(f"{len(tables)} tables where one should be: {text[:80]}")
    table = tables[0]
    labels, measures = len(statement.labels), statement.measures
    if _is_long(table, statement, headings):
        for row in table.body:
            yield (
                list(row[:labels]),
                {
                    measure.parameter: _number(cell, measure)
                    for measure, cell in zip(measures, row[labels:], strict=True)
                },
            )
        return
    if labels != 2 or len(measures) != 1:
        raise UnreadableError(f"these are not the headings of {measures[0].parameter}: {', '.join(table.heads)}")
    for row in table.body:
        for head, cell in zip(table.heads[1:], row[1:], strict=True):
            if cell.strip() != "-":
                yield [row[0], head], {measures[0].parameter: _number(cell, measures[0])}


def _is_long(table: TextTable, statement: Values, headings: Headings) -> bool:
    """Whether each measure has a column of its own, with its heading."""
    heads = table.heads[len(statement.labels) :]
    return len(heads) == len(statement.measures) and all(
        headings.heading(measure.heading, head) for measure, head in zip(statement.measures, heads, strict=True)
    )


def _number(cell: str, measure: Measure) -> Number:
    found = numbers_in(cell)
    if len(found) == 1 and found[0].kind is QuantityKind.PERCENT:
        value: float | None = found[0].value / 100
    else:
        value = read_cell(cell).number
    if value is None:
        raise UnreadableError(f"'{cell}' is no number of {measure.parameter}")
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() else value
