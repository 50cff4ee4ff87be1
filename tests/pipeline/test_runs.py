"""Run records on disk: listed, found by the beginning of their id, and kept when a run fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.pipeline.runs import RunWriter, list_runs, load_run
from nl2opt.pipeline.settings import Settings
from nl2opt.solvers.result import SolveOptions


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the records."""
    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path))
    return tmp_path


def start(problem: str = "a problem") -> RunWriter:
    """A record that was just begun."""
    return RunWriter.start(problem, "scripted", Settings(), SolveOptions())


def test_no_records(folder: Path) -> None:
    """Without records the list is empty, and any id is unknown."""
    assert list(list_runs()) == []
    with pytest.raises(Nl2optError, match="no run 'last'"):
        load_run("last")


def test_records_are_found(folder: Path) -> None:
    """By the whole id, by an unambiguous beginning, and as the last one."""
    first, second = start("first"), start("second")
    records = list(list_runs())
    assert {record.id for record in records} == {first.folder.name, second.folder.name}
    assert load_run(first.folder.name).data["problem"] == "first"
    assert load_run("last").id == records[0].id
    with pytest.raises(Nl2optError, match="2 runs begin with"):
        load_run(first.folder.name[:4])


def test_an_unfinished_run_is_readable(folder: Path) -> None:
    """Every step is on disk as soon as it happened."""
    writer = start()
    writer.event("draft", findings=["one"])
    record = load_run(writer.folder.name)
    assert record.data["events"] == [{"kind": "draft", "findings": ["one"]}]
    assert "answer" not in record.data
    assert record.formulation_text == ""


def test_a_failed_run_keeps_its_reason(folder: Path) -> None:
    """The error is part of the record."""
    writer = start()
    writer.fail(Nl2optError("The model left."))
    assert load_run(writer.folder.name).data["error"] == "The model left."


def test_a_damaged_record_is_passed_over(folder: Path) -> None:
    """A folder whose ``run.json`` cannot be read does not hide the others."""
    writer = start()
    (folder / "99999999-damaged").mkdir()
    (folder / "99999999-damaged" / "run.json").write_text("{")
    assert [record.id for record in list_runs()] == [writer.folder.name]


def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault names the folder and the variable that chooses another."""
    (folder / "file").write_text("")
    monkeypatch.setenv("NL2OPT_RUNS", str(folder / "file"))
    with pytest.raises(Nl2optError, match="cannot be written") as caught:
        start()
    assert "NL2OPT_RUNS" in caught.value.hint
