"""Instances of families, told by code."""

from __future__ import annotations

import functools

from nl2opt.formulation.elements import Formulation
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.complexity.bands import Band, band
from nl2opt.synth.complexity.feedback import BandUnreachable, tune
from nl2opt.synth.complexity.statistics import solve_for_rows
from nl2opt.synth.complexity.subjects import family_subject
from nl2opt.synth.complexity.tuned_ranges import shipped_ranges
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import Instance, draw
from nl2opt.synth.families.ranges import Ranges
from nl2opt.synth.families.registry import family
from nl2opt.synth.narrative.reading import read_back
from nl2opt.synth.narrative.telling import tell
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.randomness import stream
from nl2opt.synth.sources.protocol import UnreachableError


class FamilySource:
    """Instances of a family in a band of complexity.

    Args:
        name: of the family.
        band_name: the band.

    Raises:
        Nl2optError: there is no such family or band.
        UnreachableError: no ranges of the family reach the band.
    """

    def __init__(self, name: str, band_name: str) -> None:
        self.family = family(name)
        self.ranges = tuned_ranges(self.family.name, band(band_name))

    def candidates(self, seed: int) -> list[Candidate]:
        """One candidate; see ``Source.candidates``."""
        return [told_candidate(draw(self.family, seed, ranges=self.ranges))]


@functools.lru_cache(maxsize=2_000)
def tuned_ranges(name: str, wanted: Band) -> Ranges:
    """The ranges of a family for a band: those that are shipped, else found by the numeric search.

    Raises:
        UnreachableError: there are none.
    """
    subject = family_subject(family(name))
    shipped = shipped_ranges()
    known = shipped.ranges(subject, wanted)
    if known is not None:
        return known
    if reason := shipped.unreachable(subject, wanted):
        raise UnreachableError(f"{name} does not reach the band '{wanted.name}': {reason}.")
    outcome = tune(subject, wanted, solve=solve_for_rows)
    if isinstance(outcome, BandUnreachable):
        raise UnreachableError(str(outcome))
    return outcome.ranges


def told_candidate(instance: Instance, operations: tuple[str, ...] = ()) -> Candidate:
    """The candidate of an instance: told in its story, with the inverse."""
    chosen: Family = instance.family
    narrative = chosen.narrative_in(instance.setting)
    told = tell(narrative, instance.setting, chosen.model, instance.data, stream(instance.seed, "tell", chosen.name))

    def inverse(text: str) -> Formulation:
        return read_back(narrative, instance.setting, chosen.model, text, instance.data)

    return Candidate(
        text=told.text,
        formulation=instance.formulation,
        route=Route.CODE,
        origin=Origin.AUGMENTATION if operations else Origin.FAMILY,
        family=chosen.name,
        setting=instance.setting.name,
        domain=instance.setting.domain,
        problem_class=chosen.problem_class,
        seed=instance.seed,
        read_back=inverse,
        operations=operations,
        details={"layouts": list(told.layouts), "distractors": told.distractors},
    )
