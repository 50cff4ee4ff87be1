"""Back-translation by a language model (OptMATH, arXiv 2502.11102, section 3): generate, criticise, refine, paraphrase.

Steps are taken for a whole batch at once, since backends answer batches faster than single requests. The critic is the
model and, before it, the checks of ``faults``: what they find needs no model to be true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_printer import to_text
from nl2opt.llm.protocol import LanguageModel, Message, Request
from nl2opt.synth.randomness import stream
from nl2opt.synth.rewriting import prompts
from nl2opt.synth.rewriting.faults import faults, lost_numbers

_COMPLETE = "COMPLETE"
_CHARACTERS_OF_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class WritingSettings:
    """How texts are written.

    Attributes:
        rounds: of criticism and refinement, OptMATH's T.
        temperature: of generator, refiner and paraphraser; the critic is greedy.
        max_tokens: of one answer.
        share_of_paraphrases: how often a text made by code is rewritten, instead of writing from the formulation alone.
    """

    rounds: int = 1
    temperature: float = 0.8
    max_tokens: int = 768
    share_of_paraphrases: float = 0.5


DEFAULT_WRITING = WritingSettings()


@dataclass(frozen=True, slots=True)
class Task:
    """A text that is wanted.

    Attributes:
        formulation: what it should say, with all data.
        told: a text that code made of it; empty where there is none.
        seed: of the sampling.
        prompt: how the text is asked for, instead of writing from the formulation or rewriting what was told.
    """

    formulation: Formulation
    told: str
    seed: int
    prompt: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A text that a language model wrote.

    Attributes:
        text: the words.
        faults: what the checks find wrong with it at the end; empty when nothing.
        step: ``generated``, ``paraphrased`` or ``asked`` (with the task's own prompt).
        rounds: of refinement that it took.
        tokens: written in all steps.
    """

    text: str
    faults: tuple[str, ...]
    step: str
    rounds: int
    tokens: int


@dataclass(slots=True)
class _Draft:
    task: Task
    step: str
    text: str = ""
    rounds: int = 0
    tokens: int = 0

    def check(self) -> list[str]:
        """What is wrong with the text as it stands."""
        found = faults(self.text, self.task.formulation)
        if self.step == "paraphrased":
            found += lost_numbers(self.task.told, self.text)
        return found


def write(tasks: Sequence[Task], model: LanguageModel, settings: WritingSettings = DEFAULT_WRITING) -> list[Written]:
    """A text for each task, in order.

    Raises:
        ModelError: the model cannot be reached.
    """
    drafts = [_Draft(task, _step(task, settings)) for task in tasks]
    _ask(drafts, [_first_messages(draft) for draft in drafts], model, settings)
    for _ in range(settings.rounds):
        open_drafts = [(draft, draft.check()) for draft in drafts]
        criticised = _criticised(open_drafts, model, settings)
        refined = [(draft, found) for draft, found in criticised if found]
        messages = [
            prompts.refiner(to_text(draft.task.formulation), draft.text, "\n".join(found)) for draft, found in refined
        ]
        _refine([draft for draft, _ in refined], messages, model, settings)
    return [Written(draft.text, tuple(draft.check()), draft.step, draft.rounds, draft.tokens) for draft in drafts]


def _step(task: Task, settings: WritingSettings) -> str:
    if task.prompt:
        return "asked"
    paraphrase = bool(task.told) and stream(task.seed, "writing").random() < settings.share_of_paraphrases
    return "paraphrased" if paraphrase else "generated"


def _first_messages(draft: _Draft) -> tuple[Message, ...]:
    if draft.step == "asked":
        return draft.task.prompt
    if draft.step == "paraphrased":
        return prompts.paraphraser(draft.task.told)
    scenario = stream(draft.task.seed, "scenario").choice(prompts.SCENARIOS)
    return prompts.generator(to_text(draft.task.formulation), scenario)


def _criticised(
    drafts: Sequence[tuple[_Draft, list[str]]], model: LanguageModel, settings: WritingSettings
) -> list[tuple[_Draft, list[str]]]:
    """The faults of each draft: those that checks found, or else those that the model names."""
    unsure = [draft for draft, found in drafts if not found]
    requests = [
        Request(
            prompts.critic(to_text(draft.task.formulation), draft.text),
            shared=1,
            max_tokens=min(256, settings.max_tokens),
        )
        for draft in unsure
    ]
    named: dict[int, list[str]] = {}
    for draft, answer in zip(unsure, model.complete(requests) if requests else [], strict=True):
        draft.tokens += answer.completion_tokens
        lines = [line.strip("-* ") for line in answer.text.splitlines()]
        named[id(draft)] = [] if _COMPLETE in answer.text.upper() else [line for line in lines if line]
    return [(draft, found or named[id(draft)]) for draft, found in drafts]


def _refine(
    drafts: Sequence[_Draft],
    messages: Sequence[tuple[Message, ...]],
    model: LanguageModel,
    settings: WritingSettings,
) -> None:
    """Asks for better texts, and keeps one only if the checks find no more wrong with it than before."""
    before = [(draft.text, len(draft.check())) for draft in drafts]
    _ask(drafts, messages, model, settings)
    for draft, (text, number) in zip(drafts, before, strict=True):
        draft.rounds += 1
        if len(draft.check()) > number:
            draft.text = text


def _room(task: Task) -> int:
    """Tokens that a text of the problem may need: half as much again as the formulation and what was told have."""
    longest = max(len(to_text(task.formulation)), len(task.told))
    return 100 + longest * 3 // (2 * _CHARACTERS_OF_A_TOKEN)


def _ask(
    drafts: Sequence[_Draft],
    messages: Sequence[tuple[Message, ...]],
    model: LanguageModel,
    settings: WritingSettings,
) -> None:
    if not drafts:
        return
    requests = [
        Request(
            said,
            shared=1,
            max_tokens=min(settings.max_tokens, _room(draft.task)),
            temperature=settings.temperature,
            top_p=0.95,
            seed=(draft.task.seed + draft.rounds) % 2**31,
        )
        for draft, said in zip(drafts, messages, strict=True)
    ]
    for draft, answer in zip(drafts, model.complete(requests), strict=True):
        draft.text = answer.text.strip()
        draft.tokens += answer.completion_tokens
