"""Running the command line as a user runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has an empty run log and no model, and whose terminal is 100 columns wide."""
    own = {"NL2OPT_RUNS": str(tmp_path / "runs"), "NL2OPT_CACHE": str(tmp_path / "cache"), "COLUMNS": "100"}
    return {**os.environ, **own, "PYTHONUTF8": "1"}


@pytest.fixture
def nl2opt(tmp_path: Path, environment: dict[str, str]) -> Run:
    """``nl2opt("solve", "plan.5e", stdin=...)`` in an empty folder, without a model."""
    return runner(tmp_path, environment)


@pytest.fixture
def nl2opt_with_model(tmp_path: Path, environment: dict[str, str]) -> Run:
    """The same with the user's own model; only the run log is empty."""
    from nl2opt.llm.store import ModelStore

    ModelStore().pull()
    del environment["NL2OPT_CACHE"]
    if "NL2OPT_CACHE" in os.environ:
        environment["NL2OPT_CACHE"] = os.environ["NL2OPT_CACHE"]
    return runner(tmp_path, environment)


def runner(folder: Path, environment: dict[str, str]) -> Run:
    """A function that runs one command line and returns the finished process."""

    def run(*arguments: str, stdin: str | bytes = "", timeout: float = 300) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        command = [sys.executable, "-m", "nl2opt", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, input=data, capture_output=True, timeout=timeout)
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(command, done.returncode, out, err)

    return run
