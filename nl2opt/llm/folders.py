"""Where nl2opt keeps what it can fetch or compute again: models and processed prompts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CACHE_VARIABLE = "NL2OPT_CACHE"


def cache_folder() -> Path:
    """The user's cache folder of nl2opt; it need not exist yet.

    ``$NL2OPT_CACHE`` if it is set, else the platform's own place: ``$XDG_CACHE_HOME/nl2opt`` (``~/.cache/nl2opt``),
    ``~/Library/Caches/nl2opt`` on macOS, ``%LOCALAPPDATA%/nl2opt/Cache`` on Windows.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "nl2opt"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "nl2opt" / "Cache"
    home = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification says that a relative path is to be ignored.
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "nl2opt"
