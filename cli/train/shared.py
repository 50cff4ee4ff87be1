"""What the verbs of ``nl2opt train`` share: options, and how outcomes are told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from nl2opt.synth.pairs import Pair
    from nl2opt.training.run import Run

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
Problems: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A dataset of 'nl2opt synth run'.", show_default=False)
]
Count: TypeAlias = Annotated[
    int | None, typer.Option("--problems", min=1, metavar="N", help="Only N problems, drawn at random.")
]

Folder: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", metavar="FOLDER", help="Of the run.", show_default=False)
]
Minutes: TypeAlias = Annotated[
    float | None,
    typer.Option("--minutes", min=0.0, help="Pause after so long; the same command goes on.", show_default=False),
]
Device: TypeAlias = Annotated[
    str | None, typer.Option("--device", metavar="NAME", help="'cpu' or 'cuda'; a GPU where there is one.")
]
From: TypeAlias = Annotated[
    Path | None, typer.Option("--from", metavar="FOLDER", help="Go on with this adapter, a folder of peft's.")
]


def embedded_file() -> Path:
    """The file of the embedded model.

    Raises:
        ModelFileError: it is not on this machine.
    """
    from nl2opt.llm.store import ModelStore

    return ModelStore().find().path


def drawn(folder: Path, count: int | None, seed: int) -> list[Pair]:
    """Some of a dataset's pairs, drawn by a seed, or all of them."""
    import random

    from nl2opt.synth.jobs.lookup import pairs_of

    pairs = list(pairs_of(folder))
    return pairs if count is None or count >= len(pairs) else random.Random(seed).sample(pairs, count)


def rates_line(rates: Mapping[int, float]) -> str:
    """Pass@k for a person."""
    return ", ".join(f"pass@{count} {rate:.1%}" for count, rate in rates.items())


def outcome(run: Run) -> str:
    """What came of a start of a run, and what to do next."""
    if run.paused:
        return f"Paused at step {run.steps[-1].step} of {run.steps[-1].steps}; the same command goes on."
    return f"The adapter is in {run.folder / 'adapter'}; 'nl2opt train export {run.folder}' makes it ready for solve."


def say_left_out(empty: tuple[str, ...], long: tuple[str, ...], limit: int) -> None:
    """Name the examples that were not trained on, on standard error."""
    for kind, places in (("are empty", empty), (f"have more than {limit} tokens", long)):
        if places:
            typer.echo(f"{len(places)} examples {kind} and were left out: {_few(places)}.", err=True)


def _few(places: tuple[str, ...]) -> str:
    shown = ", ".join(places[:5])
    return f"{shown} and {len(places) - 5} more" if len(places) > 5 else shown
