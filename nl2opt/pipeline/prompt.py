"""The prompt: instructions, worked examples, the problem."""

from __future__ import annotations

from nl2opt.llm.protocol import Message, Request
from nl2opt.pipeline.examples import load_examples
from nl2opt.pipeline.settings import Settings

INSTRUCTIONS = (
    "You are an expert in operations research. Write the formulation of the problem in the format of the examples: "
    "its variables, its objective, and one constraint for each requirement or limited resource that the problem "
    "states. Never invent limits or numbers that the problem does not state."
)
STOP = ("## Solution", "## Answer", "## Explanation", "\n\n\n", "```\n\n")
"""Where a draft ends even if the model would go on."""


def shared_messages() -> tuple[Message, ...]:
    """The messages that stand before every problem."""
    turns = [Message("system", INSTRUCTIONS)]
    for example in load_examples():
        turns += [Message("user", example.problem), Message("assistant", example.draft)]
    return tuple(turns)


def draft_request(problem: str, settings: Settings) -> Request:
    """The request for a first draft of ``problem``."""
    shared = shared_messages()
    return _request((*shared, Message("user", problem)), settings)


def repair_request(problem: str, advice: str, settings: Settings) -> Request:
    """The request for another draft, with ``advice`` from the faults of the one before.

    The faulty draft itself is not shown: a small model that sees it repeats it, or answers with prose. The problem is
    put again, in the same place behind the same examples, so that the form of the answer stays the same.
    """
    return _request((*shared_messages(), Message("user", f"{problem}\n\n{advice}")), settings)


def _request(messages: tuple[Message, ...], settings: Settings) -> Request:
    return Request(
        messages=messages,
        shared=len(shared_messages()),
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        stop=STOP,
        adapter=settings.adapter,
    )
