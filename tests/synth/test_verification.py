"""What is accepted as a pair, and what is not, with the stage that found it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.registry import family
from nl2opt.synth.pairs import Verdict
from nl2opt.synth.sources.families import told_candidate
from nl2opt.synth.verification import RejectedError, accepted, examine, fingerprint_of, require_inverse


@pytest.fixture(scope="module")
def candidate() -> Candidate:
    """A knapsack problem in words."""
    return told_candidate(draw(family("knapsack"), 5))


@pytest.mark.parametrize(
    ("formulation", "stage", "why"),
    [
        ("## Variables\nx >= 0 integer\n## Objective\nmaximize x\n", "solve", "unbounded"),
        ("## Variables\nx >= 0 integer\n## Objective\nmaximize x\n## Constraints\na: x <= 3\nb: x >= 5\n", "solve",
         "infeasible"),
        ("## Variables\nx >= 0 integer\n## Objective\nminimize x\n## Constraints\na: x <= 3\n", "trivial", "zero"),
        ("## Variables\nx >= 0 integer\n## Objective\nmaximize y\n", "formulation", "y"),
    ],
)  # fmt: skip
def test_unsound_models_are_rejected(formulation: str, stage: str, why: str) -> None:
    """Infeasible, unbounded, trivial and faulty models are rejected with stage and reason."""
    with pytest.raises(RejectedError, match=why) as failure:
        examine(parse(formulation))
    assert failure.value.stage == stage


def test_pair_says_what_was_found(candidate: Candidate) -> None:
    """An accepted pair has the optimum, the class, the score and the fingerprint of its formulation."""
    require_inverse(candidate)
    pair = accepted(candidate, examine(candidate.formulation), Verdict.INVERSE, "easy", tries=2)
    assert parse(pair.formulation) == candidate.formulation
    assert pair.model_class == "IP"
    assert pair.fingerprint.agrees(fingerprint_of(parse(pair.formulation)))
    assert pair.objective == pytest.approx(pair.fingerprint.original.exact)
    assert pair.tries == 2


def test_text_of_another_model_is_rejected(candidate: Candidate) -> None:
    """A text with another number, or with a sentence more, is not the text of the formulation."""
    number = next(word for word in candidate.text.split() if word.isdigit() and int(word) > 9)
    for text in (candidate.text.replace(number, f"{number}7", 1), f"{candidate.text} All of it must be paid in cash."):
        with pytest.raises(RejectedError) as failure:
            require_inverse(replace(candidate, text=text))
        assert failure.value.stage == "inverse"
    with pytest.raises(RejectedError, match="no inverse"):
        require_inverse(replace(candidate, read_back=None))
