"""Scenarios that a language model composes step by step, each prefix a problem."""

from __future__ import annotations

from nl2opt.llm.protocol import LanguageModel
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.randomness import stream
from nl2opt.synth.resocratic.composing import Composed, compose
from nl2opt.synth.resocratic.demonstrations import demonstrations
from nl2opt.synth.resocratic.questions import question
from nl2opt.synth.verification import RejectedError

_TABLES = 0.5
"""How often a question has its data in a table."""


class ScenarioSource:
    """New scenarios out of our demonstrations.

    Args:
        model: who composes.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model

    def candidates(self, seed: int) -> list[Candidate]:
        """A candidate for each prefix of one scenario; see ``Source.candidates``."""
        composed = compose([seed], self.model)[0]
        if not composed:
            raise RejectedError("scenario", "no step of it could be kept")
        return [_candidate(each, seed, number) for number, each in enumerate(composed)]


def _candidate(composed: Composed, seed: int, number: int) -> Candidate:
    with_table = stream(seed, "question", number).random() < _TABLES
    sources = {each.name: each for each in demonstrations()}
    first = sources[composed.sources[0]]
    return Candidate(
        text=composed.scenario.prose,
        formulation=composed.formulation,
        route=Route.MODEL,
        origin=Origin.RESOCRATIC,
        family="+".join(composed.sources),
        setting="",
        domain=first.domain,
        problem_class=first.problem_class,
        seed=seed,
        prompt=question(composed, with_table),
        details={"steps": len(composed.scenario.constraints), "table": with_table},
    )
