"""Shards made by processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from nl2opt.synth.jobs.executors import MOST_DEATHS, died
from nl2opt.synth.jobs.shard import FailedShard, MadeShard, Producer, make_shard
from nl2opt.synth.production_plan import ShardPlan


class ProcessExecutor:
    """Worker processes, started fresh, so that nothing of this process leaks into the rows.

    Args:
        workers: how many; each makes one shard at a time.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, producer: Producer, plans: Iterable[ShardPlan]) -> Iterator[MadeShard | FailedShard]:
        """See ``Executor``. A worker that dies takes its pool with it; what was being made is made again."""
        coming = iter(plans)
        again: list[ShardPlan] = []
        deaths: Counter[int] = Counter()
        while True:
            running: dict[Future[MadeShard | FailedShard], ShardPlan] = {}
            pool = self._pool()
            try:
                while True:
                    while len(running) < self.workers and (plan := again.pop() if again else next(coming, None)):
                        running[pool.submit(make_shard, producer, plan)] = plan
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        del running[future]
                        yield result
            except BrokenProcessPool:
                # Nobody can say whose worker it was, so it counts against each; the others finish in the next round.
                again = sorted([*again, *running.values()], key=lambda plan: -plan.number)
                for plan in running.values():
                    deaths[plan.number] += 1
                    if deaths[plan.number] >= MOST_DEATHS:
                        raise died(plan) from None
            finally:
                _stop(pool, at_once=bool(running))

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, multiprocessing.get_context("spawn"), initializer=prepare_worker)


def prepare_worker() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, even by ``kill -9``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _stop(pool: ProcessPoolExecutor, *, at_once: bool) -> None:
    """End the workers; what they are making ``at_once`` is lost, and nobody waits for it."""
    if at_once:
        for process in list((pool._processes or {}).values()):  # there is no public way before Python 3.14
            process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)
