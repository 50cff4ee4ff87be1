"""What a source of candidates is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nl2opt.synth.candidates import Candidate


class UnreachableError(Exception):
    """A source that cannot give what is wanted, such as a family that does not reach a band; the message says why."""


class Source(Protocol):
    """Gives candidates of one kind."""

    def candidates(self, seed: int) -> Sequence[Candidate]:
        """The candidates of a seed: mostly one; a scenario built in steps gives one for each of them.

        Raises:
            RejectedError: this seed gives none.
            ModelError: the source asks a language model, and cannot reach it.
        """
        ...
