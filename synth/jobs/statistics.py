"""What a dataset holds, counted in its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.synth.allocation import DifficultyHistogram, Trials, histogram, kept_by_equal_trials
from nl2opt.synth.complexity.bands import BANDS
from nl2opt.synth.jobs.folder import JobFolder, Manifest
from nl2opt.synth.jobs.parquet_rows import read_columns

COUNTED = ("band", "origin", "route", "verdict", "model_class", "problem_class", "domain", "family")
"""The columns that are counted by value."""

WORD_PROBLEMS = "word problems"
"""One name for all kinds of word problems, where rows are counted by family."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where numbers lie: least, mean, median, largest."""

    least: float
    mean: float
    median: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Spread:
        """The spread of some numbers.

        Raises:
            ValueError: there are none.
        """
        return cls(min(numbers), fmean(numbers), median(numbers), max(numbers))


@dataclass(frozen=True, slots=True)
class Statistics:
    """A dataset in numbers.

    Attributes:
        rows: of the dataset.
        counts: rows by value, for each of ``COUNTED``; the most frequent value first, bands from plain to hard.
        scores, lengths: OptMATH's score S and the characters of the text, by band.
        trials: candidates and accepted ones by family, by band and by route.
        rejections: by the check that they failed.
        kinds: the same trials by family, band and route together.
        before, after: rows by difficulty of their kind, with equal tries for all and as they are.
    """

    rows: int
    counts: Mapping[str, Mapping[str, int]]
    scores: Mapping[str, Sequence[float]]
    lengths: Mapping[str, Sequence[int]]
    trials: Mapping[str, tuple[Trials, ...]]
    rejections: Mapping[str, int]
    kinds: tuple[Trials, ...]
    before: DifficultyHistogram
    after: DifficultyHistogram


def statistics(folder: Path, manifest: Manifest) -> Statistics:
    """Count a dataset and the shards that it comes from.

    Raises:
        Nl2optError: a file is missing or damaged.
    """
    assert manifest.final is not None
    counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    scores: dict[str, list[float]] = {}
    lengths: dict[str, list[int]] = {}
    for stored in manifest.final.files:
        for row in read_columns(folder / stored.file, [*COUNTED, "complexity", "text"]):
            for name in COUNTED:
                counts[name][row[name]] += 1
            scores.setdefault(row["band"], []).append(row["complexity"])
            lengths.setdefault(row["band"], []).append(len(row["text"]))
    trials, kinds, rejections = _trials(folder, manifest)
    rows = manifest.final.rows
    accepted = {kind.name: kind.accepted for kind in kinds}
    return Statistics(
        rows=rows,
        counts={name: _sorted(name, counter) for name, counter in counts.items()},
        scores=_by_band(scores),
        lengths=_by_band(lengths),
        trials=trials,
        rejections=dict(rejections.most_common()),
        kinds=kinds,
        before=histogram(kinds, kept_by_equal_trials(kinds, sum(accepted.values())) if kinds else {}),
        after=histogram(kinds, accepted),
    )


def _trials(folder: Path, manifest: Manifest) -> tuple[dict[str, tuple[Trials, ...]], tuple[Trials, ...], Counter[str]]:
    accepted: Counter[tuple[str, str, str]] = Counter()
    rejected: Counter[tuple[str, str, str]] = Counter()
    stages: Counter[str] = Counter()
    for number in sorted(manifest.shards):
        shard = manifest.shards[number]
        for row in read_columns(folder / shard.pairs.file, ["family", "origin", "band", "route"]):
            accepted[_kind(row)] += 1
        for row in read_columns(folder / shard.rejected.file, ["family", "origin", "band", "route", "stage"]):
            rejected[_kind(row)] += 1
            stages[row["stage"]] += 1
    kinds = sorted({*accepted, *rejected}, key=lambda kind: (kind[0], list(BANDS).index(kind[1]), kind[2]))
    by_name = {
        name: tuple(_summed(accepted, rejected, place)) for place, name in enumerate(("family", "band", "route"))
    }
    together = tuple(Trials(", ".join(kind), accepted[kind] + rejected[kind], accepted[kind]) for kind in kinds)
    return by_name, together, stages


def _kind(row: Mapping[str, Any]) -> tuple[str, str, str]:
    family = WORD_PROBLEMS if row["origin"] == "composer" else row["family"]
    return family, row["band"], row["route"]


def _summed(
    accepted: Mapping[tuple[str, str, str], int], rejected: Mapping[tuple[str, str, str], int], place: int
) -> Iterator[Trials]:
    order = list(BANDS)
    names = {kind[place] for kind in (*accepted, *rejected)}
    for name in sorted(names, key=lambda name: (order.index(name) if name in order else 0, name)):
        made = sum(count for kind, count in accepted.items() if kind[place] == name)
        failed = sum(count for kind, count in rejected.items() if kind[place] == name)
        yield Trials(name, made + failed, made)


def _sorted(name: str, counter: Counter[str]) -> dict[str, int]:
    if name == "band":
        return {band: counter[band] for band in BANDS if counter[band]}
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _by_band(numbers: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    return {band: numbers[band] for band in BANDS if band in numbers}


def dataset_statistics(folder: JobFolder) -> tuple[Manifest, Statistics]:
    """The manifest of a folder and what its dataset holds.

    Raises:
        Nl2optError: there is no finished dataset, or a file of it is damaged.
    """
    manifest = folder.require_manifest()
    if manifest.final is None:
        raise Nl2optError(
            f"The dataset in '{folder.path}' is not finished.", hint="Run its job again: it goes on where it stopped."
        )
    return manifest, statistics(folder.path, manifest)
