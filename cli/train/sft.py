"""``nl2opt train sft``: supervised fine-tuning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.options import Json, Quiet
from nl2opt.cli.train import shared
from nl2opt.training.recipe import LINEAR_MODULES, Recipe

_USUAL = Recipe()


def sft(
    data: shared.Data,
    out: shared.Folder,
    model: shared.Base = None,
    validation: Annotated[
        Path | None,
        typer.Option("--validation", metavar="FILE", help="Examples that the loss is taken on besides."),
    ] = None,
    start_from: shared.From = None,
    minutes: shared.Minutes = None,
    device: shared.Device = None,
    rank: Annotated[int, typer.Option("--rank", help="Of the updates.")] = _USUAL.rank,
    alpha: Annotated[int, typer.Option("--alpha", help="Updates are scaled by alpha / rank.")] = _USUAL.alpha,
    modules: Annotated[
        str, typer.Option("--modules", metavar="NAMES", help="Matrices that get an update, with commas between.")
    ] = ",".join(LINEAR_MODULES),
    first_layer: Annotated[
        int, typer.Option("--first-layer", min=0, help="Layers before this one stay as they are, which saves time.")
    ] = _USUAL.first_layer,
    learning_rate: Annotated[float, typer.Option("--learning-rate", help="At its peak.")] = _USUAL.learning_rate,
    pack_tokens: Annotated[int, typer.Option("--pack-tokens", help="Tokens of a packed row.")] = _USUAL.pack_tokens,
    rows_per_step: Annotated[int, typer.Option("--rows-per-step", help="Rows of a step.")] = _USUAL.rows_per_step,
    max_tokens: Annotated[
        int, typer.Option("--max-tokens", help="Examples with more are left out and named.")
    ] = _USUAL.max_tokens,
    epochs: Annotated[int, typer.Option("--epochs", help="Times that each example is seen.")] = _USUAL.epochs,
    checkpoint_steps: Annotated[
        int, typer.Option("--checkpoint-steps", help="Steps between checkpoints.")
    ] = _USUAL.checkpoint_steps,
    validate_steps: Annotated[
        int, typer.Option("--validate-steps", min=0, help="Steps between validations; 0 for the last alone.")
    ] = _USUAL.validate_steps,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the order and the first values.")] = _USUAL.seed,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Train a LoRA adapter on examples (supervised fine-tuning).

    A run that was stopped or killed goes on with the same command, from its last checkpoint.
    """
    from nl2opt.cli.training_bar import TrainingBar
    from nl2opt.training.examples import read_examples
    from nl2opt.training.sft import train_sft

    recipe = Recipe(
        rank=rank,
        alpha=alpha,
        modules=tuple(name.strip() for name in modules.split(",") if name.strip()),
        first_layer=first_layer,
        learning_rate=learning_rate,
        pack_tokens=pack_tokens,
        rows_per_step=rows_per_step,
        max_tokens=max_tokens,
        epochs=epochs,
        checkpoint_steps=checkpoint_steps,
        validate_steps=validate_steps,
        seed=seed,
    )
    examples = read_examples(data)
    checked = read_examples([validation]) if validation is not None else None
    with TrainingBar(quiet) as bar:
        run = train_sft(
            model or shared.embedded_file(),
            examples,
            out,
            recipe,
            validation=checked,
            start_from=start_from,
            stop_after=minutes * 60 if minutes is not None else None,
            device=device,
            on_step=bar.report,
        )
    shared.say_left_out(examples.empty, run.left_out, max_tokens)
    if as_json:
        import json
        from dataclasses import asdict

        last = asdict(run.steps[-1]) if run.steps else None
        typer.echo(json.dumps({"folder": str(out), "paused": run.paused, "last_step": last}, indent=2))
    else:
        typer.echo(shared.outcome(run))
    return 0
