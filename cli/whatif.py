"""``nl2opt whatif``: the answer to a changed problem beside the old one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from nl2opt.cli import options as given
from nl2opt.cli.answering import answered, opened, terminal_width
from nl2opt.cli.output_files import check_target, save_formulation
from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.errors import Nl2optError
from nl2opt.source import read_source

if TYPE_CHECKING:
    from nl2opt.pipeline.sweep import Sweep
    from nl2opt.pipeline.whatif import Comparison

_DROPPED = re.compile(r"-(?P<name>[^\W\d]\w+)")


class WhatIfCommand(typer.core.TyperCommand):
    """A command that takes ``-eggs`` as the change that drops ``eggs``, not as options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Spell such words out before options are looked for."""
        names = [_DROPPED.fullmatch(word) for word in args]
        spelled = [f"drop {match['name']}" if match else word for word, match in zip(args, names, strict=True)]
        return list(super().parse_args(ctx, spelled))


def whatif(
    problem: Annotated[
        str,
        typer.Argument(metavar="TEXT|FILE|-", help="The problem, as for 'nl2opt solve'.", show_default=False),
    ],
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CHANGE...",
            help="'price=3' 'supply[Lyon]+=10' 'cost*=1.1' (data), 'eggs=80' (the limit of a constraint), 'cakes<=5' "
            "'cakes=4' (a variable), '-eggs' (drops a constraint).",
            show_default=False,
        ),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option(
            "--sweep",
            metavar="NAME=FROM:TO:STEP",
            help="The optimum for each value, after the changes if there are some.",
        ),
    ] = None,
    data: given.Data = None,
    as_json: given.Json = False,
    save: given.Save = None,
    model: given.Model = None,
    base_url: given.BaseUrl = None,
    key_env: given.KeyEnv = None,
    adapter: given.Adapter = None,
    solver: given.Solver = "auto",
    time_limit: given.TimeLimit = None,
    gap: given.Gap = 1e-6,
    threads: given.Threads = 0,
    seed: given.Seed = 0,
    repairs: given.Repairs = 2,
    max_tokens: given.MaxTokens = 1024,
    quiet: given.Quiet = False,
) -> int:
    """Change a number, a limit or a bound, and see the new answer beside the old one.

    Returns what 'nl2opt solve' returns for the new answer; a sweep returns 0.
    """
    if not changes and sweep is None:
        raise Nl2optError("No change is given.", hint="Write it behind the problem: nl2opt whatif plan.5e 'oven=30'")
    source = read_source(problem)
    if save is not None:
        check_target(save)
    from nl2opt.formulation.changes import parse_changes
    from nl2opt.pipeline.settings import Settings
    from nl2opt.pipeline.sweep import sweep as sweep_answer
    from nl2opt.pipeline.sweep import sweep_values
    from nl2opt.pipeline.whatif import compare
    from nl2opt.solvers.result import SolveOptions

    listed = parse_changes(changes or [])
    if sweep is not None:
        sweep_values(sweep)  # mistakes are said before anything is solved
    options = SolveOptions(engine=solver, time_limit=time_limit, gap=gap, threads=threads, seed=seed)
    settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
    with StatusLine(quiet) as line, PullBar(quiet) as bar:
        session = opened(model, base_url, key_env, adapter, bar)
        before = answered(source, session, settings, options, data=data, line=line)
        if sweep is not None:
            swept = sweep_answer(
                before, sweep, listed, options, on_point=lambda done, count: line.say(f"Solving: {done} of {count}")
            )
            result: Sweep | Comparison = swept
            formulation, code = swept.formulation, 0
        else:
            comparison = compare(before, listed, options)
            result = comparison
            formulation, code = comparison.after.formulation, int(comparison.after.status.exit_code)
    if save is not None:
        save_formulation(formulation, save)
    if as_json:
        import json

        typer.echo(json.dumps(result.to_dict(), indent=2, ensure_ascii=False))
    else:
        typer.echo(result.render(terminal_width()), nl=False)
    return code
