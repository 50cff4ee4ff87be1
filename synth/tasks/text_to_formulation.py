"""The main task: from the words of a problem to its formulation."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.task import Example


class TextToFormulation:
    """The text alone is the instruction: a model that is made for this needs no other words, which saves tokens."""

    name = "text_to_formulation"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:  # noqa: ARG002 - nothing to draw
        """One example."""
        yield Example(self.name, pair.id, pair.text, pair.formulation.strip())


TASK = TextToFormulation()
