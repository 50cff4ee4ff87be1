"""The smallest change that makes a model feasible, as a sentence, and what is best then."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.elements import Formulation
from nl2opt.render.answer import verdict
from nl2opt.render.numbers import format_number
from nl2opt.render.rows import solution_rows
from nl2opt.render.sections import Section
from nl2opt.solvers.explain.members import MemberKind
from nl2opt.solvers.explain.relaxation import Change, Relaxation

MOST_IN_A_SENTENCE = 2
"""More changes are listed in a table."""
MOST_ROWS = 20


def relaxation_sections(formulation: Formulation, relaxation: Relaxation) -> Iterator[Section]:
    """The changes, and the solution of the changed model."""
    changes = relaxation.changes
    if relaxation.reason:
        yield Section(lines=(relaxation.reason,))
        return
    proven = "" if relaxation.proven else " Smaller changes may do: the search was stopped by its limit."
    if not changes:
        yield Section(lines=("The model is feasible within tolerances, without any change.",))
    elif len(changes) <= MOST_IN_A_SENTENCE:
        yield Section(lines=(f"It becomes feasible when {' and '.join(map(_clause, changes))}.{proven}",))
    else:
        rows = tuple(_row(change) for change in changes[:MOST_ROWS])
        more = (f"and {len(changes) - MOST_ROWS} more",) if len(changes) > MOST_ROWS else ()
        title = f"It becomes feasible with these {len(changes)} changes:{proven}"
        yield Section(title, ("limit", "from", "to", "by"), rows, frozenset({1, 2, 3}), more)
    solution = relaxation.solution
    if solution is not None:
        values = tuple((row.name, row.number, row.words) for row in solution_rows(formulation, solution))
        title = f"The model with {'this change' if len(changes) == 1 else 'these changes'}, not the model as it is: "
        text = verdict(formulation, solution)
        yield Section(title + text[:1].lower() + text[1:], ("", "", ""), values, frozenset({1}))


def _clause(change: Change) -> str:
    name = _name(change)
    size = format_number(abs(change.amount))
    if not change.stated:
        return f"{name} may be missed by {size}"
    verb = "raised" if change.amount > 0 else "lowered"
    return f"{name} is {verb} from {format_number(change.old)} to {format_number(change.new)} (by {size})"


def _row(change: Change) -> tuple[str, str, str, str]:
    by = f"{'+' if change.amount > 0 else '−'}{format_number(abs(change.amount))}"
    if not change.stated:
        return (_name(change), "", "", by)
    return (_name(change), format_number(change.old), format_number(change.new), by)


def _name(change: Change) -> str:
    member = change.member
    if member.kind is MemberKind.CONSTRAINT:
        return f"'{member.label}'"
    return f"the {member.kind} of {member.label}"
