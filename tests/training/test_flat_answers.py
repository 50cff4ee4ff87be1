"""Formulations written out without sets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.grounding import model_numbers
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.api import solve
from nl2opt.synth.jobs.lookup import pairs_of
from nl2opt.synth.pairs import Pair
from nl2opt.training.flat_answers import flat_answer

SAMPLE = Path(__file__).parents[2] / "datasets" / "sample"


@pytest.fixture(scope="module")
def small() -> list[Pair]:
    """Pairs of families with short texts."""
    pairs = [pair for pair in pairs_of(SAMPLE) if str(pair.origin) == "family" and len(pair.formulation) < 700]
    return pairs[:60]


def test_the_same_model_without_sets(small: list[Pair]) -> None:
    """Flat answers have neither sets nor parameters, every number is one of the text, and the optimum is the same."""
    answers = [(pair, answer) for pair in small if (answer := flat_answer(pair)) is not None]
    assert len(answers) >= 10
    for pair, answer in answers:
        flat = parse(answer)
        assert not flat.sets
        assert not flat.parameters
        text = TextNumbers(pair.text)
        assert all(text.states(value) for _, value, _ in model_numbers(flat))
        assert solve(flat).objective == pytest.approx(pair.objective, rel=1e-6, abs=1e-6)


def test_flat_pairs_stay_as_they_are() -> None:
    """A word problem's formulation is its own answer."""
    pair = next(pair for pair in pairs_of(SAMPLE) if str(pair.origin) == "composer")
    assert flat_answer(pair) == pair.formulation.strip()


def test_rows_as_a_person_writes_them(small: list[Pair]) -> None:
    """What is subtracted stands on the other side, and bounds and kinds are kept."""
    formulation = """## Sets
I = {a, b}
## Parameters
w[I] = {a: 3, b: 4}
## Variables
x[I] >= 0 integer
1 <= y <= 9 continuous
open[I] binary
## Objective
minimize sum(w[i] * x[i] for i in I) - 2 * y
## Constraints
link[i in I]: x[i] <= 9 * open[i]
least: -sum(x[i] for i in I) <= -4
some: y - open[a] >= 2
"""
    pair = replace(
        small[0],
        text="There are numbers 1, 2, 3, 4, 5 and 9 in this text.",
        formulation=formulation,
        objective=solve(parse(formulation)).objective,
    )
    assert (
        flat_answer(pair)
        == """## Variables
x_a >= 0 integer
x_b >= 0 integer
1 <= y <= 9 continuous
open_a binary
open_b binary
## Objective
minimize 3 * x_a + 4 * x_b - 2 * y
## Constraints
link_a: x_a <= 9 * open_a
link_b: x_b <= 9 * open_b
least: x_a + x_b >= 4
some: y >= open_a + 2"""
    )


def test_computed_numbers_are_left_out(small: list[Pair]) -> None:
    """A coefficient that is a product of two numbers of the text is no answer to learn."""
    formulation = """## Sets
I = {a, b}
## Parameters
price[I] = {a: 3, b: 4}
demand = 11
## Variables
x[I] binary
## Objective
maximize sum(price[i] * demand * x[i] for i in I)
## Constraints
one: sum(x[i] for i in I) <= 1
"""
    pair = replace(small[0], text="Prices 3 and 4, demand 11.", formulation=formulation, objective=44.0)
    assert flat_answer(pair) is None
