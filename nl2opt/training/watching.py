"""What is kept of a run while it goes on: a line for each step, the time, and when to stop."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import torch
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of a run.

    Attributes:
        step: from 1.
        steps: of the whole run.
        loss: mean cross-entropy, in nats, of an answer token of the step.
        learning_rate: of the step.
        tokens: read so far, prompts included.
        seconds: of training so far, over all starts of the run.
        validation: the loss on examples that are not trained on, where it was taken.
    """

    step: int
    steps: int
    loss: float
    learning_rate: float
    tokens: int
    seconds: float
    validation: float | None = None


class Log:
    """The steps of a run in a file of JSON lines, one a step; a resumed run takes back the steps that it repeats."""

    def __init__(self, path: Path, resumed_at: int) -> None:
        self._path = path
        self.steps = [step for step in read_log(path) if step.step <= resumed_at]
        path.write_text("".join(_line(step) for step in self.steps), encoding="utf-8")

    def add(self, step: StepRecord) -> None:
        """Append a step; it is on disk when this returns."""
        self.steps.append(step)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(step))


def read_log(path: Path) -> list[StepRecord]:
    """The steps of a log; a last line that a kill cut off is left out."""
    if not path.exists():
        return []
    steps: list[StepRecord] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            steps.append(StepRecord(**json.loads(line)))
        except (ValueError, TypeError):
            break
    return steps


def _line(step: StepRecord) -> str:
    return json.dumps(asdict(step)) + "\n"


class Watch(TrainerCallback):
    """Writes the log, validates, tells the caller, stops in time, and stops at a loss that is no number.

    Args:
        log: where steps go.
        tokens: of a step, by its number from 1.
        validate: the loss of a model on what is not trained on; None for no validation.
        every: steps between two validations; 0 for the last step alone.
        stop_after: seconds after which a checkpoint is written and the run stops, to be gone on with later.
        on_step: told each step.
    """

    def __init__(
        self,
        log: Log,
        tokens: Callable[[int], int],
        validate: Callable[[torch.nn.Module], float] | None,
        every: int,
        stop_after: float | None,
        on_step: Callable[[StepRecord], None] | None,
    ) -> None:
        self._log, self._tokens_of = log, tokens
        self._validate, self._every = validate, every
        self._stop_after, self._on_step = stop_after, on_step
        self._started = self._last = time.monotonic()
        self._seconds = log.steps[-1].seconds if log.steps else 0.0
        self._tokens = log.steps[-1].tokens if log.steps else 0
        self.paused = False

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        """Time is counted from here: loading is not training."""
        self._last = time.monotonic()

    def on_log(
        self,
        args: TrainingArguments,  # noqa: ARG002 - given by position
        state: TrainerState,
        *_: Any,
        logs: dict[str, float] | None = None,
        model: torch.nn.Module | None = None,
        **__: Any,
    ) -> None:
        """Keep a step; the trainer logs each before it writes a checkpoint.

        Raises:
            FloatingPointError: the loss is not a finite number.
        """
        if not logs or "loss" not in logs or not state.is_world_process_zero:
            return
        if not math.isfinite(logs["loss"]):
            raise FloatingPointError(f"The loss of step {state.global_step} is {logs['loss']}.")
        now = time.monotonic()
        self._seconds += now - self._last
        self._tokens += self._tokens_of(state.global_step)
        due = state.global_step == state.max_steps or (self._every and state.global_step % self._every == 0)
        step = StepRecord(
            step=state.global_step,
            steps=state.max_steps,
            loss=float(logs["loss"]),
            learning_rate=float(logs.get("learning_rate", 0.0)),
            tokens=self._tokens,
            seconds=round(self._seconds, 3),
            validation=self._validate(model) if self._validate is not None and due and model is not None else None,
        )
        self._log.add(step)
        self._last = time.monotonic()
        if self._on_step is not None:
            self._on_step(step)

    def on_step_end(self, *told: Any, **_: Any) -> TrainerControl:
        """Stop when the time is over, with a checkpoint."""
        _, state, control = told
        over = self._stop_after is not None and time.monotonic() - self._started > self._stop_after
        if over and state.global_step < state.max_steps:
            self.paused = True
            control.should_save = True
            control.should_training_stop = True
        return cast(TrainerControl, control)
