"""``nl2opt train``: fine-tunes adapters on verified data and hands them to ``nl2opt solve``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from nl2opt.cli.options import Adapter, Json, Model, Quiet
from nl2opt.cli.progress import PullBar
from nl2opt.training.recipe import LINEAR_MODULES, Recipe

if TYPE_CHECKING:
    from nl2opt.synth.pairs import Pair
    from nl2opt.training.run import Run

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
    _say_left_out(examples.empty, run.left_out, max_tokens)
    if as_json:
        import json
        from dataclasses import asdict

        last = asdict(run.steps[-1]) if run.steps else None
        typer.echo(json.dumps({"folder": str(out), "paused": run.paused, "last_step": last}, indent=2))
    else:
        typer.echo(_outcome(run))
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


@app.command()
def kto(
    data: Data,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Of the run.", show_default=False)],
    model: Base = None,
    start_from: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="The adapter to align, a folder of peft's; a new one if none."),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option("--minutes", min=0.0, help="Pause after so long; the same command goes on.", show_default=False),
    ] = None,
    device: Annotated[
        str | None, typer.Option("--device", metavar="NAME", help="'cpu' or 'cuda'; a GPU where there is one.")
    ] = None,
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
            model or _embedded_file(),
            examples,
            out,
            recipe,
            Alignment(beta, batch),
            start_from=start_from,
            stop_after=minutes * 60 if minutes is not None else None,
            device=device,
            on_step=bar.report,
        )
    _say_left_out(examples.empty, run.left_out, max_tokens)
    typer.echo(_outcome(run))
    return 0


Problems: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A dataset of 'nl2opt synth run'.", show_default=False)
]
Count: TypeAlias = Annotated[
    int | None, typer.Option("--problems", min=1, metavar="N", help="Only N problems, drawn at random.")
]


@app.command("self")
def self_training(
    folder: Problems,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Of drafts and run.", show_default=False)],
    start_from: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="The weights of --adapter, a folder of peft's, to go on with."),
    ] = None,
    adapter: Adapter = None,
    model: Model = None,
    problems: Count = None,
    first: Annotated[int, typer.Option("--first", help="Tries of every problem.")] = 4,
    most: Annotated[int, typer.Option("--most", help="Tries of a problem at most; hard ones get more.")] = 12,
    right: Annotated[int, typer.Option("--right", help="Right drafts wanted of the hardest problems.")] = 4,
    temperature: Annotated[float, typer.Option("--temperature", help="Of the sampling.")] = 0.8,
    learning_rate: Annotated[float, typer.Option("--learning-rate", help="At its peak.")] = 5e-5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of problems, sampling and training.")] = 0,
    train: Annotated[bool, typer.Option("--train/--no-train", help="Train on the accepted drafts.")] = True,
    quiet: Quiet = False,
) -> int:
    """Learn from own drafts that a solver accepts (rejection sampling).

    Drafts, accepted ones and verdicts for 'nl2opt train kto' are kept in the folder; a stopped run goes on.
    """
    from nl2opt.cli.training_bar import DraftBar, TrainingBar
    from nl2opt.pipeline.settings import Settings
    from nl2opt.session import Session
    from nl2opt.training.drafts import Tries, draw_drafts, pass_rates, write_accepted, write_verdicts
    from nl2opt.training.examples import read_examples
    from nl2opt.training.sft import train_sft

    tries = Tries(first, right, most, temperature, seed)
    pairs = _drawn(folder, problems, seed)
    out.mkdir(parents=True, exist_ok=True)
    with PullBar(quiet) as pull, DraftBar(quiet, len(pairs) * first) as drafts_bar:
        session = Session(model, adapter=adapter, on_pull=pull.report)
        settings = session.adapted(Settings())
        with session:
            drafts = draw_drafts(
                pairs, session.model, settings, tries, out / "drafts.jsonl", on_draft=drafts_bar.report
            )
    accepted = write_accepted(drafts, out / "accepted.jsonl", settings.system)
    write_verdicts(drafts, out / "verdicts.jsonl", settings.system)
    typer.echo(f"{accepted} different right drafts of {len(drafts)}, for {len(pairs)} problems.")
    typer.echo(_rates(pass_rates(drafts, (1, first))))
    if not train:
        return 0
    with TrainingBar(quiet) as bar:
        run = train_sft(
            _embedded_file(),
            read_examples([out / "accepted.jsonl"]),
            out / "run",
            Recipe(learning_rate=learning_rate, seed=seed),
            start_from=start_from,
            on_step=bar.report,
        )
    typer.echo(_outcome(run))
    return 0


@app.command("eval")
def evaluate(
    folder: Problems,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DRAFTS.jsonl", help="Of the drafts.", show_default=False)
    ],
    adapter: Adapter = None,
    model: Model = None,
    problems: Count = None,
    samples: Annotated[
        int, typer.Option("--samples", min=1, help="Drafts of a problem: 1 is greedy, more give pass@k.")
    ] = 1,
    temperature: Annotated[float, typer.Option("--temperature", help="Of several drafts.")] = 0.8,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of problems and sampling.")] = 0,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Solve a dataset's problems, one draft each, and compare fingerprints: the share of right models, and pass@k.

    For files of problems with known optima, use 'nl2opt eval'.
    """
    import json

    from nl2opt.cli.training_bar import DraftBar
    from nl2opt.pipeline.settings import Settings
    from nl2opt.session import Session
    from nl2opt.training.drafts import Tries, draw_drafts, pass_rates

    pairs = _drawn(folder, problems, seed)
    tries = Tries(samples, 0, samples, temperature if samples > 1 else 0.0, seed)
    with PullBar(quiet) as pull, DraftBar(quiet, len(pairs) * samples) as bar:
        session = Session(model, adapter=adapter, on_pull=pull.report)
        settings = session.adapted(Settings())
        with session:
            drafts = draw_drafts(pairs, session.model, settings, tries, out, on_draft=bar.report)
    counts = sorted({1, *(count for count in (2, 4, 8, 16, 32) if count < samples), samples})
    rates = pass_rates(drafts, counts)
    tokens = {
        "prompt": sum(draft.prompt_tokens for draft in drafts) / len(drafts),
        "written": sum(draft.tokens for draft in drafts) / len(drafts),
    }
    if as_json:
        typer.echo(json.dumps({"problems": len(pairs), "pass": rates, "tokens": tokens}, indent=2))
        return 0
    typer.echo(f"{len(pairs)} problems, {len(drafts)} drafts")
    typer.echo(_rates(rates))
    typer.echo(f"tokens a draft: {tokens['prompt']:.0f} read, {tokens['written']:.0f} written")
    return 0


