"""``nl2opt train self``: learning from own accepted drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.options import Adapter, Model, Quiet
from nl2opt.cli.progress import PullBar
from nl2opt.cli.train import shared
from nl2opt.training.recipe import Recipe


def self_training(
    folder: shared.Problems,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Of drafts and run.", show_default=False)],
    start_from: shared.From = None,
    adapter: Adapter = None,
    model: Model = None,
    problems: shared.Count = None,
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
    pairs = shared.drawn(folder, problems, seed)
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
    typer.echo(shared.rates_line(pass_rates(drafts, (1, first))))
    if not train:
        return 0
    with TrainingBar(quiet) as bar:
        run = train_sft(
            shared.embedded_file(),
            read_examples([out / "accepted.jsonl"]),
            out / "run",
            Recipe(learning_rate=learning_rate, seed=seed),
            start_from=start_from,
            on_step=bar.report,
        )
    typer.echo(shared.outcome(run))
    return 0
