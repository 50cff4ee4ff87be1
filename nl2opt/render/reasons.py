"""Why a model is infeasible or unbounded, in the words of the problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from nl2opt.formulation.elements import Element, Formulation, Sense
from nl2opt.render.numbers import format_number, format_seconds
from nl2opt.render.relaxation import relaxation_sections
from nl2opt.render.sections import Section
from nl2opt.solvers.explain.conflict import Conflict
from nl2opt.solvers.explain.direction import Direction, Step
from nl2opt.solvers.explain.explanation import Explanation, Infeasibility, Unboundedness
from nl2opt.solvers.explain.members import Member, MemberKind

MOST_ROWS = 4
"""Rows of one constraint that are listed; the others are counted."""

_SIGNS = {"<=": "≤", ">=": "≥", "==": "="}
_COEFFICIENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?\* ?(?=[^\W\d])")
_TIMES = re.compile(r" ?(?<!\*)\*(?!\*) ?")
_LONGEST_QUOTE = 160


def reason_sections(formulation: Formulation, explanation: Explanation) -> Iterator[Section]:
    """The parts of an explanation, without the verdict."""
    named = _named(formulation)
    match explanation:
        case Infeasibility(conflict, relaxation):
            if conflict is not None or relaxation is None:
                yield from _conflict(formulation, named, conflict)
            if relaxation is not None:
                yield from relaxation_sections(formulation, relaxation)
        case Unboundedness(direction):
            yield from _direction(formulation, named, direction)


def member_text(member: Member) -> str:
    """What a member says, with signs as they are printed: ``3 cakes + 2 pies ≤ 60``."""
    if member.kind in (MemberKind.INTEGER, MemberKind.BINARY):
        return f"{member.label} is {'a whole number' if member.kind is MemberKind.INTEGER else '0 or 1'}"
    return as_printed(member.text)


def as_printed(text: str) -> str:
    """Relations and products with the signs that formulations are printed with: ``3*x <= 4`` as ``3 x ≤ 4``."""
    text = " ".join(_SIGNS.get(word, word) for word in text.split(" "))
    return _TIMES.sub("·", _COEFFICIENT.sub(r"\1 ", text))


def quote(element: Element, formulation: Formulation) -> str:
    """The clause of the problem that an element came from, in quotation marks; empty when it is not known."""
    if element.source is None or formulation.problem is None:
        return ""
    words = " ".join(element.source.of(formulation.problem).split())
    if len(words) > _LONGEST_QUOTE:
        words = words[: words.rindex(" ", 0, _LONGEST_QUOTE)] + " ..."
    return f'"{words}"' if words else ""


# Infeasible


def _conflict(formulation: Formulation, named: dict[str, Element], conflict: Conflict | None) -> Iterator[Section]:
    if conflict is None:
        yield Section(lines=("Which constraints are in conflict was not found in the time allowed.",))
        return
    rows: list[tuple[str, str, str, str]] = []
    quotes: list[str] = []
    factors = conflict.multipliers or (1.0,) * len(conflict.members)
    listed = list(zip(conflict.members, factors, strict=True))
    for (kind, name), group in groupby(listed, key=lambda item: (item[0].kind, item[0].name)):
        own = list(group)
        element = named[name]
        shown = own if len(own) <= MOST_ROWS + 1 else own[:MOST_ROWS]
        for place, (member, factor) in enumerate(shown):
            times = "" if factor == 1.0 else f"{format_number(factor)} ×"
            rows.append((member.label, times, member_text(member), _meaning(member, element) if place == 0 else ""))
        if len(own) > len(shown):
            rows.append((name, "", f"and {len(own) - len(shown)} more rows", ""))
        said = quote(element, formulation) if kind is MemberKind.CONSTRAINT else ""
        if said and said not in quotes:
            quotes.append(said)
    yield Section(_title(conflict), ("", "", "", ""), tuple(rows), frozenset({1}), tuple(_remarks(conflict)))
    if quotes:
        yield Section("In the problem's words:", lines=tuple(quotes))


def _title(conflict: Conflict) -> str:
    count = len(conflict.members)
    if count == 1:
        return "This alone cannot hold:"
    return f"These {count} cannot hold together:" if conflict.proven else f"Among these {count} there is a conflict:"


def _remarks(conflict: Conflict) -> Iterator[str]:
    if conflict.contradiction:
        times = " (with the factors in front of them)" if any(f != 1 for f in conflict.multipliers) else ""
        yield f"Added up{times}, they say that {as_printed(conflict.contradiction)}."
    spent = f"{conflict.solves} solve{'s' if conflict.solves != 1 else ''}, {format_seconds(conflict.seconds)}"
    if not conflict.proven:
        yield (
            f"Perhaps not all of them are needed: that was not settled in {spent}. "
            "More time may tell (--explain-limit)."
        )
    elif len(conflict.members) > 1:
        yield f"Without any one of them, the others can hold (proven; {spent})."
    if conflict.others:
        yield "The model has at least one more conflict, apart from these."


def _meaning(member: Member, element: Element) -> str:
    """The note of a constraint; what a bound means."""
    name = member.label
    if member.kind is MemberKind.CONSTRAINT:
        return element.note
    if member.kind is MemberKind.LOWER and member.text.endswith(">= 0"):
        return f"{name} cannot be negative"
    return element.note


def _named(formulation: Formulation) -> dict[str, Element]:
    found: dict[str, Element] = {}
    elements: Sequence[Element] = (*formulation.constraints, *formulation.variables, formulation.objective)
    for element in elements:
        found.setdefault(element.name, element)
    return found


# Unbounded


def _direction(formulation: Formulation, named: dict[str, Element], direction: Direction | None) -> Iterator[Section]:
    if direction is None or not direction.steps:
        yield Section(lines=("What grows without end was not found in the time allowed.",))
        return
    goal = formulation.objective.note or "the objective"
    verb = "falls" if formulation.objective.sense is Sense.MINIMIZE else "grows"
    movements = _movements(direction.steps)
    lines = [f"{_capital(goal)} {verb} without end as {movements}."]
    if not direction.proven:
        lines = [f"With larger and larger limits on all variables, {movements}. This was seen, not proven."]
    elif direction.gain is not None:
        moves = _listing([_move(step) for step in direction.steps])
        lines.append(f"Each time {moves}, {goal} {verb} by {format_number(direction.gain)}.")
    names = _listing([step.label for step in direction.steps])
    pronoun = "it" if len(direction.steps) == 1 else "them together"
    if direction.untouched:
        rows: list[tuple[str, str, str]] = []
        for name, group in groupby(direction.untouched, key=lambda member: member.name):
            own = list(group)
            shown = own if len(own) <= MOST_ROWS + 1 else own[:MOST_ROWS]
            rows += [
                (member.label, member_text(member), named[name].note if place == 0 else "")
                for place, member in enumerate(shown)
            ]
            if len(own) > len(shown):
                rows.append((name, f"and {len(own) - len(shown)} more rows", ""))
        yield Section(lines=tuple(lines))
        yield Section(
            f"These constraints hold {names}, but none limits {pronoun} in that direction:", ("", "", ""), tuple(rows)
        )
    else:
        if direction.proven:
            lines.append(f"No constraint holds {names}.")
        yield Section(lines=tuple(lines))
    yield Section(lines=(f"Usually a limit was left out: state what limits {names}.",))


def _movements(steps: Sequence[Step]) -> str:
    """``cakes and pies grow and stock falls``."""
    parts = []
    for verb, own in (
        ("grow", [step.label for step in steps if step.amount > 0]),
        ("fall", [step.label for step in steps if step.amount < 0]),
    ):
        if own:
            parts.append(f"{_listing(own)} {verb}{'s' if len(own) == 1 else ''}")
    return " and ".join(parts)


def _move(step: Step) -> str:
    return f"{step.label} {'grows' if step.amount > 0 else 'falls'} by {format_number(abs(step.amount))}"


def _listing(texts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; the middle of a long list is counted."""
    if len(texts) > 6:
        texts = [*texts[:4], f"{len(texts) - 4} more"]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
