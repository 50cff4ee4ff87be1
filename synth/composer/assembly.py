"""From what the sentences of a word problem say to its formulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.composer.clause import Model, literal
from nl2opt.synth.composer.data import Datum
from nl2opt.synth.composer.registry import clauses
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.english import plural
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind, Story

MAXIMIZED = ("profit", "profit after fees", "margin", "margin after fees", "revenue", "most measure")


@dataclass(slots=True)
class Said:
    """What a text says, in its order.

    Attributes:
        chosen: the activities, as the opening names them.
        data: all numbers of activities.
        clauses: pairs of a type's name and what is said.
        goal: what is optimized; empty while it is unknown.
        measure: the measure that the goal is about; -1 for none.
    """

    chosen: tuple[int, ...] = ()
    data: list[Datum] = field(default_factory=list)
    clauses: list[tuple[str, Meaning]] = field(default_factory=list)
    goal: str = ""
    measure: int = -1


def model_of(story: Story, said: Said) -> Model:
    """The activities, data and fees that rows and objective are made of."""
    model = Model(story, said.chosen)
    for key, activity, value in said.data:
        model.data.setdefault(key, {})[activity] = value
    for name, meaning in said.clauses:
        if name == "fixed cost":
            model.fees[_place(meaning["a"])] = _number(meaning["f"])
    return model


def formulation_of(story: Story, said: Said) -> Formulation:
    """The formulation that a text says.

    Raises:
        KeyError: a clause or the goal needs data that are not told.
        FormulationError: what is said makes no formulation.
    """
    model = model_of(story, said)
    rows: list[tuple[str, str]] = []
    for name, meaning in said.clauses:
        rows += clauses()[name].rows(model, meaning)
    lines = ["## Variables", *_variables(model), "## Objective", _objective(model, said)]
    if rows:
        lines += ["## Constraints", *(f"{name}: {body}" for name, body in _unique(rows))]
    return parse("\n".join(lines))


def _variables(model: Model) -> Sequence[str]:
    story = model.story
    lines = []
    for place in model.chosen:
        noun = story.activities[place].noun
        name = model.name(place)
        match story.kind:
            case Kind.COUNT:
                lines.append(f"{name} >= 0 integer  # number of {plural(noun)}")
            case Kind.MEASURE:
                lines.append(f"{name} >= 0 continuous  # {plural(noun)}")
            case Kind.MONEY:
                lines.append(f"{name} >= 0 continuous  # money in {noun}")
            case Kind.SELECT:
                lines.append(f"{name} binary  # whether {noun} is {story.verbs[0].done}")
    for place in model.fees:
        lines.append(f"use_{model.name(place)} binary  # whether the one-time payment is due")
    return lines


def _objective(model: Model, said: Said) -> str:
    sense = "maximize" if said.goal in MAXIMIZED else "minimize"
    return f"{sense} {_expression(model, said)}"


def _expression(model: Model, said: Said) -> str:
    fees = [f"{literal(fee)}*use_{model.name(place)}" for place, fee in model.fees.items()]
    less = "".join(f" - {fee}" for fee in fees)
    match said.goal:
        case "profit" | "profit after fees":
            return model.weighted("profit") + less
        case "margin" | "margin after fees":
            price, cost = model.data["price"], model.data["cost"]
            terms = [f"({literal(price[each])} - {literal(cost[each])})*{model.name(each)}" for each in model.chosen]
            return " + ".join(terms) + less
        case "revenue":
            return model.weighted("price")
        case "cost" | "cost with fees":
            return " + ".join([model.weighted("cost"), *fees])
        case "least measure" | "most measure":
            return model.weighted(f"measure:{said.measure}")
    return model.total()


def _unique(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    seen: dict[str, int] = {}
    found = []
    for name, body in rows:
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name}_{seen[name]}", body))
    return found


def _place(value: Number | tuple[int, ...]) -> int:
    assert isinstance(value, int)
    return value


def _number(value: Number | tuple[int, ...]) -> Number:
    assert not isinstance(value, tuple)
    return value
