"""Who makes the shards of a job: processes of this machine, or the workers of a Ray cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from nl2opt.errors import Nl2optError
from nl2opt.synth.jobs.job import Engine, Job
from nl2opt.synth.jobs.shard import FailedShard, MadeShard, Producer
from nl2opt.synth.production_plan import ShardPlan

MOST_DEATHS = 3
"""How often a worker may die over one shard before the job stops."""


class Executor(Protocol):
    """Makes shards somewhere."""

    workers: int
    """How many shards are made at the same time."""

    def run(self, producer: Producer, plans: Iterable[ShardPlan]) -> Iterator[MadeShard | FailedShard]:
        """Make shards, in the order in which they get finished; plans are taken as workers become free.

        A generator: closing it stops the work that is going on.

        Raises:
            Nl2optError: workers cannot be started, or die over and over.
        """
        ...


def executor(job: Job) -> Executor:
    """The executor that a job asks for.

    Raises:
        Nl2optError: Ray is not installed, or the cluster cannot be reached.
    """
    if job.engine is Engine.RAY:
        from nl2opt.synth.jobs.ray_executor import RayExecutor

        return RayExecutor(job.address, job.workers)
    from nl2opt.synth.jobs.process_executor import ProcessExecutor

    return ProcessExecutor(job.workers or available_cores())


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def died(plan: ShardPlan) -> Nl2optError:
    """The error for a shard over which workers die."""
    return Nl2optError(
        f"The worker of shard {plan.number} died {MOST_DEATHS} times.",
        hint="Mostly the memory was short: run again with fewer workers; the finished shards are kept.",
        retryable=True,
    )
