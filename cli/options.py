"""Options that several verbs share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Problem: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="[TEXT|FILE|-]",
        help="The problem in quotes, a .txt or .md file, a .5e file with a formulation, or - for standard input.",
        show_default=False,
    ),
]
Model: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help="'embedded', 'embedded:NAME', a GGUF file, 'openai:NAME' for an endpoint, or 'transformers:NAME'.",
        show_default=False,
    ),
]
BaseUrl: TypeAlias = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="Address of the endpoint, such as http://127.0.0.1:8000/v1."),
]
KeyEnv: TypeAlias = Annotated[
    str | None,
    typer.Option("--key-env", metavar="NAME", help="The environment variable that holds the endpoint's key."),
]
Adapter: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--adapter",
        metavar="NAME",
        help="A shipped adapter of the embedded model, a folder of 'nl2opt train export', or 'none'.",
        show_default=False,
    ),
]
Repairs: TypeAlias = Annotated[int, typer.Option("--repairs", min=0, max=10, help="Repair rounds at most.")]
MaxTokens: TypeAlias = Annotated[int, typer.Option("--max-tokens", min=1, help="Tokens that one draft may have.")]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="Seed of model and solver.")]
Solver: TypeAlias = Annotated[
    str,
    typer.Option(
        "--solver",
        metavar="NAME",
        help="'auto', an engine ('nl2opt doctor' lists them), or one with its solver, as in 'mathopt:pdlp'.",
    ),
]
TimeLimit: TypeAlias = Annotated[
    float | None, typer.Option("--time-limit", min=0.0, metavar="SECONDS", help="Wall time of the solver.")
]
Gap: TypeAlias = Annotated[float, typer.Option("--gap", min=0.0, help="Relative gap that counts as optimal.")]
Threads: TypeAlias = Annotated[int, typer.Option("--threads", min=0, help="Threads; 0 lets the engine choose.")]
Data: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        metavar="NAME=FILE",
        help="Data for a set or parameter: CSV, Parquet, Excel (file.xlsx#Sheet) or JSON, or a number. A file without "
        "a name gives every column that is named like a parameter. May be repeated.",
        show_default=False,
    ),
]
MemoryLimit: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--memory-limit", metavar="SIZE", help="Memory of the solver, such as 800MB or 2GB.", show_default=False
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Save: TypeAlias = Annotated[
    Path | None, typer.Option("--save", metavar="FILE.5e", help="Also write the formulation to this file.")
]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
]
NoExplain: TypeAlias = Annotated[
    bool, typer.Option("--no-explain", help="Do not explain an infeasible or unbounded model.")
]
Relax: TypeAlias = Annotated[
    bool, typer.Option("--relax", help="Find the smallest change of limits that makes an infeasible model feasible.")
]
RelaxWeight: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--relax-weight",
        metavar="NAME=WEIGHT",
        help="What moving a limit costs: of a constraint, a variable's bounds, or one row (demand[Nice]=10). 1 is "
        "usual, 'never' forbids it. May be repeated; implies --relax.",
        show_default=False,
    ),
]
ExplainLimit: TypeAlias = Annotated[
    float, typer.Option("--explain-limit", min=0.1, metavar="SECONDS", help="Wall time of the explanation.")
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
