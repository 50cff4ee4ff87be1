"""Which pairs are chosen to train on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.synth.jobs.lookup import pairs_of
from nl2opt.training.curriculum import USUAL_SHARES, Lesson, _numbers, choose, lessons, pair_ids, write_curriculum
from nl2opt.training.examples import read_examples

SAMPLE = Path(__file__).parents[2] / "datasets" / "sample"


@pytest.fixture(scope="module")
def material() -> list[Lesson]:
    """All pairs of the committed sample, with their formulations."""
    return list(lessons(pairs_of(SAMPLE)))


def test_shares_and_sizes(material: list[Lesson]) -> None:
    """Origins have their shares, no pair is too long, and the seed names the choice."""
    chosen = choose(material, 100, USUAL_SHARES, longest=2500, seed=1)
    assert Counter(str(lesson.pair.origin) for lesson in chosen) == {"composer": 65, "augmentation": 12, "family": 23}
    assert max(lesson.size for lesson in chosen) <= 2500
    assert chosen == choose(material, 100, USUAL_SHARES, longest=2500, seed=1)
    assert chosen != choose(material, 100, USUAL_SHARES, longest=2500, seed=2)


def test_stories_take_turns(material: list[Lesson]) -> None:
    """No story comes twice before every story has come once."""
    origin = material[0].pair.origin
    same = [lesson for lesson in material if lesson.pair.origin is origin][:60]
    pool = [
        replace(lesson, pair=replace(lesson.pair, setting=str(number % 10), family="f"))
        for number, lesson in enumerate(same)
    ]
    chosen = choose(pool, 10, {str(origin): 1}, longest=10**9, seed=0)
    assert {lesson.pair.setting for lesson in chosen} == {lesson.pair.setting for lesson in pool}


def test_later_rounds(material: list[Lesson], tmp_path: Path) -> None:
    """What an earlier round had is not chosen again; the file is read for training."""
    first = choose(material, 40, {"family": 1}, longest=3000, seed=0)
    assert write_curriculum(first, tmp_path / "first.jsonl", "Formulate.") == 40
    used = pair_ids(tmp_path / "first.jsonl")
    second = choose(material, 40, {"family": 1}, longest=3000, seed=0, without=used)
    assert not used & {lesson.pair.id for lesson in second}
    examples = read_examples([tmp_path / "first.jsonl"]).examples
    assert examples[0].messages[0].content == "Formulate."
    assert examples[0].answer == first[0].answer


def test_what_there_is_not(material: list[Lesson]) -> None:
    """Too few pairs and shares of nothing are refused."""
    with pytest.raises(Nl2optError, match="There are 0 pairs of the origin 'resocratic'"):
        choose(material, 10, {"resocratic": 1}, longest=3000, seed=0)
    with pytest.raises(Nl2optError, match="do not add up to anything"):
        choose(material, 10, {"family": 0}, longest=3000, seed=0)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(0, 9), min_size=1).filter(lambda each: sum(each.values()) > 0.1),
    st.integers(0, 500),
)
def test_numbers_add_up(shares: dict[str, float], count: int) -> None:
    """Numbers add up and are within one of their share."""
    numbers = _numbers(shares, count)
    assert sum(numbers.values()) == count
    total = sum(shares.values())
    assert all(abs(number - count * shares[name] / total) < 1 for name, number in numbers.items())
