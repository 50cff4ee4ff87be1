"""Two answers beside each other, and the optimum along a sweep, in tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nl2opt.formulation.elements import Sense
from nl2opt.render.answer import verdict
from nl2opt.render.explanation import limit_text, price_number
from nl2opt.render.numbers import format_number
from nl2opt.render.reasons import reason_sections
from nl2opt.render.rows import entry_name, solution_rows
from nl2opt.render.sections import Section

if TYPE_CHECKING:
    from nl2opt.pipeline.answer import Answer
    from nl2opt.pipeline.sweep import Sweep
    from nl2opt.pipeline.whatif import Comparison
    from nl2opt.solvers.explain.optimum import Limit

MOST_ROWS = 25
MOST_LIMITS = 8
MOST_BENDS = 10


def comparison_sections(comparison: Comparison) -> Iterator[Section]:
    """What was changed, both verdicts, and what differs."""
    yield Section("What if", lines=comparison.said)
    before, after = comparison.before, comparison.after
    lines = [
        f"Before: {verdict(before.formulation, before.solution)}",
        f"Now:    {verdict(after.formulation, after.solution)}",
    ]
    if comparison.difference is not None and after.formulation.objective.sense is not Sense.SATISFY:
        lines.append(f"Change: {_difference(comparison)}")
    yield Section(lines=tuple(lines))
    if after.explanation is not None:
        yield from reason_sections(after.formulation, after.explanation)
    if comparison.moves:
        yield _moves(comparison)
    elif before.solution.values and after.solution.values:
        yield Section(lines=("Every variable keeps its value.",))
    elif after.solution.values:
        yield _values(after)
    yield from _limits(comparison)


def _values(answer: Answer) -> Section:
    """The new values, where there are no old ones to compare them with."""
    rows = tuple((row.name, row.number, row.words) for row in solution_rows(answer.formulation, answer.solution))
    return Section("Values now", ("variable", "value", "meaning"), rows, frozenset({1}))


def _difference(comparison: Comparison) -> str:
    change = comparison.difference or 0.0
    if not change:
        return "none"
    percent = "" if comparison.percent is None else f" ({_signed(float(f'{comparison.percent:.3g}'))} %)"
    return f"{_signed(change)}{percent}"


def _signed(number: float) -> str:
    return f"+{format_number(number)}" if number > 0 else format_number(number)


def _moves(comparison: Comparison) -> Section:
    moves = comparison.moves
    shown = moves
    if len(moves) > MOST_ROWS:
        largest = sorted(moves, key=lambda move: -abs((move.after or 0.0) - (move.before or 0.0)))
        chosen = set(largest[:MOST_ROWS])
        shown = tuple(move for move in moves if move in chosen)
    rows = tuple(
        (
            entry_name(move.name, move.key),
            "-" if move.before is None else format_number(move.before),
            "-" if move.after is None else format_number(move.after),
            "" if move.before is None or move.after is None else _signed(move.after - move.before),
        )
        for move in shown
    )
    more = () if len(shown) == len(moves) else (f"and {len(moves) - len(shown)} more that change less",)
    return Section("Variables that change", ("variable", "before", "now", "change"), rows, frozenset({1, 2, 3}), more)


def _limits(comparison: Comparison) -> Iterator[Section]:
    lines = [
        f"{head}: {_listing(limits)}."
        for head, limits in (
            ("Reached now", comparison.reached_now),
            ("No longer reached", comparison.no_longer_reached),
        )
        if limits
    ]
    if lines and comparison.after.solution.values and comparison.before.solution.values:
        yield Section("Limits", lines=tuple(lines))


def _listing(limits: tuple[Limit, ...]) -> str:
    texts = [limit_text(limit) for limit in limits[:MOST_LIMITS]]
    more = len(limits) - len(texts)
    return "; ".join(texts) + (f"; and {more} more" if more else "")


def sweep_sections(sweep: Sweep) -> Iterator[Section]:
    """A row for each value, and where the optimum bends."""
    extreme = {Sense.MINIMIZE: "minimum", Sense.MAXIMIZE: "maximum"}.get(sweep.formulation.objective.sense, "objective")
    rows = tuple(
        (
            format_number(point.value),
            "-" if point.objective is None else format_number(point.objective),
            "" if point.slope is None else price_number(point.slope),
            "" if point.status == "optimal" else str(point.status),
        )
        for point in sweep.points
    )
    bends = [
        f"The {extreme} bends {_where(bend.first, bend.last)}: {price_number(bend.before)} a unit before, "
        f"{price_number(bend.after)} after."
        for bend in sweep.bends[:MOST_BENDS]
    ]
    title = f"The {extreme} for values of {sweep.target}"
    yield Section(title, (sweep.target, extreme, "a unit", ""), rows, frozenset({0, 1, 2}), tuple(bends))


def _where(first: float, last: float) -> str:
    if first == last:
        return f"at {format_number(first)}"
    return f"between {format_number(first)} and {format_number(last)}"
