"""What every kind of training shares: a folder that a run goes on in, its arguments, and its failures in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2opt.errors import Nl2optError
from nl2opt.llm.weights import Weights
from nl2opt.training.checkpoints import last_checkpoint
from nl2opt.training.recipe import Recipe

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import Trainer

    from nl2opt.training.watching import StepRecord, Watch

ADAPTER = "adapter"
"""In the folder of a run: the finished adapter, as peft writes it."""
LOG = "log.jsonl"


class DivergedError(Nl2optError):
    """The loss of a step is not a number."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a start of a run.

    Attributes:
        folder: of the run.
        steps: those of the run so far.
        paused: whether the time was over first; the same call goes on.
        left_out: places of examples that are longer than the recipe allows.
    """

    folder: Path
    steps: tuple[StepRecord, ...]
    paused: bool
    left_out: tuple[str, ...]


def arguments(recipe: Recipe, folder: Path, steps: int, weights: Weights) -> dict[str, Any]:
    """The arguments of transformers' trainers for a run of so many steps; the caller adds its batch size."""
    on_gpu = weights.model.device.type == "cuda"
    return {
        "output_dir": str(folder),
        "max_steps": steps,
        "learning_rate": recipe.learning_rate,
        "lr_scheduler_type": "cosine_with_min_lr",
        "lr_scheduler_kwargs": {"min_lr_rate": 0.1},
        "warmup_steps": max(1, round(recipe.warmup * steps)),
        "weight_decay": recipe.weight_decay,
        "max_grad_norm": recipe.clip,
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "save_steps": recipe.checkpoint_steps,
        "save_total_limit": 2,
        "disable_tqdm": True,
        "report_to": [],
        "remove_unused_columns": False,
        "use_cpu": not on_gpu,
        "bf16": on_gpu,
        "seed": recipe.seed,
    }


def steps_done(folder: Path) -> int:
    """The step of the last whole checkpoint of a run, 0 where there is none."""
    checkpoint = last_checkpoint(folder)
    return int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0


def carry_out(trainer: Trainer, model: PeftModel, watch: Watch, folder: Path, recipe: Recipe) -> None:
    """Train from the last whole checkpoint to the end or to a pause; at the end, write the adapter.

    Raises:
        DivergedError: a loss is not a number; the last checkpoint is kept.
        Nl2optError: memory or disk do not suffice.
    """
    from transformers import PrinterCallback

    trainer.remove_callback(PrinterCallback)
    checkpoint = last_checkpoint(folder)
    with _failures(folder, recipe):
        trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
        if not watch.paused:
            model.save_pretrained(str(folder / ADAPTER), save_embedding_layers=False, selected_adapters=["default"])


def setting_of(method: str, recipe: Mapping[str, Any], weights: Weights, data: Mapping[str, str]) -> dict[str, Any]:
    """What a run was told, as far as its losses depend on it."""
    return {"method": method, "recipe": dict(recipe), "model": weights.sha256 or weights.name, "data": dict(data)}


OnStep = Callable[["StepRecord"], None]


@contextmanager
def _failures(folder: Path, recipe: Recipe) -> Iterator[None]:
    import torch

    try:
        yield
    except FloatingPointError as error:
        raise DivergedError(
            f"{error} The last good checkpoint is kept in '{folder}'.",
            hint="Lower --learning-rate, and look at the examples of that step.",
        ) from None
    except torch.OutOfMemoryError:
        raise Nl2optError(
            f"The GPU has too little memory for rows of {recipe.pack_tokens} tokens.",
            hint=f"Halve --pack-tokens to {recipe.pack_tokens // 2} and double --rows-per-step: the steps stay alike.",
        ) from None
    except OSError as error:
        raise Nl2optError(
            f"A checkpoint cannot be written to '{folder}': {error.strerror or error}.",
            hint="Free space and run the same command again: it goes on from the last checkpoint.",
        ) from None
