"""Run records: everything about a run is on disk as soon as it is known, so that nothing is lost.

A record is a folder. ``run.json`` has the problem, settings, versions and, at the end, the answer or the error;
``calls.jsonl`` has every prompt with the raw output, in the form that a replay reads; ``formulation.5e`` has the
formulation that was solved.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_printer import to_text
from nl2opt.llm.folders import cache_folder
from nl2opt.pipeline.settings import Settings
from nl2opt.solvers.result import SolveOptions

RUNS_VARIABLE = "NL2OPT_RUNS"
_PACKAGES = ("nl2opt", "highspy", "pyscipopt", "xllamacpp", "numpy")


def runs_folder() -> Path:
    """Where run records are kept: ``$NL2OPT_RUNS``, else ``runs`` in the cache folder."""
    chosen = os.environ.get(RUNS_VARIABLE)
    return Path(chosen).expanduser() if chosen else cache_folder() / "runs"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A finished or unfinished run, as read from disk. ``data`` is the content of ``run.json``."""

    folder: Path
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The name of the record, which sorts by time."""
        return self.folder.name

    @property
    def calls(self) -> Path:
        """The file with the prompts and raw outputs."""
        return self.folder / "calls.jsonl"

    @property
    def formulation_text(self) -> str:
        """The formulation that was solved, as text; empty when there was none."""
        path = self.folder / "formulation.5e"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@dataclass(slots=True)
class RunWriter:
    """Writes the record of one run, step by step."""

    folder: Path
    _data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def start(cls, problem: str, model: str, settings: Settings, options: SolveOptions) -> RunWriter:
        """Make the folder and write what is known before the first prompt.

        Raises:
            Nl2optError: the folder cannot be written.
        """
        now = datetime.now(UTC)
        folder = runs_folder() / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        writer = cls(folder)
        writer._data = {
            "id": folder.name,
            "started": now.isoformat(timespec="seconds"),
            "problem": problem,
            "model": model,
            "settings": asdict(settings),
            "options": asdict(options),
            "versions": _versions(),
            "events": [],
        }
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise Nl2optError(
                f"The run record cannot be written to '{folder}': {error.strerror}.",
                hint=f"Free some space, or set {RUNS_VARIABLE} to a folder that can be written.",
            ) from None
        writer._write()
        return writer

    @property
    def calls(self) -> Path:
        """Where the prompts and raw outputs of this run go."""
        return self.folder / "calls.jsonl"

    def event(self, kind: str, **details: Any) -> None:
        """Add one step: a reading with its mends, a finding, a solve with its status."""
        self._data["events"].append({"kind": kind, **details})
        self._write()

    def formulation(self, formulation: Formulation) -> None:
        """Keep the formulation that is about to be solved."""
        (self.folder / "formulation.5e").write_text(to_text(formulation), encoding="utf-8")

    def finish(self, answer: Mapping[str, Any]) -> None:
        """Keep the answer."""
        self._data["answer"] = dict(answer)
        self._write()

    def fail(self, error: BaseException) -> None:
        """Keep the reason why there is no answer."""
        self._data["error"] = str(error) or type(error).__name__
        self._write()

    def _write(self) -> None:
        path = self.folder / "run.json"
        temporary = path.with_suffix(".part")
        try:
            temporary.write_text(json.dumps(self._data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            temporary.replace(path)
        except OSError as error:
            raise Nl2optError(
                f"The run record cannot be written to '{self.folder}': {error.strerror}.",
                hint=f"Free some space, or set {RUNS_VARIABLE} to a folder that can be written.",
            ) from None


def list_runs() -> Iterator[RunRecord]:
    """All records, the newest first; a folder without a readable ``run.json`` is passed over."""
    folder = runs_folder()
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), reverse=True):
        record = _read(entry)
        if record is not None:
            yield record


def load_run(run_id: str) -> RunRecord:
    """One record by its id, by the beginning of its id, or ``last``.

    Raises:
        Nl2optError: there is no such record, or more than one begins so.
    """
    records = list(list_runs())
    if run_id == "last" and records:
        return records[0]
    found = [record for record in records if record.id == run_id] or [
        record for record in records if record.id.startswith(run_id)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Nl2optError(f"{len(found)} runs begin with '{run_id}'.", hint="Give more of the id.")
    guess = did_you_mean(run_id, [record.id for record in records])
    raise Nl2optError(f"There is no run '{run_id}'.", hint=guess or "'nl2opt log list' shows the runs.")


def _read(folder: Path) -> RunRecord | None:
    try:
        data = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return RunRecord(folder, data) if isinstance(data, dict) else None


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found
