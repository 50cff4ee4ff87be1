"""New scenarios by a language model, from one or two demonstrations, and what is kept of them.

ReSocratic's filters with two of its gaps closed: a scenario is cut at the first step that does not check, that has
numbers which its own sentences do not state, or whose prefix has no proven optimum. Every prefix that is left is a
problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.llm.protocol import LanguageModel, Message, Request
from nl2opt.synth.randomness import stream
from nl2opt.synth.resocratic.demonstrations import Demonstration, demonstrations
from nl2opt.synth.resocratic.scenario import Scenario, ScenarioError, formulation_of, read_scenario
from nl2opt.synth.rewriting.faults import faults
from nl2opt.synth.rewriting.prompts import SCENARIOS
from nl2opt.synth.solving import solve_briefly

INSTRUCTIONS = (
    "You compose optimization scenarios step by step. First the variables, then the objective, then one constraint "
    "after the other. In each section, write one to three plain sentences that contain all numbers of the step, and "
    "below them its formal lines, each behind //. Write at most five constraints. Follow the format of the example "
    "exactly, and make up a new scenario with other things, numbers and kinds of constraints."
)
_PAIRED = 0.5
"""How often two demonstrations are combined instead of one."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A prefix of a scenario that is a problem.

    Attributes:
        scenario: its steps.
        formulation: of its formal lines.
        sources: the demonstrations that it was composed from.
    """

    scenario: Scenario
    formulation: Formulation
    sources: tuple[str, ...]


def compose(
    seeds: Sequence[int], model: LanguageModel, *, temperature: float = 0.7, max_tokens: int = 700
) -> list[list[Composed]]:
    """The problems of one new scenario for each seed; none where nothing of it could be kept.

    Raises:
        ModelError: the model cannot be reached.
    """
    chosen = [_chosen(seed) for seed in seeds]
    requests = [
        Request(
            _messages(shown, seed),
            shared=1,
            max_tokens=max_tokens,
            temperature=temperature,
            top_p=0.95,
            seed=seed % 2**31,
        )
        for shown, seed in zip(chosen, seeds, strict=True)
    ]
    return [
        kept_of(completion.text, tuple(each.name for each in shown))
        for completion, shown in zip(model.complete(requests), chosen, strict=True)
    ]


def kept_of(text: str, sources: tuple[str, ...]) -> list[Composed]:
    """The prefixes of a scenario that are problems, up to the first that is none."""
    try:
        scenario = read_scenario(text, tolerant=True)
    except ScenarioError:
        return []
    found = []
    for prefix in scenario.prefixes():
        formulation = formulation_of(prefix)
        if formulation is None or not _sound(formulation, prefix):
            break
        status, _ = _solved(formulation)
        if status == "optimal":
            found.append(Composed(prefix, formulation, sources))
        elif status != "unbounded":  # a prefix may still lack the limit that bounds it; an infeasible one stays so
            break
    return found


def _chosen(seed: int) -> list[Demonstration]:
    rng = stream(seed, "demonstrations")
    return rng.sample(demonstrations(), 2 if rng.random() < _PAIRED else 1)


def _messages(shown: Sequence[Demonstration], seed: int) -> tuple[Message, ...]:
    place = stream(seed, "scenario").choice(SCENARIOS)
    examples = "\n\n".join(f"[Example]\n{each.scenario}" for each in shown)
    ask = f"{examples}\n\nCompose one new scenario that takes place in {place}."
    return (Message("system", INSTRUCTIONS), Message("user", ask))


def _sound(formulation: Formulation, scenario: Scenario) -> bool:
    if any(item.severity is Severity.ERROR for item in check(formulation)):
        return False
    return not faults(scenario.prose, formulation)


def _solved(formulation: Formulation) -> tuple[str, float | None]:
    try:
        return solve_briefly(formulation)
    except Nl2optError:
        return "error", None
