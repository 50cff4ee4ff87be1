"""Small jobs, and an executor that makes their shards in the test's own process, in an order of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from nl2opt.synth.jobs.job import Job
from nl2opt.synth.jobs.runner import Report, run_job
from nl2opt.synth.jobs.shard import FailedShard, MadeShard, Producer, make_shard
from nl2opt.synth.production_plan import ShardPlan
from tests.synth.jobs import knapsacks

JOB = Job(
    name="knapsacks",
    counts={"trivial": 16, "extreme": 4},
    seed=5,
    families=("knapsack",),
    shard_size=5,
)


class InThisProcess:
    """Makes shards one after the other, the last one first."""

    workers = 1

    def run(self, producer: Producer, plans: Iterable[ShardPlan]) -> Iterator[MadeShard | FailedShard]:
        """See ``Executor``."""
        for plan in reversed(list(plans)):
            yield make_shard(producer, plan)


def made(folder: Path, producer: Producer = knapsacks.produce, *, card: bool = False, **changes: Any) -> Report:
    """Run the small job, with changes, in this process; the plots of a card take longer than all else."""
    return run_job(replace(JOB, **changes), folder, producer=producer, workers=InThisProcess(), card=card)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all Parquet files and of the hard problems."""
    files = [*folder.glob("*/*.parquet"), folder / "hard.jsonl"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
