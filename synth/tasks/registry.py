"""The tasks that there are, found by what their files hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.pairs import Pair
from nl2opt.synth.randomness import stream
from nl2opt.synth.tasks.task import Example, Task

_DEFINITION = re.compile(r"^TASK\b.*=", re.MULTILINE)


@functools.cache
def names() -> tuple[str, ...]:
    """The name of every task, sorted; none is imported."""
    files = Path(__file__).parent.glob("*.py")
    return tuple(sorted(file.stem for file in files if _DEFINITION.search(file.read_text(encoding="utf-8"))))


def task(name: str) -> Task:
    """The task of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in names():
        hint = did_you_mean(name, names()) or f"The tasks are {', '.join(names())}."
        raise Nl2optError(f"There is no task '{name}'.", hint=hint)
    return cast(Task, import_module(f"nl2opt.synth.tasks.{name}").TASK)


def mixture(pairs: Iterable[Pair], shares: Mapping[str, float], seed: int) -> Iterator[Example]:
    """Examples of several tasks out of pairs.

    Args:
        pairs: verified pairs.
        shares: for each task the probability that a pair is used for it.
        seed: of the choice of pairs, phrasings and mutations.

    Raises:
        Nl2optError: a task is not there, or a share is not from 0 to 1.
    """
    chosen = {name: task(name) for name in shares}
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise Nl2optError(f"The share {share} of the task '{name}' is not from 0 to 1.", hint="Give a probability.")
    for pair in pairs:
        for name, each in chosen.items():
            rng = stream(seed, "task", name, pair.id)
            if rng.random() < shares[name]:
                yield from each.examples(pair, rng)
