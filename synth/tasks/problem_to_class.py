"""From the words of a problem to the class of its model and the domain of its story (LLMOPT's taxonomy)."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "Which class of optimization problem is this (LP, IP, MIP, QP, NLP, MINLP or LOGIC), and which domain is it from?",
    "Name the model class and the application domain of the following problem.",
    "Classify this problem: type of model and field of application.",
)


class ProblemToClass:
    """Class and domain in two lines."""

    name = "problem_to_class"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example."""
        answer = f"class: {pair.model_class}\ndomain: {pair.domain}"
        yield Example(self.name, pair.id, f"{rng.choice(_ASKS)}\n\n{pair.text}", answer)


TASK = ProblemToClass()
