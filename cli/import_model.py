"""``nl2opt import``: the formulation of a model file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nl2opt.cli import options as given
from nl2opt.cli.output_files import check_target

if TYPE_CHECKING:
    from nl2opt.solvers.readers.formulation import Imported

SHOWN = 3
"""So many changes of names are shown; the others stand in the formulation as notes."""


def import_model(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A model file: .mps, .lp, .mps.gz or .lp.gz.")],
    output: given.Output = None,
    quiet: given.Quiet = False,
) -> int:
    """Print the formulation of an MPS or LP file: a variable for each column, a constraint for each row.

    nl2opt import model.mps > plan.5e && nl2opt solve plan.5e
    """
    if output is not None:
        check_target(output)
    from nl2opt.formulation.text_printer import to_text
    from nl2opt.solvers.readers.read import import_model as read

    found = read(file)
    text = to_text(found.formulation)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    if not quiet:
        for line in _report(found):
            typer.echo(line, err=True)
    return 0


def _report(found: Imported) -> list[str]:
    """What was read, and what is called or said otherwise than in the file."""
    formulation = found.formulation
    columns, rows = len(formulation.variables), len(formulation.constraints)
    lines = [f"{columns} variable{'s' * (columns != 1)} and {rows} constraint{'s' * (rows != 1)}."]
    count = len(found.renamed)
    if count:
        shown = [f"{old} is {new}" for old, new in list(found.renamed.items())[:SHOWN]]
        rest = f" and {count - SHOWN} more" if count > SHOWN else ""
        words = "1 name is" if count == 1 else f"{count} names are"
        lines.append(f"{words} changed, with the file's own as a note: {', '.join(shown)}{rest}.")
    lines += found.remarks[:SHOWN]
    if len(found.remarks) > SHOWN:
        lines.append(f"There are {len(found.remarks) - SHOWN} more remarks of this kind.")
    return lines
