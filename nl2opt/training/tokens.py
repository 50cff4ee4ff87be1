"""Examples as tokens, packed into rows of about equal length without padding."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nl2opt.llm.tokenizer_template import template_of
from nl2opt.training.examples import TrainingExample

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class TokenisedExample:
    """Tokens of a whole chat, of which the answer starts at ``answer_start`` and ends with the end of its turn."""

    tokens: tuple[int, ...]
    answer_start: int
    place: str = ""

    @property
    def answer_tokens(self) -> int:
        """How many tokens the loss is taken over."""
        return len(self.tokens) - self.answer_start


@dataclass(frozen=True, slots=True)
class Row:
    """Packed examples: each attends to itself alone and counts its positions from 0."""

    examples: tuple[TokenisedExample, ...]

    @property
    def length(self) -> int:
        """Tokens of all its examples."""
        return sum(len(example.tokens) for example in self.examples)


def tokenise(examples: Iterable[TrainingExample], tokenizer: PreTrainedTokenizerBase) -> Iterator[TokenisedExample]:
    """The tokens of chats by the model's own template, each with the end of the answer's turn.

    Raises:
        ModelError: the tokenizer has no chat template.
    """
    template = template_of(tokenizer)
    for example in examples:
        question = template.prompt(example.messages, 0).tokens
        answer = tokenizer(example.answer, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        yield TokenisedExample((*question, *answer, tokenizer.eos_token_id), len(question), example.place)


def within(examples: Iterable[TokenisedExample], limit: int) -> tuple[list[TokenisedExample], list[TokenisedExample]]:
    """Those of at most ``limit`` tokens, and the others."""
    kept: list[TokenisedExample] = []
    left_out: list[TokenisedExample] = []
    for example in examples:
        (kept if len(example.tokens) <= limit else left_out).append(example)
    return kept, left_out


def pack(examples: Sequence[TokenisedExample], row_tokens: int, rng: random.Random) -> list[Row]:
    """Fill rows of at most ``row_tokens`` tokens: each example goes into the fullest open row that it fits in.

    The examples are shuffled first, and so are the rows in the end, so that a step sees a mixture. Best fit leaves
    little of a row empty; an example that is longer than a row is one by itself.
    """
    order = list(examples)
    rng.shuffle(order)
    rows: list[list[TokenisedExample]] = []
    open_rows: dict[int, int] = {}
    for example in order:
        length = len(example.tokens)
        fitting = [index for index, free in open_rows.items() if free >= length]
        if fitting:
            index = min(fitting, key=lambda each: open_rows[each])
            rows[index].append(example)
            open_rows[index] -= length
        else:
            index = len(rows)
            rows.append([example])
            open_rows[index] = row_tokens - length
        if open_rows[index] < _NEARLY_FULL:
            del open_rows[index]
        if len(open_rows) > _OPEN:
            del open_rows[min(open_rows, key=lambda each: open_rows[each])]
    packed = [Row(tuple(row)) for row in rows]
    rng.shuffle(packed)
    return packed


_NEARLY_FULL = 48
"""Few examples are shorter: a row with less room is closed."""
_OPEN = 200
"""Rows that are looked at for each example: enough to find a good fit, few enough to stay linear."""
