"""From one clause of a problem to its lines of the formulation, given the variables."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.clauses import clauses_of
from nl2opt.synth.tasks.single_element import sections_of
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "Write the lines of the formulation that say this sentence.",
    "Formulate only this sentence of the problem.",
    "Which constraint or objective does the sentence state? Answer in the formulation language.",
)


class ClauseToExpression:
    """One clause a pair that has lines of its own, drawn."""

    name = "clause_to_expression"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example, or none where the pair has no list of clauses."""
        clauses = [clause for clause in clauses_of(pair) if clause.lines]
        if not clauses:
            return
        clause = rng.choice(clauses)
        variables = dict(sections_of(pair.formulation)).get("Variables", "")
        words = (
            f"{rng.choice(_ASKS)}\n\nProblem: {pair.text}\n\n## Variables\n{variables.strip()}\n\n"
            f"Sentence: {clause.sentence}"
        )
        yield Example(self.name, pair.id, words, "\n".join(clause.lines))


TASK = ClauseToExpression()
