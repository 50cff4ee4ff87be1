"""Problems of another source, changed by operations of augmentation before they are told."""

from __future__ import annotations

import functools
from dataclasses import replace

from nl2opt.errors import Nl2optError
from nl2opt.synth.augmentation.augment import augmented
from nl2opt.synth.augmentation.word_problems import WordProblem, tell, word_problem
from nl2opt.synth.candidates import Candidate, UnreadableError
from nl2opt.synth.complexity.bands import band
from nl2opt.synth.complexity.score import model_class
from nl2opt.synth.composer.reading import read_back
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.registry import family
from nl2opt.synth.pairs import Origin
from nl2opt.synth.randomness import stream
from nl2opt.synth.sources.families import told_candidate, tuned_ranges
from nl2opt.synth.sources.protocol import Source
from nl2opt.synth.verification import RejectedError

OPERATIONS = (1, 1, 2)
"""How many operations a candidate has, drawn from these."""

_CLASSES = {"LP": "linear", "IP": "integer"}


class AugmentedInstances:
    """Instances of a family after one or two operations.

    Args:
        name: of the family.
        band_name: the band from whose ranges the instances are drawn.

    Raises:
        Nl2optError: there is no such family or band.
        UnreachableError: no ranges of the family reach the band.
    """

    def __init__(self, name: str, band_name: str) -> None:
        self.family = family(name)
        self.ranges = tuned_ranges(self.family.name, band(band_name))

    def candidates(self, seed: int) -> list[Candidate]:
        """One candidate; see ``Source.candidates``."""
        rng = stream(seed, "augmentation", self.family.name)
        instance = draw(self.family, seed, ranges=self.ranges)
        changed, operations = augmented(instance, rng, rng.choice(OPERATIONS))
        return [told_candidate(changed, operations)]


class AugmentedWordProblems:
    """Word problems after one or two operations.

    Args:
        source: gives word problems of the composer.
    """

    def __init__(self, source: Source) -> None:
        self.source = source

    def candidates(self, seed: int) -> list[Candidate]:
        """One for each candidate of the source; see ``Source.candidates``."""
        return [augmented_word_problem(candidate) for candidate in self.source.candidates(seed)]


def augmented_word_problem(candidate: Candidate) -> Candidate:
    """A word problem of the composer after one or two operations.

    Raises:
        RejectedError: the changed problem cannot be told in the words of its story.
    """
    rng = stream(candidate.seed, "augmentation", candidate.family)
    try:
        problem = word_problem(candidate)
    except UnreadableError as error:
        raise RejectedError("inverse", str(error)) from error
    changed, operations = augmented(problem, rng, rng.choice(OPERATIONS))
    return _told(candidate, changed, operations)


def _told(candidate: Candidate, problem: WordProblem, operations: tuple[str, ...]) -> Candidate:
    try:
        text, formulation = tell(problem, stream(problem.seed, "tell", *operations))
        kind = model_class(formulation)
    except Nl2optError as error:
        raise RejectedError("formulation", error.what) from error
    return replace(
        candidate,
        text=text,
        formulation=formulation,
        origin=Origin.AUGMENTATION,
        family=f"word_problem_{problem.story.kind.value}",
        setting=problem.story.name,
        domain=problem.story.domain,
        problem_class=_CLASSES.get(kind, "mixed-integer"),
        read_back=functools.partial(read_back, story=problem.story),
        operations=operations,
        details={"goal": problem.goal, "clauses": [name for name, _ in problem.clauses]},
    )
