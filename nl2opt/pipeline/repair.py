"""What is wrong with a candidate, in words that a model can act on."""

from __future__ import annotations

from nl2opt.formulation.spans import line_and_column
from nl2opt.pipeline.drafting import Candidate
from nl2opt.solvers.result import Status

_AGAIN = "Write the whole corrected formulation again, in the same format."


def complaint(candidate: Candidate) -> str | None:
    """The request for a better draft, or None when nothing speaks against this one."""
    if candidate.formulation is None or candidate.errors:
        return _join(_unreadable(candidate))
    if candidate.solution is None:
        return _join([candidate.failure])
    if candidate.solution.status is Status.INFEASIBLE:
        return _join(["The constraints contradict each other, so no solution exists. Check the direction of each one."])
    if candidate.solution.status is Status.UNBOUNDED:
        return _join(["The objective can grow without end, so a constraint or a limit of the problem is missing."])
    faults = [finding.message for finding in candidate.findings]
    if candidate.trivial:
        faults.append(
            "The best solution is zero everywhere, so a requirement of the problem is missing or turned round."
        )
    return _join(faults) if faults else None


def _join(faults: list[str]) -> str:
    listed = "\n".join(f"- {fault}" for fault in faults[:4])
    return f"The formulation has faults:\n{listed}\n{_AGAIN}"


def _unreadable(candidate: Candidate) -> list[str]:
    lines = candidate.text.splitlines()
    faults = []
    for item in candidate.errors:
        place = ""
        if item.where is not None and candidate.text:
            number, _ = line_and_column(candidate.text, min(item.where.start, len(candidate.text)))
            place = f" in the line '{lines[number - 1].strip()}'" if number <= len(lines) else ""
        faults.append(f"{item.message}{place} {item.hint}".strip())
    return faults or ["The draft is not a formulation."]
