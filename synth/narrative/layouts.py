"""Data over sets, laid out: sentences, one enumerating sentence, a bullet list, or a table in one of four notations."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from nl2opt.formulation.expressions import Label
from nl2opt.synth.language.english import capitalized, listed
from nl2opt.synth.language.quantities import Form, Number, NumberStyle, digits, written
from nl2opt.synth.language.templates import Value, template
from nl2opt.synth.narrative.statements import Measure, Setting, Values
from nl2opt.synth.narrative.vocabulary import label_sets, with_the

Rows: TypeAlias = "dict[tuple[Label, ...], dict[str, Number]]"
"""The numbers of each measure by key, in the order of the data."""


class Layout(StrEnum):
    """How data are told."""

    SENTENCES = "sentences"
    LISTING = "listing"
    BULLETS = "bullets"
    TABLE = "table"


class Notation(StrEnum):
    """How a table is written."""

    MARKDOWN = "markdown"
    COMMAS = "commas"
    BLANKS = "blanks"
    LATEX = "latex"


@dataclass(frozen=True, slots=True)
class Teller:
    """What all layouts need of a text: its words, its numbers' style and its source of chance."""

    setting: Setting
    words: Mapping[str, Value]
    style: NumberStyle
    rng: random.Random

    def render(self, source: str, more: Mapping[str, Value] | None = None) -> str:
        """A template with the words of the story and more values."""
        return template(source).render({**self.words, **(more or {})}, self.rng, self.style)


def rows_of(statement: Values, data: Mapping[str, Any]) -> Rows:
    """The data of a statement by key.

    Raises:
        ValueError: its measures do not have the same keys.
    """
    found: Rows = {}
    for measure in statement.measures:
        for key, number in data[measure.parameter].items():
            found.setdefault(key if isinstance(key, tuple) else (key,), {})[measure.parameter] = number
    for key, numbers in found.items():
        if len(numbers) < len(statement.measures):
            raise ValueError(f"the measures told together with {statement.measures[0].parameter} lack the key {key}")
    return found


def layouts_of(statement: Values, rows: Rows) -> list[Layout]:
    """The layouts that suit so many rows."""
    found = [Layout.TABLE] if len(rows) > 1 else []
    if statement.phrasings and len(rows) <= statement.prose_to:
        found.append(Layout.SENTENCES)
    if statement.listings and len(rows) <= statement.prose_to and len(statement.labels) == 1:
        found.append(Layout.LISTING)
    if len(statement.labels) == 1 and len(rows) <= 12 and (len(statement.measures) > 1 or statement.measures[0].unit):
        found.append(Layout.BULLETS)
    return found


def in_sentences(statement: Values, rows: Rows, teller: Teller) -> list[str]:
    """A sentence for each key, mostly in one phrasing."""
    steady = teller.rng.random() < 0.7
    source = teller.rng.choice(statement.phrasings)
    found = []
    for key, numbers in rows.items():
        chosen = source if steady else teller.rng.choice(statement.phrasings)
        found.append(teller.render(chosen, {**label_values(statement, key, teller.setting), **numbers}))
    return found


def in_one_sentence(statement: Values, rows: Rows, teller: Teller) -> str:
    """All keys in one sentence: a lead and items."""
    lead, item = teller.rng.choice(statement.listings)
    items = []
    for key, numbers in rows.items():
        # A word in front takes the capital of a sentence's beginning.
        words = teller.render(f"and {item}", {**label_values(statement, key, teller.setting), **numbers})
        items.append(words.removeprefix("And "))
    return f"{teller.render(lead)} {listed(items)}."


def in_bullets(statement: Values, rows: Rows, teller: Teller) -> str:
    """A caption, and a line for each key."""
    lines = []
    for key, numbers in rows.items():
        said = [
            _bullet(measure, numbers[measure.parameter], teller, len(statement.measures))
            for measure in statement.measures
        ]
        lines.append(f"- {capitalized(str(key[0]))}: {', '.join(said)}")
    return "\n".join([teller.render(teller.rng.choice(statement.captions)), *lines])


