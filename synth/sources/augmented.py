"""Problems of another source, changed by operations of augmentation before they are told."""

from __future__ import annotations

from nl2opt.synth.augmentation.augment import augmented
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.complexity.bands import band
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.registry import family
from nl2opt.synth.randomness import stream
from nl2opt.synth.sources.families import told_candidate, tuned_ranges

OPERATIONS = (1, 1, 2)
"""How many operations a candidate has, drawn from these."""


class AugmentedSource:
    """Instances of a family after one or two operations.

    Args:
        name: of the family.
        band_name: the band from whose ranges the instances are drawn.

    Raises:
        Nl2optError: there is no such family or band.
        UnreachableError: no ranges of the family reach the band.
    """

    def __init__(self, name: str, band_name: str) -> None:
        self.family = family(name)
        self.ranges = tuned_ranges(self.family.name, band(band_name))

    def candidates(self, seed: int) -> list[Candidate]:
        """One candidate; see ``Source.candidates``."""
        rng = stream(seed, "augmentation", self.family.name)
        instance = draw(self.family, seed, ranges=self.ranges)
        changed, operations = augmented(instance, rng, rng.choice(OPERATIONS))
        return [told_candidate(changed, operations)]
