"""The worked examples that the base model is shown before a problem; our own, none from any benchmark.

They are files in the formulation language, beside this module in ``examples``, in the order of their names: those in
``flat`` for problems in words, those in ``tables`` for problems with tables, whose data are read before the model sees
them. Each of the flat ones shows one habit: a limit becomes a constraint only when the text states it, a share is taken
of the total, units are converted, counted things are whole numbers and measured ones are not. The data of each activity
are copied behind its variable, because a model that has just listed them seldom mixes them up, and the goal is named
before the objective. (Clauses copied above each constraint were tried instead: longer, and clauses of the examples came
back as constraints.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

FLAT, TABLES = "flat", "tables"
"""The kinds of examples, each a folder."""


@dataclass(frozen=True, slots=True)
class Example:
    """A problem and the draft that answers it, in the form that the model is to write."""

    problem: str
    draft: str


@cache
def load_examples(kind: str = FLAT) -> tuple[Example, ...]:
    """The examples of a kind, in the order in which the model sees them."""
    folder = resources.files("nl2opt.pipeline").joinpath("examples", kind)
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".5e")), key=lambda entry: entry.name)
    return tuple(_read(file.read_text(encoding="utf-8")) for file in files)


def _read(text: str) -> Example:
    """Split a file into the quoted problem and, from the variables on, the draft as the model should write it."""
    lines = text.strip().splitlines()
    quoted = [line for line in lines if line.startswith(">")]
    draft = lines[lines.index("## Variables") :]
    return Example("\n".join(line[1:].removeprefix(" ") for line in quoted), "\n".join(draft))
