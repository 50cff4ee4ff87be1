"""Comparison with files that hold what should be printed."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def assert_golden(path: Path, printed: str) -> None:
    """Compare with a golden file; ``NL2OPT_REGENERATE=1`` writes it instead, to be read as a difference."""
    if os.environ.get("NL2OPT_REGENERATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == path.read_text(encoding="utf-8")
