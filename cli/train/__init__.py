"""``nl2opt train``: fine-tunes adapters on verified data and hands them to ``nl2opt solve``."""

from __future__ import annotations

import typer

from nl2opt.cli.train import evaluate, export, kto, select, self_training, sft

app = typer.Typer(help="Fine-tune adapters on verified data.", rich_markup_mode=None, no_args_is_help=True)
app.command("select")(select.select)
app.command("sft")(sft.sft)
app.command("kto")(kto.kto)
app.command("self")(self_training.self_training)
app.command("export")(export.export)
app.command("eval")(evaluate.evaluate)
