"""How far a job of synthesis is: a bar at a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from nl2opt.synth.jobs.runner import Progress

_LINE_SECONDS = 10.0


class JobBar:
    """A context manager that shows where work stands.

    Args:
        quiet: show nothing.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._last: float | None = None
        self._started = time.monotonic()

    def __enter__(self) -> JobBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, progress: Progress) -> None:
        """Show where a job stands; the callback of ``run_job``."""
        if progress.stage == "making":
            self._show(job_line(progress), progress.shards, progress.all_shards)
        elif progress.stage == "judging":
            text = f"Duplicates and overlaps: {progress.judged:,} of {progress.rows:,} rows judged"
            self._show(text, progress.judged, progress.rows)

    def verified(self, rows: int, wanted: int) -> None:
        """Show how many rows are checked; the callback of ``verify_dataset``."""
        rate = rows / max(1e-9, time.monotonic() - self._started)
        self._show(f"{rows:,} of {wanted:,} rows verified, {rate:.0f} a second", rows, wanted)

    def _show(self, text: str, done: int, every: int) -> None:
        if self._quiet:
            return
        if not sys.stderr.isatty():
            now = time.monotonic()
            if self._last is None or now - self._last >= _LINE_SECONDS or done == every:
                self._last = now
                print(text, file=sys.stderr, flush=True)
            return
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (BarColumn(bar_width=30), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=every)
            self._bar.start()
        self._bar.update(self._task, description=text, completed=done, total=max(1, every))


def job_line(progress: Progress) -> str:
    """``120 of 200 shards, 59,800 of 100,000 rows, 61.3 rows/s, 97 % accepted, 11 min left``."""
    parts = [
        f"{progress.shards:,} of {progress.all_shards:,} shards",
        f"{progress.rows:,} of {progress.wanted:,} rows",
    ]
    if progress.rate is not None:
        parts.append(f"{progress.rate:.1f} rows/s")
    if progress.acceptance is not None:
        parts.append(f"{100 * progress.acceptance:.0f} % accepted")
    if progress.left is not None and progress.shards < progress.all_shards:
        parts.append(f"{_duration(progress.left)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
