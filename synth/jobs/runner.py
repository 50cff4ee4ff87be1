"""Runs a job: makes the shards that are missing, then the dataset, then its card."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from nl2opt.errors import MissingExtraError
from nl2opt.synth.duplicates.contamination import Benchmarks
from nl2opt.synth.jobs.executors import Executor, executor
from nl2opt.synth.jobs.final_pass import final_key, make_final
from nl2opt.synth.jobs.folder import Final, FolderLock, JobFolder, Manifest, StoredShard
from nl2opt.synth.jobs.job import Job
from nl2opt.synth.jobs.planning import Planner
from nl2opt.synth.jobs.shard import FailedShard, MadeShard, Producer
from nl2opt.synth.verification import fingerprint_of


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands.

    Attributes:
        stage: ``checking``, ``making``, ``judging`` (duplicates and overlaps) or ``card``.
        shards, all_shards: finished and in all.
        rows: accepted so far, those of earlier runs included.
        judged: of these, rows that were compared with all before them.
        wanted: rows that the job asks for.
        tries: candidates so far.
        rate: accepted rows a second in this run; None before the first.
        left: seconds until all shards are made; None where nothing is known.
    """

    stage: str
    shards: int
    all_shards: int
    rows: int
    wanted: int
    tries: int
    judged: int = 0
    rate: float | None = None
    left: float | None = None

    @property
    def acceptance(self) -> float | None:
        """The share of candidates that were accepted."""
        return self.rows / self.tries if self.tries else None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    Attributes:
        folder: of the dataset.
        manifest: as it stands now.
        made: shards of this run.
        remade: of these, the ones that were there, damaged or without their file.
        seconds: wall time.
    """

    folder: Path
    manifest: Manifest
    made: int
    remade: tuple[int, ...]
    seconds: float

    @property
    def final(self) -> Final:
        """The dataset."""
        assert self.manifest.final is not None
        return self.manifest.final


def run_job(
    job: Job,
    folder: Path,
    *,
    producer: Producer | None = None,
    workers: Executor | None = None,
    card: bool = True,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Make the dataset of a job, or what is missing of it.

    The rows depend on the job alone: not on workers, their number, the order in which they finish or interruptions.

    Args:
        job: what to make.
        folder: where; a new one, or one where this job was begun.
        producer: who makes the rows of a shard; ``nl2opt.synth.production.produce`` by default.
        workers: who runs the producer; by default what the job says.
        card: write the card of the dataset, too.
        on_progress: called after each step.

    Raises:
        Nl2optError: the folder belongs to another job, or another run is at work in it; a benchmark file is wrong; a
            shard cannot be made. What was finished is kept, and the next run goes on from there.
        MissingExtraError: a package is not installed.
        DiskError: the disk is full, say.
    """
    started = time.monotonic()
    _require_packages(card)
    benchmarks = Benchmarks(job.contamination, fingerprint_of)
    with FolderLock(folder):
        place = JobFolder(folder)
        run = _Run(job, place, place.claim(job), on_progress)
        remade = run.check()
        made = run.make(producer or _default_producer(), workers)
        run.finish(benchmarks)
        if card:
            run.describe()
        return Report(folder, run.manifest, made, remade, time.monotonic() - started)


def _require_packages(card: bool) -> None:
    """What is needed at the end must be there before hours of work.

    Raises:
        MissingExtraError: a package is not installed.
    """
    for package in ("pyarrow", "datasketch", *(["matplotlib"] if card else [])):
        if find_spec(package) is None:
            raise MissingExtraError("A job of synthesis", package, "synth")


def _default_producer() -> Producer:
    from nl2opt.synth.production import produce

    return produce


class _Run:
    def __init__(
        self, job: Job, folder: JobFolder, manifest: Manifest, on_progress: Callable[[Progress], None]
    ) -> None:
        self.manifest = manifest
        self._job = job
        self._folder = folder
        self._on_progress = on_progress
        self._started = time.monotonic()
        self._rows_before = 0
        self._shards_before = 0

    def check(self) -> tuple[int, ...]:
        """Forget the shards whose files are not as they were written."""
        damaged = []
        for number, shard in sorted(self.manifest.shards.items()):
            self._report("checking")
            if not (self._folder.intact(shard.pairs) and self._folder.intact(shard.rejected)):
                damaged.append(number)
        for number in damaged:
            del self.manifest.shards[number]
        self._folder.save(self.manifest)
        return tuple(damaged)

    def make(self, producer: Producer, workers: Executor | None) -> int:
        """Make the shards that are missing; their number."""
        missing = [number for number in range(self._job.shards) if number not in self.manifest.shards]
        self._rows_before, self._shards_before = self._rows(), len(self.manifest.shards)
        self._started = time.monotonic()
        self._report("making")
        if not missing:
            return 0
        planner = Planner(self._job)
        results = (workers or executor(self._job)).run(producer, map(planner.plan, missing))
        try:
            for result in results:
                if isinstance(result, FailedShard):
                    raise result.error()
                self._keep(result)
                self._report("making")
        finally:
            cast(Generator[object, None, None], results).close()
        return len(missing)

    def finish(self, benchmarks: Benchmarks) -> None:
        """Make the dataset, unless it is there."""
        final = self.manifest.final
        ready = final is not None and final.key == final_key(self._job, self.manifest)
        if final is None or not ready or not all(map(self._folder.intact, (*final.files, final.hard))):
            self.manifest.final = make_final(
                self._folder, self._job, self.manifest, benchmarks, lambda judged: self._report("judging", judged)
            )
            self._folder.save(self.manifest)

    def describe(self) -> None:
        """Write the card, unless it is there."""
        from nl2opt.synth.jobs.card import card_is_current, write_card

        self._report("card")
        if not card_is_current(self._folder.path, self.manifest):
            write_card(self._folder.path)

    def _keep(self, made: MadeShard) -> None:
        name = f"shard-{made.number:05d}.parquet"
        self.manifest.shards[made.number] = StoredShard(
            pairs=self._folder.store(f"shards/{name}", made.pairs, made.accepted),
            rejected=self._folder.store(f"rejected/{name}", made.rejected, made.rejections),
            seconds=made.seconds,
            tries=made.tries,
            short=made.short,
        )
        self._folder.save(self.manifest)

    def _rows(self) -> int:
        return sum(shard.pairs.rows for shard in self.manifest.shards.values())

    def _report(self, stage: str, judged: int = 0) -> None:
        accepted, shards = self._rows(), len(self.manifest.shards)
        seconds, done = time.monotonic() - self._started, shards - self._shards_before
        working = stage == "making" and done > 0
        self._on_progress(
            Progress(
                stage=stage,
                shards=shards,
                all_shards=self._job.shards,
                rows=accepted,
                wanted=self._job.count,
                tries=sum(shard.tries for shard in self.manifest.shards.values()),
                judged=judged,
                rate=(accepted - self._rows_before) / max(seconds, 1e-9) if working else None,
                left=seconds / done * (self._job.shards - shards) if working else None,
            )
        )
