"""Tasks made out of verified pairs: right answers are right, wrong ones wrong, and broken ones really broken."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.pairs import Origin, Pair, Route
from nl2opt.synth.production import produce
from nl2opt.synth.production_plan import Order, ShardPlan
from nl2opt.synth.randomness import stream
from nl2opt.synth.tasks.clauses import clauses_of
from nl2opt.synth.tasks.preference import same_as
from nl2opt.synth.tasks.registry import mixture, names, task
from nl2opt.synth.tasks.repair import findings_of
from nl2opt.synth.tasks.slips import BROKEN, WRONG_MODELS, Slip
from nl2opt.synth.tasks.task import Example

FAMILIES = ("knapsack", "transportation", "max_flow")


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Some verified pairs of different families."""
    orders = tuple(Order(Origin.FAMILY, name, "easy", Route.CODE, 2) for name in FAMILIES)
    orders += (Order(Origin.COMPOSER, "", "trivial", Route.CODE, 4),)
    return [made for made in produce(ShardPlan(3, 0, orders)) if isinstance(made, Pair)]


@pytest.fixture(scope="module")
def examples(pairs: list[Pair]) -> dict[str, list[Example]]:
    """All examples by task."""
    found = defaultdict(list)
    for example in mixture(pairs, dict.fromkeys(names(), 1.0), seed=1):
        found[example.task].append(example)
    return found


def test_rows_hold_pairs_completely(pairs: list[Pair]) -> None:
    """A pair is the same after it was written as a row."""
    assert len(pairs) == 2 * len(FAMILIES) + 4
    assert all(Pair.from_row(pair.to_row()) == pair for pair in pairs)


def test_mixture_depends_on_its_seed_alone(pairs: list[Pair]) -> None:
    """The same seed gives the same examples, whatever other tasks there are."""
    both = [example for example in mixture(pairs, {"repair": 0.5, "preference": 1.0}, seed=2)]
    alone = [example for example in mixture(pairs, {"repair": 0.5}, seed=2)]
    assert [example for example in both if example.task == "repair"] == alone


def test_formulations_are_those_of_the_pairs(pairs: list[Pair], examples: dict[str, list[Example]]) -> None:
    """The main task answers each text with its formulation."""
    answers = {example.pair: parse(example.answer) for example in examples["text_to_formulation"]}
    assert answers == {pair.id: parse(pair.formulation) for pair in pairs}


def test_repairs_start_from_something_broken(examples: dict[str, list[Example]]) -> None:
    """What is to be repaired has the findings that are listed, and the answer has none of the parser's."""
    assert examples["repair"]
    for example in examples["repair"]:
        assert "Findings:\n- " in example.instruction
        assert parse(example.answer)


def test_verdicts_are_true(pairs: list[Pair], examples: dict[str, list[Example]]) -> None:
    """Desirable answers have the fingerprint of their pair, undesirable ones have not."""
    by_id = {pair.id: pair for pair in pairs}
    verdicts = {example.desirable for example in examples["preference"]}
    assert verdicts == {True, False}
    for example in examples["preference"]:
        assert same_as(by_id[example.pair], example.answer) is example.desirable
        assert set(example.to_row()) == {"task", "pair", "prompt", "completion", "label"}


def test_sections_belong_to_the_formulation(pairs: list[Pair], examples: dict[str, list[Example]]) -> None:
    """A single element is a section of the formulation as it is printed."""
    formulations = {pair.id: pair.formulation for pair in pairs}
    for example in examples["single_element"]:
        assert example.answer in formulations[example.pair]


def test_clauses_are_told_apart(pairs: list[Pair], examples: dict[str, list[Example]]) -> None:
    """Sentences of word problems have the type and the lines of their clauses, and no line is said twice."""
    assert len(examples["clause_to_type"]) == len(examples["clause_to_expression"]) == 4
    word_problems = [pair for pair in pairs if pair.origin is Origin.COMPOSER]
    for pair in word_problems:
        said = clauses_of(pair)
        lines = [line for each in said for line in each.lines]
        printed = pair.formulation.splitlines()
        assert any(each.kind.startswith("objective: ") for each in said)
        assert all(line in printed for line in lines)
        assert len(set(lines)) == len(lines)
        assert all(each.sentence in pair.text for each in said)


def test_scripts_run(examples: dict[str, list[Example]], pairs: list[Pair]) -> None:
    """A script that answers a text prints the optimum of its pair."""
    wanted = ("import highspy", "pyomo", "import pulp")
    example = next(each for each in examples["text_to_code"] if any(word in each.answer for word in wanted))
    pair = next(pair for pair in pairs if pair.id == example.pair)
    done = subprocess.run([sys.executable, "-c", example.answer], capture_output=True, text=True, check=True)
    assert pair.objective is not None
    assert f"{pair.objective:g}" in done.stdout.replace(",", "")


FLAT = """## Variables
tables >= 0 integer
stools >= 0 continuous
## Objective
maximize 40*tables + 12*stools
## Constraints
wood: 8*(tables + 1) + 2*stools <= 300
promise: stools == 20
"""
TEXT = "A table brings $40 and a stool $12. They take 8 and 2 of 300 boards, and one table is there. Exactly 20 stools."


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("slip", [*BROKEN, *WRONG_MODELS], ids=lambda slip: slip.__name__)
def test_slips_change_the_text(slip: Slip, seed: int) -> None:
    """Each slip makes another text, one that is noticed if it should break it, and one that can be read if not."""
    changed = slip(FLAT, stream(seed, "slip"))
    assert changed is not None
    assert changed != FLAT
    if slip in BROKEN:
        assert findings_of(changed, TEXT)
    else:
        assert parse(changed) != parse(FLAT)


def test_slips_need_something_to_take_hold_of() -> None:
    """A formulation without constraints has none to leave out or turn round."""
    bare = "## Objective\nsatisfy\n"
    assert [slip(bare, stream(1)) for slip in (*BROKEN, *WRONG_MODELS)] == [None] * (len(BROKEN) + len(WRONG_MODELS))


def test_unknown_task_is_an_error() -> None:
    """A misspelt task leads to the right one, and shares are probabilities."""
    with pytest.raises(Nl2optError, match="no task 'repairs'") as failure:
        task("repairs")
    assert "repair" in failure.value.hint
    with pytest.raises(Nl2optError, match="share 2"):
        list(mixture([], {"repair": 2}, seed=0))
