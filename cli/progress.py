"""What is going on, on standard error, for a person at a terminal; programs and pipes see nothing of it."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from nl2opt.llm.download import PullProgress
    from nl2opt.solvers.engines.protocol import Progress


class StatusLine:
    """One line that is written over and over, and gone at the end.

    Args:
        quiet: show nothing, as when standard error is no terminal.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._last = 0.0

    def __enter__(self) -> StatusLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Show ``text`` instead of what was there."""
        if self._shown:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def solving(self, progress: Progress) -> None:
        """Show where a solve stands, four times a second at most."""
        now = time.monotonic()
        if self._shown and now - self._last >= 0.25:
            self._last = now
            self.say(solve_line(progress))


def solve_line(progress: Progress) -> str:
    """``Solving: 12 s, best 118, bound 125, 340 nodes``."""
    from nl2opt.render.numbers import format_number, format_seconds

    parts = [format_seconds(progress.seconds)]
    if progress.objective is not None:
        parts.append(f"best {format_number(progress.objective)}")
    if progress.bound is not None:
        parts.append(f"bound {format_number(progress.bound)}")
    if progress.nodes:
        parts.append(f"{progress.nodes} nodes")
    return f"Solving: {', '.join(parts)} (Ctrl-C keeps the best)"


class PullBar:
    """How far a model file is fetched: a bar at a terminal, else a line at each tenth.

    Args:
        quiet: show nothing.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._stage = ""
        self._tenth = 0

    def __enter__(self) -> PullBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, progress: PullProgress) -> None:
        """Show where the pull stands; the callback of ``ModelStore.pull``."""
        if self._quiet:
            return
        if sys.stderr.isatty():
            self._draw(progress)
            return
        tenth = 10 * progress.done // max(1, progress.total)
        if progress.stage != self._stage or tenth > self._tenth:
            self._stage, self._tenth = progress.stage, tenth
            size = f"{progress.done / 1e6:.0f} of {progress.total / 1e6:.0f} MB"
            print(f"Language model: {progress.stage}, {size}", file=sys.stderr, flush=True)

    def _draw(self, progress: PullProgress) -> None:
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("Language model", total=progress.total)
            self._bar.start()
        self._bar.update(
            self._task, description=f"Language model: {progress.stage}", completed=progress.done, total=progress.total
        )
        if progress.done >= progress.total:
            self._bar.stop()
            self._bar = None
