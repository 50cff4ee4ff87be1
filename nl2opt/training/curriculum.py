"""Which pairs of a dataset to spend tokens on: short ones, from every story in turn, by shares of origins.

A processor trains a model of 1.5 billion parameters on a few hundred thousand tokens in a night, so each story and kind
of model should come once before any comes twice.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.synth.pairs import Pair
from nl2opt.training.flat_answers import flat_answer

USUAL_SHARES = {"composer": 0.65, "augmentation": 0.12, "family": 0.23}
"""Most of what people ask are word problems of a few activities."""
ANSWER_WEIGHT = 1.25
"""Formulations take more tokens a character than prose: digits and signs are tokens of their own."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pair and the answer that is to be learnt: its formulation, or another way to write it."""

    pair: Pair
    answer: str

    @property
    def size(self) -> float:
        """Characters of text and answer, those of the answer weighted; four of them are about a token."""
        return len(self.pair.text) + ANSWER_WEIGHT * len(self.answer)


def lessons(pairs: Iterable[Pair], *, flat: bool = False) -> Iterator[Lesson]:
    """Pairs with their formulations, or, with ``flat``, those that can be written without sets."""
    for pair in pairs:
        answer = flat_answer(pair) if flat else pair.formulation.strip()
        if answer is not None:
            yield Lesson(pair, answer)


def choose(
    material: Iterable[Lesson],
    count: int,
    shares: Mapping[str, float],
    *,
    longest: float,
    seed: int,
    without: Collection[str] = (),
) -> list[Lesson]:
    """Choose lessons at random, each story of each family once before any comes again.

    Args:
        material: what there is.
        count: how many are wanted.
        shares: of each origin; they are scaled to add up to 1.
        longest: the largest size.
        seed: of the choice.
        without: ids of pairs that are not to be chosen, such as those of earlier rounds.

    Raises:
        Nl2optError: a share is negative, or an origin has too few lessons.
    """
    if not shares or min(shares.values()) < 0 or sum(shares.values()) <= 0:
        raise Nl2optError(
            "The shares of origins do not add up to anything.", hint="Give some, such as composer=0.7, family=0.3."
        )
    pools: dict[str, list[Lesson]] = {origin: [] for origin in shares}
    left_out = set(without)
    for lesson in material:
        origin = str(lesson.pair.origin)
        if origin in pools and lesson.pair.id not in left_out and lesson.size <= longest:
            pools[origin].append(lesson)
    rng = random.Random(seed)
    chosen: list[Lesson] = []
    for origin, wanted in _numbers(shares, count).items():
        pool = pools[origin]
        if len(pool) < wanted:
            raise Nl2optError(
                f"There are {len(pool)} pairs of the origin '{origin}' with a size up to {longest:g}, and {wanted} are "
                "wanted.",
                hint="Make a larger dataset, allow longer pairs, or give the origin a smaller share.",
            )
        rng.shuffle(pool)
        chosen += _in_turn(pool)[:wanted]
    rng.shuffle(chosen)
    return chosen


def write_curriculum(chosen: Iterable[Lesson], path: Path, system: str | None) -> int:
    """Write lessons as training examples: the text is the question; returns how many."""
    told = [] if system is None else [{"role": "system", "content": system}]
    lines = []
    for lesson in chosen:
        question = {"role": "user", "content": lesson.pair.text}
        answer = {"role": "assistant", "content": lesson.answer}
        row = {"task": "text_to_formulation", "pair": lesson.pair.id, "messages": [*told, question, answer]}
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise Nl2optError(f"'{path}' cannot be written: {error.strerror}.", hint="Give another --out.") from None
    return len(lines)


def pair_ids(path: Path) -> set[str]:
    """The ids of the pairs of a file that ``write_curriculum`` has written.

    Raises:
        Nl2optError: it cannot be read.
    """
    try:
        return {str(json.loads(line)["pair"]) for line in path.read_text(encoding="utf-8").splitlines()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Nl2optError(f"'{path}' is no file of 'nl2opt train select': {error}.", hint="Name another.") from None


def _numbers(shares: Mapping[str, float], count: int) -> dict[str, int]:
    """Whole numbers in proportion to shares that add up to ``count``; the largest remainders get one more."""
    total = sum(shares.values())
    exact = {origin: count * share / total for origin, share in shares.items()}
    numbers = {origin: int(value) for origin, value in exact.items()}
    by_rest = sorted(exact, key=lambda origin: numbers[origin] - exact[origin])
    for origin in by_rest[: count - sum(numbers.values())]:
        numbers[origin] += 1
    return numbers


def _in_turn(pool: Iterable[Lesson]) -> list[Lesson]:
    """The lessons so that the first of every story come first, then the second ones."""
    seen: Counter[tuple[str, str]] = Counter()
    turns: list[tuple[int, Lesson]] = []
    for lesson in pool:
        story = (lesson.pair.family, lesson.pair.setting)
        turns.append((seen[story], lesson))
        seen[story] += 1
    return [lesson for _, lesson in sorted(turns, key=lambda turn: turn[0])]
