"""From the words of a user (``--model embedded``, ``--model openai:NAME``) to a language model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.llm.protocol import LanguageModel


def open_model(
    spec: str | None = None,
    *,
    slots: int = 1,
    context_length: int | None = None,
    threads: int | None = None,
    adapters: Mapping[str, Path] | None = None,
) -> LanguageModel:
    """Open the language model that ``spec`` names."""
    from nl2opt.llm.embedded import CONTEXT_LENGTH, EmbeddedModel
    from nl2opt.llm.store import ModelStore

    backend, _, name = (spec or "embedded").partition(":")
    if backend != "embedded":
        raise Nl2optError(f"There is no model backend '{backend}'.", hint="Use embedded or openai:NAME.")
    file = ModelStore().find(name or None)
    return EmbeddedModel(
        file.path,
        name=file.name,
        sha256=file.sha256,
        slots=slots,
        context_length=context_length or CONTEXT_LENGTH,
        threads=threads,
        adapters=adapters,
    )