def _drawn(folder: Path, count: int | None, seed: int) -> list[Pair]:
    """Some of a dataset's pairs, drawn by a seed, or all of them."""
    import random

    from nl2opt.synth.jobs.lookup import pairs_of

    pairs = list(pairs_of(folder))
    return pairs if count is None or count >= len(pairs) else random.Random(seed).sample(pairs, count)


def _rates(rates: Mapping[int, float]) -> str:
    return ", ".join(f"pass@{count} {rate:.1%}" for count, rate in rates.items())


def _outcome(run: Run) -> str:
    if run.paused:
        return f"Paused at step {run.steps[-1].step} of {run.steps[-1].steps}; the same command goes on."
    return f"The adapter is in {run.folder / 'adapter'}; 'nl2opt train export {run.folder}' makes it ready for solve."


def _say_left_out(empty: tuple[str, ...], long: tuple[str, ...], limit: int) -> None:
    for kind, places in (("are empty", empty), (f"have more than {limit} tokens", long)):
        if places:
            typer.echo(f"{len(places)} examples {kind} and were left out: {_few(places)}.", err=True)


def _embedded_file() -> Path:
    from nl2opt.llm.store import ModelStore

    return ModelStore().find().path


def _few(places: tuple[str, ...]) -> str:
    shown = ", ".join(places[:5])
    return f"{shown} and {len(places) - 5} more" if len(places) > 5 else shown
