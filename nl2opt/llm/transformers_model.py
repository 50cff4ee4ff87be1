"""Any causal model of transformers in this process, with adapters of peft's chosen by each request.

It is what training sees, so it is there to compare with, and for models that have no GGUF file; for speed use the
embedded backend on a processor and vLLM on a GPU.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2opt.errors import ModelError
from nl2opt.llm.protocol import Completion, Finish, Request
from nl2opt.llm.repetition import without_loop
from nl2opt.llm.tokenizer_template import template_of
from nl2opt.llm.weights import load_weights

if TYPE_CHECKING:
    import torch

LOOK_AGAIN = 256
"""Tokens after which a text is searched for circles."""
_TAIL = 32
"""Tokens in which a stop text is looked for after each token; longer than any stop text in use."""


class TransformersModel:
    """A language model of transformers; use it as a context manager or call ``close``.

    Args:
        source: a GGUF file, a folder, or a name on the Hugging Face hub; see ``load_weights``.
        adapters: folders of peft's, by the name that requests use.
        device: ``cpu`` or ``cuda``; the GPU where there is one if None.
        batch: greedy requests that are decoded together; sampled ones are decoded one at a time, each with its seed.

    Raises:
        MissingExtraError: torch, transformers or peft are not installed.
        Nl2optError: the model or an adapter cannot be loaded.
    """

    def __init__(
        self,
        source: str | Path,
        *,
        adapters: Mapping[str, Path] | None = None,
        device: str | None = None,
        batch: int = 8,
    ) -> None:
        weights = load_weights(source, device=device)
        self._name = f"transformers:{weights.name}" + (f"@{weights.sha256[:12]}" if weights.sha256 else "")
        self._tokenizer: Any = weights.tokenizer
        self._model: Any = _with_adapters(weights.model, dict(adapters or {}))
        self._model.eval()
        self._adapters = tuple(adapters or ())
        self._context = int(weights.model.config.max_position_embeddings)
        self._template = template_of(self._tokenizer)
        self._batch = batch

    @property
    def name(self) -> str:
        """``transformers:`` and the model's name, with the first digits of a GGUF file's hash."""
        return self._name

    @property
    def context_length(self) -> int:
        """The most tokens of prompt and completion together."""
        return self._context

    def count_tokens(self, text: str) -> int:
        """How many tokens ``text`` takes, exactly."""
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """Answer each request, in order.

        Raises:
            ModelError: a prompt does not fit into the context, an adapter is unknown, or a grammar is asked for.
        """
        prompts = [self._prompt(request) for request in requests]
        answers: dict[int, Completion] = {}
        order = sorted(range(len(requests)), key=lambda index: _kind(requests[index]))
        for _, group in groupby(order, key=lambda index: _kind(requests[index])):
            members = list(group)
            size = 1 if requests[members[0]].temperature > 0 else self._batch
            for start in range(0, len(members), size):
                chosen = members[start : start + size]
                found = self._decode([requests[index] for index in chosen], [prompts[index] for index in chosen])
                answers.update(zip(chosen, found, strict=True))
        return [answers[index] for index in range(len(requests))]

    def close(self) -> None:
        """Free the memory."""
        self._model = None

    def __enter__(self) -> TransformersModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prompt(self, request: Request) -> tuple[int, ...]:
        if request.grammar is not None:
            raise ModelError(
                "The transformers backend follows no grammar.", hint="Use the embedded model, or vLLM's endpoint."
            )
        if request.adapter is not None and request.adapter not in self._adapters:
            known = ", ".join(sorted(self._adapters)) or "none"
            raise ModelError(
                f"The adapter '{request.adapter}' is not known to this model.", hint=f"Registered adapters: {known}."
            )
        tokens = self._template.prompt(request.messages, request.shared).tokens
        if request.opening:
            tokens += tuple(self._tokenizer(request.opening, add_special_tokens=False)["input_ids"])
        if len(tokens) >= self._context:
            raise ModelError(
                f"The prompt takes {len(tokens)} tokens, but the context of the model has room for {self._context}.",
                hint="Shorten the text, put large tables into data files, or use a model with a longer context.",
            )
        return tokens

    def _decode(self, requests: Sequence[Request], prompts: Sequence[tuple[int, ...]]) -> list[Completion]:
        import torch
        from transformers import StoppingCriteriaList

        start = time.monotonic()
        first = requests[0]
        width = max(map(len, prompts))
        filler = self._tokenizer.pad_token_id if self._tokenizer.pad_token_id is not None else 0
        padded = [[filler] * (width - len(tokens)) + list(tokens) for tokens in prompts]
        mask = [[0] * (width - len(tokens)) + [1] * len(tokens) for tokens in prompts]
        device = self._model.device
        ends = _Ends(self._tokenizer, width, first.stop)
        sampling: dict[str, Any] = {"do_sample": False}
        if first.temperature > 0:
            torch.manual_seed(first.seed)
            sampling = {"do_sample": True, "temperature": first.temperature, "top_p": first.top_p, "top_k": 0}
        with torch.inference_mode(), _chosen(self._model, first.adapter, bool(self._adapters)):
            made = self._model.generate(
                input_ids=torch.tensor(padded, device=device),
                attention_mask=torch.tensor(mask, device=device),
                max_new_tokens=min(first.max_tokens, self._context - width),
                pad_token_id=filler,
                stopping_criteria=StoppingCriteriaList([ends]),
                use_cache=True,
                return_dict_in_generate=True,
                output_logits=first.logprobs,
                **sampling,
            )
        seconds = (time.monotonic() - start) / len(requests)
        return [
            self._completion(request, made.sequences[row, width:].tolist(), len(prompt), seconds, made, row)
            for row, (request, prompt) in enumerate(zip(requests, prompts, strict=True))
        ]

    def _completion(
        self, request: Request, tokens: list[int], prompt: int, seconds: float, made: Any, row: int
    ) -> Completion:
        ending = next((place for place, token in enumerate(tokens) if token == self._tokenizer.eos_token_id), None)
        written = tokens if ending is None else tokens[:ending]
        text = str(self._tokenizer.decode(written, skip_special_tokens=True))
        places = [place for stop in request.stop if (place := text.find(stop)) >= 0]
        loop = None if places or ending is not None else without_loop(text)
        finish = Finish.STOP if places or ending is not None else Finish.LENGTH
        if places:
            text = text[: min(places)]
        elif loop is not None:
            text, finish = loop, Finish.REPETITION
        count = len(tokens) if ending is None else ending + 1
        logprobs: tuple[float, ...] = ()
        if request.logprobs:
            logprobs = tuple(
                float(made.logits[step][row].float().log_softmax(-1)[tokens[step]]) for step in range(count)
            )
        return Completion(request.opening + text, finish, prompt, 0, count, seconds, logprobs)


def _kind(request: Request) -> tuple[str, int, float, float, int, tuple[str, ...], bool]:
    """Requests of one kind can be decoded together."""
    seed = request.seed if request.temperature > 0 else 0
    return (
        request.adapter or "",
        request.max_tokens,
        request.temperature,
        request.top_p,
        seed,
        request.stop,
        request.logprobs,
    )


class _Ends:
    """Tells for each text of a batch whether it holds a stop text or goes round in circles."""

    def __init__(self, tokenizer: Any, width: int, stop: tuple[str, ...]) -> None:
        self._tokenizer, self._width, self._stop = tokenizer, width, stop

    def __call__(self, tokens: torch.Tensor, _: Any, **__: Any) -> torch.Tensor:
        import torch

        return torch.tensor([self._over(row[self._width :]) for row in tokens], device=tokens.device)

    def _over(self, written: torch.Tensor) -> bool:
        tail = str(self._tokenizer.decode(written[-_TAIL:]))
        if any(stop in tail for stop in self._stop):
            return True
        look = len(written) > 0 and len(written) % LOOK_AGAIN == 0
        return look and without_loop(str(self._tokenizer.decode(written))) is not None


def _with_adapters(model: Any, adapters: dict[str, Path]) -> Any:
    if not adapters:
        return model
    from peft import PeftModel

    adapted: Any = None
    for name, folder in adapters.items():
        try:
            if adapted is None:
                adapted = PeftModel.from_pretrained(model, str(folder), adapter_name=name)
            else:
                adapted.load_adapter(str(folder), adapter_name=name)
        except (OSError, ValueError, RuntimeError) as error:
            first = str(error).strip().splitlines()[0]
            raise ModelError(
                f"The adapter '{folder}' cannot be loaded: {first}", hint="Name a folder of peft's on this model."
            ) from None
    return adapted


def _chosen(model: Any, adapter: str | None, adapted: bool) -> Any:
    """A context in which a request's adapter is active, or none."""
    from contextlib import nullcontext

    if not adapted:
        return nullcontext()
    if adapter is None:
        return model.disable_adapter()
    model.set_adapter(adapter)
    return nullcontext()
