"""``nl2opt check``: the mistakes of a formulation, with line and column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from nl2opt.cli.options import Data, Json, Problem
from nl2opt.source import read_source

if TYPE_CHECKING:
    from nl2opt.formulation.diagnostics import Diagnostic
    from nl2opt.source import Source


def check(file: Problem = None, data: Data = None, as_json: Json = False) -> int:
    """Explain the mistakes of a formulation: line, column, and what was probably meant.

    Returns 1 when there is an error; warnings alone return 0.
    """
    from nl2opt.formulation.diagnostics import Severity
    from nl2opt.session import findings

    source = read_source(file)
    found = findings(source, data)
    errors = sum(item.severity == Severity.ERROR for item in found)
    if as_json:
        import json

        typer.echo(json.dumps([as_dict(item, source.text) for item in found], indent=2, ensure_ascii=False))
    else:
        typer.echo(_report(found, source, errors))
    return 1 if errors else 0


def _report(found: Iterable[Diagnostic], source: Source, errors: int) -> str:
    rendered = [item.render(source.text, source.name) for item in found]
    if not rendered:
        return f"{source.name}: no mistakes found."
    warnings = len(rendered) - errors
    counts = [
        f"{count} {word}{'s' * (count != 1)}" for count, word in ((errors, "error"), (warnings, "warning")) if count
    ]
    return "\n\n".join([*rendered, f"{' and '.join(counts)}."])


def as_dict(item: Diagnostic, text: str) -> dict[str, object]:
    """A finding for programs; line and column count from 1 and are null without a place in the text."""
    from nl2opt.formulation.spans import line_and_column

    line, column = (None, None) if item.where is None else line_and_column(text, item.where.start)
    return {
        "severity": str(item.severity),
        "code": item.code,
        "message": item.message,
        "hint": item.hint,
        "element": item.element,
        "line": line,
        "column": column,
    }
