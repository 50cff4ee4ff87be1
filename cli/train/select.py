"""``nl2opt train select``: which pairs to spend tokens on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.train import shared


def select(
    folder: shared.Problems,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.jsonl", help="To write.", show_default=False)],
    count: Annotated[int, typer.Option("--count", min=1, help="Pairs.")] = 400,
    share: Annotated[
        list[str] | None,
        typer.Option(
            "--share", metavar="ORIGIN=SHARE", help="Of an origin; may be repeated. Mostly word problems by default."
        ),
    ] = None,
    longest: Annotated[
        float, typer.Option("--longest", help="Characters of a pair; those of its formulation count 1.25 times.")
    ] = 1500,
    without: Annotated[
        list[Path] | None,
        typer.Option("--without", metavar="FILE.jsonl", help="Of an earlier selection; may be repeated."),
    ] = None,
    flat: Annotated[
        bool, typer.Option("--flat", help="Write small indexed formulations out without sets; leave others out.")
    ] = False,
    system: Annotated[str | None, typer.Option("--system", metavar="TEXT", help="The system message.")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the choice.")] = 0,
) -> int:
    """Choose pairs of a dataset to train on: short ones, and each story once before any comes again."""
    from nl2opt.synth.jobs.lookup import pairs_of
    from nl2opt.training.curriculum import USUAL_SHARES, choose, lessons, pair_ids, write_curriculum

    used = {pair for file in without or () for pair in pair_ids(file)}
    shares = dict(map(_share, share)) if share else USUAL_SHARES
    chosen = choose(lessons(pairs_of(folder), flat=flat), count, shares, longest=longest, seed=seed, without=used)
    typer.echo(f"{write_curriculum(chosen, out, system)} examples in {out}")
    return 0


def _share(text: str) -> tuple[str, float]:
    from nl2opt.errors import Nl2optError

    name, _, share = text.partition("=")
    try:
        return name.strip(), float(share)
    except ValueError:
        raise Nl2optError(f"'{text}' is no share of an origin.", hint="Write --share composer=0.7.") from None
