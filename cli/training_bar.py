"""Where a training run stands: a bar at a terminal, else a line for each step."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from nl2opt.training.watching import StepRecord


class TrainingBar:
    """Shows steps on standard error; with ``quiet`` nothing."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._validation: float | None = None

    def __enter__(self) -> TrainingBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, step: StepRecord) -> None:
        """Show one step; the callback of a run."""
        if self._quiet:
            return
        if step.validation is not None:
            self._validation = step.validation
        checked = f", validation {self._validation:.3f}" if self._validation is not None else ""
        words = f"loss {step.loss:.3f}{checked}, {step.tokens / max(step.seconds, 1e-9):,.0f} tokens/s"
        if not sys.stderr.isatty():
            print(f"{step.step}/{step.steps}  {words}", file=sys.stderr, flush=True)
            return
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._task = self._bar.add_task("", total=step.steps)
            self._bar.start()
        self._bar.update(self._task, completed=step.step, description=words)
