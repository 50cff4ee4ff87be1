"""Checks a dataset again from nothing: files by their hashes, rows by parsing, checking and solving."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.fingerprint import Outcome
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.complexity.bands import band
from nl2opt.synth.jobs.folder import JobFolder, Manifest, StoredFile
from nl2opt.synth.jobs.parquet_rows import pair_of, pair_schema, read_rows
from nl2opt.synth.jobs.process_executor import prepare_worker
from nl2opt.synth.pairs import Pair
from nl2opt.synth.randomness import stream
from nl2opt.synth.verification import RejectedError, examine

_CHUNK = 20

NumberedRow: TypeAlias = tuple[str, int, dict[str, Any]]
"""File, number of the row in it, and the row."""


class WrongRowError(Nl2optError):
    """A file or a row of a dataset that is not what it says."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be right.

    Attributes:
        files: how many.
        rows: that were checked, of ``all_rows``.
    """

    files: int
    rows: int
    all_rows: int


def verify_dataset(
    path: Path,
    *,
    sample: int | None = None,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[int, int], None] = lambda _rows, _all: None,
) -> Verified:
    """Check every file and every row of a dataset.

    Args:
        path: a folder that a job has written. Its shards and rejected candidates are checked where they are there, as
            a published dataset may do without them.
        sample: check only that many rows, drawn by ``seed``; files are checked all the same.
        seed: names the sample.
        workers: processes; 1 takes this one.
        on_progress: called with the rows that are checked and with how many will be.

    Raises:
        WrongRowError: the first file or row that is wrong, in the order of the dataset.
        Nl2optError: there is no finished dataset.
    """
    folder = JobFolder(path)
    manifest = folder.require_manifest()
    if manifest.final is None:
        raise Nl2optError(f"The dataset in '{path}' is not finished.", hint="Run its job again to finish it.")
    files = 0
    for stored in _files(path, manifest):
        _require_intact(folder, stored)
        files += 1
    every = manifest.final.rows
    chosen = None
    if sample is not None and sample < every:
        chosen = frozenset(stream(seed, "verify").sample(range(every), sample))
    wanted = every if chosen is None else len(chosen)
    seen: dict[str, str] = {}
    checked = 0
    for chunk, faults in _checked(_chunks(_rows(path, manifest, chosen)), workers):
        for (file, number, row), fault in zip(chunk, faults, strict=True):
            if not fault and row["id"] in seen:
                fault = f"the id '{row['id']}' is also that of {seen[row['id']]}"
            if fault:
                raise WrongRowError(
                    f"The row is wrong: {fault}.",
                    where=f"{path / file}, row {number}",
                    hint="The dataset was changed, or made by another version; run its job again in a new folder.",
                )
            seen[row["id"]] = f"{file}, row {number}"
        checked += len(chunk)
        on_progress(checked, wanted)
    if checked != wanted:
        raise WrongRowError(
            f"There are {checked:,} rows, and the manifest promises {wanted:,}.",
            where=str(path),
            hint="Run its job again.",
        )
    return Verified(files, checked, every)


def row_fault(row: dict[str, Any]) -> str:
    """What is wrong with a row of a dataset, found by doing all again; empty where nothing is."""
    try:
        pair = pair_of(row)
    except (KeyError, TypeError, ValueError) as error:
        return f"it is no pair ({type(error).__name__}: {error})"
    if row["id"] != pair.id:
        return f"its id is '{row['id']}', that of text and formulation is '{pair.id}'"
    try:
        formulation = parse(pair.formulation)
    except Nl2optError as error:
        return f"the formulation cannot be parsed: {error.what.splitlines()[0]}"
    try:
        found = examine(formulation)
    except RejectedError as error:
        return f"{error.stage}: {error.reason}"
    if found.text != pair.formulation:
        return "the formulation is not printed as nl2opt prints it"
    objective = Outcome("optimal", None, found.objective)
    if not Outcome(pair.status, None, pair.objective).agrees(objective):
        return f"it says {pair.status} {pair.objective}, the solver optimal {found.objective}"
    if not pair.fingerprint.agrees(found.fingerprint):
        return "the fingerprint is another one"
    return _complexity_fault(pair, found.complexity.score, found.complexity.model_class)


def _complexity_fault(pair: Pair, score: float, model_class: str) -> str:
    if abs(pair.complexity - score) > 1e-3:
        return f"its complexity is {pair.complexity:g}, that of the model {score:g}"
    if pair.model_class != model_class:
        return f"its class is {pair.model_class}, that of the model {model_class}"
    try:
        inside = score in band(pair.band)
    except Nl2optError:
        inside = False
    return "" if inside else f"the score {score:g} is outside its band '{pair.band}'"


def _files(path: Path, manifest: Manifest) -> Iterator[StoredFile]:
    assert manifest.final is not None
    yield from manifest.final.files
    yield manifest.final.hard
    for number in sorted(manifest.shards):
        shard = manifest.shards[number]
        yield from (stored for stored in (shard.pairs, shard.rejected) if (path / stored.file).parent.is_dir())


def _require_intact(folder: JobFolder, stored: StoredFile) -> None:
    if folder.intact(stored):
        return
    there = (folder.path / stored.file).exists()
    raise WrongRowError(
        "The file has another SHA-256 than the manifest says." if there else "The file is missing.",
        where=str(folder.path / stored.file),
        hint="Run the job of this folder again: damaged files are made again.",
    )


def _rows(path: Path, manifest: Manifest, chosen: frozenset[int] | None) -> Iterator[NumberedRow]:
    assert manifest.final is not None
    place = 0
    for stored in manifest.final.files:
        for number, row in enumerate(read_rows(path / stored.file, pair_schema())):
            if chosen is None or place in chosen:
                yield stored.file, number, row
            place += 1


def _chunks(rows: Iterable[NumberedRow]) -> Iterator[list[NumberedRow]]:
    chunk: list[NumberedRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _checked(
    chunks: Iterator[list[NumberedRow]], workers: int
) -> Iterator[tuple[Sequence[NumberedRow], Sequence[str]]]:
    """Chunks with the faults of their rows, in order, whoever checks them."""
    if workers == 1:
        for chunk in chunks:
            yield chunk, _faults([row for _, _, row in chunk])
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=prepare_worker) as pool:
        waiting: deque[tuple[list[NumberedRow], Future[list[str]]]] = deque()
        try:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_faults, [row for _, _, row in chunk])))
                if len(waiting) >= 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _faults(rows: list[dict[str, Any]]) -> list[str]:
    """What is wrong with each row; nothing is looked at behind the first wrong one."""
    faults: list[str] = []
    for row in rows:
        faults.append("" if any(faults) else row_fault(row))
    return faults
