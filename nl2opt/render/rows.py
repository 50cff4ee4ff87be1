"""The rows of a solution table: one for each value that is worth a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.formulation.elements import Element, Formulation, Key
from nl2opt.render.numbers import format_number
from nl2opt.solvers.result import BlockValues, Solution

FOLD_ABOVE = 12
"""A variable with more values than this shows only those that are not zero."""
MOST = 40
"""Values of one variable that are shown at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value: ``name`` with its index, the ``number`` as text, and the ``words`` of the problem.

    A row without a number sums up values that are not listed; its ``words`` say which.
    """

    name: str
    number: str
    words: str


def solution_rows(formulation: Formulation, solution: Solution) -> list[Row]:
    """What a table of the solution shows, in the order of the formulation; empty without a solution."""
    rows: list[Row] = []
    for variable in formulation.variables:
        block = solution.values.get(variable.name)
        if block is not None:
            rows.extend(_block_rows(variable.name, block, words_of(variable, formulation.problem)))
    return rows


def words_of(element: Element, problem: str | None) -> str:
    """The note of an element, else the words of the problem that it came from, else nothing."""
    if element.note:
        return element.note
    if element.source is not None and problem is not None:
        return " ".join(element.source.of(problem).split())
    return ""


def entry_name(name: str, key: Key) -> str:
    """``ship[Lyon, Nice]``, or the bare name for a scalar."""
    return f"{name}[{', '.join(map(str, key))}]" if key else name


def _block_rows(name: str, block: BlockValues, words: str) -> Iterator[Row]:
    entries = [(key, format_number(value)) for key, value in block.items()]
    shown = entries
    if len(entries) > FOLD_ABOVE:
        shown = [entry for entry in entries if entry[1] != "0"]
    for place, (key, number) in enumerate(shown[:MOST]):
        yield Row(entry_name(name, key), number, words if place == 0 else "")
    zeros, more = len(entries) - len(shown), len(shown[MOST:])
    if more:
        yield Row(name, "", f"and {more} more that are not zero")
    if zeros:
        yield Row(name, "", f"the other {zeros} are 0" if len(shown) else f"all {zeros} are 0")
