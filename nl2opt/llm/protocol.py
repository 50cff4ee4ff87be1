"""The one way in which nl2opt talks to a language model: a batch of requests in, a completion for each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat; ``role`` is ``system``, ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """One prompt and how to decode it.

    Attributes:
        messages: the chat so far, the last one from the user.
        shared: how many leading messages are the same for all requests of this kind; a backend may keep them
            processed, in memory or on disk.
        max_tokens: the most tokens to write.
        temperature: 0 decodes greedily.
        top_p: nucleus sampling, 1 for off.
        seed: of the sampling.
        stop: texts that end the completion; they are not part of it.
        grammar: a GBNF grammar that the completion must follow, or None.
        adapter: the name of a LoRA adapter, or None for the base model.
        logprobs: whether to return log-probabilities.
        opening: text that the answer opens with; the model goes on from it as if it had written it, and it is part of
            the completion. Backends that cannot do that refuse it.
    """

    messages: tuple[Message, ...]
    shared: int = 0
    max_tokens: int = 1024
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    adapter: str | None = None
    logprobs: bool = False
    opening: str = ""


class Finish(StrEnum):
    """Why a completion ended: by itself or at a stop text, at the token limit, or because it went round in circles."""

    STOP = "stop"
    LENGTH = "length"
    REPETITION = "repetition"


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote.

    Attributes:
        text: with the opening, without the stop text.
        finish: ``length`` means that the token limit cut it off.
        prompt_tokens: tokens of the prompt, of which ``cached_tokens`` did not have to be read again.
        completion_tokens: tokens written.
        logprobs: the log-probability of each token written; empty unless asked for.
        seconds: wall time of this request.
    """

    text: str
    finish: Finish
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float
    logprobs: tuple[float, ...] = ()


class LanguageModel(Protocol):
    """A model that can be asked. Backends: ``embedded``, ``openai_compatible``."""

    @property
    def name(self) -> str:
        """What a run record calls the model, file hash or server included where known."""
        ...

    @property
    def context_length(self) -> int:
        """The most tokens of prompt and completion together."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens ``text`` takes; exact where the tokenizer is at hand, else a careful upper estimate."""
        ...

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """Answer each request, in order.

        Raises:
            ModelError: the model cannot be reached, refuses, or returns nonsense.
        """
        ...

    def close(self) -> None:
        """Free memory, threads and connections."""
        ...
