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


def repair_request(problem: str, draft: str, complaint: str, settings: Settings) -> Request:
    """The request for a better draft, after ``draft`` was found to have the faults that ``complaint`` lists."""
    turns = (Message("user", problem), Message("assistant", draft), Message("user", complaint))
    return _request((*shared_messages(), *turns), settings)


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
