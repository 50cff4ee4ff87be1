"""Any endpoint that speaks OpenAI's chat completions: hosted ones, vLLM, llama-server, ollama.

The protocol is one POST, so the standard library is enough and no client package is needed. Proxies and certificates
are those of the environment.
"""

from __future__ import annotations

import email.utils
import http.client
import ipaddress
import json
import os
import random
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nl2opt.errors import ModelError
from nl2opt.llm.batch import run_batch
from nl2opt.llm.protocol import Completion, Finish, Request
from nl2opt.llm.token_estimate import estimate_tokens

DEFAULT_BASE_URL = "https://api.openai.com/v1"
DEFAULT_KEY_VARIABLE = "OPENAI_API_KEY"
DEFAULT_CONTEXT_LENGTH = 32_768
DEFAULT_TIMEOUT = 120.0
RETRIED_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more gets no second try."""
EXCERPT = 160
_UNREACHABLE = "Check --base-url, and that the server is running."


class OpenAICompatibleModel:
    """A model behind an endpoint.

    A request's ``adapter`` is sent as the model's name, which is how vLLM serves LoRA adapters. A ``grammar`` is sent
    to servers that say they are llama.cpp or vLLM, each in its own field; to others it is an error, because a text
    that ignores the grammar would look like one that follows it.

    Args:
        model: the model's name on the server.
        base_url: up to and with ``/v1``.
        key_variable: the environment variable that holds the key; servers without keys need none. The key is sent
            to ``base_url`` only and appears in no message, log or ``repr``.
        timeout: seconds to wait for an answer; a try that takes longer is given up.
        tries: how often a request is sent while the server is busy, fails or does not answer.
        backoff: seconds before the second try; doubled each time, with jitter (Brooker, "Exponential Backoff And
            Jitter", AWS Architecture Blog, 2015), unless the server says how long to wait.
        concurrency: requests of a batch that are under way at the same time.
        context_length: if the server does not tell it.
    """

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        *,
        key_variable: str = DEFAULT_KEY_VARIABLE,
        timeout: float = DEFAULT_TIMEOUT,
        tries: int = 5,
        backoff: float = 0.5,
        concurrency: int = 8,
        context_length: int | None = None,
    ) -> None:
        self._model = model
        self._base_url = (base_url or DEFAULT_BASE_URL).rstrip("/")
        parts = urllib.parse.urlsplit(self._base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelError(
                f"'{base_url}' is not the address of a server.", hint="Give one like http://localhost:8000/v1."
            )
        if parts.username or parts.password:
            raise ModelError(
                "The address of the server holds a user name or password.",
                hint=f"Leave it out, and put a key into the environment variable {key_variable}.",
            )
        self._host = parts.netloc
        self._key_variable = key_variable
        self._key = os.environ.get(key_variable, "").strip()
        self._timeout = timeout
        self._tries = tries
        self._backoff = backoff
        self._concurrency = concurrency
        self._given_context = context_length
        self._facts: _ServerFacts | None = None
        self._limit_field = "max_tokens"
        # A proxy of the environment cannot reach a server on this machine.
        direct = [urllib.request.ProxyHandler({})] if _is_loopback(parts.hostname) else []
        self._opener = urllib.request.build_opener(_NoRedirect, *direct)
        self._jitter = random.Random()

    def __repr__(self) -> str:
        return f"OpenAICompatibleModel({self._model!r}, {self._base_url!r})"

    @property
    def name(self) -> str:
        """``openai:``, the model's name and the server."""
        return f"openai:{self._model}@{self._host}"

    @property
    def context_length(self) -> int:
        """As given, else as the server's list of models says it, else 32,768."""
        return self._given_context or self._server_facts().context_length or DEFAULT_CONTEXT_LENGTH

    def count_tokens(self, text: str) -> int:
        """An upper estimate; the tokenizer is on the server."""
        return estimate_tokens(text)

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """Answer each request, in order.

        Token counts are those that the server states, 0 where it does not.

        Raises:
            ModelError: the server cannot be reached, refuses, stays busy, or returns nonsense.
        """
        bodies = [self._body(request) for request in requests]
        return run_batch(len(requests), self._concurrency, lambda item, _: self._complete_one(bodies[item]))

    def close(self) -> None:
        """Nothing is open between requests."""

    def _body(self, request: Request) -> dict[str, Any]:
        if request.opening:
            raise ModelError(
                "An endpoint cannot be made to go on from an opening.", hint="Use the embedded model, or no opening."
            )
        body: dict[str, Any] = {
            "model": request.adapter or self._model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "top_p": request.top_p,
            "seed": request.seed,
        }
        if request.stop:
            body["stop"] = list(request.stop)
        if request.logprobs:
            body["logprobs"] = True
        if request.grammar is not None:
            owner = self._server_facts().owner
            if owner == "llamacpp":
                body["grammar"] = request.grammar
            elif owner == "vllm":
                body["structured_outputs"] = {"grammar": request.grammar}
            else:
                raise ModelError(
                    f"The server at {self._host} is not known to follow grammars.",
                    hint="Use llama-server, vLLM or the embedded model, or ask without a grammar.",
                )
        return body

    def _complete_one(self, body: dict[str, Any]) -> Completion:
        start = time.monotonic()
        answer = self._ask(body)
        try:
            choice = answer["choices"][0]
            text = choice["message"]["content"]
            reason = choice.get("finish_reason")
            usage = answer.get("usage") or {}
            details = usage.get("prompt_tokens_details") or {}
            logprobs = (choice.get("logprobs") or {}).get("content") or ()
            completion = Completion(
                text=text,
                finish=Finish.LENGTH if reason == "length" else Finish.STOP,
                prompt_tokens=int(usage.get("prompt_tokens") or 0),
                cached_tokens=int(details.get("cached_tokens") or 0),
                completion_tokens=int(usage.get("completion_tokens") or 0),
                seconds=time.monotonic() - start,
                logprobs=tuple(float(token["logprob"]) for token in logprobs),
            )
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise self._nonsense(json.dumps(answer)) from error
        if reason == "content_filter":
            raise ModelError(f"The server at {self._host} withheld the answer (content filter).", hint="")
        if not isinstance(text, str) or not text:
            raise ModelError(
                f"The model '{self._model}' at {self._host} returned an empty answer (finish reason: {reason}).",
                hint="A model that thinks first may need a higher limit of tokens.",
                retryable=True,
            )
        return completion

    def _ask(self, body: dict[str, Any]) -> Any:
        """Send a request until it is answered or the tries are used up, and return the JSON of the answer."""
        if self._limit_field not in body:
            body = {**body, self._limit_field: body["max_tokens"]}
            del body["max_tokens"]
        for attempt in range(1, self._tries + 1):
            try:
                payload = self._send("/chat/completions", body, self._timeout)
                break
            except _Refusal as refusal:
                # Newer models of OpenAI know the limit by another name only.
                if refusal.status == 400 and "max_completion_tokens" in refusal.text and "max_tokens" in body:
                    self._limit_field = "max_completion_tokens"
                    return self._ask(body)
                wait = self._wait(attempt) if refusal.wait is None else refusal.wait
                if refusal.status not in RETRIED_STATUS or attempt == self._tries or wait > LONGEST_WAIT:
                    raise self._refused(refusal, attempt) from refusal
            except (OSError, http.client.HTTPException) as error:
                wait = self._wait(attempt)
                if attempt == self._tries or _hopeless(error):
                    raise self._unreachable(error, attempt) from error
            time.sleep(wait)
        try:
            return json.loads(payload)
        except ValueError as error:
            raise self._nonsense(payload.decode(errors="replace")) from error

    def _send(self, path: str, body: Mapping[str, Any] | None, timeout: float) -> bytes:
        headers = {"User-Agent": "nl2opt", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(
            self._base_url + path, data=None if body is None else json.dumps(body).encode(), headers=headers
        )
        if self._key:
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        try:
            with self._opener.open(request, timeout=timeout) as response:
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            with error:
                text = error.read(65_536).decode(errors="replace")
                raise _Refusal(error.code, text, _retry_after(error.headers), error.headers.get("Location")) from None

    def _server_facts(self) -> _ServerFacts:
        """What the list of models says about the server; asked for once, and nothing if it does not answer."""
        if self._facts is None:
            try:
                self._facts = _read_facts(
                    json.loads(self._send("/models", None, min(self._timeout, 10.0))), self._model
                )
            except (_Refusal, OSError, http.client.HTTPException, ValueError):
                self._facts = _ServerFacts()
        return self._facts

    def _wait(self, attempt: int) -> float:
        longest: float = self._backoff * 2 ** (attempt - 1)
        return min(LONGEST_WAIT, longest) * self._jitter.uniform(0.5, 1.0)

    def _short(self, text: str) -> str:
        line = " ".join(text.split())
        if self._key:
            line = line.replace(self._key, "***")
        return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}..."

    def _nonsense(self, text: str) -> ModelError:
        return ModelError(
            f"The server at {self._host} did not return a chat completion but: {self._short(text) or 'nothing'}",
            hint="Check --base-url; for most servers it ends in /v1.",
        )

    def _refused(self, refusal: _Refusal, attempts: int) -> ModelError:
        status = f"{refusal.status} {http.client.responses.get(refusal.status, '')}".strip()
        if refusal.status in (401, 403):
            given = (
                f"The key in {self._key_variable} is wrong" if self._key else f"Set {self._key_variable} to your key"
            )
            return ModelError(f"The server at {self._host} refuses access ({status}).", hint=f"{given}.")
        if refusal.location is not None:
            return ModelError(
                f"The server at {self._host} redirects to {self._short(refusal.location)}.",
                hint="Give the final address as --base-url; a key is not sent to another server by itself.",
            )
        if refusal.status in RETRIED_STATUS:
            asked = f" and asks to wait {refusal.wait:.0f} s" if refusal.wait else ""
            return ModelError(
                f"The server at {self._host} answered {status}{asked}, {attempts} time{'s' * (attempts != 1)}: "
                f"{self._short(refusal.message)}",
                hint="Try again later.",
                retryable=True,
            )
        hint = "Check the name of the model." if refusal.status == 404 else ""
        return ModelError(
            f"The server at {self._host} refuses the request ({status}): {self._short(refusal.message)}", hint=hint
        )

    def _unreachable(self, error: Exception, attempts: int) -> ModelError:
        cause = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(cause, TimeoutError):
            return ModelError(
                f"The server at {self._host} did not answer within {self._timeout:g} s, "
                f"{attempts} time{'s' * (attempts != 1)}.",
                hint="Try again later, or allow more time.",
                retryable=True,
            )
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
        return ModelError(
            f"The server at {self._host} cannot be reached: {self._short(reason)}.", hint=_UNREACHABLE, retryable=True
        )


@dataclass(frozen=True, slots=True)
class _ServerFacts:
    owner: str = ""
    context_length: int | None = None


class _Refusal(Exception):
    """An answer with an error status."""

    def __init__(self, status: int, text: str, wait: float | None, location: str | None) -> None:
        super().__init__(status)
        self.status = status
        self.text = text
        self.wait = wait
        self.location = location if 300 <= status < 400 else None

    @property
    def message(self) -> str:
        """The server's words, without the JSON around them."""
        try:
            error = json.loads(self.text)["error"]
            return str(error["message"] if isinstance(error, dict) else error)
        except (ValueError, KeyError, TypeError):
            return self.text or "no reason given"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would turn into a GET; the user is told the new address instead."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _read_facts(answer: Any, model: str) -> _ServerFacts:
    listed = answer.get("data") if isinstance(answer, dict) else None
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    entry = next((entry for entry in entries if entry.get("id") == model), entries[0] if len(entries) == 1 else {})
    meta = entry.get("meta")
    length = entry.get("max_model_len") or (meta.get("n_ctx") if isinstance(meta, dict) else None)
    return _ServerFacts(str(entry.get("owned_by") or ""), length if isinstance(length, int) else None)


def _retry_after(headers: Any) -> float | None:
    """The seconds of a Retry-After header (RFC 9110, section 10.2.3), which holds a number or a date."""
    value = headers.get("Retry-After", "").strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = email.utils.parsedate_to_datetime(value)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hopeless(error: Exception) -> bool:
    """Whether nobody is there, so that another try within a minute would not help."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    return isinstance(cause, ConnectionRefusedError | socket.gaierror)
