"""What routes make and verification judges: a text with the formulation that it should say, not yet proven to match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from nl2opt.formulation.elements import Formulation
from nl2opt.llm.protocol import Message
from nl2opt.synth.pairs import Origin, Route

ReadBack: TypeAlias = Callable[[str], Formulation]
"""Reads a text into a formulation by the inverse of what wrote it; raises ``UnreadableError`` where it cannot."""


class UnreadableError(Exception):
    """A text that its own inverse does not read; the message is the sentence and why."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text and the formulation that it was made from.

    Attributes:
        text: the words; empty where a language model has still to write them.
        formulation: with all data.
        read_back: the inverse for texts made by code; None for others.
        prompt: how a language model is asked for the text, where the source has a way of its own.
        route, origin, family, setting, domain, problem_class, seed, operations, details: as in ``Pair``.
    """

    text: str
    formulation: Formulation
    route: Route
    origin: Origin
    family: str
    setting: str
    domain: str
    problem_class: str
    seed: int
    read_back: ReadBack | None = field(default=None, compare=False)
    prompt: tuple[Message, ...] = ()
    operations: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
