"""The clause on an average over everything, such as the share of protein in a mix."""

from __future__ import annotations

from nl2opt.synth.composer.clause import Clause, Model, Row, literal
from nl2opt.synth.composer.draft import Draft, Key, rounded
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind


def _average(draft: Draft) -> Meaning | None:
    places = [place for place in range(len(draft.story.qualities)) if ("quality", place) not in draft.taken]
    if not places or draft.total <= 0:
        return None
    place = draft.rng.choice(places)
    quality = draft.story.qualities[place]
    values = draft.numbers(f"quality:{place}")
    average = sum(values[each] * draft.plan[each] for each in draft.chosen) / draft.total
    if len(set(values.values())) < 2:
        return None
    draft.take("quality", place)
    step: Number = 0.01 if quality.share else 0.5
    value = rounded(average, step, up=not quality.least)
    low, high = min(values.values()), max(values.values())
    return {"q": place, "v": value} if low < value < high else None


def _average_rows(model: Model, said: Meaning) -> list[Row]:
    place = int(said["q"])  # type: ignore[arg-type]
    operator = ">=" if model.story.qualities[place].least else "<="
    return [
        (
            model.quality(place),
            f"{model.weighted(f'quality:{place}')} {operator} {literal(said['v'])}*({model.total()})",
        )
    ]


def _quality_key(said: Meaning) -> tuple[Key, ...]:
    return (f"quality:{said['q']}",)


CLAUSES = (
    Clause(
        "average quality",
        _average,
        _average_rows,
        {},
        keys=_quality_key,
        weight=1.2,
    ),
)
"""Blending constraints; their sentences depend on the quality: see ``average_phrasings``."""

LEAST_SCORE = (
    "the average {q} of [all|the] {all:plural} must be at least {v:number}",
    "on average, the {q} [must|has to] be at least {v:number}",
    "averaged over all {all:plural}, the {q} [cannot|must not] [fall below|be less than] {v:number}",
    "{who} wants an average {q} of at least {v:number} over all {all:plural}",
    "an average {q} of {v:number} or more is required over all {all:plural}",
    "taken over all {all:plural} {made}, the {q} must average no less than {v:number}",
)
MOST_SCORE = (
    "the average {q} of [all|the] {all:plural} must be at most {v:number}",
    "on average, the {q} [must not|cannot|may not] exceed {v:number}",
    "averaged over all {all:plural}, the {q} can be at most {v:number}",
    "{who} wants an average {q} of no more than {v:number} over all {all:plural}",
    "an average {q} of at most {v:number} over all {all:plural} is allowed",
)
LEAST_SHARE = (
    "{whole} must contain at least {v:percent} {q}",
    "the {q} in {whole} must be at least {v:percent}",
    "at least {v:percent} of {whole} must be {q}",
    "in {whole}, there must be no less than {v:percent} {q}",
    "{whole} has to be at least {v:percent} {q}",
)
MOST_SHARE = (
    "{whole} may contain at most {v:percent} {q}",
    "the {q} in {whole} must not exceed {v:percent}",
    "at most {v:percent} of {whole} may be {q}",
    "in {whole}, there may be no more than {v:percent} {q}",
    "{whole} cannot contain more than {v:percent} {q}",
)
LEAST_MONEY = (
    "the average {q}, weighted by the amounts {made}, must be at least {v:number}",
    "averaged over every dollar {made}, the {q} must be at least {v:number}",
)
MOST_MONEY = (
    "the average {q}, weighted by the amounts {made}, must be at most {v:number}",
    "averaged over every dollar {made}, the {q} cannot exceed {v:number}",
)


def average_phrasings(kind: Kind, least: bool, share: bool) -> tuple[str, ...]:
    """The sentences of an average, which depend on the quality."""
    if kind is Kind.MONEY:
        return LEAST_MONEY if least else MOST_MONEY
    if share:
        return LEAST_SHARE if least else MOST_SHARE
    return LEAST_SCORE if least else MOST_SCORE
