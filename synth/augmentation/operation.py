"""What an operation of augmentation is: a change of a problem that can be told in words again.

OptMATH rewrites texts by 19 rules and LLMOPT by 7 operators, and keep what two models agree on. Here an operation
changes the problem itself, the instance of a family or the word problem of the composer, and the text is told from the
changed problem: the pair stays exact. What cannot be told is not offered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.synth.families.instances import Instance

Problem: TypeAlias = Instance
"""What can be told in words: an instance of a family."""

InstanceEdit: TypeAlias = Callable[[random.Random], Instance]
"""One way to change an instance; chance fills in numbers."""


def _none(problem: object) -> Sequence[InstanceEdit]:
    del problem
    return ()


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of change.

    Attributes:
        name: as its file.
        source: the rule of OptMATH or the operator of LLMOPT that it stands for.
        of_instance: the ways to change an instance of a family; none where it cannot be applied.
        same_model: whether the model does what it did, so that fingerprints stay: a change of story.
    """

    name: str
    source: str
    of_instance: Callable[[Instance], Sequence[InstanceEdit]] = _none
    same_model: bool = False

    def applicable(self, problem: Instance) -> bool:
        """Whether there is a way to apply it."""
        return bool(self.of_instance(problem))

    def apply(self, problem: Instance, rng: random.Random) -> Instance:
        """The problem, changed in one of the ways.

        Raises:
            Nl2optError: it is not applicable.
        """
        ways = self.of_instance(problem)
        if not ways:
            raise Nl2optError(
                f"The operation '{self.name}' does not apply to this problem.", hint="Ask 'applicable' first."
            )
        return rng.choice(ways)(rng)
