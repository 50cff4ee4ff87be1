"""What is wrong with a candidate, in words that a model can act on when it drafts again."""

from __future__ import annotations

from nl2opt.formulation.spans import line_and_column
from nl2opt.pipeline.drafting import Candidate
from nl2opt.solvers.result import Status

_MOST = 3
"""Small models lose the problem from sight behind a longer list."""
_LONGEST_LINE = 160
"""Characters of a faulty line that are quoted."""


def advice(candidate: Candidate) -> str | None:
    """What to take care of in the next draft, or None when nothing speaks against this one."""
    if candidate.formulation is None or candidate.errors:
        return _join(_unreadable(candidate))
    if candidate.solution is None:
        return _join([candidate.failure])
    faults = [finding.message for finding in candidate.findings]
    if candidate.solution.status is Status.INFEASIBLE:
        faults.insert(0, "'at least' and 'minimum' are >=, 'at most', 'maximum' and 'available' are <=.")
    elif candidate.solution.status is Status.UNBOUNDED:
        faults.append("Every limit and requirement of the problem needs its constraint, and the goal its direction.")
    elif candidate.trivial:
        faults.append("Zero everywhere is no plan: a requirement is missing, or a limit is the wrong way round.")
    return _join(faults) if faults else None


def _join(faults: list[str]) -> str:
    listed = "\n".join(f"- {fault}" for fault in faults[:_MOST])
    return f"Take care in the formulation:\n{listed}"


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} ..."


def _unreadable(candidate: Candidate) -> list[str]:
    lines = candidate.text.splitlines()
    faults = []
    for item in candidate.errors:
        place = ""
        if item.where is not None and candidate.text:
            number, _ = line_and_column(candidate.text, min(item.where.start, len(candidate.text)))
            place = f" in the line '{_shortened(lines[number - 1].strip())}'" if number <= len(lines) else ""
        faults.append(f"{item.message}{place} {item.hint}".strip())
    return faults or ["Write variables, objective and constraints, one on each line, as in the examples."]
