"""The folder of a job: one owner at a time, and a manifest that says what is finished.

::

    manifest.json               the job, and each finished file with its SHA-256
    shards/shard-00000.parquet  pairs as they were accepted, for going on and for judging duplicates
    rejected/shard-00000.parquet  candidates that failed, with the reason
    data/train-00000-of-00001.parquet  the dataset
    hard.jsonl                  problems that the forward model did not solve, as 'nl2opt eval' reads them
    README.md, plots/           the card
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import nl2opt
from nl2opt.errors import Nl2optError
from nl2opt.llm.file_lock import FileLock
from nl2opt.synth.jobs.durable_files import disk_error, sha256_of, write_durably
from nl2opt.synth.jobs.job import Job

FORMAT = 1


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A finished file.

    Attributes:
        file: its path in the folder.
        sha256: of its bytes.
        rows: how many it has.
    """

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An order that ended short.

    Attributes:
        origin, family, band, route: which.
        wanted, made: rows.
        reason: as the production gave it; empty where tries ran out.
    """

    origin: str
    family: str
    band: str
    route: str
    wanted: int
    made: int
    reason: str


@dataclass(frozen=True, slots=True)
class StoredShard:
    """A finished shard.

    Attributes:
        pairs, rejected: its files.
        seconds: that it took, on one core.
        tries: candidates.
        short: orders that ended short.
    """

    pairs: StoredFile
    rejected: StoredFile
    seconds: float
    tries: int
    short: tuple[Shortfall, ...] = ()


@dataclass(frozen=True, slots=True)
class Final:
    """The dataset.

    Attributes:
        key: what it was made of: a digest of the shards' hashes and of the rules of removal.
        files: of the dataset, in order.
        hard: the benchmark of hard problems.
        duplicates: pairs removed by the way in which they were the same as an earlier one.
        contaminated: pairs removed by benchmark file and by what they shared with it.
    """

    key: str
    files: tuple[StoredFile, ...]
    hard: StoredFile
    duplicates: Mapping[str, int] = field(default_factory=dict)
    contaminated: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All pairs."""
        return sum(each.rows for each in self.files)