def _bullet(measure: Measure, number: Number, teller: Teller, measures: int) -> str:
    amount = written(number, measure.listed, teller.style)
    if measures > 1 or not measure.unit:
        heading = heading_of(measure, teller)
        return f"{heading[:1].lower()}{heading[1:]} {amount}"
    unit = template(measure.unit).render({**teller.words, "value": number}, teller.rng, teller.style)
    return f"{amount} {unit[:1].lower()}{unit[1:]}"


def in_table(statement: Values, rows: Rows, teller: Teller) -> str:
    """A caption, and a table: a row for each key, or a matrix where one measure runs over two labels."""
    caption = teller.render(teller.rng.choice(statement.captions))
    matrix = len(statement.labels) == 2 and len(statement.measures) == 1 and len(rows) > 2
    matrix = matrix and teller.rng.random() < 0.85
    heads, body = (_matrix if matrix else _long)(statement, rows, teller)
    weights = {Notation.MARKDOWN: 7, Notation.LATEX: 1}
    # Lines of plain text are a table beyond doubt only where all cells but the first are numbers, and no heading is.
    bare = not any("," in head or any(map(str.isdigit, head)) for head in heads)
    if bare and len(body) > 1 and (matrix or len(statement.labels) == 1):
        weights |= {Notation.COMMAS: 2, Notation.BLANKS: 1}
    notation = teller.rng.choices(list(weights), list(weights.values()))[0]
    return f"{caption}\n{_WRITERS[notation](heads, body)}"


def label_values(statement: Values, key: tuple[Label, ...], setting: Setting) -> dict[str, Value]:
    """What the label slots hold for a key."""
    found: dict[str, Value] = {}
    for label, set_name, member in zip(statement.labels, label_sets(statement), key, strict=True):
        found[label] = str(member)
        found[f"the_{label}"] = with_the(member, set_name, setting)
    return found


def heading_of(measure: Measure, teller: Teller) -> str:
    """A measure's heading with the words of the story."""
    return teller.render(measure.heading)


def label_heading(label: str, setting: Setting) -> str:
    """What stands over the names of a label: the story's word for such a member."""
    word = label.removesuffix("_name")
    return capitalized(setting.words.get(word, word.replace("_", " ")))


def _cell(number: Number | None, measure: Measure, thousands: str) -> str:
    if number is None:
        return "-"
    if measure.form in (Form.PERCENT, Form.FRACTION):
        return written(number, Form.PERCENT)
    return digits(number, thousands)


def _long(statement: Values, rows: Rows, teller: Teller) -> tuple[list[str], list[list[str]]]:
    heads = [label_heading(label, teller.setting) for label in statement.labels]
    heads += [heading_of(measure, teller) for measure in statement.measures]
    body = [
        [
            *(capitalized(str(label)) for label in key),
            *(_cell(numbers[measure.parameter], measure, "") for measure in statement.measures),
        ]
        for key, numbers in rows.items()
    ]
    return heads, body


def _matrix(statement: Values, rows: Rows, teller: Teller) -> tuple[list[str], list[list[str]]]:
    measure = statement.measures[0]
    firsts, seconds = ([*dict.fromkeys(key[place] for key in rows)] for place in (0, 1))
    heads = [label_heading(statement.labels[0], teller.setting), *(capitalized(str(label)) for label in seconds)]
    body = []
    for first in firsts:
        numbers = [rows[first, second][measure.parameter] if (first, second) in rows else None for second in seconds]
        body.append([capitalized(str(first)), *(_cell(number, measure, "") for number in numbers)])
    return heads, body


def _markdown(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *body)]
    return "\n".join(lines)


def _commas(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    return "\n".join(",".join(row) for row in (heads, *body))


def _blanks(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (heads, *body)) for place in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in (heads, *body)
    )


def _latex(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    def line(row: Sequence[str]) -> str:
        return " & ".join(cell.replace("%", r"\%").replace("$", r"\$").replace("#", r"\#") for cell in row) + r" \\"

    inner = [line(heads), r"\hline", *(line(row) for row in body)]
    return "\n".join([rf"\begin{{tabular}}{{l{'r' * (len(heads) - 1)}}}", *inner, r"\end{tabular}"])


_WRITERS = {
    Notation.MARKDOWN: _markdown,
    Notation.COMMAS: _commas,
    Notation.BLANKS: _blanks,
    Notation.LATEX: _latex,
}
