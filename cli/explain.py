"""``nl2opt explain``: why the answer is what it is, and what each limit is worth."""

from __future__ import annotations

import typer

from nl2opt.cli import options as given
from nl2opt.cli.answering import answered, opened, terminal_width
from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.source import read_source


def explain(
    problem: given.Problem = None,
    data: given.Data = None,
    as_json: given.Json = False,
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
    """Solve, and say which limits hold the answer, what each is worth, and whether the answer is the only one.

    Returns what 'nl2opt solve' returns.
    """
    from nl2opt.pipeline.explained import explain_answer
    from nl2opt.pipeline.settings import Settings
    from nl2opt.solvers.result import SolveOptions

    source = read_source(problem)
    options = SolveOptions(engine=solver, time_limit=time_limit, gap=gap, threads=threads, seed=seed)
    settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
    with StatusLine(quiet) as line, PullBar(quiet) as bar:
        session = opened(model, base_url, key_env, adapter, bar)
        answer = answered(source, session, settings, options, data=data, line=line)
        line.say("Explaining ...")
        explanation = explain_answer(answer, options)
    if as_json:
        import json

        typer.echo(json.dumps(explanation.to_dict(), indent=2, ensure_ascii=False))
    else:
        typer.echo(explanation.render(terminal_width()), nl=False)
    return int(answer.status.exit_code)
