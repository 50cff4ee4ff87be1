"""All types of clauses, and their patterns for each kind of story."""

from __future__ import annotations

import functools

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.composer import averages, bounds, limits, logic, proportions, totals
from nl2opt.synth.composer.averages import average_phrasings
from nl2opt.synth.composer.clause import Clause
from nl2opt.synth.composer.draft import Draft
from nl2opt.synth.composer.wording import Meaning, Pattern, pattern
from nl2opt.synth.stories.story import Kind, Story

AVERAGE = "average quality"


@functools.cache
def clauses() -> dict[str, Clause]:
    """Every type by its name."""
    found = (*limits.CLAUSES, *bounds.CLAUSES, *totals.CLAUSES, *proportions.CLAUSES, *averages.CLAUSES, *logic.CLAUSES)
    return {clause.name: clause for clause in found}


def clause(name: str) -> Clause:
    """The type of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in clauses():
        raise Nl2optError(
            f"There is no clause type '{name}'.",
            hint=did_you_mean(name, tuple(clauses())) or f"Types are: {', '.join(clauses())}.",
        )
    return clauses()[name]


def fitting(story: Story) -> tuple[Clause, ...]:
    """The types that the story's kind of activities can have."""
    return tuple(each for each in clauses().values() if story.kind in each.phrasings or _averages(each, story))


def _averages(each: Clause, story: Story) -> bool:
    return each.name == AVERAGE and story.kind is not Kind.SELECT and bool(story.qualities)


def phrasings(each: Clause, draft: Draft, said: Meaning) -> tuple[str, ...]:
    """The sentences that may say what was drawn."""
    if each.name != AVERAGE:
        return each.phrasings[draft.story.kind]
    place = said["q"]
    assert isinstance(place, int)
    quality = draft.story.qualities[place]
    return average_phrasings(draft.story.kind, quality.least, quality.share)


@functools.cache
def patterns(kind: Kind) -> tuple[tuple[Clause, Pattern, tuple[bool, bool] | None], ...]:
    """All patterns of a kind; those of averages with what the quality must be: (at least, share)."""
    found: list[tuple[Clause, Pattern, tuple[bool, bool] | None]] = [
        (each, pattern(source), None) for each in clauses().values() for source in each.phrasings.get(kind, ())
    ]
    average = clauses()[AVERAGE]
    for least in (True, False):
        for share in (True, False):
            sources = average_phrasings(kind, least, share)
            found += [(average, pattern(source), (least, share)) for source in sources]
    return tuple(found)
