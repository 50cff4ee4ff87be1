"""The five elements one by one: the next section of a formulation, given the text and the sections before it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.task import Example

_SECTION = re.compile(r"^## (\w+)\n", re.MULTILINE)
_ASKS = (
    "Write only the section '{name}' of the formulation of this problem.",
    "Which {lower} does this problem have? Answer with the section '{name}' only.",
    "Continue the formulation with its section '{name}', and nothing else.",
)


class SingleElement:
    """One of the sections that the formulation has, drawn."""

    name = "single_element"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example."""
        sections = sections_of(pair.formulation)
        place = rng.randrange(len(sections))
        name, body = sections[place]
        before = "".join(f"## {title}\n{text}" for title, text in sections[:place])
        ask = rng.choice(_ASKS).format(name=name, lower=name.lower())
        context = f"\n\n{before.strip()}" if before else ""
        yield Example(self.name, pair.id, f"{ask}\n\n{pair.text}{context}", f"## {name}\n{body.strip()}")


def sections_of(formulation: str) -> list[tuple[str, str]]:
    """The headings of a printed formulation with the lines below each."""
    parts = _SECTION.split(formulation)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


TASK = SingleElement()
