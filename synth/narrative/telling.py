"""Tells a model over data in a story: opening, data, rules, goal, in a drawn order, layout and style."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.language.quantities import NumberStyle, draw_style
from nl2opt.synth.language.templates import Value, template
from nl2opt.synth.narrative.layouts import (
    Layout,
    Teller,
    in_bullets,
    in_one_sentence,
    in_sentences,
    in_table,
    layouts_of,
    rows_of,
)
from nl2opt.synth.narrative.statements import Narrative, Rule, Setting, Values

_LAYOUT_WEIGHTS = {Layout.SENTENCES: 4, Layout.LISTING: 4, Layout.BULLETS: 2, Layout.TABLE: 3}


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and how it was told.

    Attributes:
        text: paragraphs parted by blank lines; a table or bullet list is a paragraph with its caption.
        layouts: of the data, in order.
        style: of the numbers.
        distractors: how many sentences change nothing.
    """

    text: str
    layouts: tuple[str, ...]
    style: NumberStyle
    distractors: int


def tell(
    narrative: Narrative,
    setting: Setting,
    model: Formulation,
    data: Mapping[str, Any],
    rng: random.Random,
    *,
    style: NumberStyle | None = None,
) -> Told:
    """A text that states the model with the data, completely.

    Args:
        narrative: what is said.
        setting: the story.
        model: the formulation without data.
        data: values of its open sets and parameters.
        rng: chooses phrasings, layouts and order.
        style: of numbers; drawn where it is None.

    Raises:
        KeyError: a phrasing has a slot that neither the story nor the data fill.
    """
    style = style or draw_style(rng)
    if not style.currency.startswith(("$", "dollar")) and _counts_dollars(narrative):
        style = replace(style, currency="$")
    teller = Teller(setting, words_of(setting, model, data), style, rng)
    blocks = _Blocks()
    for opening in narrative.openings:
        blocks.say(teller.render(rng.choice(opening.phrasings)))
    goal = teller.render(rng.choice(narrative.goal.phrasings))
    goal_first = not goal.endswith("?") and rng.random() < 0.2
    if goal_first:
        blocks.say(goal)
    layouts = []
    for statement in _ordered(narrative, rng):
        if isinstance(statement, Rule):
            if not statement.implied or rng.random() < 0.5:
                blocks.say(teller.render(rng.choice(statement.phrasings)))
        else:
            layouts.append(_lay_out(statement, data, teller, blocks))
    distractors = _distracted(blocks, teller)
    if not goal_first:
        blocks.say(goal, apart=rng.random() < 0.25)
    return Told(blocks.text(), tuple(layouts), style, distractors)


def _counts_dollars(narrative: Narrative) -> bool:
    """Whether a heading or phrasing says dollars itself, so that amounts cannot be in another currency."""
    said = [source for statement in narrative.statements for source in statement.phrasings]
    said += [
        measure.heading
        for statement in narrative.statements
        if isinstance(statement, Values)
        for measure in statement.measures
    ]
    return any("$" in source or "dollar" in source for source in said)


def words_of(setting: Setting, model: Formulation, data: Mapping[str, Any]) -> dict[str, Value]:
    """What the slots hold that are always there: words, lists and sizes of sets, and scalars."""
    found: dict[str, Value] = dict(setting.words)
    for element in model.sets:
        members = data.get(element.name)
        if members is not None:
            found[f"{element.name}_size"] = len(members)
            if members and not isinstance(members[0], tuple):
                found[element.name] = tuple(str(member) for member in members)
    for parameter in model.parameters:
        value = data.get(parameter.name)
        if isinstance(value, int | float):
            found[parameter.name] = value
    return found


class _Blocks:
    """The paragraphs of a text as they grow: prose, and blocks that stand by themselves."""

    def __init__(self) -> None:
        self.parts: list[list[str] | str] = []

    def say(self, sentence: str, *, apart: bool = False) -> None:
        if apart or not self.parts or isinstance(self.parts[-1], str):
            self.parts.append([])
        last = self.parts[-1]
        assert isinstance(last, list)
        last.append(sentence)

    def show(self, block: str) -> None:
        self.parts.append(block)

    def prose(self) -> list[list[str]]:
        return [part for part in self.parts if isinstance(part, list)]

    def text(self) -> str:
        return "\n\n".join(part if isinstance(part, str) else " ".join(part) for part in self.parts)


def _ordered(narrative: Narrative, rng: random.Random) -> list[Rule | Values]:
    """The statements as they stand, or with rules and data parted, or in any order."""
    statements = list(narrative.statements)
    draw = rng.random()
    if draw < 0.55:
        return statements
    if draw < 0.7:
        return sorted(statements, key=lambda statement: isinstance(statement, Rule))
    if draw < 0.8:
        return sorted(statements, key=lambda statement: isinstance(statement, Values))
    rng.shuffle(statements)
    return statements


def _lay_out(statement: Values, data: Mapping[str, Any], teller: Teller, blocks: _Blocks) -> str:
    rows = rows_of(statement, data)
    ways = layouts_of(statement, rows) or [Layout.SENTENCES]
    layout = teller.rng.choices(ways, [_LAYOUT_WEIGHTS[way] for way in ways])[0]
    match layout:
        case Layout.SENTENCES:
            for sentence in in_sentences(statement, rows, teller):
                blocks.say(sentence)
        case Layout.LISTING:
            blocks.say(in_one_sentence(statement, rows, teller))
        case Layout.BULLETS:
            blocks.show(in_bullets(statement, rows, teller))
        case Layout.TABLE:
            blocks.show(in_table(statement, rows, teller))
    return layout.value


def _distracted(blocks: _Blocks, teller: Teller) -> int:
    """Puts none, one or two facts that change nothing between the sentences behind the first.

    A fact about "it" stands right behind the one that names what it is about.
    """
    rng = teller.rng
    sources = teller.setting.distractors
    number = rng.choices((0, 1, 2), (13, 5, 2))[0]
    chosen = set(rng.sample(range(len(sources)), min(number, len(sources))))
    referring = {place for place in chosen if place and sources[place].startswith(("It ", "Its "))}
    groups = [[place] for place in sorted(chosen - referring - {place - 1 for place in referring})]
    groups += [[place - 1, place] for place in sorted(referring)]
    for group in groups:
        paragraph = rng.choice(blocks.prose())
        first = 1 if paragraph is blocks.prose()[0] else 0
        at = rng.randint(min(first, len(paragraph)), len(paragraph))
        paragraph[at:at] = [_fact(sources[place], teller) for place in group]
    return sum(map(len, groups))


def _fact(source: str, teller: Teller) -> str:
    known = teller.words
    drawn: dict[str, Value] = {
        name: teller.rng.randint(1950, 2020) if name == "year" else teller.rng.randint(2, 99)
        for name in sorted(template(source).names - set(known))
    }
    # Years have no commas.
    plain = NumberStyle(thousands="") if "year" in drawn else teller.style
    return template(source).render({**known, **drawn}, teller.rng, plain)
