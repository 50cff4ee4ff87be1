"""What an operation of augmentation is: a change of a problem that can be told in words again.

OptMATH rewrites texts by 19 rules and LLMOPT by 7 operators, and keep what two models agree on. Here an operation
changes the problem itself, the instance of a family or the word problem of the composer, and the text is told from the
changed problem: the pair stays exact. What cannot be told is not offered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from nl2opt.errors import Nl2optError
from nl2opt.synth.augmentation.word_problems import WordProblem
from nl2opt.synth.families.instances import Instance

Problem: TypeAlias = Instance | WordProblem
"""What can be told in words: an instance of a family, or a word problem of the composer."""

InstanceEdit: TypeAlias = Callable[[random.Random], Instance]
WordProblemEdit: TypeAlias = Callable[[random.Random], WordProblem]
"""One way to change a problem; chance fills in numbers."""

P = TypeVar("P", Instance, WordProblem)


def _none(problem: Problem) -> tuple[()]:
    del problem
    return ()


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of change.

    Attributes:
        name: as its file.
        source: the rule of OptMATH or the operator of LLMOPT that it stands for.
        of_instance: the ways to change an instance of a family; none where it cannot be applied.
        of_word_problem: the ways to change a word problem.
        same_model: whether the model does what it did, so that fingerprints stay: a change of story.
    """

    name: str
    source: str
    of_instance: Callable[[Instance], Sequence[InstanceEdit]] = _none
    of_word_problem: Callable[[WordProblem], Sequence[WordProblemEdit]] = _none
    same_model: bool = False

    def applicable(self, problem: Problem) -> bool:
        """Whether there is a way to apply it."""
        return bool(self.of_instance(problem) if isinstance(problem, Instance) else self.of_word_problem(problem))

    def apply(self, problem: P, rng: random.Random) -> P:
        """The problem, changed in one of the ways.

        Raises:
            Nl2optError: it is not applicable.
        """
        if isinstance(problem, Instance):
            return self._chosen(self.of_instance(problem), rng)(rng)
        return self._chosen(self.of_word_problem(problem), rng)(rng)

    def _chosen(self, ways: Sequence[Callable[[random.Random], P]], rng: random.Random) -> Callable[[random.Random], P]:
        if not ways:
            raise Nl2optError(
                f"The operation '{self.name}' does not apply to this problem.", hint="Ask 'applicable' first."
            )
        return rng.choice(ways)
