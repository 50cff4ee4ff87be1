"""The chat template of a tokenizer of transformers: the same tokens in training and wherever the model is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nl2opt.errors import ModelError
from nl2opt.llm.chat_template import ChatTemplate

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def template_of(tokenizer: PreTrainedTokenizerBase) -> ChatTemplate:
    """The template; marks inside of messages are read as the characters that they are.

    Raises:
        ModelError: the tokenizer has no chat template.
    """
    if not tokenizer.chat_template:
        raise ModelError(
            "The model's tokenizer has no chat template.", hint="Use an instruction-tuned model ('...-Instruct')."
        )
    any_tokenizer: Any = tokenizer

    def apply(chat: list[tuple[str, str]]) -> str:
        messages = [{"role": role, "content": content} for role, content in chat]
        return str(any_tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    def tokenize(text: str, *, special: bool, start: bool) -> list[int]:  # noqa: ARG001 - templates write the start
        return list(any_tokenizer(text, add_special_tokens=False, split_special_tokens=not special)["input_ids"])

    return ChatTemplate(apply, tokenize)
