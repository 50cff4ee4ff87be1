"""Which pairs of a dataset to spend tokens on: short ones, from every story in turn, by shares of origins.

A processor trains a model of 1.5 billion parameters on a few hundred thousand tokens in a night, so each story and kind
of model should come once before any comes twice.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.synth.pairs import Pair

USUAL_SHARES = {"composer": 0.65, "augmentation": 0.12, "family": 0.23}
"""Most of what people ask are word problems of a few activities."""
ANSWER_WEIGHT = 1.25
"""Formulations take more tokens a character than prose: digits and signs are tokens of their own."""


def size(pair: Pair) -> float:
    """Characters of a pair, those of its formulation weighted; four of them are about a token."""
    return len(pair.text) + ANSWER_WEIGHT * len(pair.formulation)


def choose(
    pairs: Iterable[Pair],
    count: int,
    shares: Mapping[str, float],
    *,
    longest: float,
    seed: int,
    without: Collection[str] = (),
) -> list[Pair]:
    """Choose pairs at random, each story of each family once before any comes again.

    Args:
        pairs: what there is.
        count: how many are wanted.
        shares: of each origin; they are scaled to add up to 1.
        longest: the largest ``size``.
        seed: of the choice.
        without: ids of pairs that are not to be chosen, such as those of earlier rounds.

    Raises:
        Nl2optError: an origin is unknown, a share is negative, or an origin has too few pairs.
    """
    if not shares or min(shares.values()) < 0 or sum(shares.values()) <= 0:
        raise Nl2optError(
            "The shares of origins do not add up to anything.", hint="Give some, such as composer=0.7, family=0.3."
        )
    pools: dict[str, list[Pair]] = {origin: [] for origin in shares}
    left_out = set(without)
    for pair in pairs:
        if str(pair.origin) in pools and pair.id not in left_out and size(pair) <= longest:
            pools[str(pair.origin)].append(pair)
    rng = random.Random(seed)
    chosen: list[Pair] = []
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


def write_curriculum(pairs: Iterable[Pair], path: Path, system: str | None) -> int:
    """Write pairs as training examples: the text is the question, the formulation the answer; returns how many."""
    told = [] if system is None else [{"role": "system", "content": system}]
    lines = []
    for pair in pairs:
        question = {"role": "user", "content": pair.text}
        answer = {"role": "assistant", "content": pair.formulation.strip()}
        row = {"task": "text_to_formulation", "pair": pair.id, "messages": [*told, question, answer]}
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


def _in_turn(pool: Iterable[Pair]) -> list[Pair]:
    """The pairs so that the first of every story come first, then the second ones."""
    seen: Counter[tuple[str, str]] = Counter()
    turns: list[tuple[int, Pair]] = []
    for pair in pool:
        story = (pair.family, pair.setting)
        turns.append((seen[story], pair))
        seen[story] += 1
    return [pair for _, pair in sorted(turns, key=lambda turn: turn[0])]
