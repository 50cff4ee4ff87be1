"""Who proposes ranges in the feedback loop, and what the loop tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.statistics import Statistics
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Ranges


@dataclass(frozen=True, slots=True)
class Proposal:
    """Ranges to try next, or none with the reason why there is no use in going on.

    Attributes:
        ranges: what to draw from; None where the proposer gives up.
        note: why, or what could not be taken from an answer.
    """

    ranges: Ranges | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: what was proposed and what came of it."""

    ranges: Ranges
    statistics: Statistics
    note: str = ""


class Proposer(Protocol):
    """Proposes ranges from what the rounds before have shown."""

    @property
    def name(self) -> str:
        """What reports call it; a language model by its name."""
        ...

    def propose(self, subject: Subject, band: Band, rounds: Sequence[Round]) -> Proposal:
        """The ranges of the next round; ``rounds`` is empty in the first one.

        Raises:
            ModelError: a language model cannot be asked.
        """
        ...
