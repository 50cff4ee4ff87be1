"""Many requests over a few workers, in order, until the first failure or Ctrl-C."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def run_batch(
    count: int, workers: int, work: Callable[[int, int], T], cancel: Callable[[], None] | None = None
) -> list[T]:
    """The results of ``work(item, worker)`` for each item from 0 to ``count - 1``, in order.

    A worker does one item at a time. After the first failure no new item is begun, and that failure is raised.

    Args:
        count: how many items there are.
        workers: how many are worked on at the same time.
        work: does one item; called in threads, except when one worker is enough, then in the caller's.
        cancel: makes the work that is under way fail soon; called when the caller is interrupted. Without it, that
            work is left to end by itself in the background.
    """
    workers = min(count, workers)
    if workers <= 1:
        # In the caller's thread, Ctrl-C interrupts the wait for a socket by itself.
        return [work(item, 0) for item in range(count)]
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for item in range(count):
        waiting.put(item)
    results: dict[int, T] = {}
    failures: list[BaseException] = []
    stopped = threading.Event()

    def run(worker: int) -> None:
        while not stopped.is_set():
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[item] = work(item, worker)
            except BaseException as error:
                failures.append(error)
                stopped.set()

    threads = [threading.Thread(target=run, args=(worker,), daemon=True) for worker in range(workers)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except BaseException:
        stopped.set()
        if cancel is not None:
            cancel()
            for thread in threads:
                thread.join()
        raise
    if failures:
        raise failures[0]
    return [results[item] for item in range(count)]
