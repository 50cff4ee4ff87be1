"""Runs cells in processes of their own, with a limit on their time."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.compiling.models import Instance, instance, save

ROOT = Path(__file__).resolve().parents[2]
NEEDS = {"linopy": "linopy", "cvxpy": "cvxpy", "pulp": "pulp", "pyomo": "pyomo", "mathopt": "ortools"}
PATIENCE = 0.8
"""A cell is not begun if the tool's time on the size before, in proportion, is more than this part of the timeout."""


class Runner:
    """Measures cells; data are made once for all tools and kept in ``folder``.

    Args:
        folder: where data are written.
        repeats: most builds in a cell.
        seconds: processor time after which a cell is not repeated.
        timeout: seconds of wall time after which a cell is given up.
    """

    def __init__(self, folder: Path, repeats: int, seconds: float, timeout: float) -> None:
        self.folder = folder
        self.repeats = repeats
        self.seconds = seconds
        self.timeout = timeout
        self._made: dict[tuple[str, tuple[int, int]], Instance] = {}

    def installed(self, tool: str) -> bool:
        """Whether the tool's package is there; says so when it is not."""
        package = NEEDS.get(tool)
        if package is None or importlib.util.find_spec(package) is not None:
            return True
        print(f"{tool} is left out: {package} is not installed.", file=sys.stderr)
        return False

    def row(self, model: str, size: tuple[int, int], tool: str, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
        """A cell's row, or None where it took too long, or would by what smaller sizes took; says what it does."""
        made = self._instance(model, size)
        name = f"{size[0]}x{size[1]}"
        label = f"  {model:10} {name:15} {tool:12}"
        smaller = [row for row in rows if row["model"] == model and row["tool"] == tool]
        smaller = [row for row in smaller if row["nonzeros"] < made.nonzeros]
        if smaller:
            nearest = max(smaller, key=lambda row: row["nonzeros"])
            expected = nearest["seconds"] * made.nonzeros / nearest["nonzeros"]
            if expected > PATIENCE * self.timeout:
                print(f"{label} left out: about {expected:.0f} s by its time on {nearest['size']}", flush=True)
                return None
        found = self.cell(tool, model, size)
        if isinstance(found, str):
            print(f"{label} {found}", flush=True)
            return None
        print(f"{label} {1e3 * found['seconds']:10.2f} ms {found['peak_mb']:8.0f} MB", flush=True)
        shape = found["shape"]
        return {
            "model": model,
            "size": name,
            "tool": tool,
            "seconds": found["seconds"],
            "ratio_to_limit": None,
            "peak_mb": round(found["peak_mb"], 1),
            "fastest": found["fastest"],
            "builds": found["builds"],
            "base_mb": round(found["base_mb"], 1),
            "columns": made.columns,
            "rows": made.rows,
            "nonzeros": made.nonzeros,
            "shape": shape,
        }

    def cell(self, tool: str, model: str, size: tuple[int, int], *more: str) -> dict[str, Any] | str:
        """What ``cell.py`` prints, or what went wrong."""
        self._instance(model, size)
        command = [tool, model, f"{size[0]}x{size[1]}", "--repeats", str(self.repeats), "--seconds", str(self.seconds)]
        return self._run("benchmarks.compiling.cell", [*command, "--folder", str(self._place(model, size)), *more])

    def solving(self, models: list[str], *, quick: bool) -> list[dict[str, Any]]:
        """What ``solving.py`` measures for each model."""
        found = []
        for model in models:
            row = self._run("benchmarks.compiling.solving", [model, *(["--quick"] if quick else [])], 4 * self.timeout)
            if isinstance(row, str):
                print(f"  solving {model}: {row}", flush=True)
            else:
                found.append(row)
        return found

    def forget(self, model: str, size: tuple[int, int]) -> None:
        """Deletes the data of an instance."""
        place = self._place(model, size)
        if self._made.pop((model, size), None) is not None:
            for file in place.iterdir():
                file.unlink()
            place.rmdir()

    def _run(self, module: str, arguments: list[str], timeout: float | None = None) -> dict[str, Any] | str:
        command = [sys.executable, "-m", module, *arguments]
        try:
            done = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, timeout=timeout or self.timeout, check=False
            )
        except subprocess.TimeoutExpired:
            return f"given up after {timeout or self.timeout:.0f} s"
        if done.returncode != 0:
            return f"failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return result

    def _instance(self, model: str, size: tuple[int, int]) -> Instance:
        if (model, size) not in self._made:
            made = instance(model, size)
            save(made, self._place(model, size))
            # The arrays are on the disk now; only the numbers are kept here.
            made.data.clear()
            self._made[model, size] = made
        return self._made[model, size]

    def _place(self, model: str, size: tuple[int, int]) -> Path:
        return self.folder / f"{model}-{size[0]}x{size[1]}"
