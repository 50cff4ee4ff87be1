"""The forward model: formulates texts without seeing their sources, and says whether it arrives at the same model.

The same optimum does not prove the same model (OptMATH's acceptance leaves that open), so fingerprints over perturbed
data must agree, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2opt.formulation.fingerprint import Fingerprint
from nl2opt.llm.protocol import LanguageModel
from nl2opt.pipeline.drafting import Candidate as Draft
from nl2opt.pipeline.drafting import read_candidate
from nl2opt.pipeline.prompt import draft_request
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import TextData, read_tables
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.synth.verification import fingerprint_of


@dataclass(frozen=True, slots=True)
class ForwardVerdict:
    """What the forward model made of one text.

    Attributes:
        agrees: whether status, optimum and fingerprint are those of the source.
        reason: why not; empty where it agrees.
        draft: what the model wrote.
        same_optimum: whether at least the optimum is the same, as OptMATH asks.
        tokens: that it wrote.
    """

    agrees: bool
    reason: str
    draft: str
    same_optimum: bool
    tokens: int


def forward_check(
    texts: Sequence[str],
    sources: Sequence[Fingerprint],
    model: LanguageModel,
    settings: Settings = Settings(repairs=0),  # noqa: B008 - frozen
) -> list[ForwardVerdict]:
    """Formulate texts with one greedy draft each, and compare with the fingerprints of their sources.

    Args:
        texts: the problems.
        sources: the fingerprints of the formulations that they were made from, in the same order.
        model: who formulates.
        settings: of the pipeline; repairs are not made, since the check should be one look.

    Raises:
        ModelError: the model cannot be reached.
    """
    data = [read_tables(text, settings.table_cells) for text in texts]
    completions = model.complete([draft_request(each, settings) for each in data])
    return [
        verdict_of(completion.text, completion.completion_tokens, tables, source)
        for completion, tables, source in zip(completions, data, sources, strict=True)
    ]


def verdict_of(raw: str, tokens: int, tables: TextData, source: Fingerprint) -> ForwardVerdict:
    """Whether a draft is the model that the text was made from.

    Args:
        raw: what the forward model wrote.
        tokens: that it took.
        tables: of the text.
        source: the fingerprint of the formulation that the text was made from.
    """
    draft = read_candidate(raw, TextNumbers(tables.prose), tables, drop_unreadable=True)
    if draft.formulation is None or draft.errors:
        return ForwardVerdict(False, f"no formulation: {_fault(draft)}", raw, False, tokens)
    found = fingerprint_of(draft.formulation)
    if found.agrees(source):
        return ForwardVerdict(True, "", raw, True, tokens)
    same = found.original.agrees(source.original)
    if same:
        return ForwardVerdict(False, "the same optimum, and another one over changed data", raw, True, tokens)
    ours, theirs = source.original, found.original
    reason = f"{theirs.status} {theirs.value} instead of {ours.status} {ours.value}"
    return ForwardVerdict(False, reason, raw, False, tokens)


def _fault(draft: Draft) -> str:
    return draft.errors[0].message if draft.errors else "the draft cannot be read"
