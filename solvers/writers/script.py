"""What all scripts share: reading the data, rewriting what the library has no words for, the frame of the file."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.writers.identifiers import Identifiers
from nl2opt.solvers.writers.linearise import linearised
from nl2opt.solvers.writers.literals import WIDTH
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.resolve import Neighbours, in_order, resolve


@dataclass(frozen=True, slots=True)
class Prepared:
    """A formulation that a writer can print as it stands.

    Attributes:
        formulation: resolved, with nothing in it that the target has no words for; the body of a constraint is one
            comparison, a chain of two whose ends are data, an indicator or a definition (see ``linearised``).
        rewritten: the same before moves along ordered sets became lookups, which no data can be evaluated with.
        data: the sets and parameters of ``rewritten``.
        identifiers: the Python names of sets, parameters and variables.
        neighbours: dictionaries that stand for ``t - 1`` over words.
        tables: data that were given from outside.
        folder: where table files are.
    """

    formulation: Formulation
    rewritten: Formulation
    data: Data
    identifiers: Identifiers
    neighbours: tuple[Neighbours, ...]
    tables: Mapping[str, Any]
    folder: Path | None


def prepare(
    formulation: Formulation,
    native: Collection[Construct],
    title: str,
    reserved: Collection[str],
    *,
    tables: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> Prepared:
    """Read, check, resolve and rewrite a formulation for a target.

    Args:
        formulation: what to print.
        native: what the target has words for.
        title: the target's name, for messages.
        reserved: names that the script uses for itself.
        tables: data from outside.
        folder: where table files are.

    Raises:
        FormulationError: what reading the data and lowering find.
        Nl2optError: the target cannot say this model.
    """
    formulation = _with_printable_notes(formulation)
    data = load(formulation, tables, folder)
    lower(formulation, data)
    identifiers = Identifiers(formulation.declarations(), (*reserved, "math", "csv", "pathlib", "HERE"))
    for element in formulation.sets:
        identifiers.look_up(element.name)  # before indices get names
    resolved = resolve(formulation, data, identifiers)
    rewritten = linearised(resolved, Data(resolved, tables, folder), native, title)
    for variable in rewritten.declarations():
        identifiers.add(variable)
    ordered = in_order(rewritten, Data(rewritten, tables, folder), identifiers)
    rewritten = replace(rewritten, sets=(*rewritten.sets, *ordered.orders))
    return Prepared(
        formulation=ordered.formulation,
        rewritten=rewritten,
        data=Data(rewritten, tables, folder),
        identifiers=identifiers,
        neighbours=ordered.neighbours,
        tables=dict(tables or {}),
        folder=folder,
    )


def _with_printable_notes(formulation: Formulation) -> Formulation:
    return replace(
        formulation,
        sets=tuple(replace(item, note=printable(item.note)) for item in formulation.sets),
        parameters=tuple(replace(item, note=printable(item.note)) for item in formulation.parameters),
        variables=tuple(replace(item, note=printable(item.note)) for item in formulation.variables),
        objective=replace(formulation.objective, note=printable(formulation.objective.note)),
        constraints=tuple(replace(item, note=printable(item.note)) for item in formulation.constraints),
    )


def docstring(problem: str | None, default: str) -> list[str]:
    """The module's docstring: the problem's words, wrapped, or a line that stands in for them."""
    words = printable(problem or "").strip() or default
    lines: list[str] = []
    for paragraph in words.split("\n"):
        lines += textwrap.wrap(paragraph, WIDTH - 4, break_long_words=False, break_on_hyphens=False) or [""]
    text = "\n".join(line.rstrip() for line in lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if text.endswith('"') and (len(text) - 1 - len(text[:-1].rstrip("\\"))) % 2 == 0:
        text = text[:-1] + '\\"'
    return [*f'"""{text}'.split("\n"), '"""'] if "\n" in text else [f'"""{text}"""']


def printable(words: str) -> str:
    """Words without control characters, which no source file may hold; ends of lines stay."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words)


def imports(modules: Collection[str], library: Sequence[str]) -> list[str]:
    """The import statements, the standard library first."""
    lines = [f"import {name}" for name in sorted(set(modules) - {"pathlib"})]
    if "pathlib" in modules:
        lines.append("from pathlib import Path")
    if lines:
        lines.append("")
    lines += library
    if "pathlib" in modules:
        lines += ["", "HERE = Path(__file__).parent"]
    return lines


def assembled(sections: Sequence[Sequence[str]]) -> str:
    """Sections with an empty line between them, two around functions."""
    texts = ["\n".join(section).strip("\n") for section in sections if section]
    script = ""
    for before, text in zip(["", *texts], texts, strict=False):
        if script:
            script += "\n\n\n" if _defines(before) or _defines(text) else "\n\n"
        script += text
    return script + "\n"


def _defines(text: str) -> bool:
    return any(line.startswith(("def ", "@")) for line in text.split("\n"))
