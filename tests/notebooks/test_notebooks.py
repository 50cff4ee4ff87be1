"""Every notebook runs from its first cell to its last, with the real model."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
WITH_MODEL = {"01_solve"}
"""Notebooks that ask the language model; the others run without it."""
RUNS = [
    pytest.param(path, marks=[pytest.mark.model] if path.stem in WITH_MODEL else [], id=path.stem) for path in NOTEBOOKS
]


@pytest.mark.parametrize("path", RUNS)
def test_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cell fails, and each shows the kinds of output that it showed when the notebook was written."""
    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path / "runs"))
    notebook = nbformat.read(path, as_version=4)
    shown = [kinds(cell) for cell in notebook.cells]
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert [kinds(cell) for cell in notebook.cells] == shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_with_its_outputs(path: Path) -> None:
    """A reader on the web sees results, no error, and nothing of the machine that the notebook was written on."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert any(cell.outputs for cell in code)
    assert not [output for cell in code for output in cell.outputs if output.output_type == "error"]
    assert str(Path.home()) not in text


def test_the_first_notebook_shows_mathematics_and_a_table() -> None:
    """An answer is shown as LaTeX and as a table of its solution."""
    notebook = nbformat.read(FOLDER / "01_solve.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    rich = [output.data for output in outputs if "text/latex" in output.get("data", {})]
    assert rich
    assert "\\begin{aligned}" in rich[0]["text/latex"]
    assert "<table>" in rich[0]["text/html"]


def kinds(cell: nbformat.NotebookNode) -> list[tuple[str, tuple[str, ...]]]:
    """What a cell shows, without the content, which has times and ids in it."""
    if cell.cell_type != "code":
        return []
    return [(output.output_type, tuple(sorted(output.get("data", {})))) for output in cell.outputs]
