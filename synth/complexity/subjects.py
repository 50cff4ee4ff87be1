"""What the feedback loop tunes: anything that draws formulations from ranges, such as a family of models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.ranges import Range, Ranges

if TYPE_CHECKING:
    from nl2opt.synth.composer.composition import Options


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that draws formulations.

    Attributes:
        name: unique among the subjects of a job.
        title: in words.
        model: the formulation without data, for a proposer that reads.
        ranges: the declared ones.
        draw: a formulation with data, for a seed and ranges; equal seeds and ranges give equal formulations.
    """

    name: str
    title: str
    model: str
    ranges: Ranges
    draw: Callable[[int, Ranges], Formulation]


def family_subject(family: Family) -> Subject:
    """A family as a subject."""
    return Subject(
        name=family.name,
        title=family.title,
        model=family.formulation.strip(),
        ranges=family.ranges,
        draw=lambda seed, ranges: draw(family, seed, ranges=ranges).formulation,
    )


WORD_PROBLEM_RANGES = Ranges(
    activities=Range(2, 6, size=True, least=2, most=10),
    clauses=Range(2, 6, size=True, least=1, most=14),
)
"""How many activities and clauses a word problem has; no story has more than ten activities."""


def word_problem_subject() -> Subject:
    """The composer of word problems as a subject."""
    return Subject(
        name="word_problems",
        title="Word problems: activities, data for each, clauses over them",
        model="",
        ranges=WORD_PROBLEM_RANGES,
        draw=_word_problem,
    )


def _word_problem(seed: int, ranges: Ranges) -> Formulation:
    from nl2opt.synth.composer.composition import compose

    return compose(seed, options=options_of(ranges)).formulation


def options_of(ranges: Ranges) -> Options:
    """The composer's options for ranges of ``WORD_PROBLEM_RANGES``."""
    from nl2opt.synth.composer.composition import Options

    activities, clauses = (ranges[name] for name in ("activities", "clauses"))
    return Options((int(activities.low), int(activities.high)), (int(clauses.low), int(clauses.high)))
