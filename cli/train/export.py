"""``nl2opt train export``: a run's adapter for llama.cpp, or merged weights for vLLM."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.train import shared


def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="To write.", show_default=False)],
    system: Annotated[
        str, typer.Option("--system", metavar="TEXT", help="The system message of the training examples.")
    ] = "",
    opening: Annotated[
        str, typer.Option("--opening", metavar="TEXT", help="What its drafts are made to open with; \\n is a new line.")
    ] = "",
    table_cells: Annotated[
        int,
        typer.Option("--table-cells", min=0, help="Numbers of a table that it was trained to copy from the words."),
    ] = 12,
    merged: Annotated[
        bool, typer.Option("--merged", help="Write the model's weights with the adapter added, for vLLM.")
    ] = False,
    model: shared.Base = None,
) -> int:
    """Write a run's adapter as GGUF with its card, for 'nl2opt solve --adapter FOLDER'; or merged weights."""
    if merged:
        from nl2opt.training.merging import write_merged
        from nl2opt.training.run import ADAPTER

        write_merged(model or shared.embedded_file(), run / ADAPTER, out)
        typer.echo(f"The weights are in {out}; serve them: vllm serve {out}")
        return 0
    from nl2opt.training.export import export_run

    adapter = export_run(run, out, system=system, opening=opening.replace("\\n", "\n"), table_cells=table_cells)
    size = adapter.path.stat().st_size / 2**20
    typer.echo(f"{adapter.path} ({size:.1f} MiB), for the model with the SHA-256 {adapter.base[:12]}...")
    typer.echo(f"Use it: nl2opt solve --adapter {out} 'A bakery ...'")
    return 0
