"""Preference records for KTO: right and wrong formulations of a text, with the verdict by fingerprint."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.slips import BROKEN, WRONG_MODELS
from nl2opt.synth.tasks.task import Example
from nl2opt.synth.verification import fingerprint_of

_BROKEN_SHARE = 0.15
"""Most wrong answers of models can be read and solved; these are the ones that a verdict is needed for."""


class Preference:
    """The right formulation, and one with a slip whose fingerprint really differs."""

    name = "preference"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """Two examples, one desirable and one not; only the first where no slip makes another model."""
        yield Example(self.name, pair.id, pair.text, pair.formulation.strip(), desirable=True)
        slips = BROKEN if rng.random() < _BROKEN_SHARE else WRONG_MODELS
        for slip in rng.sample(slips, len(slips)):
            wrong = slip(pair.formulation, rng)
            if wrong is not None and wrong != pair.formulation and not same_as(pair, wrong):
                yield Example(self.name, pair.id, pair.text, wrong.strip(), desirable=False)
                return


TASK = Preference()


def same_as(pair: Pair, formulation: str) -> bool:
    """Whether a printed formulation has the pair's fingerprint; one that cannot be read has not."""
    try:
        parsed = parse(formulation)
    except Nl2optError:
        return False
    if any(item.severity is Severity.ERROR for item in check(parsed)):
        return False
    return fingerprint_of(parsed).agrees(pair.fingerprint)
