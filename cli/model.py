"""``nl2opt model``: fetch, list, find and choose the language model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.options import Json, Quiet
from nl2opt.cli.progress import PullBar

app = typer.Typer(help="Fetch, list, find and choose the language model.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="A name from 'nl2opt model list'.", show_default=False)
]


@app.command()
def pull(
    name: Name = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="A copy of the file that you already have.")
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Fetch a model (1.1 GB for the default one); continues an interrupted fetch, and verifies the file by its hash."""
    from nl2opt.llm.store import ModelStore

    with PullBar(quiet) as bar:
        file = ModelStore().pull(name, progress=bar.report, source=source)
    typer.echo(file.path)
    return 0


@app.command("list")
def list_models(as_json: Json = False) -> int:
    """List the models that are known and say which are here."""
    from dataclasses import asdict

    from nl2opt.llm.store import ModelStore

    entries = ModelStore().list_models()
    if as_json:
        import json

        typer.echo(json.dumps([asdict(entry) for entry in entries], indent=2, default=str))
        return 0
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        mark = "*" if entry.default else " "
        licence = f", {entry.licence}" if entry.licence else ""
        typer.echo(
            f"{mark} {entry.name:<{width}}  {entry.state:<14}  {entry.size / 1e9:.1f} GB  {entry.title}{licence}"
        )
    return 0


@app.command()
def path(name: Name = None) -> int:
    """Print where the file of a model is."""
    from nl2opt.llm.store import ModelStore

    typer.echo(ModelStore().path(name))
    return 0


@app.command()
def use(name: Annotated[str, typer.Argument(help="A name from 'nl2opt model list', or a GGUF file.")]) -> int:
    """Choose the model that is used when none is named."""
    from nl2opt.llm.store import ModelStore

    typer.echo(f"The default model is now '{ModelStore().use(name)}'.")
    return 0
