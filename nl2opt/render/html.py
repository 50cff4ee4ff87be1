"""Solutions and answers as HTML, for notebooks; every text is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.latex import to_html
from nl2opt.render.answer import evidence, verdict
from nl2opt.render.data_tables import DataTable, data_tables
from nl2opt.render.rows import solution_rows
from nl2opt.render.sections import sections_html
from nl2opt.solvers.result import Solution

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer

_LEFT = "style='text-align:left'"


def answer_html(answer: Answer) -> str:
    """The formulation as mathematics, the solution, and what stands behind it."""
    listed = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in evidence(answer))
    parts = [
        to_html(answer.formulation),
        data_html(answer.formulation),
        solution_html(answer.formulation, answer.solution),
        _reasons(answer),
        f"<dl>{listed}</dl>",
    ]
    return "\n".join(part for part in parts if part)


def _reasons(answer: Answer) -> str:
    """Why an answer has no solution."""
    if answer.explanation is None:
        return ""
    from nl2opt.render.reasons import reason_sections

    return sections_html(reason_sections(answer.formulation, answer.explanation))


def data_html(formulation: Formulation) -> str:
    """Tables of the data that stand in the formulation; empty without any."""
    return "\n".join(_data_table(table) for table in data_tables(formulation))


def _data_table(table: DataTable) -> str:
    heads = "".join(f"<th {_LEFT if place == 0 else ''}>{escape(head)}</th>" for place, head in enumerate(table.heads))
    rows = [
        "".join(f"<td {_LEFT if place == 0 else ''}>{escape(cell)}</td>" for place, cell in enumerate(row))
        for row in table.rows
    ]
    if table.more:
        rows.append(f"<td {_LEFT} colspan='{len(table.heads)}'>and {table.more} more rows</td>")
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def solution_html(formulation: Formulation, solution: Solution) -> str:
    """The verdict and, where there is a solution, a table of its values."""
    head = f"<p><strong>{escape(verdict(formulation, solution))}</strong></p>"
    rows = solution_rows(formulation, solution)
    if not rows:
        return head
    cells = "\n".join(
        f"<tr><td {_LEFT}><code>{escape(row.name)}</code></td><td>{escape(row.number)}</td>"
        f"<td {_LEFT}>{escape(row.words)}</td></tr>"
        for row in rows
    )
    titles = f"<tr><th {_LEFT}>variable</th><th>value</th><th {_LEFT}>meaning</th></tr>"
    return f"{head}\n<table>\n<thead>{titles}</thead>\n<tbody>\n{cells}\n</tbody>\n</table>"
