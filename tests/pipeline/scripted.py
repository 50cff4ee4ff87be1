"""A model that says what a test tells it to, for steps of the pipeline that depend on what was said."""

from __future__ import annotations

from collections.abc import Sequence

from nl2opt.llm.protocol import Completion, Finish, Request


class ScriptedModel:
    """Answers with the given texts, one after the other, and remembers what it was asked."""

    def __init__(self, *texts: str) -> None:
        self.name = "scripted"
        self.context_length = 4096
        self.asked: list[Request] = []
        self._texts = list(texts)

    def count_tokens(self, text: str) -> int:
        """About four characters for each token."""
        return len(text) // 4

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """The next text for each request."""
        self.asked += requests
        return [Completion(self._texts.pop(0), Finish.STOP, 100, 80, 20, 0.01) for _ in requests]

    def close(self) -> None:
        """Nothing to free."""
