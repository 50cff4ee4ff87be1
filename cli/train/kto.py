"""``nl2opt train kto``: alignment with verdicts."""

from __future__ import annotations

from typing import Annotated

import typer

from nl2opt.cli.options import Quiet
from nl2opt.cli.train import shared
from nl2opt.training.recipe import Recipe

_USUAL = Recipe()


def kto(
    data: shared.Data,
    out: shared.Folder,
    model: shared.Base = None,
    start_from: shared.From = None,
    minutes: shared.Minutes = None,
    device: shared.Device = None,
    beta: Annotated[float, typer.Option("--beta", help="Smaller lets the adapter go further from its start.")] = 0.1,
    batch: Annotated[int, typer.Option("--batch", help="Answers that are read together.")] = 2,
    learning_rate: Annotated[float, typer.Option("--learning-rate", help="At its peak.")] = 5e-6,
    batches_per_step: Annotated[int, typer.Option("--batches-per-step", help="Batches of a step.")] = 4,
    max_tokens: Annotated[
        int, typer.Option("--max-tokens", help="Examples with more are left out and named.")
    ] = _USUAL.max_tokens,
    epochs: Annotated[int, typer.Option("--epochs", help="Times that each answer is seen.")] = 1,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the order and the first values.")] = 0,
    quiet: Quiet = False,
) -> int:
    """Align an adapter with verdicts: rows with 'prompt', 'completion' and 'label' (KTO)."""
    from nl2opt.cli.training_bar import TrainingBar
    from nl2opt.training.examples import read_examples
    from nl2opt.training.kto import Alignment, train_kto

    recipe = Recipe(
        learning_rate=learning_rate, rows_per_step=batches_per_step, max_tokens=max_tokens, epochs=epochs, seed=seed
    )
    examples = read_examples(data)
    with TrainingBar(quiet) as bar:
        run = train_kto(
            model or shared.embedded_file(),
            examples,
            out,
            recipe,
            Alignment(beta, batch),
            start_from=start_from,
            stop_after=minutes * 60 if minutes is not None else None,
            device=device,
            on_step=bar.report,
        )
    shared.say_left_out(examples.empty, run.left_out, max_tokens)
    typer.echo(shared.outcome(run))
    return 0
