"""What the README shows is what happens: its examples that need no language model are run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
FILE = re.compile(r"<!-- file: (?P<name>\S+) -->\n```text\n(?P<text>.*?)```", re.DOTALL)
EXAMPLE = re.compile(
    r"<!-- example(?P<model> with the model)? -->\n```console\n\$ nl2opt (?P<command>[^\n]*)\n(?P<output>.*?)```",
    re.DOTALL,
)
EXAMPLES = [
    pytest.param(match["command"], marks=[pytest.mark.model] if match["model"] else [])
    for match in EXAMPLE.finditer(README.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_of_the_readme(command: str, tmp_path: Path) -> None:
    """An example prints what the README says; ``NL2OPT_REGENERATE=1`` writes what it prints into the README."""
    text = README.read_text(encoding="utf-8")
    for file in FILE.finditer(text):
        (tmp_path / file["name"]).write_text(file["text"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nl2opt", *shlex.split(command.replace("\\$", "$"))],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "100", "NL2OPT_RUNS": str(tmp_path / "runs"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    example = next(match for match in EXAMPLE.finditer(text) if match["command"] == command)
    if os.environ.get("NL2OPT_REGENERATE"):
        start, end = example.span("output")
        README.write_text(text[:start] + done.stdout + text[end:], encoding="utf-8")
    elif example["model"]:
        assert verdicts(done.stdout) == verdicts(example["output"]) != []
    else:
        assert done.stderr == ""
        assert without_times(done.stdout) == without_times(example["output"])


def without_times(text: str) -> str:
    """The text with seconds and ids left out, which differ from run to run."""
    return re.sub(r"\d{8}-\d{6}-[0-9a-f]{6}", "ID", re.sub(r"[\d.]+ s\b", "? s", text))


def verdicts(text: str) -> list[str]:
    """What was proven; the rest of what a model leads to may change with its prompt."""
    return re.findall(r"^Optimal: the \w+ is [\d.]+\d", text, re.MULTILINE)


def test_there_are_examples() -> None:
    """The README has examples to run; a change of its marks does not silence the test above."""
    assert len(EXAMPLES) >= 2


def test_links_lead_somewhere() -> None:
    """Every file of the repository that the README names is there."""
    text = README.read_text(encoding="utf-8")
    named = re.findall(r"`((?:notebooks|benchmarks|nl2opt|\.ci|tests)/[\w./]+|[A-Z]+\.md)`", text)
    assert named
    assert [name for name in named if not (README.parent / name).exists()] == []
