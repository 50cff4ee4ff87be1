"""Recordings of a language model: every request with its completion, as JSON lines, and answers from them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.llm.protocol import Completion, Finish, LanguageModel, Request
from nl2opt.llm.token_estimate import estimate_tokens


class RecordingModel:
    """A model that appends what it is asked and what it answers to a file.

    Each line is a JSON object: ``{"model", "context_length", "key", "request", "completion"}`` for a completion and
    ``{"tokens", "text"}`` for a count of tokens, the text by its hash.

    Args:
        model: who answers.
        path: the file; made if it is missing, continued if not.
    """

    def __init__(self, model: LanguageModel, path: Path) -> None:
        self._inner = model
        self._path = path
        self._counted: set[str] = set()
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def name(self) -> str:
        """The name of the model that answers."""
        return self._inner.name

    @property
    def context_length(self) -> int:
        """That of the model that answers."""
        return self._inner.context_length

    def count_tokens(self, text: str) -> int:
        """As the model that answers counts; recorded."""
        count = self._inner.count_tokens(text)
        text_key = _text_key(text)
        if text_key not in self._counted:
            self._counted.add(text_key)
            self._write({"tokens": count, "text": text_key})
        return count

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """Ask the model, and record requests and completions before they are returned.

        Raises:
            ModelError: as the model that answers; nothing is recorded then.
        """
        completions = self._inner.complete(requests)
        for request, completion in zip(requests, completions, strict=True):
            self._write(
                {
                    "model": self.name,
                    "context_length": self.context_length,
                    "key": request_key(request),
                    "request": asdict(request),
                    "completion": asdict(completion),
                }
            )
        return completions

    def close(self) -> None:
        """Close the model that answers."""
        self._inner.close()

    def _write(self, record: dict[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False) + "\n"
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line)


class ReplayModel:
    """Answers from a recording, without any model.

    A request that was asked several times gets its completions in the order of the recording, the last one again
    after that.

    Args:
        path: a file that ``RecordingModel`` wrote. A last line that breaks off is left out.

    Raises:
        Nl2optError: the file cannot be read or is no recording.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = ""
        self._context_length = 0
        self._counts: dict[str, int] = {}
        self._completions: defaultdict[str, list[Completion]] = defaultdict(list)
        self._asked: defaultdict[str, int] = defaultdict(int)
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Nl2optError(f"The recording {path} cannot be read: {error}.", hint="Run: nl2opt log") from error
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            try:
                self._load(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                # A line is whole when its end is there; the process may have died while it wrote the last one.
                if number < len(lines):
                    raise Nl2optError(
                        "This line is not a recorded completion.", where=f"{path}:{number}", hint="Run: nl2opt log"
                    ) from error

    @property
    def name(self) -> str:
        """``replay:`` and the name of the model that was recorded."""
        return f"replay:{self._name}"

    @property
    def context_length(self) -> int:
        """That of the model that was recorded."""
        return self._context_length

    def count_tokens(self, text: str) -> int:
        """As recorded, else an upper estimate."""
        count = self._counts.get(_text_key(text))
        return estimate_tokens(text) if count is None else count

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """The recorded completion of each request.

        Raises:
            ModelError: a request is not in the recording.
        """
        return [self._answer(request) for request in requests]

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, request: Request) -> Completion:
        key = request_key(request)
        recorded = self._completions.get(key)
        if not recorded:
            raise ModelError(
                f"The recording {self._path} has no answer to this request (key {key[:12]}).",
                hint="The prompt or the settings have changed since it was made; run it anew with a model.",
            )
        index = min(self._asked[key], len(recorded) - 1)
        self._asked[key] += 1
        return recorded[index]

    def _load(self, record: dict[str, Any]) -> None:
        if "tokens" in record:
            self._counts[str(record["text"])] = int(record["tokens"])
            return
        fields = dict(record["completion"])
        fields["finish"] = Finish(fields["finish"])
        fields["logprobs"] = tuple(fields["logprobs"])
        self._completions[str(record["key"])].append(Completion(**fields))
        self._name = str(record["model"])
        self._context_length = int(record["context_length"])


def request_key(request: Request) -> str:
    """The SHA-256 of everything in a request that can change the answer."""
    content = asdict(request)
    del content["shared"]
    if not content["opening"]:
        del content["opening"]  # recordings of earlier versions know no openings
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _text_key(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
