"""Supervised fine-tuning of a LoRA adapter (arXiv 2106.09685); transformers and peft do the work."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.llm.weights import Weights, load_weights, without_chatter
from nl2opt.training.card import RunCard, write_card
from nl2opt.training.checkpoints import claim
from nl2opt.training.examples import TrainingData
from nl2opt.training.recipe import Recipe
from nl2opt.training.run import LOG, OnStep, Run, arguments, carry_out, setting_of, steps_done
from nl2opt.training.tokens import Row, TokenisedExample, pack, tokenise, within


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
    on_step: OnStep | None = None,
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
    setting = setting_of("sft", recipe.to_dict(), base, data.hashes)
    claim(folder, setting | {"start_from": str(start_from) if start_from else None})
    rows = [
        row
        for epoch in range(recipe.epochs)
        for row in pack(examples, recipe.pack_tokens, random.Random(f"{recipe.seed}/{epoch}"))
    ]
    run = _train(base, rows, checked, folder, recipe, start_from, stop_after, on_step)
    if not run.paused:
        write_card(folder, RunCard.of(base, recipe, data, examples, left_out, run.steps))
    return Run(folder, run.steps, run.paused, tuple(each.place for each in left_out))


@without_chatter()
def _train(
    base: Weights,
    rows: Sequence[Row],
    checked: Sequence[TokenisedExample],
    folder: Path,
    recipe: Recipe,
    start_from: Path | None,
    stop_after: float | None,
    on_step: OnStep | None,
) -> Run:
    try:
        import torch
        from transformers import TrainingArguments, set_seed

        from nl2opt.training.answer_trainer import AnswerTrainer, RowDataset, collate, mean_loss
        from nl2opt.training.lora import with_adapter
        from nl2opt.training.watching import Log, Watch
    except ImportError as error:
        raise MissingExtraError("Fine-tuning", error.name or "transformers", "train") from None
    set_seed(recipe.seed)
    model = with_adapter(base, recipe, start_from)
    settings = TrainingArguments(
        per_device_train_batch_size=1,
        gradient_accumulation_steps=recipe.rows_per_step,
        **arguments(recipe, folder, math.ceil(len(rows) / recipe.rows_per_step), base),
    )
    checked_rows = pack(checked, recipe.pack_tokens, random.Random(0))
    across = recipe.rows_per_step * settings.world_size

    def tokens(step: int) -> int:
        return sum(rows[place % len(rows)].length for place in range((step - 1) * across, step * across))

    def validate(trained: torch.nn.Module) -> float:
        return float(mean_loss(trained, checked_rows, base.model.device))

    log = Log(folder / LOG, steps_done(folder))
    watch = Watch(log, tokens, validate if checked_rows else None, recipe.validate_steps, stop_after, on_step)
    trainer = AnswerTrainer(
        model=model, args=settings, train_dataset=RowDataset(rows), data_collator=collate, callbacks=[watch]
    )
    carry_out(trainer, model, watch, folder, recipe)
    return Run(folder, tuple(log.steps), watch.paused, ())
