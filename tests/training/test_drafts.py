"""Own drafts with verdicts: how often problems are tried, what is kept, and what is counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.llm.protocol import Completion, Finish, Request
from nl2opt.pipeline.settings import Settings
from nl2opt.synth.jobs.lookup import pairs_of
from nl2opt.synth.pairs import Origin, Pair
from nl2opt.training.drafts import (
    Tries,
    VerifiedDraft,
    draw_drafts,
    pass_rates,
    read_drafts,
    write_accepted,
    write_verdicts,
)
from nl2opt.training.examples import read_examples

SAMPLE = Path(__file__).parents[2] / "datasets" / "sample"
SETTINGS = Settings(adapter="mine", system="Formulate.", table_cells=1000)


class Sampler:
    """Answers with the right formulation, except in the first tries."""

    name = "sampler"
    context_length = 4096

    def __init__(self, pairs: Sequence[Pair], right: int, fail_after: int | None = None) -> None:
        self.answers = {pair.text: pair.formulation for pair in pairs}
        self.right, self.fail_after = right, fail_after
        self.asked: list[Request] = []

    def count_tokens(self, text: str) -> int:
        """Not asked for here."""
        return len(text)

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """One answer each; the tries from number ``right`` on are right."""
        if self.fail_after is not None and len(self.asked) >= self.fail_after:
            raise ModelError("The model is gone.")
        self.asked += requests
        return [self._answer(request) for request in requests]

    def close(self) -> None:
        """Nothing to free."""

    def _answer(self, request: Request) -> Completion:
        text = self.answers[request.messages[-1].content]
        if request.seed % 1000 < self.right:
            text = "I cannot tell."
        return Completion(text, Finish.STOP, 100, 0, 50, 0.1)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Three word problems."""
    return list(islice((pair for pair in pairs_of(SAMPLE) if pair.origin is Origin.COMPOSER), 3))


def test_hard_problems_are_tried_more_often(pairs: list[Pair], tmp_path: Path) -> None:
    """Problems that are right at once get the first tries alone; failing ones go on to as many as are allowed."""
    tries = Tries(first=2, right=2, most=5)
    easy = draw_drafts(pairs, Sampler(pairs, 0), SETTINGS, tries, tmp_path / "easy.jsonl")
    assert [draft.number for draft in easy] == [0, 1] * 3
    assert all(draft.right for draft in easy)
    never = draw_drafts(pairs, Sampler(pairs, 9), SETTINGS, tries, tmp_path / "never.jsonl")
    assert [draft.number for draft in never] == [0, 1, 2, 3, 4] * 3
    assert not any(draft.right for draft in never)
    assert all(draft.reason for draft in never)
    late = draw_drafts(pairs, Sampler(pairs, 2), SETTINGS, tries, tmp_path / "late.jsonl")
    assert [draft.right for draft in late if draft.pair == pairs[0].id] == [False, False, True, True]


def test_what_is_asked(pairs: list[Pair], tmp_path: Path) -> None:
    """Requests have the adapter, its words, and a seed of their own."""
    model = Sampler(pairs, 0)
    draw_drafts(pairs[:1], model, SETTINGS, Tries(first=2, most=2, seed=7), tmp_path / "drafts.jsonl", batch=2)
    assert [request.seed for request in model.asked] == [7000, 7001]
    assert all(request.adapter == "mine" and request.temperature == 0.8 for request in model.asked)
    assert model.asked[0].messages[0].content == "Formulate."


def test_goes_on_after_a_failure(pairs: list[Pair], tmp_path: Path) -> None:
    """Drafts are kept as they come; the next call asks for the others alone, and a cut line is asked for again."""
    journal, tries = tmp_path / "drafts.jsonl", Tries(first=2, right=0, most=2)
    with pytest.raises(ModelError):
        draw_drafts(pairs, Sampler(pairs, 0, fail_after=4), SETTINGS, tries, journal)
    assert len(list(read_drafts(journal))) == 4
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    journal.write_text("".join(lines[:3]) + lines[3][:40], encoding="utf-8")
    model = Sampler(pairs, 0)
    drafts = draw_drafts(pairs, model, SETTINGS, tries, journal)
    assert len(model.asked) == 3
    assert len(list(read_drafts(journal))) == 6
    assert drafts == draw_drafts(pairs, Sampler(pairs, 0), SETTINGS, tries, tmp_path / "whole.jsonl")


def test_training_rows(pairs: list[Pair], tmp_path: Path) -> None:
    """Right drafts become examples, once each; all become verdicts, and both are read for training."""
    drafts = draw_drafts(pairs, Sampler(pairs, 1), SETTINGS, Tries(first=3, right=0, most=3), tmp_path / "drafts.jsonl")
    assert write_accepted(drafts, tmp_path / "accepted.jsonl", "Formulate.") == 3
    assert write_verdicts(drafts, tmp_path / "verdicts.jsonl", "Formulate.") == 6
    accepted = read_examples([tmp_path / "accepted.jsonl"]).examples
    assert {example.answer for example in accepted} == {pair.formulation.strip() for pair in pairs}
    assert all(example.messages[0].content == "Formulate." for example in accepted)
    verdicts = read_examples([tmp_path / "verdicts.jsonl"]).examples
    assert sorted(bool(example.desirable) for example in verdicts) == [False] * 3 + [True] * 3
    assert all(json.loads(line) for line in (tmp_path / "verdicts.jsonl").read_text(encoding="utf-8").splitlines())


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=4), st.integers(1, 6))
def test_pass_at_k(verdicts: list[list[bool]], count: int) -> None:
    """Pass@k is the share of all choices of k drafts that hold a right one, as counted one by one."""
    drafts = [
        VerifiedDraft(str(problem), number, "", "", right, "", 0, 0)
        for problem, each in enumerate(verdicts)
        for number, right in enumerate(each)
    ]
    shares = []
    for each in verdicts:
        choices = [any(choice) for choice in combinations(each, count)]
        if choices:
            shares.append(sum(choices) / len(choices))
    rates = pass_rates(drafts, [count])
    if shares:
        assert rates[count] == pytest.approx(sum(shares) / len(shares))
    else:
        assert rates == {}


def test_impossible_tries() -> None:
    """Fewer tries at most than at first, and repeated greedy ones, are refused."""
    with pytest.raises(Nl2optError, match="are not possible"):
        Tries(first=5, most=4)
    with pytest.raises(Nl2optError, match="the same draft each time"):
        Tries(first=2, most=2, temperature=0)
