"""The worked examples must themselves be right: they are what the model learns from."""

from __future__ import annotations

import pytest

from nl2opt.formulation.tolerant import read_draft
from nl2opt.pipeline.drafting import read_candidate, solve_candidate
from nl2opt.pipeline.examples import Example, load_examples
from nl2opt.pipeline.prompt import shared_messages
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.result import SolveOptions, Status


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.problem[:30])
def test_each_example_is_sound(example: Example) -> None:
    """It is in the language, every number is grounded and used, nothing looks invented, and it has an optimum."""
    assert read_draft(example.draft).mends == ()
    candidate = solve_candidate(read_candidate(example.draft, TextNumbers(example.problem)), SolveOptions())
    assert candidate.findings == ()
    assert candidate.corrections == ()
    assert candidate.diagnostics == ()
    assert candidate.solution is not None
    assert candidate.solution.status is Status.OPTIMAL
    assert not candidate.trivial


def test_the_examples_stand_between_instructions_and_problem() -> None:
    """A system message, then turns of user and assistant."""
    roles = [message.role for message in shared_messages()]
    assert roles == ["system", *["user", "assistant"] * len(load_examples())]
