"""Finds the five headings in what a model wrote, whatever it put around them."""

from __future__ import annotations

import re

from nl2opt.formulation.tolerant.mends import Notebook

SECTIONS = ("Sets", "Parameters", "Variables", "Objective", "Constraints")

_HEADINGS = {
    "sets": "Sets", "set": "Sets", "indices": "Sets", "index sets": "Sets",
    "parameters": "Parameters", "parameter": "Parameters", "data": "Parameters", "constants": "Parameters",
    "variables": "Variables", "variable": "Variables", "decision variables": "Variables",
    "objective": "Objective", "objective function": "Objective", "goal": "Objective",
    "constraints": "Constraints", "constraint": "Constraints", "subject to": "Constraints", "such that": "Constraints",
    "s.t.": "Constraints", "bounds": "Constraints", "non-negativity constraints": "Constraints",
}  # fmt: skip
_MARK = re.compile(
    r"^\s*(?:#{1,6}\s*|\*\*\s*|\d+[.)]\s*\*\*\s*)?(?P<title>[A-Za-z][A-Za-z. -]*?)\s*(?:\*\*)?\s*:?\s*(?:\*\*)?\s*$"
)
_FENCE = re.compile(r"^\s*```.*$")
_DIRECTION = re.compile(r"^\s*(?:\*\*)?(maximi[sz]e|minimi[sz]e|max|min|satisfy)\b", re.IGNORECASE)


def split_sections(text: str, notebook: Notebook) -> dict[str, list[str]]:
    """The lines under each of the five headings; what stands before the first or under a foreign one is left out.

    A heading that is repeated continues its section. A heading in ``#`` that is none of the five ends the reading of
    lines until the next known one, since models like to append a "Solution".
    """
    found: dict[str, list[str]] = {name: [] for name in SECTIONS}
    current: str | None = None
    for line in text.splitlines():
        if _FENCE.match(line) or not line.strip():
            continue
        section, is_heading = _heading(line)
        if is_heading:
            if section is None:
                notebook.say("foreign-heading", f"what stands under '{line.strip()}' was left out")
            current = section
            continue
        if current is None and _DIRECTION.match(line) and not found["Objective"]:
            current = "Objective"
        if current is not None:
            found[current].append(line.rstrip())
    return found


def _heading(line: str) -> tuple[str | None, bool]:
    """The section that a line opens, and whether it is a heading at all."""
    match = _MARK.match(line)
    if match is None:
        return None, line.lstrip().startswith("## ")
    title = match.group("title").strip().lower()
    section = _HEADINGS.get(title)
    return section, section is not None or line.lstrip().startswith("##")
