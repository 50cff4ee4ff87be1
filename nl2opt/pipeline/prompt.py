"""The prompt: instructions, worked examples, the problem."""

from __future__ import annotations

from functools import cache

from nl2opt.llm.protocol import Message, Request
from nl2opt.pipeline.examples import FLAT, TABLES, load_examples
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import TextData, read_tables

INSTRUCTIONS = (
    "You are an expert in operations research. Write the formulation of the problem in the format of the examples: "
    "its variables, its objective, and one constraint for each requirement or limited resource that the problem "
    "states. Never invent limits or numbers that the problem does not state."
)
TABLE_INSTRUCTIONS = (
    f"{INSTRUCTIONS} Sets and data of tables are read already: use them by their names, as the examples do, and write "
    "sums over the sets."
)
STOP = ("## Solution", "## Answer", "## Explanation", "\n\n\n", "```\n\n")
"""Where a draft ends even if the model would go on."""


@cache
def shared_messages(tables: bool = False) -> tuple[Message, ...]:
    """The messages that stand before every problem in words, or before every problem with tables that were read."""
    turns = [Message("system", TABLE_INSTRUCTIONS if tables else INSTRUCTIONS)]
    for example in load_examples(TABLES if tables else FLAT):
        problem = read_tables(example.problem).told if tables else example.problem
        turns += [Message("user", problem), Message("assistant", example.draft)]
    return tuple(turns)


def draft_request(data: TextData, settings: Settings) -> Request:
    """The request for a first draft of a problem."""
    return _request(data, data.told, settings, leading_messages(data, settings))


def repair_request(data: TextData, advice: str, settings: Settings) -> Request:
    """The request for another draft, with ``advice`` from the faults of the one before.

    The faulty draft itself is not shown: a small model that sees it repeats it, or answers with prose. The problem is
    put again, in the same place behind the same examples, so that the form of the answer stays the same. An adapter
    with words of its own has learnt to draft and not to take advice; there the base model and its examples are asked,
    who also make other mistakes than the adapter does.
    """
    return _request(data, f"{data.told}\n\n{advice}", settings, shared_messages(tables=bool(data)))


def leading_messages(data: TextData, settings: Settings) -> tuple[Message, ...]:
    """What stands before a draft's problem: the words of the adapter's training, or instructions and examples."""
    if settings.system is not None and not data:
        return (Message("system", settings.system),)
    return shared_messages(tables=bool(data))


def _request(data: TextData, words: str, settings: Settings, leading: tuple[Message, ...]) -> Request:
    # Behind examples, an adapter with words of its own would see what it has never seen in training.
    foreign = settings.system is not None and leading == shared_messages(tables=bool(data))
    return Request(
        messages=(*leading, Message("user", words)),
        shared=len(leading),
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        stop=STOP,
        adapter=None if foreign else settings.adapter,
        opening="" if foreign else settings.opening,
    )
