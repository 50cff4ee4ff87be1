"""``nl2opt solve``: from words, or from a formulation, to a verified answer."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from nl2opt.cli import options as given
from nl2opt.cli.answering import answered, opened, rendered
from nl2opt.cli.output_files import check_target, save_formulation
from nl2opt.cli.progress import PullBar, StatusLine
from nl2opt.errors import Nl2optError
from nl2opt.source import read_source


def solve(
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
    memory_limit: given.MemoryLimit = None,
    repairs: given.Repairs = 2,
    max_tokens: given.MaxTokens = 1024,
    save: given.Save = None,
    relax: given.Relax = False,
    relax_weight: given.RelaxWeight = None,
    no_explain: given.NoExplain = False,
    explain_limit: given.ExplainLimit = 5.0,
    quiet: given.Quiet = False,
) -> int:
    """Solve a problem given in words, or a formulation in a .5e file.

    Returns 0 for a proven optimum, 2 at a limit, 3 for infeasible, 4 for unbounded, 5 when no formulation was found.
    """
    source = read_source(problem)
    weights = relax_weights(relax_weight or ())
    if save is not None:
        check_target(save)
    from nl2opt.pipeline.settings import Settings
    from nl2opt.solvers.explain.explanation import ExplainOptions
    from nl2opt.solvers.memory_size import parse_memory
    from nl2opt.solvers.result import SolveOptions

    solve_options = SolveOptions(
        engine=solver,
        time_limit=time_limit,
        gap=gap,
        threads=threads,
        seed=seed,
        memory_limit=None if memory_limit is None else parse_memory(memory_limit),
    )
    relax = relax or bool(weights)
    explain = ExplainOptions(explain_limit, relax, not no_explain, weights, threads, seed)
    settings = Settings(repairs=repairs, max_tokens=max_tokens, seed=seed)
    with StatusLine(quiet) as line, PullBar(quiet) as bar:
        session = opened(model, base_url, key_env, adapter, bar)
        answer = answered(source, session, settings, solve_options, data=data, line=line, explain=explain)
    if save is not None:
        save_formulation(answer.formulation, save)
    typer.echo(rendered(answer, as_json), nl=False)
    return int(answer.status.exit_code)


def relax_weights(words: Sequence[str]) -> dict[str, float]:
    """Weights from ``NAME=WEIGHT``.

    Raises:
        Nl2optError: a word is not of this form.
    """
    weights: dict[str, float] = {}
    for word in words:
        name, sign, value = word.rpartition("=")
        try:
            if not sign or not name.strip():
                raise ValueError
            weights[name.strip()] = 0.0 if value.strip().lower() == "never" else float(value)
        except ValueError:
            raise Nl2optError(
                f"'{word}' is no weight of a change.", hint="Write --relax-weight supply=10, or supply=never."
            ) from None
    return weights
