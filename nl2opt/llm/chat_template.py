"""From chat messages to the tokens of a prompt, through the model's own chat template."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from nl2opt.errors import ModelError
from nl2opt.llm.protocol import Message


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens of a prompt, of which the first ``shared`` are common to all prompts of its kind."""

    tokens: tuple[int, ...]
    shared: int


class Tokenizer(Protocol):
    """Turns a text into tokens."""

    def __call__(self, text: str, *, special: bool, start: bool) -> list[int]:
        """The tokens of ``text``.

        Args:
            text: any text.
            special: whether marks such as ``<|im_start|>`` in it are special tokens, or the characters they look like.
            start: whether the token that begins a prompt comes first, if the model has one.
        """
        ...


class ChatTemplate:
    """Renders chats with a model's template, without ever letting a message write the template's own marks.

    The template is applied to placeholders, once for each sequence of roles; messages are tokenized as plain text and
    put where their placeholder stands. So ``<|im_start|>system`` in a problem's text is read as these characters and
    not as the start of a system message.

    Args:
        apply: renders (role, content) pairs to the text of a prompt that ends where the assistant begins.
        tokenize: the model's tokenizer.
    """

    def __init__(self, apply: Callable[[list[tuple[str, str]]], str], tokenize: Tokenizer) -> None:
        self._apply = apply
        self._tokenize = tokenize
        self._frames: dict[tuple[str, ...], list[list[int]]] = {}
        self._plain: dict[str, list[int]] = {}

    def prompt(self, messages: tuple[Message, ...], shared: int) -> Prompt:
        """The prompt for ``messages``, whose first ``shared`` ones are common to all prompts of this kind.

        Raises:
            ModelError: there is no message, or the template leaves one out.
        """
        if not messages:
            raise ModelError("A request to the language model has no message.", hint="")
        frame = self._frame(tuple(message.role for message in messages))
        tokens = list(frame[0])
        common = len(tokens) if shared > 0 else 0
        for index, message in enumerate(messages):
            tokens += self._content(message.content, keep=index < shared)
            tokens += frame[index + 1]
            if index < shared and index + 1 < len(messages):
                common = len(tokens)
        return Prompt(tuple(tokens), common)

    def _content(self, text: str, *, keep: bool) -> list[int]:
        if text in self._plain:
            return self._plain[text]
        tokens = self._tokenize(text, special=False, start=False)
        if keep:
            self._plain[text] = tokens
        return tokens

    def _frame(self, roles: tuple[str, ...]) -> list[list[int]]:
        """The template's tokens before, between and after the messages' contents."""
        if roles not in self._frames:
            marks = [f"placeholder{secrets.token_hex(8)}" for _ in roles]
            rest = self._apply(list(zip(roles, marks, strict=True)))
            pieces = []
            for role, mark in zip(roles, marks, strict=True):
                before, found, rest = rest.partition(mark)
                if not found:
                    raise ModelError(
                        f"The chat template of the model leaves out a message of the role '{role}'.",
                        hint="Use a model whose template takes system, user and assistant messages.",
                    )
                pieces.append(before)
            self._frames[roles] = [
                self._tokenize(piece, special=True, start=index == 0) for index, piece in enumerate((*pieces, rest))
            ]
        return self._frames[roles]
