"""What a source of candidates is."""

from __future__ import annotations

from typing import Protocol

from nl2opt.synth.candidates import Candidate


class UnreachableError(Exception):
    """A source that cannot give what is wanted, such as a family that does not reach a band; the message says why."""


class Source(Protocol):
    """Gives candidates of one kind."""

    def candidate(self, seed: int) -> Candidate:
        """The candidate of a seed: its text as code tells it, its formulation, and the inverse.

        Raises:
            RejectedError: this seed gives none.
        """
        ...
