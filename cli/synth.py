"""``nl2opt synth``: makes verified training data, checks it again, and says what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from nl2opt.cli.job_bar import JobBar
from nl2opt.cli.options import Json, Quiet

if TYPE_CHECKING:
    from nl2opt.synth.pairs import Pair

app = typer.Typer(help="Make, verify and describe training data.", rich_markup_mode=None, no_args_is_help=True)

Folder: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A folder that 'nl2opt synth run' has written.", show_default=False)
]
Workers: TypeAlias = Annotated[
    int | None, typer.Option("--workers", min=0, help="Processes at a time; 0 takes every core.", show_default=False)
]


@app.command()
def run(
    job: Annotated[Path, typer.Argument(metavar="JOB.yaml", help="What to make.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FOLDER", help="Where; by default a folder with the job's name."),
    ] = None,
    workers: Workers = None,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="NAME", help="'processes' or 'ray', instead of the job's own.")
    ] = None,
    address: Annotated[
        str | None, typer.Option("--address", metavar="ADDRESS", help="Of the Ray cluster, such as 10.0.0.1:6379.")
    ] = None,
    with_card: Annotated[bool, typer.Option("--card/--no-card", help="Write README.md with plots at the end.")] = True,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Make the dataset of a job, or what is missing of it.

    Stopped at any time, it goes on with the next run. The rows depend on the job alone.
    """
    from nl2opt.synth.jobs.card import state
    from nl2opt.synth.jobs.job_file import read_job, with_engine
    from nl2opt.synth.jobs.runner import run_job

    chosen = with_engine(read_job(job), engine, address, workers)
    folder = out or Path(chosen.name)
    with JobBar(quiet) as bar:
        report = run_job(chosen, folder, card=with_card, on_progress=bar.report)
    if as_json:
        import json

        typer.echo(json.dumps({"folder": str(folder), **state(report.manifest)}, indent=2))
        return 0
    if report.remade:
        typer.echo(f"Made again, since their files were damaged or missing: shards {_listed(report.remade)}.", err=True)
    typer.echo(_aligned({"folder": str(folder), **state(report.manifest)}))
    return 0


@app.command()
def verify(
    folder: Folder,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Check only N rows, drawn at random.", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Names the sample.")] = 0,
    workers: Workers = None,
    quiet: Quiet = False,
) -> int:
    """Check every file and row again from nothing; stops with exit code 1 at the first wrong one.

    Files by SHA-256; rows by schema, id, parse, static checks, solve, optimum, fingerprint, score and band.
    """
    from nl2opt.synth.jobs.executors import available_cores
    from nl2opt.synth.jobs.verifying import verify_dataset

    with JobBar(quiet) as bar:
        found = verify_dataset(
            folder, sample=sample, seed=seed, workers=workers or available_cores(), on_progress=bar.verified
        )
    every = "all" if found.rows == found.all_rows else f"of {found.all_rows:,}"
    typer.echo(f"{found.files} files and {found.rows:,} rows ({every}) are right.")
    return 0


@app.command()
def card(folder: Folder) -> int:
    """Write the card of a dataset again: README.md and its plots."""
    from nl2opt.synth.jobs.card import write_card

    typer.echo(f"Written: {write_card(folder)}")
    return 0


@app.command()
def families(as_json: Json = False) -> int:
    """List the families of models."""
    from nl2opt.synth.families import registry

    found = registry.all_families()
    if as_json:
        import json

        keys = ("name", "title", "model_class", "problem_class", "reference")
        rows = [{key: getattr(each, key) for key in keys} | {"settings": len(each.settings)} for each in found]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    width = max(len(each.name) for each in found)
    for each in found:
        typer.echo(f"{each.name:<{width}}  {each.model_class:<5}  {each.title}")
    return 0


@app.command()
def sample(
    family: Annotated[
        str,
        typer.Argument(metavar="[FAMILY]", help="A family of models; by default a word problem.", show_default=False),
    ] = "",
    band: Annotated[
        str, typer.Option("--band", metavar="NAME", help="Of complexity: trivial, easy, medium, hard or extreme.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Names the pair.")] = 0,
    as_json: Json = False,
) -> int:
    """Make one verified pair and show it."""
    from nl2opt.synth.production import one_pair

    _show_pair(one_pair(family, band or ("easy" if family else "trivial"), seed), as_json)
    return 0


@app.command()
def tasks(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.jsonl", help="Where the examples go.")],
    shares: Annotated[
        list[str] | None,
        typer.Option(
            "--task",
            metavar="NAME[=SHARE]",
            help="A task and the share of pairs that it is made of; repeatable. By default all, each of every pair.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the choice of pairs, phrasings and slips.")] = 0,
) -> int:
    """Write the training tasks of a dataset: text to formulation, to code, clauses, repair, preferences and more."""
    from nl2opt.synth.tasks.writing import write_tasks

    written = write_tasks(folder, out, shares or (), seed)
    typer.echo(_aligned({**written, "file": str(out)}))
    return 0


@app.command()
def show(
    folder: Folder,
    row: Annotated[
        str | None,
        typer.Argument(metavar="[ROW]", help="The number of a row, from 0, or its id.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Show where a job stands, or one pair of its dataset."""
    import json

    from nl2opt.synth.jobs.card import state
    from nl2opt.synth.jobs.folder import JobFolder
    from nl2opt.synth.jobs.lookup import find_pair

    if row is None:
        found = state(JobFolder(folder).require_manifest())
        typer.echo(json.dumps(found, indent=2) if as_json else _aligned(found))
        return 0
    _show_pair(find_pair(folder, row), as_json)
    return 0


def _show_pair(pair: Pair, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(pair.to_row(), indent=2, ensure_ascii=False))
        return
    about = {name: getattr(pair, name) for name in ("family", "setting", "model_class", "band", "verdict", "objective")}
    typer.echo(f"{pair.text}\n\n{pair.formulation}\n{_aligned({'id': pair.id, **about})}")


def _aligned(lines: Mapping[str, object]) -> str:
    width = max(map(len, lines))
    return "\n".join(f"{name.replace('_', ' '):<{width}}  {value}" for name, value in lines.items())


def _listed(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"{shown} and {len(numbers) - 10} more" if len(numbers) > 10 else shown
