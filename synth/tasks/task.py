"""What a task is: it turns one verified pair into chats with a right answer, or into answers with a verdict."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from nl2opt.synth.pairs import Pair


@dataclass(frozen=True, slots=True)
class Example:
    """One chat to learn from.

    Attributes:
        task: its name.
        pair: the id of the pair that it was made from.
        instruction: what the user says; the pair's text or formulation is part of it.
        answer: what the assistant should say, or, where ``desirable`` is given, might say.
        desirable: for preference records (KTO): whether the answer is right, by fingerprint; None for others.
    """

    task: str
    pair: str
    instruction: str
    answer: str
    desirable: bool | None = None

    def to_row(self) -> Mapping[str, Any]:
        """As trainers read it: ``messages`` for chats; ``prompt``, ``completion`` and ``label`` for preferences."""
        user = {"role": "user", "content": self.instruction}
        assistant = {"role": "assistant", "content": self.answer}
        if self.desirable is None:
            return {"task": self.task, "pair": self.pair, "messages": [user, assistant]}
        return {
            "task": self.task,
            "pair": self.pair,
            "prompt": [user],
            "completion": [assistant],
            "label": self.desirable,
        }


class Task(Protocol):
    """A way to make examples; a file of this folder with ``TASK = ...`` is one."""

    @property
    def name(self) -> str:
        """Its name, as its file."""
        ...

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """The examples of a pair; none where the task does not go with it."""
        ...
