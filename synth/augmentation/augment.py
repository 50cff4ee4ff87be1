"""Problems changed by operations drawn at random, one after the other."""

from __future__ import annotations

import random
from collections.abc import Iterable

from nl2opt.errors import Nl2optError
from nl2opt.synth.augmentation.operation import Operation, P
from nl2opt.synth.augmentation.registry import all_operations


def augmented(
    problem: P, rng: random.Random, count: int = 1, operations: Iterable[Operation] | None = None
) -> tuple[P, tuple[str, ...]]:
    """The problem after some operations, and their names in order.

    No operation comes twice, none undoes another, and none comes where nothing more applies. What comes out may be
    infeasible or unbounded: it is judged like any other problem, by a solve.

    Args:
        problem: what is changed.
        rng: draws operations and their numbers.
        count: how many there shall be.
        operations: of which; None for all.

    Raises:
        Nl2optError: no operation applies at all.
    """
    left = list(all_operations() if operations is None else operations)
    done: list[str] = []
    passed = [problem]
    while len(done) < count:
        usable = [each for each in left if each.applicable(problem)]
        if not usable:
            break
        chosen = rng.choice(usable)
        left.remove(chosen)
        changed = chosen.apply(problem, rng)
        if chosen.same_model or all(changed.formulation != earlier.formulation for earlier in passed):
            problem = changed
            passed.append(changed)
            done.append(chosen.name)
    if not done:
        raise Nl2optError("No operation of augmentation applies to this problem.", hint="Ask for another family.")
    return problem, tuple(done)
