"""Supervised fine-tuning of a LoRA adapter (arXiv 2106.09685); transformers and peft do the work."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.llm.weights import Weights, load_weights, without_chatter
from nl2opt.training.card import RunCard, write_card
from nl2opt.training.checkpoints import claim, last_checkpoint
from nl2opt.training.examples import TrainingData
from nl2opt.training.recipe import Recipe
from nl2opt.training.tokens import Row, TokenisedExample, pack, tokenise, within

if TYPE_CHECKING:
    from nl2opt.training.watching import StepRecord

ADAPTER = "adapter"
"""In the folder of a run: the finished adapter, as peft writes it."""


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


def train_sft(
    source: str | Path,
    data: TrainingData,
    folder: Path,
    recipe: Recipe,
    *,
    validation: TrainingData | None = None,
    start_from: Path | None = None,
    stop_after: float | None = None,
    device: str | None = None,
    on_step: Callable[[StepRecord], None] | None = None,
) -> Run:
    """Train an adapter; a run that was stopped or killed goes on from its last checkpoint, to the same losses.

    Args:
        source: the model, as ``load_weights`` takes it.
        data: what to train on.
        folder: of the run: ``setting.json``, ``log.jsonl``, checkpoints, ``adapter``, ``card.json``, ``loss.svg``.
        recipe: how.
        validation: what the loss is taken on besides.
        start_from: an adapter to go on with, a folder of peft's, instead of a new one.
        stop_after: seconds after which the run pauses with a checkpoint; None to run to the end.
        device: ``cpu`` or ``cuda``; the GPU where there is one if None.
        on_step: told each step.

    Raises:
        MissingExtraError: the extra ``train`` is not installed.
        Nl2optError: the model or the folder cannot be used, no example is short enough, memory does not suffice.
        DivergedError: a loss is not a number; the last checkpoint is kept.
    """
    base = load_weights(source, device=device)
    examples, left_out = within(tokenise(data.examples, base.tokenizer), recipe.max_tokens)
    if not examples:
        shortest = min(len(each.tokens) for each in left_out)
        raise Nl2optError(
            f"All {len(left_out)} examples have more than {recipe.max_tokens} tokens; the shortest has {shortest}.",
            hint="Raise --max-tokens, or choose shorter examples.",
        )
    checked: list[TokenisedExample] = []
    if validation is not None:
        checked, _ = within(tokenise(validation.examples, base.tokenizer), recipe.max_tokens)
    claim(
        folder,
        {
            "method": "sft",
            "recipe": recipe.to_dict(),
            "model": base.sha256 or base.name,
            "data": dict(data.hashes),
            "start_from": str(start_from) if start_from else None,
        },
    )
    return _train(base, examples, checked, folder, recipe, data, start_from, stop_after, on_step, left_out)


def _train(
    base: Weights,
    examples: Sequence[TokenisedExample],
    checked: Sequence[TokenisedExample],
    folder: Path,
    recipe: Recipe,
    data: TrainingData,
    start_from: Path | None,
    stop_after: float | None,
    on_step: Callable[[StepRecord], None] | None,
    left_out: Sequence[TokenisedExample],
) -> Run:
    try:
        import torch
        from transformers import PrinterCallback, TrainingArguments, set_seed

        from nl2opt.training.answer_trainer import AnswerTrainer, RowDataset, collate
        from nl2opt.training.lora import with_adapter
        from nl2opt.training.watching import Log, Watch
    except ImportError as error:
        raise MissingExtraError("Fine-tuning", error.name or "transformers", "train") from None
    set_seed(recipe.seed)
    rows = _rows(examples, recipe)
    model = with_adapter(base, recipe, start_from)
    steps = math.ceil(len(rows) / recipe.rows_per_step)
    on_gpu = next(model.parameters()).device.type == "cuda"
    checkpoint = last_checkpoint(folder)
    arguments = TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=1,
        gradient_accumulation_steps=recipe.rows_per_step,
        max_steps=steps,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type="cosine_with_min_lr",
        lr_scheduler_kwargs={"min_lr_rate": 0.1},
        warmup_steps=max(1, round(recipe.warmup * steps)),
        weight_decay=recipe.weight_decay,
        max_grad_norm=recipe.clip,
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_steps=recipe.checkpoint_steps,
        save_total_limit=2,
        disable_tqdm=True,
        report_to=[],
        remove_unused_columns=False,
        use_cpu=not on_gpu,
        bf16=on_gpu,
        seed=recipe.seed,
    )
    at = int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0
    log = Log(folder / "log.jsonl", at)
    watch = Watch(
        log,
        rows,
        recipe.rows_per_step,
        pack(checked, recipe.pack_tokens, random.Random(0)),
        recipe.validate_steps,
        stop_after,
        on_step,
    )
    trainer = AnswerTrainer(
        model=model, args=arguments, train_dataset=RowDataset(rows), data_collator=collate, callbacks=[watch]
    )
    trainer.remove_callback(PrinterCallback)
    try:
        with without_chatter():
            trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
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
    if not watch.paused:
        model.save_pretrained(str(folder / ADAPTER), save_embedding_layers=False)
        write_card(folder, RunCard.of(base, recipe, data, examples, left_out, log.steps))
    return Run(folder, tuple(log.steps), watch.paused, tuple(each.place for each in left_out))


def _rows(examples: Sequence[TokenisedExample], recipe: Recipe) -> list[Row]:
    rows: list[Row] = []
    for epoch in range(recipe.epochs):
        rows += pack(examples, recipe.pack_tokens, random.Random(f"{recipe.seed}/{epoch}"))
    return rows
