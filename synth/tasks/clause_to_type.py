"""From one clause of a problem to its type."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.clauses import clauses_of
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "Which type of clause is this sentence of the problem?",
    "Name the type of the constraint or objective that this sentence states.",
    "What kind of clause does the sentence express?",
)


class ClauseToType:
    """One clause a pair, drawn."""

    name = "clause_to_type"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example, or none where the pair has no list of clauses."""
        clauses = list(clauses_of(pair))
        if clauses:
            clause = rng.choice(clauses)
            words = f"{rng.choice(_ASKS)}\n\nProblem: {pair.text}\n\nSentence: {clause.sentence}"
            yield Example(self.name, pair.id, words, clause.kind)


TASK = ClauseToType()
