"""The Hugging Face hub as a source of model files, over plain HTTPS with resume."""

from __future__ import annotations

import http.client
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from nl2opt.llm.catalogue import HubFile
from nl2opt.llm.download import SourceError
from nl2opt.llm.partial_file import CHUNK, PartialFile

ENDPOINT = "https://huggingface.co"
TIMEOUT = 10.0
"""Seconds without a byte, or without a connection, after which the hub counts as unreachable."""
ATTEMPTS = 3
"""Connections that may break one after the other without a single new byte."""


class HuggingFaceHub:
    """A file on the hub; ``HF_ENDPOINT`` and ``HF_HUB_OFFLINE`` are honoured as in the hub's own client.

    Args:
        file: which file.
        size: bytes that it must have.
        timeout: seconds to wait for a connection and for each piece.
    """

    title = "Hugging Face hub"
    extra_space = 0

    def __init__(self, file: HubFile, size: int, timeout: float = TIMEOUT) -> None:
        self._file = file
        self._size = size
        self._timeout = timeout

    def deliver(self, partial: PartialFile) -> None:
        """Read the missing bytes; a connection that breaks on the way is opened again."""
        if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
            raise SourceError("HF_HUB_OFFLINE is set")
        broken = 0
        while partial.missing:
            before = partial.size
            try:
                self._read(partial)
            except (OSError, http.client.HTTPException) as error:
                broken = 0 if partial.size > before else broken + 1
                # The first connection tells whether the hub can be reached at all.
                if partial.size == before and (broken == ATTEMPTS or not partial.size):
                    raise SourceError(_reason(error, self._timeout)) from error

    def _read(self, partial: PartialFile) -> None:
        start = partial.size
        headers = {"User-Agent": "nl2opt", "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        request = urllib.request.Request(self._url(), headers=headers)
        try:
            response = urllib.request.urlopen(request, timeout=self._timeout)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code >= 500 or error.code == 429:
                raise http.client.HTTPException(f"answers {error.code} {error.reason}") from error
            raise SourceError(f"answers {error.code} {error.reason}") from error
        except ValueError as error:
            raise SourceError(f"HF_ENDPOINT is not a web address ({error})") from error
        with response:
            total = _total(response, start)
            if total is not None and total != self._size:
                raise SourceError(f"has a file of {total:,} bytes instead of {self._size:,}")
            if start and response.status != 206:
                partial.restart()
            while data := response.read(CHUNK):
                partial.append(data)
        if partial.missing:
            raise http.client.IncompleteRead(b"", partial.missing)

    def _url(self) -> str:
        endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or ENDPOINT
        path = f"{self._file.repository}/resolve/{self._file.revision}/{self._file.file}"
        return f"{endpoint}/{urllib.parse.quote(path)}"


def _total(response: Any, start: int) -> int | None:
    """The size of the whole file as the server states it, or None."""
    if response.status == 206:
        found = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", response.headers.get("Content-Range", ""))
        if not found or int(found[1]) != start:
            raise SourceError("answers with another range than the one asked for")
        return int(found[2])
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdigit() else None


def _reason(error: Exception, timeout: float) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {timeout:g} s"
    if isinstance(cause, http.client.IncompleteRead):
        return "the connection breaks off again and again"
    if isinstance(cause, OSError) and cause.strerror:
        return f"cannot be reached ({cause.strerror})"
    return str(cause) or type(cause).__name__
