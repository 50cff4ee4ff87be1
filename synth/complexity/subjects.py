"""What the feedback loop tunes: anything that draws formulations from ranges, a family of models first of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.ranges import Ranges


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
