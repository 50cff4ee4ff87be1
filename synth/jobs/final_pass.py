"""From shards to the dataset: duplicates and overlaps with benchmarks are removed, in the order of the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from nl2opt.synth.duplicates.contamination import Benchmarks
from nl2opt.synth.duplicates.deduplicator import Deduplicator, signature
from nl2opt.synth.jobs.durable_files import disk_error, sha256_of
from nl2opt.synth.jobs.folder import Final, JobFolder, Manifest, StoredFile
from nl2opt.synth.jobs.job import Job
from nl2opt.synth.jobs.parquet_rows import pairs_to_parquet, read_pairs, read_rows, rejection_schema
from nl2opt.synth.pairs import Pair

ROWS_IN_FILE = 50_000
HARD_FILE = "hard.jsonl"


def final_key(job: Job, manifest: Manifest) -> str:
    """What the dataset depends on, as a digest: the shards, and the rules by which rows are removed."""
    parts = {
        "shards": [manifest.shards[number].pairs.sha256 for number in sorted(manifest.shards)],
        "rejected": [manifest.shards[number].rejected.sha256 for number in sorted(manifest.shards)],
        "texts_per_model": job.texts_per_model,
        "near_duplicates": job.near_duplicates,
        "contamination": [[path.name, sha256_of(path)] for path in job.contamination],
        "rows_in_file": ROWS_IN_FILE,
    }
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def make_final(
    folder: JobFolder,
    job: Job,
    manifest: Manifest,
    benchmarks: Benchmarks,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Final:
    """Write the dataset and the benchmark of hard problems.

    Args:
        folder: with every shard intact.
        job: the rules of removal.
        manifest: the shards.
        benchmarks: the job's benchmark files, as they were read; nothing was looked for in them yet.
        on_rows: called with the number of rows that were judged so far, now and then.

    Raises:
        DiskError: the disk is full, say.
        Nl2optError: a shard cannot be read.
        MissingExtraError: a package is not installed.
    """
    shards = [manifest.shards[number] for number in sorted(manifest.shards)]
    judge = _Judge(job, benchmarks)
    files: list[tuple[int, StoredFile]] = []
    kept: list[Pair] = []
    judged = 0
    for shard in shards:
        kept += filter(judge.keeps, read_pairs(folder.path / shard.pairs.file))
        judged += shard.pairs.rows
        on_rows(judged)
        while len(kept) > ROWS_IN_FILE:
            files.append(_write(folder, len(files), kept[:ROWS_IN_FILE]))
            kept = kept[ROWS_IN_FILE:]
    if kept or not files:
        files.append(_write(folder, len(files), kept))
    hard = [line for shard in shards for line in _hard_lines(folder.path / shard.rejected.file)]
    hard = list(dict.fromkeys(hard))
    content = "".join(f"{line}\n" for line in hard).encode()
    return Final(
        key=final_key(job, manifest),
        files=tuple(_named(folder, files)),
        hard=folder.store(HARD_FILE, content, len(hard)),
        duplicates={str(sameness): count for sameness, count in sorted(judge.duplicates.removed.items())},
        contaminated=judge.contaminated(),
    )


class _Judge:
    """Which pairs stay; it remembers what it has seen."""

    def __init__(self, job: Job, benchmarks: Benchmarks) -> None:
        self.duplicates = Deduplicator(job.texts_per_model, job.near_duplicates)
        self.benchmarks = benchmarks

    def keeps(self, pair: Pair) -> bool:
        if self.benchmarks.find(pair.text, pair.fingerprint) is not None:
            return False
        return self.duplicates.judge(signature(pair)) is None

    def contaminated(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in self.benchmarks.rows}
        for (name, overlap), count in sorted(self.benchmarks.removed.items()):
            found[name][str(overlap)] = count
        return found


def _write(folder: JobFolder, place: int, pairs: list[Pair]) -> tuple[int, StoredFile]:
    return place, folder.store(f"data/.train-{place:05d}.parquet", pairs_to_parquet(pairs), len(pairs))


def _named(folder: JobFolder, files: list[tuple[int, StoredFile]]) -> Iterator[StoredFile]:
    """The files under their final names, which say how many there are; those of an earlier dataset are removed."""
    named = [
        StoredFile(f"data/train-{place:05d}-of-{len(files):05d}.parquet", stored.sha256, stored.rows)
        for place, stored in files
    ]
    data = folder.path / "data"
    try:
        for (_, stored), final in zip(files, named, strict=True):
            (folder.path / stored.file).replace(folder.path / final.file)
        keep = {Path(final.file).name for final in named}
        for other in [each for each in data.glob("*.parquet") if each.name not in keep]:
            other.unlink()
    except OSError as error:
        raise disk_error(data, error) from None
    yield from named


def _hard_lines(path: Path) -> Iterator[str]:
    for row in read_rows(path, rejection_schema()):
        if row["hard"] and row["objective"] is not None:
            digest = hashlib.sha256(f"{row['text']}\x1e{row['formulation']}".encode()).hexdigest()[:16]
            problem = {
                "id": digest,
                "question": row["text"],
                "answer": row["objective"],
                "formulation": row["formulation"],
                "family": row["family"],
                "band": row["band"],
                "reason": row["reason"],
            }
            yield json.dumps(problem, ensure_ascii=False)


__all__ = ["HARD_FILE", "final_key", "make_final"]
