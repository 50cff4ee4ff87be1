"""A scenario: a problem built in steps, each a few sentences that hold its numbers, and the formal lines that say them.

The format follows ReSocratic's, with our language behind ``//``::

    ## Define Variables
    A bakery decides how many loaves and cakes to bake each day.
    // loaves >= 0 integer
    // cakes >= 0 integer
    ## Define Objective Function
    A loaf brings $2 and a cake $9, and the bakery wants the highest total.
    // maximize 2*loaves + 9*cakes
    ## Generate Constraint-1
    A loaf takes 0.5 kilograms of flour and a cake 0.8, of 300 kilograms in stock.
    // flour: 0.5*loaves + 0.8*cakes <= 300
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.tolerant import read_draft

VARIABLES, OBJECTIVE, CONSTRAINT = "Define Variables", "Define Objective Function", "Generate Constraint"
_HEADING = re.compile(rf"^## *({VARIABLES}|{OBJECTIVE}|{CONSTRAINT}-\d+)[ :]*$", re.MULTILINE)
_MOST_SECTIONS = 7
"""A scenario with more is cut, as in ReSocratic."""


@dataclass(frozen=True, slots=True)
class Step:
    """One section.

    Attributes:
        prose: its sentences.
        lines: its formal lines.
    """

    prose: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The sections of a scenario, in their order."""

    variables: Step
    objective: Step
    constraints: tuple[Step, ...]

    def prefixes(self) -> Iterator[Scenario]:
        """The scenario with its first constraint alone, with the first two, and so on."""
        for number in range(1, len(self.constraints) + 1):
            yield Scenario(self.variables, self.objective, self.constraints[:number])

    @property
    def prose(self) -> str:
        """The background, the data and limits, and the objective last, as a text."""
        steps = (self.variables, *self.constraints, self.objective)
        return " ".join(step.prose for step in steps)

    @property
    def draft(self) -> str:
        """The formal lines as a formulation."""
        constraints = "\n".join(line for step in self.constraints for line in step.lines)
        return (
            f"## Variables\n{chr(10).join(self.variables.lines)}\n## Objective\n{chr(10).join(self.objective.lines)}\n"
            f"## Constraints\n{constraints}\n"
        )

    def formulation(self) -> Formulation:
        """The formal lines, read strictly.

        Raises:
            FormulationError: they cannot be read.
        """
        return parse(self.draft)

    def __str__(self) -> str:
        """The scenario in its own format."""
        heads = [VARIABLES, OBJECTIVE, *(f"{CONSTRAINT}-{number + 1}" for number in range(len(self.constraints)))]
        steps = (self.variables, self.objective, *self.constraints)
        return "\n".join(_section(head, step) for head, step in zip(heads, steps, strict=True)) + "\n"


class ScenarioError(ValueError):
    """A text that is no scenario; the message says why."""


def read_scenario(text: str, *, tolerant: bool = False) -> Scenario:
    """The scenario that a text holds, cut at the first section that is not well formed.

    Args:
        text: of a demonstration or of a language model.
        tolerant: whether formal lines are mended as drafts of models are.

    Raises:
        ScenarioError: there are no variables, objective and first constraint.
    """
    sections = _sections(text)
    if [head for head, _ in sections[:2]] != [VARIABLES, OBJECTIVE]:
        raise ScenarioError("it does not begin with its variables and its objective")
    steps: list[Step] = []
    for number, (head, body) in enumerate(sections[:_MOST_SECTIONS]):
        step = _step(body)
        expected = head if number < 2 else f"{CONSTRAINT}-{number - 1}"
        if step is None or head != expected:
            break
        steps.append(step)
    if len(steps) < 3:
        raise ScenarioError("it has no well-formed first constraint")
    scenario = Scenario(steps[0], steps[1], tuple(steps[2:]))
    return _mended(scenario) if tolerant else scenario


def _section(head: str, step: Step) -> str:
    lines = "\n".join(f"// {line}" for line in step.lines)
    return f"## {head}\n{step.prose}\n{lines}"


def _sections(text: str) -> list[tuple[str, str]]:
    parts = _HEADING.split(text)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _step(body: str) -> Step | None:
    """Prose lines and then formal lines only; None when one of both is missing or they are mixed."""
    lines = [line.strip() for line in body.strip().splitlines() if line.strip()]
    formal = [line.startswith("//") for line in lines]
    first = formal.index(True) if True in formal else 0
    if first == 0 or not all(formal[first:]):
        return None
    return Step(" ".join(lines[:first]), tuple(line.removeprefix("//").strip() for line in lines[first:]))


def _mended(scenario: Scenario) -> Scenario:
    """Formal lines as the tolerant reader mends them, step by step; a step that stays unreadable ends the scenario."""
    kept = 0
    for prefix in scenario.prefixes():
        reading = read_draft(prefix.draft, prefix.prose)
        if reading.formulation is None:
            break
        kept += 1
    if not kept:
        raise ScenarioError("its first step cannot be read")
    return Scenario(scenario.variables, scenario.objective, scenario.constraints[:kept])


def formulation_of(scenario: Scenario) -> Formulation | None:
    """The formulation of a scenario, read tolerantly; None where that is not possible."""
    try:
        return scenario.formulation()
    except FormulationError:
        return read_draft(scenario.draft, scenario.prose).formulation
