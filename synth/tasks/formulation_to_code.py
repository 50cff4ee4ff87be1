"""From a formulation to a script, for each library that can say it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.code import LIBRARIES, script
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "Write this formulation as a Python script with {library}. Print the optimal values and the objective.",
    "Turn the following five-element formulation into {library} code that solves it and prints the solution.",
    "Implement the model below in Python using {library}.",
)


class FormulationToCode:
    """One library a pair, drawn."""

    name = "formulation_to_code"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example, or none where the drawn library cannot say the model."""
        library = rng.choice(sorted(LIBRARIES))
        code = script(pair.formulation, library)
        if code is not None:
            ask = rng.choice(_ASKS).format(library=LIBRARIES[library])
            yield Example(self.name, pair.id, f"{ask}\n\n{pair.formulation.strip()}", code.strip())


TASK = FormulationToCode()
