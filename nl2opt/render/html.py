"""A solution as HTML, for notebooks."""

from __future__ import annotations

from html import escape

from nl2opt.formulation.elements import Formulation
from nl2opt.render.answer import verdict
from nl2opt.render.rows import solution_rows
from nl2opt.solvers.result import Solution


def solution_html(formulation: Formulation, solution: Solution) -> str:
    """The verdict and a table of the values; every text is escaped."""
    head = f"<p><strong>{escape(verdict(formulation, solution))}</strong></p>"
    rows = solution_rows(formulation, solution)
    if not rows:
        return head
    cells = "\n".join(
        f"<tr><td style='text-align:left'><code>{escape(row.name)}</code></td>"
        f"<td style='text-align:right'>{escape(row.number)}</td>"
        f"<td style='text-align:left'>{escape(row.words)}</td></tr>"
        for row in rows
    )
    titles = "<tr><th style='text-align:left'>variable</th><th>value</th><th style='text-align:left'>meaning</th></tr>"
    return f"{head}\n<table>\n<thead>{titles}</thead>\n<tbody>\n{cells}\n</tbody>\n</table>"
