"""From the words of a user (``--model embedded``, ``--model openai:NAME``) to a language model."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.errors import Nl2optError
from nl2opt.llm.catalogue import KNOWN_MODELS
from nl2opt.llm.protocol import LanguageModel

if TYPE_CHECKING:
    from nl2opt.llm.adapters import Adapter
    from nl2opt.llm.download import Progress

BACKENDS = ("embedded", "openai", "transformers")


def open_model(
    spec: str | None = None,
    *,
    base_url: str | None = None,
    key_variable: str | None = None,
    slots: int = 1,
    context_length: int | None = None,
    threads: int | None = None,
    adapters: Mapping[str, Path] | None = None,
    timeout: float | None = None,
    pull: bool = True,
    progress: Progress | None = None,
) -> LanguageModel:
    """Open the language model that ``spec`` names; the caller closes it.

    Args:
        spec: ``embedded`` (the default), ``embedded:NAME`` with the name of a model in the store or the path of a GGUF
            file, ``openai:NAME`` with the name of a model on an endpoint, or ``transformers:NAME`` with a folder, a
            GGUF file or a name on the Hugging Face hub.
        base_url: the endpoint, for ``openai``.
        key_variable: the environment variable with the endpoint's key; ``OPENAI_API_KEY`` if None.
        slots: how many requests of a batch are worked on at the same time.
        context_length: tokens of prompt and completion for each request; the backend's own choice if None.
        threads: threads of computation, for ``embedded``; the physical cores if None.
        adapters: LoRA adapters by name: GGUF files for ``embedded``, folders of peft's for ``transformers``.
        timeout: seconds to wait for an answer, for ``openai``.
        pull: fetch a known model that is not on this machine yet.
        progress: called with where the pull stands.

    Raises:
        Nl2optError: the spec names no backend or model, or an option does not go with it.
        ModelFileError: the model file is missing or damaged.
        ModelError: the model cannot be fetched.
    """
    backend, _, name = (spec or "embedded").partition(":")
    if backend == "embedded":
        if base_url is not None:
            raise Nl2optError(
                "The embedded model has no --base-url.", hint="For an endpoint, give --model openai:NAME with it."
            )
        return _open_embedded(name, slots, context_length, threads, adapters, pull, progress)
    if backend == "openai":
        if not name:
            raise Nl2optError("The model's name is missing.", hint="Give --model openai:NAME.")
        return _open_endpoint(name, base_url, key_variable, slots, context_length, timeout)
    if backend == "transformers":
        from nl2opt.llm.transformers_model import TransformersModel

        if not name:
            raise Nl2optError("The model's name is missing.", hint="Give --model transformers:NAME.")
        return TransformersModel(name, adapters=adapters)
    raise _unknown(spec or "")


def select_adapter(model: str | None, adapter: str | None) -> Adapter | None:
    """The adapter for a model: the one that is asked for, or the shipped default; the model is not opened for it.

    Args:
        model: as for ``open_model``.
        adapter: a shipped adapter's name, a folder or GGUF file with a card, ``none``, or None for the default.

    Raises:
        Nl2optError: an adapter was asked for and the model cannot have one.
        ModelFileError: the adapter is missing, damaged, or for another model.
    """
    from nl2opt.llm.adapters import DEFAULT, NONE, find_adapter, shipped_adapters

    backend, _, name = (model or "embedded").partition(":")
    if adapter == NONE or (adapter is None and (backend != "embedded" or DEFAULT not in shipped_adapters())):
        return None
    if backend != "embedded":
        raise Nl2optError(
            "--adapter goes with the embedded model.",
            hint="An endpoint serves adapters under names of their own: give --model openai:NAME.",
        )
    found, base = find_adapter(adapter or DEFAULT), _base_hash(name)
    if adapter is None:
        return found if found.base == base else None
    if base is not None:
        found.require_base(base)
    return found


def _base_hash(name: str) -> str | None:
    """The hash of a model's file; None for one that is not here and that no catalogue knows."""
    from nl2opt.llm.store import ModelStore

    store = ModelStore()
    if store.absent(name or None):
        return {model.name: model.sha256 for model in KNOWN_MODELS}.get(name or store.default)
    return store.find(name or None).sha256


def _open_embedded(
    name: str,
    slots: int,
    context_length: int | None,
    threads: int | None,
    adapters: Mapping[str, Path] | None,
    pull: bool,
    progress: Progress | None,
) -> LanguageModel:
    from nl2opt.llm.embedded import CONTEXT_LENGTH, EmbeddedModel
    from nl2opt.llm.store import ModelStore

    store = ModelStore()
    absent = store.absent(name or None)
    file = store.pull(name or None, progress=progress) if pull and absent else store.find(name or None)
    return EmbeddedModel(
        file.path,
        name=file.name,
        sha256=file.sha256,
        slots=slots,
        context_length=context_length or CONTEXT_LENGTH,
        threads=threads,
        adapters=adapters,
    )


def _open_endpoint(
    name: str,
    base_url: str | None,
    key_variable: str | None,
    slots: int,
    context_length: int | None,
    timeout: float | None,
) -> LanguageModel:
    from nl2opt.llm.openai_compatible import DEFAULT_KEY_VARIABLE, DEFAULT_TIMEOUT, OpenAICompatibleModel

    return OpenAICompatibleModel(
        name,
        base_url,
        key_variable=key_variable or DEFAULT_KEY_VARIABLE,
        timeout=timeout or DEFAULT_TIMEOUT,
        concurrency=slots,
        context_length=context_length,
    )


def _unknown(spec: str) -> Nl2optError:
    from nl2opt.llm.store import ModelStore

    names = [entry.name for entry in ModelStore().list_models()]
    specs = [*BACKENDS, *(f"embedded:{name}" for name in names)]
    near = difflib.get_close_matches(spec, specs, n=1)
    if spec in names or spec.endswith(".gguf"):
        near = [f"embedded:{spec}"]
    hint = f"Did you mean '{near[0]}'?" if near else "Use embedded, embedded:NAME, openai:NAME or transformers:NAME."
    return Nl2optError(f"There is no model backend for '{spec}'.", hint=hint)