@dataclass(slots=True)
class Manifest:
    """What a folder holds.

    Attributes:
        job: its content, as ``Job.content`` gives it.
        digest: of the job.
        version: of nl2opt.
        name, licence: of the dataset.
        shards: finished ones by number.
        final: the dataset, once it is made.
    """

    job: Mapping[str, Any]
    digest: str
    version: str
    name: str
    licence: str
    shards: dict[int, StoredShard] = field(default_factory=dict)
    final: Final | None = None

    def to_json(self) -> bytes:
        """The manifest as it stands in its file."""
        plain = asdict(self)
        plain["shards"] = {str(number): plain["shards"][number] for number in sorted(self.shards)}
        return (json.dumps({"format": FORMAT, **plain}, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Manifest:
        """The manifest of a parsed file.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}")
        final = data["final"]
        return cls(
            job=data["job"],
            digest=data["digest"],
            version=data["version"],
            name=data["name"],
            licence=data["licence"],
            shards={int(number): _stored_shard(shard) for number, shard in data["shards"].items()},
            final=None if final is None else _final(final),
        )


def _stored_shard(data: Mapping[str, Any]) -> StoredShard:
    files = {name: StoredFile(**data[name]) for name in ("pairs", "rejected")}
    return StoredShard(**{**data, **files, "short": tuple(Shortfall(**each) for each in data["short"])})


def _final(data: Mapping[str, Any]) -> Final:
    files = tuple(StoredFile(**each) for each in data["files"])
    return Final(**{**data, "files": files, "hard": StoredFile(**data["hard"])})


class JobFolder:
    """A folder with its manifest.

    Args:
        path: need not exist before ``claim``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def manifest_path(self) -> Path:
        """Where the manifest is."""
        return self.path / "manifest.json"

    def read_manifest(self) -> Manifest | None:
        """The manifest; None where there is none yet.

        Raises:
            Nl2optError: it is damaged, or of another kind.
        """
        try:
            text = self.manifest_path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Nl2optError(
                f"'{self.manifest_path}' cannot be read: {error.strerror}.", hint="Check its permissions."
            ) from None
        try:
            return Manifest.from_json(json.loads(text))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Nl2optError(
                f"'{self.manifest_path}' is no manifest of a job: {type(error).__name__}: {error}.",
                hint="Choose another folder, or remove this file to make the dataset from nothing.",
            ) from None

    def require_manifest(self) -> Manifest:
        """The manifest.

        Raises:
            Nl2optError: there is none, or it is damaged.
        """
        manifest = self.read_manifest()
        if manifest is None:
            raise Nl2optError(
                f"There is no dataset in '{self.path}'.", hint="Give a folder that 'nl2opt synth run' has written."
            )
        return manifest

    def claim(self, job: Job) -> Manifest:
        """The manifest of this job in this folder, a new one in a new folder.

        Raises:
            Nl2optError: the folder is another job's, was begun by another version, or holds other files.
        """
        found = self.read_manifest()
        if found is None:
            self._require_empty()
            return Manifest(job.content(), job.digest, nl2opt.__version__, job.name, job.licence)
        if found.digest != job.digest:
            raise Nl2optError(
                f"'{self.path}' belongs to another job: {_difference(found.job, job.content())}.",
                hint="Choose another folder with --out, or run the job that began this one.",
            )
        if found.version != nl2opt.__version__:
            raise Nl2optError(
                f"'{self.path}' was begun by nl2opt {found.version}, and this is {nl2opt.__version__}.",
                hint="Go on with that version, or choose another folder with --out: versions may draw other rows.",
            )
        found.name, found.licence = job.name, job.licence
        return found

    def save(self, manifest: Manifest) -> None:
        """Write the manifest.

        Raises:
            DiskError: the disk is full, say.
        """
        write_durably(self.manifest_path, manifest.to_json())

    def store(self, name: str, content: bytes, rows: int) -> StoredFile:
        """Write a file of the folder.

        Raises:
            DiskError: the disk is full, say.
        """
        return StoredFile(name, write_durably(self.path / name, content), rows)

    def intact(self, stored: StoredFile) -> bool:
        """Whether a file is there, with the bytes that it had."""
        return sha256_of(self.path / stored.file) == stored.sha256

    def _require_empty(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise Nl2optError(f"'{self.path}' is a file.", hint="Give the name of a folder with --out.")
        # What a run leaves that was stopped before its first manifest is no obstacle.
        ours = {"job.lock", "shards", "rejected", ".manifest.json.part"}
        others = (
            sorted(each.name for each in self.path.iterdir() if each.name not in ours) if self.path.exists() else []
        )
        if others:
            raise Nl2optError(
                f"'{self.path}' is no folder of a job and holds other files, such as '{others[0]}'.",
                hint="Give a new or empty folder with --out.",
            )


class FolderLock:
    """A context manager that only one job can be inside at a time; the system frees it when its process dies.

    Raises:
        Nl2optError: another job is inside, or the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "job.lock", self._refuse)

    def __enter__(self) -> FolderLock:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.__enter__()
        except OSError as error:
            raise disk_error(self._folder / "job.lock", error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.__exit__(kind, error, trace)

    def _refuse(self) -> None:
        raise Nl2optError(
            f"Another job is at work in '{self._folder}'.",
            hint="Wait for its end, or choose another folder with --out.",
        )


def _difference(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    changed = [key for key in ours if theirs.get(key) != ours[key]]
    key = changed[0] if changed else "version"
    return f"its '{key}' is {_shortened(theirs.get(key))}, here it is {_shortened(ours.get(key))}"


def _shortened(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
