"""The embedded backend: a GGUF model run by llama.cpp (xllamacpp) inside this process.

Requests reach llama.cpp through its server on the loopback address, on a port picked by the system and closed to
everybody without a random key (``llama_server`` says why). A batch keeps all slots busy; each slot remembers the last
prompt, and prefixes that requests declare as shared are kept on disk for the next process (``prefix_cache``).
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelError
from nl2opt.llm.batch import run_batch
from nl2opt.llm.chat_template import ChatTemplate, Prompt
from nl2opt.llm.folders import cache_folder
from nl2opt.llm.hashes import file_hash
from nl2opt.llm.llama_server import LlamaServer
from nl2opt.llm.prefix_cache import PrefixCache
from nl2opt.llm.processors import physical_cores
from nl2opt.llm.protocol import Completion, Finish, Message, Request
from nl2opt.llm.repetition import without_loop

CONTEXT_LENGTH = 8192
MIN_SHARED_TOKENS = 64
"""Shorter prefixes are read again sooner than they are looked up."""
PIECE_TOKENS = 256
"""After so many tokens the text is looked at: one that goes round in circles would go on to its limit."""


class EmbeddedModel:
    """A language model in this process; use it as a context manager or call ``close``.

    Args:
        path: a GGUF file.
        name: what run records call it; the file's name if empty.
        sha256: the hash of the file, computed (and remembered) if it is not given.
        slots: requests that are decoded together; each takes memory for a context of its own.
        context_length: tokens of prompt and completion for each request.
        threads: threads of computation; the physical cores if None.
        adapters: LoRA adapters in GGUF form, by the name that requests use.
        cache: the folder for processed prefixes; None for a folder ``prefixes`` in the user's cache folder.

    Raises:
        ModelFileError: a file is missing, or llama.cpp cannot load it.

    With one slot, the same chat with the same seeds gives the same texts, whatever else was asked before. With
    several slots, llama.cpp takes sums in an order that depends on which requests run together, which can turn a
    near tie.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str = "",
        sha256: str | None = None,
        slots: int = 1,
        context_length: int = CONTEXT_LENGTH,
        threads: int | None = None,
        adapters: Mapping[str, Path] | None = None,
        cache: Path | None = None,
    ) -> None:
        if slots < 1 or context_length < 1:
            raise ValueError("slots and context_length must be positive")
        adapters = dict(adapters or {})
        digest = sha256 or file_hash(path)
        self._name = f"embedded:{name or path.stem}@{digest[:12]}"
        self._adapters = {adapter: (index, file_hash(file)) for index, (adapter, file) in enumerate(adapters.items())}
        import xllamacpp

        # A file of llama.cpp's has a field for each slot and is refused where there are more or fewer.
        self._prefixes = PrefixCache(
            cache or cache_folder() / "prefixes", (digest, str(context_length), str(slots), xllamacpp.__version__)
        )
        self._server = LlamaServer(
            path,
            slots=slots,
            context_length=context_length,
            threads=threads or physical_cores(),
            adapters=list(adapters.values()),
            slot_folder=self._prefixes.folder,
        )
        # Also at interpreter exit, before the modules that closing needs are gone.
        self._finalizer = weakref.finalize(self, self._server.close)
        properties = self._server.get("/props")
        self._context_length = int(properties["default_generation_settings"]["n_ctx"])
        self._template = ChatTemplate(self._apply_template, self._tokenize)
        self._slots = [_Slot(index) for index in range(slots)]
        self._completing = threading.Lock()
        self._reading_prefix = threading.Lock()

    @property
    def name(self) -> str:
        """``embedded:``, the name of the model, and the first digits of its file's hash."""
        return self._name

    @property
    def context_length(self) -> int:
        """The most tokens of prompt and completion together."""
        return self._context_length

    @property
    def slots(self) -> int:
        """How many requests are decoded together."""
        return len(self._slots)

    def count_tokens(self, text: str) -> int:
        """How many tokens ``text`` takes, exactly."""
        return len(self._tokenize(text, special=False, start=False))

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """Answer each request, in order; as many at once as there are slots.

        Log-probabilities are the model's own, before temperature and grammar; that of the token which ends the text
        is among them.

        Raises:
            ModelError: a prompt does not fit into the context, an adapter is unknown, a grammar is not valid GBNF.
        """
        prompts = [self._prompt(request) for request in requests]
        with self._completing:
            return run_batch(
                len(requests),
                len(self._slots),
                lambda item, slot: self._complete_one(requests[item], prompts[item], self._slots[slot]),
                self._server.cancel,
            )

    def close(self) -> None:
        """Stop what is under way, end llama.cpp's threads and free the memory."""
        self._finalizer()

    def __enter__(self) -> EmbeddedModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prompt(self, request: Request) -> Prompt:
        if request.adapter is not None and request.adapter not in self._adapters:
            known = ", ".join(sorted(self._adapters)) or "none"
            raise ModelError(
                f"The adapter '{request.adapter}' is not known to this model.", hint=f"Registered adapters: {known}."
            )
        if request.max_tokens < 1:
            raise ModelError(f"max_tokens is {request.max_tokens}.", hint="Ask for at least one token.")
        prompt = self._template.prompt(request.messages, request.shared)
        if request.opening:
            opening = self._tokenize(request.opening, special=False, start=False)
            prompt = Prompt((*prompt.tokens, *opening), prompt.shared)
        if len(prompt.tokens) >= self._context_length:
            raise ModelError(
                f"The prompt takes {len(prompt.tokens)} tokens, but the context of the model has room for "
                f"{self._context_length}.",
                hint="Shorten the text, put large tables into data files, or use a model with a longer context.",
            )
        return prompt

    def _complete_one(self, request: Request, prompt: Prompt, slot: _Slot) -> Completion:
        start = time.monotonic()
        reuse, fresh = self._prepare(request, prompt, slot)
        body: dict[str, Any] = {
            "prompt": prompt.tokens,
            "id_slot": slot.index,
            "cache_prompt": reuse,
            "return_tokens": True,
            "temperature": request.temperature,
            "top_p": request.top_p,
            # Nucleus and temperature only, in the order of the OpenAI API; llama.cpp has more, all on by default.
            "samplers": ["temperature", "top_p"],
            # llama.cpp takes 32 bits and reads the last value as "pick one at random".
            "seed": request.seed % (2**32 - 1),
            "stop": list(request.stop),
            "n_probs": 1 if request.logprobs else 0,
            "lora": self._lora(request.adapter),
        }
        if request.grammar is not None:
            body["grammar"] = request.grammar
        slot.forget()
        answers, text, finish = self._write(request, body)
        slot.hold(prompt.tokens, request.messages, request.adapter)
        return Completion(
            text=request.opening + text,
            finish=finish,
            prompt_tokens=len(prompt.tokens),
            cached_tokens=max(0, int(answers[0]["timings"]["cache_n"]) - fresh),
            completion_tokens=sum(int(answer["tokens_predicted"]) for answer in answers),
            seconds=time.monotonic() - start,
            logprobs=tuple(
                float(token["logprob"]) for answer in answers for token in answer.get("completion_probabilities", ())
            ),
        )

    def _write(self, request: Request, body: dict[str, Any]) -> tuple[list[dict[str, Any]], str, Finish]:
        """Let the model write, a piece at a time, until it ends, reaches the limit or goes round in circles.

        A piece continues from what its slot holds, so pieces cost nothing; llama.cpp cannot carry a grammar from one
        to the next, so a request with a grammar is one piece.
        """
        answers: list[dict[str, Any]] = []
        text, written = "", list[int]()
        while True:
            left = request.max_tokens - len(written)
            piece = left if request.grammar is not None else min(PIECE_TOKENS, left)
            again = {"prompt": [*body["prompt"], *written], "cache_prompt": True, "seed": body["seed"] + len(answers)}
            answer = self._server.post("/completion", body | (again if answers else {}) | {"n_predict": piece})
            answers.append(answer)
            written += answer["tokens"]
            text += answer["content"]
            # A stop text may lie across two pieces, where llama.cpp does not see it.
            ends = [place for stop in request.stop if (place := text.find(stop)) >= 0]
            if ends:
                return answers, text[: min(ends)], Finish.STOP
            if answer["stop_type"] != "limit":
                return answers, text, Finish.STOP
            if request.grammar is None and (once := without_loop(text)) is not None:
                return answers, once, Finish.REPETITION
            if len(answer["tokens"]) < piece or len(written) >= request.max_tokens:  # fewer: the context is full
                return answers, text, Finish.LENGTH

    def _prepare(self, request: Request, prompt: Prompt, slot: _Slot) -> tuple[bool, int]:
        """Bring a slot into the state that is right for a request, whatever was asked in it before.

        What the slot holds is used when the request continues the chat that the slot holds. Otherwise it starts
        from the shared prefix alone: to use more of what happens to be there would save little, and would make the
        last digits of the probabilities depend on earlier requests.

        Returns:
            Whether llama.cpp may use what the slot holds, and how many tokens had to be read for that.
        """
        if slot.adapter == request.adapter and request.messages[: len(slot.messages)] == slot.messages != ():
            return True, 0
        prefix = prompt.tokens[: prompt.shared]
        if len(prefix) < MIN_SHARED_TOKENS:
            return False, 0
        if slot.adapter != request.adapter:
            # A slot forgets what it holds when the adapter changes, so change it before anything is restored.
            self._read(prefix[:1], request.adapter, slot)
        adapter_hash = self._adapters[request.adapter][1] if request.adapter is not None else ""
        key = self._prefixes.key(prefix, adapter_hash)
        # One slot reads a prefix that is nowhere yet; the others wait and then restore it.
        with self._reading_prefix:
            if self._restore(key, slot):
                return True, 0
            if slot.tokens[: len(prefix)] == prefix:
                # It could not be kept on disk, but it is still here.
                return True, 0
            self._read(prefix, request.adapter, slot)
            self._save(key, slot)
        return True, len(prefix)

    def _restore(self, key: str, slot: _Slot) -> bool:
        name = self._prefixes.find(key)
        if name is None:
            return False
        adapter = slot.adapter
        slot.forget()
        try:
            self._server.post(f"/slots/{slot.index}?action=restore", {"filename": name})
        except ModelError as error:
            if error.retryable:
                raise
            self._prefixes.discard(name)
            return False
        slot.hold((), (), adapter)
        return True

    def _save(self, key: str, slot: _Slot) -> None:
        temporary = self._prefixes.temporary_name()
        try:
            saved = self._server.post(f"/slots/{slot.index}?action=save", {"filename": temporary})
        except ModelError as error:
            self._prefixes.discard(temporary)
            if error.retryable:
                raise
        else:
            self._prefixes.keep(key, temporary, int(saved["n_written"]))

    def _read(self, tokens: tuple[int, ...], adapter: str | None, slot: _Slot) -> None:
        slot.forget()
        body = {
            "prompt": tokens,
            "id_slot": slot.index,
            "cache_prompt": True,
            "n_predict": 0,
            "lora": self._lora(adapter),
        }
        self._server.post("/completion", body)
        slot.hold(tokens, (), adapter)

    def _lora(self, adapter: str | None) -> list[dict[str, Any]]:
        return [{"id": index, "scale": 1.0 if name == adapter else 0.0} for name, (index, _) in self._adapters.items()]

    def _apply_template(self, messages: list[tuple[str, str]]) -> str:
        body = {"messages": [{"role": role, "content": content} for role, content in messages]}
        return str(self._server.post("/apply-template", body)["prompt"])

    def _tokenize(self, text: str, *, special: bool, start: bool) -> list[int]:
        body = {"content": text, "add_special": start, "parse_special": special}
        return list(self._server.post("/tokenize", body)["tokens"])


_UNKNOWN = "\0"
"""Instead of an adapter's name: after a failure nobody knows which one a slot has active."""


class _Slot:
    """What one sequence of the server holds, as far as we know: the tokens, the chat that they are, the adapter."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.tokens: tuple[int, ...] = ()
        self.messages: tuple[Message, ...] = ()
        self.adapter: str | None = None

    def hold(self, tokens: tuple[int, ...], messages: tuple[Message, ...], adapter: str | None) -> None:
        self.tokens, self.messages, self.adapter = tokens, messages, adapter

    def forget(self) -> None:
        self.hold((), (), _UNKNOWN)
