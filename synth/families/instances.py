"""Instances of families: drawn by seed, feasible and bounded, with the reason where one is rejected."""

from __future__ import annotations

from dataclasses import dataclass

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.embedding import with_data
from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Setting
from nl2opt.synth.randomness import stream


@dataclass(frozen=True, slots=True)
class Instance:
    """One set of data of a family in one story.

    Attributes:
        family: what it is an instance of.
        setting: the story.
        seed: what it was drawn with; equal seeds, ranges and settings give equal instances.
        data: the values of open sets and parameters.
        formulation: the model with its data.
    """

    family: Family
    setting: Setting
    seed: int
    data: Data
    formulation: Formulation


def draw(family: Family, seed: int, *, ranges: Ranges | None = None, setting: str | None = None) -> Instance:
    """The instance of a family for a seed.

    Args:
        family: whose.
        seed: names the instance.
        ranges: instead of the declared ones.
        setting: a story by its name; None draws one.
    """
    rng = stream(seed, "instance", family.name)
    drawn = rng.choice(family.settings)
    story = family.setting(setting) if setting else drawn
    sampler = Sampler(rng, ranges or family.ranges, story)
    data = family.sample(sampler)
    return Instance(family, story, seed, data, with_data(family.model, data))
