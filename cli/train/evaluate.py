"""``nl2opt train eval``: the share of a dataset's problems that drafts get right, and pass@k."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.options import Adapter, Json, Model, Quiet
from nl2opt.cli.progress import PullBar
from nl2opt.cli.train import shared


def evaluate(
    folder: shared.Problems,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DRAFTS.jsonl", help="Of the drafts.", show_default=False)
    ],
    adapter: Adapter = None,
    model: Model = None,
    problems: shared.Count = None,
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

    pairs = shared.drawn(folder, problems, seed)
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
    typer.echo(shared.rates_line(rates))
    typer.echo(f"tokens a draft: {tokens['prompt']:.0f} read, {tokens['written']:.0f} written")
    return 0
