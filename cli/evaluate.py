"""``nl2opt eval``: how often the answer is right, on a file of problems with known optima."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from nl2opt.cli import options as given
from nl2opt.cli.progress import PullBar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from nl2opt.evaluation.report import Report, RowResult


def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help="One problem a line: id, question, answer.", show_default=False)
    ],
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first N problems.")] = None,
    seed: given.Seed = 0,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="REPORT.json", help="Write the report here; a stopped evaluation goes on."),
    ] = None,
    as_json: given.Json = False,
    model: given.Model = None,
    base_url: given.BaseUrl = None,
    key_env: given.KeyEnv = None,
    adapter: given.Adapter = None,
    solver: given.Solver = "auto",
    time_limit: given.TimeLimit = 60.0,
    threads: given.Threads = 0,
    repairs: given.Repairs = 2,
    max_tokens: given.MaxTokens = 1024,
    quiet: given.Quiet = False,
) -> int:
    """Measure on a file of problems: execution rate, solution accuracy, solves and seconds a problem.

    No answer of the file is looked at before a problem's own answer is final.
    """
    from nl2opt.cli.output_files import check_target
    from nl2opt.evaluation.benchmark import read_benchmark
    from nl2opt.evaluation.run import evaluate as run_evaluation
    from nl2opt.pipeline.settings import Settings
    from nl2opt.session import Session
    from nl2opt.solvers.result import SolveOptions

    if out is not None:
        check_target(out)
    read_benchmark(file)  # its mistakes are said before a model is loaded
    options = SolveOptions(engine=solver, time_limit=time_limit, threads=threads, seed=seed)
    with PullBar(quiet) as pull:
        session = Session(model, base_url=base_url, key_env=key_env, adapter=adapter, on_pull=pull.report)
        settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
        settings = session.adapted(settings)
        with session:
            opened = session.model
            with _RowBar(quiet) as bar:
                report = run_evaluation(file, opened, settings, options, limit=limit, out=out, on_row=bar.report)
    if as_json:
        import json

        typer.echo(json.dumps(report.to_dict(), indent=2))
    else:
        typer.echo(summary(report))
    return 0


def summary(report: Report) -> str:
    """The figures, and the failures by kind."""
    count = len(report.rows)
    figures = {
        "problems": str(count),
        "execution rate (ER)": f"{report.er:.1%}",
        "solution accuracy (SA)": f"{report.sa:.1%}",
        "solves a problem (AST)": f"{report.ast:.2f}",
        "seconds a problem": f"median {report.median_seconds:.1f}, 90th percentile {report.p90_seconds:.1f}",
    }
    failures = report.failures()
    width = max(map(len, [*figures, *(f"  {kind}" for kind in failures)]))
    lines = [f"{name:<{width}}  {value}" for name, value in figures.items()]
    if failures:
        lines.append("")
        lines.append("failures by kind")
        lines += [f"{'  ' + kind:<{width}}  {number} ({number / count:.0%})" for kind, number in failures.items()]
    return "\n".join(lines)


class _RowBar:
    """How many problems are done and how many of them are right: a bar at a terminal, else a line for each."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._right = 0

    def __enter__(self) -> _RowBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, row: RowResult, number: int, total: int) -> None:
        """Show one finished row; the callback of ``evaluate``."""
        import sys

        self._right += row.outcome == "correct"
        if self._quiet:
            return
        if not sys.stderr.isatty():
            print(f"{number}/{total}  {row.id}  {row.outcome}  {row.seconds:.1f} s", file=sys.stderr, flush=True)
            return
        if self._bar is None or self._task is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._task = self._bar.add_task("", total=total)
            self._bar.start()
        self._bar.update(self._task, completed=number, description=f"{self._right} of {number} right")
