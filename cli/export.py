"""``nl2opt export``: a formulation as code, as a model file or as a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli import options as given
from nl2opt.cli.answering import opened
from nl2opt.cli.output_files import check_target
from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.errors import Nl2optError
from nl2opt.source import read_source

_ENDINGS = {".lp": "lp", ".mps": "mps", ".json": "json", ".tex": "latex"}
"""Forms that the name of the output tells; a script may be for any library."""


def export(
    problem: given.Problem = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORM",
            help="pyomo, pulp, mathopt, cpsat, highspy, gurobipy, lp, mps, json or latex.",
            show_default=False,
        ),
    ] = None,
    output: given.Output = None,
    data: given.Data = None,
    model: given.Model = None,
    base_url: given.BaseUrl = None,
    key_env: given.KeyEnv = None,
    adapter: given.Adapter = None,
    seed: given.Seed = 0,
    repairs: given.Repairs = 2,
    max_tokens: given.MaxTokens = 1024,
    quiet: given.Quiet = False,
) -> int:
    """Print a formulation as code for a modelling library, as a model file, or as a document.

    nl2opt export plan.5e --to pyomo > plan.py && python plan.py
    """
    from nl2opt.solvers.writers import registry

    form = to if to is not None else _form_of(output)
    registry.writer(form)  # a wrong name is said before the model works for seconds
    if output is not None:
        check_target(output)
    source = read_source(problem)
    from nl2opt.exchange import export_formulation, export_source

    if source.is_formulation:
        text = export_source(source, form, data=data)
    else:
        from nl2opt.pipeline.settings import Settings

        with StatusLine(quiet) as line, PullBar(quiet) as bar:
            session = opened(model, base_url, key_env, adapter, bar)
            settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
            with session:
                formulation = session.formulate(source.text, settings, on_step=line.say)
        text = export_formulation(formulation, form, data=data)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _form_of(output: Path | None) -> str:
    """The form that the name of a file asks for.

    Raises:
        Nl2optError: there is no file, or its ending is that of no form or of several.
    """
    from nl2opt.solvers.writers import registry

    listed = f"Give it with --to. The forms are {', '.join(registry.names())}."
    if output is None:
        raise Nl2optError("The form to export to is missing.", hint=listed)
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        raise Nl2optError(f"The name '{output}' does not say which form to write.", hint=listed)
    return form
