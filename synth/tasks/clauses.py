"""The clauses of a text, where its route kept them: sentence, type, constraint (Li et al., arXiv 2311.15271)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import element_text
from nl2opt.synth.pairs import Pair


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause.

    Attributes:
        sentence: of the text.
        kind: the type of clause.
        lines: the lines of the formulation that say it.
    """

    sentence: str
    kind: str
    lines: tuple[str, ...]


def clauses_of(pair: Pair) -> Iterator[Clause]:
    """The clauses that ``pair.details["clauses"]`` lists as objects with ``sentence``, ``kind`` and ``constraints``."""
    listed = pair.details.get("clauses") or ()
    if not listed:
        return
    lines = {element.name: element_text(element) for element in parse(pair.formulation).elements()}
    for each in listed:
        yield Clause(each["sentence"], each["kind"], tuple(lines[name] for name in each["constraints"]))
