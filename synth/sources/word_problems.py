"""Word problems of the composer."""

from __future__ import annotations

import functools

from nl2opt.errors import Nl2optError
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.complexity.bands import Band, band
from nl2opt.synth.complexity.feedback import BandUnreachable, tune
from nl2opt.synth.complexity.subjects import options_of, word_problem_subject
from nl2opt.synth.composer.composition import Options, compose
from nl2opt.synth.sources.protocol import UnreachableError
from nl2opt.synth.verification import RejectedError


class WordProblemSource:
    """Word problems in a band of complexity.

    Args:
        band_name: the band.

    Raises:
        Nl2optError: there is no such band.
        UnreachableError: no numbers of activities and clauses reach the band.
    """

    def __init__(self, band_name: str) -> None:
        self.options = tuned_options(band(band_name))

    def candidates(self, seed: int) -> list[Candidate]:
        """One candidate; see ``Source.candidates``."""
        try:
            return [compose(seed, options=self.options)]
        except Nl2optError as error:
            raise RejectedError("solve", error.what) from error


@functools.cache
def tuned_options(wanted: Band) -> Options:
    """How large word problems of a band are, found by the numeric search.

    Raises:
        UnreachableError: no size reaches the band.
    """
    outcome = tune(word_problem_subject(), wanted)
    if isinstance(outcome, BandUnreachable):
        raise UnreachableError(str(outcome))
    return options_of(outcome.ranges)
