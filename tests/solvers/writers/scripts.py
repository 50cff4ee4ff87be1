"""Runs many scripts in one fresh process; what each printed is read back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_RUNNER = """
import contextlib, io, json, pathlib, runpy, sys, traceback
printed = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    screen = io.StringIO()
    try:
        with contextlib.redirect_stdout(screen):
            runpy.run_path(str(path), run_name="__main__")
        printed[path.stem] = screen.getvalue()
    except BaseException:
        printed[path.stem] = "FAILED " + traceback.format_exc()
pathlib.Path(sys.argv[2]).write_text(json.dumps(printed))
"""


def run_all(scripts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """What each script prints, by its name; a traceback behind ``FAILED`` for one that dies.

    Args:
        scripts: the code by name.
        folder: where they are written and run; may hold the tables that they read.
    """
    for name, code in scripts.items():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    result = folder / "printed.json"
    subprocess.run([sys.executable, "-c", _RUNNER, str(folder), str(result)], check=True, timeout=120, cwd=folder)
    printed: dict[str, str] = json.loads(result.read_text())
    return printed


def objective_of(printed: str) -> float | None:
    """The number on the last line ``objective: 225``; None where there is none."""
    last = printed.strip().rpartition("\n")[2]
    return float(last.removeprefix("objective: ")) if last.startswith("objective: ") else None
