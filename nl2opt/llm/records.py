"""Small JSON files in the cache folder that several processes may change."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nl2opt.llm.file_lock import FileLock


def read_record(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty if there is none, or if it is damaged (all of it can be found out again)."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def update_record(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Apply ``change`` to the object in a JSON file, so that other processes see the old or the new one.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        record = read_record(path)
        change(record)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            temporary.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
