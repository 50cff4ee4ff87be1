"""An answer as plain text: the formulation, the solution with the words of the problem, and what stands behind it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.formulation.mathematics import to_math
from nl2opt.render.data_tables import data_lines
from nl2opt.render.numbers import align, format_number, format_seconds
from nl2opt.render.rows import solution_rows
from nl2opt.solvers.result import Limit, Solution, Status

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer, Cost

LABEL = 12
"""Width of the words on the left."""


def render_answer(answer: Answer, width: int = 80) -> str:
    """The whole answer, for a terminal ``width`` characters wide."""
    parts = [
        "\n".join(line.rstrip() for line in to_math(answer.formulation, width).splitlines()),
        _data(answer.formulation),
        render_solution(answer.formulation, answer.solution),
        _reasons(answer, width),
        "\n".join(_listed(evidence(answer), width)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _data(formulation: Formulation) -> str:
    lines = [*data_lines(formulation)]
    return "\n".join(["with", *(lines[1:] if lines[0] == "" else lines)]) if lines else ""


def _reasons(answer: Answer, width: int) -> str:
    """Why an answer has no solution."""
    if answer.explanation is None:
        return ""
    from nl2opt.render.reasons import reason_sections
    from nl2opt.render.sections import sections_text

    return sections_text(reason_sections(answer.formulation, answer.explanation), width).rstrip("\n")


def render_solution(formulation: Formulation, solution: Solution) -> str:
    """The verdict, and the table of values where there is a solution."""
    lines = [verdict(formulation, solution)]
    rows = solution_rows(formulation, solution)
    if rows:
        names = max(len(row.name) for row in rows)
        numbers = align([row.number for row in rows])
        lines.append("")
        for row, number in zip(rows, numbers, strict=True):
            text = f"  {row.name.ljust(names)}  {number}  {row.words}" if row.number else f"  {row.name}: {row.words}"
            lines.append(text.rstrip())
    return "\n".join(lines)


def verdict(formulation: Formulation, solution: Solution) -> str:
    """One or two sentences: what was proven, and the objective where there is one."""
    sense, why = formulation.objective.sense, solution.limit or "without a proof"
    extreme = {Sense.MINIMIZE: "minimum", Sense.MAXIMIZE: "maximum"}.get(sense, "")
    note = f" ({formulation.objective.note})" if formulation.objective.note else ""
    value = "" if solution.objective is None or not extreme else format_number(solution.objective)
    match solution.status:
        case Status.OPTIMAL if not value:
            return "Feasible: these values satisfy every constraint."
        case Status.OPTIMAL:
            return f"Optimal: the {extreme} is {value}{note}."
        case Status.FEASIBLE if not value:
            return f"Stopped ({why}) with values that satisfy every constraint."
        case Status.FEASIBLE:
            return f"Stopped ({why}) at {value}{note}. {_distance(solution, sense, extreme)}"
        case Status.UNKNOWN:
            return f"Stopped ({why}) before any solution was found.{_advice(solution)}"
        case Status.INFEASIBLE:
            return "Infeasible: no values satisfy all constraints together."
        case Status.UNBOUNDED:
            return "Unbounded: the objective improves without end, so the problem lacks a limit."
        case Status.ERROR:
            return f"The engine {solution.engine} failed: {solution.message or 'it gave no reason'}"


def _advice(solution: Solution) -> str:
    match solution.limit:
        case Limit.TIME:
            return " Allow more time with --time-limit."
        case Limit.MEMORY:
            return " Allow more memory with --memory-limit, or solve a smaller model."
    return ""


def _distance(solution: Solution, sense: Sense, extreme: str) -> str:
    if solution.bound is None or solution.gap is None or not math.isfinite(solution.bound):
        return f"How far that is from the {extreme} is not known."
    side = "at most" if sense == Sense.MAXIMIZE else "at least"
    return f"The {extreme} is {side} {format_number(solution.bound)}, a gap of {100 * solution.gap:.3g} %."


def evidence(answer: Answer) -> Iterator[tuple[str, str]]:
    """Pairs of label and text: what was assumed and mended, checks that did not pass, solver, cost and record."""
    yield from (("Assumed", text) for text in answer.assumptions)
    yield from (("Mended", text) for text in answer.mends)
    yield from (("Check", f"{check.name}: {check.message}") for check in answer.checks if not check.passed)
    if answer.solution.engine_reason:
        yield "Solver", f"{answer.solution.engine_reason}."
    if answer.solution.message and answer.solution.status is not Status.ERROR:
        yield "Note", answer.solution.message
    yield "Cost", cost_line(answer.cost)
    if answer.run is not None:
        yield "Run", f"nl2opt log show {answer.run.name}"


def _listed(items: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    last = ""
    for label, text in items:
        head = "" if label == last else label
        yield textwrap.fill(
            text,
            width=max(width, 40),
            initial_indent=head.ljust(LABEL),
            subsequent_indent=" " * LABEL,
            break_long_words=False,
            break_on_hyphens=False,
        )
        last = label


def cost_line(cost: Cost) -> str:
    """Seconds, tokens, drafts and solves."""
    spent = [format_seconds(cost.seconds)]
    if cost.prompt_tokens or cost.completion_tokens:
        spent.append(f"{cost.prompt_tokens} tokens read ({cost.cached_tokens} from cache)")
        spent.append(f"{cost.completion_tokens} written")
        spent.append(f"{cost.drafts} draft{'s' if cost.drafts != 1 else ''}")
    spent.append(f"{cost.solves} solve{'s' if cost.solves != 1 else ''}")
    return ", ".join(spent)
