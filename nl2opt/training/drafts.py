"""Drafts of our own model for verified problems, each with the solver's verdict: what self-training and KTO learn from.

Problems are tried in rounds. After the first, each goes on until it has as many right drafts as its share of failures
asks for (DART's proportional allocation, arXiv 2407.13690), so that hard problems are tried more often.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.llm.protocol import LanguageModel
from nl2opt.pipeline.prompt import draft_request
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import read_tables
from nl2opt.synth.forward import verdict_of
from nl2opt.synth.pairs import Pair


@dataclass(frozen=True, slots=True)
class VerifiedDraft:
    """One try at a problem.

    Attributes:
        pair: the id of the problem's pair.
        number: of the try, from 0.
        text: the problem.
        draft: what the model wrote.
        right: whether its fingerprint is that of the verified formulation.
        reason: why not; empty where it is.
        prompt_tokens: of the request.
        tokens: that the draft took.
    """

    pair: str
    number: int
    text: str
    draft: str
    right: bool
    reason: str
    prompt_tokens: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Tries:
    """How often problems are tried.

    Attributes:
        first: tries of every problem.
        right: right drafts wanted of a problem that always fails; of others in proportion to their failures.
        most: tries of a problem at most.
        temperature: of the sampling; 0 for one greedy try.
        seed: of the sampling.
    """

    first: int = 4
    right: int = 4
    most: int = 12
    temperature: float = 0.8
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.most or self.right < 0:
            raise Nl2optError(
                f"Tries from {self.first} to {self.most} for {self.right} right drafts are not possible.",
                hint="Give 1 <= first <= most.",
            )
        if self.temperature == 0 and self.most > 1:
            raise Nl2optError(
                "Greedy decoding gives the same draft each time.", hint="Give a temperature, or one try only."
            )


def draw_drafts(
    pairs: Sequence[Pair],
    model: LanguageModel,
    settings: Settings,
    tries: Tries,
    journal: Path,
    *,
    batch: int = 1,
    on_draft: Callable[[VerifiedDraft, int], None] | None = None,
) -> list[VerifiedDraft]:
    """Try every problem; drafts are on disk as they come, and a stopped call goes on where it was.

    Args:
        pairs: the problems, with the fingerprints of their verified formulations.
        model: who drafts.
        settings: of the pipeline: adapter and prompt.
        tries: how often.
        journal: a file of JSON lines, one draft a line.
        batch: requests that the model is given at once.
        on_draft: told each draft and how many there are so far.

    Raises:
        ModelError: the model failed; the drafts so far are kept.
        Nl2optError: the journal cannot be written.
    """
    done = defaultdict[str, dict[int, VerifiedDraft]](dict)
    kept = list(read_drafts(journal))
    for draft in kept:
        done[draft.pair][draft.number] = draft
    _write_rows(journal, map(asdict, kept))  # without a line that a kill cut off, which the next would be glued to
    count = sum(map(len, done.values()))
    while due := [(pair, number) for pair in pairs for number in _due(done[pair.id], tries)]:
        for start in range(0, len(due), batch):
            chosen = due[start : start + batch]
            for draft in _asked(chosen, model, settings, tries):
                _append(journal, draft)
                done[draft.pair][draft.number] = draft
                count += 1
                if on_draft is not None:
                    on_draft(draft, count)
    return [done[pair.id][number] for pair in pairs for number in sorted(done[pair.id])]


def read_drafts(journal: Path) -> Iterator[VerifiedDraft]:
    """The drafts of a file; a last line that a kill cut off is left out."""
    if not journal.exists():
        return
    for line in journal.read_text(encoding="utf-8").splitlines():
        try:
            yield VerifiedDraft(**json.loads(line))
        except (ValueError, TypeError):
            return


def pass_rates(drafts: Iterable[VerifiedDraft], counts: Sequence[int]) -> Mapping[int, float]:
    """Pass@k: the expected share of problems of which at least one of k drafts is right.

    Unbiased over the drafts that there are (Chen et al., arXiv 2107.03374, equation 1); problems with fewer than k
    drafts are left out of that k.
    """
    by_problem = defaultdict[str, list[bool]](list)
    for draft in drafts:
        by_problem[draft.pair].append(draft.right)
    rates = {}
    for count in counts:
        shares = [
            1 - math.comb(len(verdicts) - sum(verdicts), count) / math.comb(len(verdicts), count)
            for verdicts in by_problem.values()
            if len(verdicts) >= count
        ]
        if shares:
            rates[count] = sum(shares) / len(shares)
    return rates


def write_accepted(drafts: Iterable[VerifiedDraft], path: Path, system: str | None) -> int:
    """Write right drafts as training examples, equal ones once; returns how many there are."""
    rows = {
        (draft.text, draft.draft.strip()): {"messages": [*_question(draft, system), _answer(draft)]}
        for draft in drafts
        if draft.right
    }
    _write_rows(path, rows.values())
    return len(rows)


def write_verdicts(drafts: Iterable[VerifiedDraft], path: Path, system: str | None) -> int:
    """Write drafts with their verdicts as KTO reads them, equal ones once; returns how many there are."""
    rows = {
        (draft.text, draft.draft.strip()): {
            "prompt": _question(draft, system),
            "completion": [_answer(draft)],
            "label": draft.right,
        }
        for draft in drafts
        if draft.draft.strip()
    }
    _write_rows(path, rows.values())
    return len(rows)


def _due(tried: Mapping[int, VerifiedDraft], tries: Tries) -> range:
    """The numbers of the tries that a problem is to have next."""
    made = len(tried)
    if made < tries.first:
        return range(made, tries.first)
    right = sum(draft.right for draft in tried.values())
    wanted = math.ceil(tries.right * (1 - right / made))
    return range(made, made + 1) if right < wanted and made < tries.most else range(0)


def _asked(
    chosen: Sequence[tuple[Pair, int]], model: LanguageModel, settings: Settings, tries: Tries
) -> Iterator[VerifiedDraft]:
    tables = [read_tables(pair.text, settings.table_cells) for pair, _ in chosen]
    requests = [
        draft_request(data, replace(settings, temperature=tries.temperature, seed=tries.seed * 1000 + number))
        for data, (_, number) in zip(tables, chosen, strict=True)
    ]
    for (pair, number), data, completion in zip(chosen, tables, model.complete(requests), strict=True):
        verdict = verdict_of(completion.text, completion.completion_tokens, data, pair.fingerprint)
        yield VerifiedDraft(
            pair.id,
            number,
            pair.text,
            completion.text,
            verdict.agrees,
            verdict.reason,
            completion.prompt_tokens,
            completion.completion_tokens,
        )


def _question(draft: VerifiedDraft, system: str | None) -> list[dict[str, str]]:
    told = [] if system is None else [{"role": "system", "content": system}]
    return [*told, {"role": "user", "content": draft.text}]


def _answer(draft: VerifiedDraft) -> dict[str, str]:
    return {"role": "assistant", "content": draft.draft.strip()}


def _append(journal: Path, draft: VerifiedDraft) -> None:
    try:
        with journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(draft), ensure_ascii=False) + "\n")
    except OSError as error:
        raise Nl2optError(f"'{journal}' cannot be written: {error.strerror}.", hint="Free space; it goes on.") from None


def _write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    draft = path.with_name(path.name + ".part")
    draft.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    draft.replace(path)
