"""Where training or drafting stands: a bar at a terminal, else a line for each step or draft."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from nl2opt.training.drafts import VerifiedDraft
    from nl2opt.training.watching import StepRecord


class _Bar:
    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _show(self, words: str, done: int, every: int) -> None:
        if self._quiet:
            return
        if not sys.stderr.isatty():
            print(f"{done}/{every}  {words}", file=sys.stderr, flush=True)
            return
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._task = self._bar.add_task("", total=every)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=every, description=words)


class TrainingBar(_Bar):
    """Shows the steps of a run on standard error; with ``quiet`` nothing."""

    def __init__(self, quiet: bool) -> None:
        super().__init__(quiet)
        self._validation: float | None = None

    def report(self, step: StepRecord) -> None:
        """Show one step; the callback of a run."""
        if step.validation is not None:
            self._validation = step.validation
        checked = f", validation {self._validation:.3f}" if self._validation is not None else ""
        words = f"loss {step.loss:.3f}{checked}, {step.tokens / max(step.seconds, 1e-9):,.0f} tokens/s"
        self._show(words, step.step, step.steps)


class DraftBar(_Bar):
    """Shows drafts and how many of them are right; with ``quiet`` nothing.

    Args:
        quiet: show nothing.
        expected: drafts; hard problems may be tried more often.
    """

    def __init__(self, quiet: bool, expected: int) -> None:
        super().__init__(quiet)
        self._expected, self._right, self._seen = expected, 0, 0

    def report(self, draft: VerifiedDraft, count: int) -> None:
        """Show one draft; the callback of ``draw_drafts``."""
        self._right += draft.right
        self._seen += 1
        self._show(f"{self._right} of {self._seen} drafts right", count, max(self._expected, count))
