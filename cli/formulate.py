"""``nl2opt formulate``: the formulation of a problem in words, to be read and edited."""

from __future__ import annotations

import typer

from nl2opt.cli import options as given
from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.source import read_source


def formulate(
    problem: given.Problem = None,
    as_json: given.Json = False,
    model: given.Model = None,
    base_url: given.BaseUrl = None,
    key_env: given.KeyEnv = None,
    adapter: given.Adapter = None,
    seed: given.Seed = 0,
    repairs: given.Repairs = 2,
    max_tokens: given.MaxTokens = 1024,
    quiet: given.Quiet = False,
) -> int:
    """Print the formulation of a problem given in words; edit it, then solve the file.

    nl2opt formulate "..." > plan.5e && nl2opt solve plan.5e
    """
    source = read_source(problem)
    from nl2opt.errors import Nl2optError
    from nl2opt.formulation.json_form import to_json
    from nl2opt.formulation.text_printer import to_text
    from nl2opt.pipeline.settings import Settings
    from nl2opt.session import Session

    if source.is_formulation:
        raise Nl2optError(f"{source.name} is a formulation already.", hint=f"Run: nl2opt solve {source.path or '-'}")
    with StatusLine(quiet) as line, PullBar(quiet) as bar:
        session = Session(model, base_url=base_url, key_env=key_env, adapter=adapter, on_pull=bar.report)
        settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
        with session:
            formulation = session.formulate(source.text, settings, on_step=line.say)
    if as_json:
        import json

        typer.echo(json.dumps(to_json(formulation), indent=2, ensure_ascii=False))
    else:
        typer.echo(to_text(formulation), nl=False)
    return 0
