"""llama.cpp's own server inside this process, reached over the loopback address with a key that only we know.

The calls that xllamacpp offers without HTTP cannot count tokens, cannot keep a processed prompt on disk and cannot be
cancelled, so requests go through the server's loopback port. It listens on 127.0.0.1 only, on a port that the system
picks, and answers nobody without a random 256-bit key.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import threading
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelError, ModelFileError

LOG_VARIABLE = "NL2OPT_LLAMA_LOG"
"""llama.cpp's verbosity (1 for errors only, 3 for information, 5 for everything); unset or 0 silences its log."""

BATCH_TOKENS = 128
"""Tokens of a prompt that are read at once; a cancelled request stops after at most so many."""

GGUF_MAGIC = b"GGUF"


class LlamaServer:
    """A running llama.cpp server with ``slots`` parallel sequences of ``context_length`` tokens each.

    Args:
        model: the GGUF file.
        slots: how many requests are decoded together.
        context_length: tokens of prompt and completion, for each slot.
        threads: threads of computation.
        adapters: files of LoRA adapters in GGUF form; a request names them by position and none is active by itself.
        slot_folder: where ``save`` and ``restore`` of a slot put their files; it must exist.

    Raises:
        ModelFileError: llama.cpp cannot load the files.
    """

    def __init__(
        self,
        model: Path,
        *,
        slots: int,
        context_length: int,
        threads: int,
        adapters: Sequence[Path],
        slot_folder: Path,
    ) -> None:
        for path in (model, *adapters):
            _check_magic(path)
        import xllamacpp

        self._process = os.getpid()
        self._key = secrets.token_urlsafe(32)
        params = xllamacpp.CommonParams()
        params.model.path = str(model)
        params.model_alias = model.stem
        params.n_ctx = context_length * slots
        params.n_parallel = slots
        params.kv_unified = False
        params.n_batch = BATCH_TOKENS
        params.n_ubatch = BATCH_TOKENS
        params.cpuparams.n_threads = threads
        params.cpuparams_batch.n_threads = threads
        params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(path), 1.0) for path in adapters]
        params.lora_init_without_apply = True
        params.warmup = False
        params.fit_params = False
        # llama.cpp would keep up to 8 GiB of earlier prompts in memory; we keep the shared ones, on disk.
        params.cache_ram_mib = 0
        params.cache_idle_slots = False
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [self._key]
        params.ui = False
        params.endpoint_slots = True
        params.slot_save_path = str(slot_folder) + os.sep
        params.verbosity = _verbosity()
        try:
            self._server: Any = xllamacpp.Server(params)
        except RuntimeError as error:
            raise ModelFileError(
                f"llama.cpp cannot load the model file {model}.",
                hint=f"Run `nl2opt doctor` to check the file, or set {LOG_VARIABLE}=3 to see llama.cpp's log.",
            ) from error
        self._host = urllib.parse.urlsplit(self._server.listening_address)
        self._open: set[http.client.HTTPConnection] = set()
        self._lock = threading.Lock()

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Send ``body`` and wait for the answer; an interruption or ``cancel`` makes llama.cpp drop the request.

        Raises:
            ModelError: llama.cpp refused the request, or the request was cancelled.
        """
        return self._call("POST", path, body)

    def get(self, path: str) -> Any:
        """Read ``path``.

        Raises:
            ModelError: llama.cpp refused.
        """
        return self._call("GET", path, None)

    def cancel(self) -> None:
        """Drop every request that is under way; their callers get a ModelError."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            _shut_down(connection)

    def close(self) -> None:
        """Cancel what is under way, stop the threads and free the memory; a second call does nothing."""
        if self._server is None or os.getpid() != self._process:
            # A forked child has a copy of this object but none of the threads; the server is its parent's.
            return
        self.cancel()
        # The server's destructor waits for its workers, and a worker for its request; so first let all slots stop.
        deadline = time.monotonic() + 30.0
        with contextlib.suppress(ModelError):
            while time.monotonic() < deadline and any(slot["is_processing"] for slot in self.get("/slots")):
                time.sleep(0.02)
        self._server = None

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        if self._server is None:
            raise ModelError("The model has been closed.", hint="Open it again with open_model().")
        connection = http.client.HTTPConnection(self._host.hostname or "127.0.0.1", self._host.port)
        with self._lock:
            self._open.add(connection)
        try:
            connection.request(
                method,
                path,
                body=None if body is None else json.dumps(body),
                headers={
                    "Authorization": f"Bearer {self._key}",
                    "Content-Type": "application/json",
                    "Connection": "close",
                },
            )
            response = connection.getresponse()
            payload = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise ModelError(
                "The embedded model stopped in the middle of a request.", hint="Run the command again.", retryable=True
            ) from error
        finally:
            with self._lock:
                self._open.discard(connection)
            # After KeyboardInterrupt too: closing the socket is what tells llama.cpp to stop writing.
            _shut_down(connection)
            connection.close()
        answer = json.loads(payload)
        if response.status != 200:
            message = answer.get("error", {}).get("message", "no reason given")
            raise ModelError(f"llama.cpp refused the request: {message}.", hint="")
        return answer


def _shut_down(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _check_magic(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except OSError as error:
        raise ModelFileError(
            f"The model file {path} cannot be read: {error.strerror}.", hint="Run: nl2opt model list"
        ) from error
    if magic != GGUF_MAGIC:
        raise ModelFileError(
            f"{path} is not a GGUF file.", hint="Give a model in llama.cpp's GGUF form, or run: nl2opt model pull"
        )


def _verbosity() -> int:
    wanted = os.environ.get(LOG_VARIABLE, "0")
    level = int(wanted) if wanted.isdigit() else 3
    return level if level > 0 else -1
