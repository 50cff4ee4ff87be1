"""From the words of a problem to a script, with the formulation in between as the plan."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.code import LIBRARIES, script
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "Write a Python script with {library} that solves this problem.",
    "Solve the problem below with {library}. Answer with the script only.",
    "Model the following problem in {library} and print the optimum.",
)


class TextToCode:
    """One library a pair, drawn."""

    name = "text_to_code"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example, or none where the drawn library cannot say the model."""
        library = rng.choice(sorted(LIBRARIES))
        code = script(pair.formulation, library)
        if code is not None:
            ask = rng.choice(_ASKS).format(library=LIBRARIES[library])
            yield Example(self.name, pair.id, f"{ask}\n\n{pair.text}", code.strip())


TASK = TextToCode()
