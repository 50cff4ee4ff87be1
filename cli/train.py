"""``nl2opt train``: fine-tunes adapters on verified data and hands them to ``nl2opt solve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from nl2opt.cli.options import Json, Quiet
from nl2opt.training.recipe import LINEAR_MODULES, Recipe

app = typer.Typer(help="Fine-tune adapters on verified data.", rich_markup_mode=None, no_args_is_help=True)

_USUAL = Recipe()

Data: TypeAlias = Annotated[
    list[Path],
    typer.Option(
        "--data",
        metavar="FILE",
        help="JSON lines or Parquet with 'messages', 'prompt' and 'completion', or 'text' and 'formulation'; or a "
        "folder of 'nl2opt synth run'. May be repeated.",
        show_default=False,
    ),
]
Base: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help="A GGUF file, a folder of transformers', or a name on the Hugging Face hub; the embedded model's file by "
        "default.",
        show_default=False,
    ),
]


@app.command()
def sft(
    data: Data,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Of the run.", show_default=False)],
    model: Base = None,
    validation: Annotated[
        Path | None,
        typer.Option("--validation", metavar="FILE", help="Examples that the loss is taken on besides."),
    ] = None,
    start_from: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Go on with this adapter, a folder of peft's."),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option("--minutes", min=0.0, help="Pause after so long; the same command goes on.", show_default=False),
    ] = None,
    device: Annotated[
        str | None, typer.Option("--device", metavar="NAME", help="'cpu' or 'cuda'; a GPU where there is one.")
    ] = None,
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
            model or _embedded_file(),
            examples,
            out,
            recipe,
            validation=checked,
            start_from=start_from,
            stop_after=minutes * 60 if minutes is not None else None,
            device=device,
            on_step=bar.report,
        )
    for kind, places in (("are empty", examples.empty), (f"have more than {max_tokens} tokens", run.left_out)):
        if places:
            typer.echo(f"{len(places)} examples {kind} and were left out: {_few(places)}.", err=True)
    if as_json:
        import json
        from dataclasses import asdict

        last = asdict(run.steps[-1]) if run.steps else None
        typer.echo(json.dumps({"folder": str(out), "paused": run.paused, "last_step": last}, indent=2))
    elif run.paused:
        typer.echo(f"Paused at step {run.steps[-1].step} of {run.steps[-1].steps}; the same command goes on.")
    else:
        typer.echo(f"The adapter is in {out / 'adapter'}; 'nl2opt train export {out}' makes it ready for solve.")
    return 0


@app.command()
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="To write.", show_default=False)],
    system: Annotated[
        str, typer.Option("--system", metavar="TEXT", help="The system message of the training examples.")
    ] = "",
    table_cells: Annotated[
        int,
        typer.Option("--table-cells", min=0, help="Numbers of a table that it was trained to copy from the words."),
    ] = 12,
) -> int:
    """Write a run's adapter as GGUF with its card, for 'nl2opt solve --adapter FOLDER'."""
    from nl2opt.training.export import export_run

    adapter = export_run(run, out, system=system, table_cells=table_cells)
    size = adapter.path.stat().st_size / 2**20
    typer.echo(f"{adapter.path} ({size:.1f} MiB), for the model with the SHA-256 {adapter.base[:12]}...")
    typer.echo(f"Use it: nl2opt solve --adapter {out} 'A bakery ...'")
    return 0


def _embedded_file() -> Path:
    from nl2opt.llm.store import ModelStore

    return ModelStore().find().path


def _few(places: tuple[str, ...]) -> str:
    shown = ", ".join(places[:5])
    return f"{shown} and {len(places) - 5} more" if len(places) > 5 else shown
