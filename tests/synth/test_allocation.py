from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.synth.allocation import Trials, allocated, histogram, kept_by_equal_trials, tries_for
from nl2opt.synth.production_plan import Allocation

TRIALS = st.lists(
    st.integers(0, 60).flatmap(lambda tries: st.tuples(st.just(tries), st.integers(0, tries))), min_size=1, max_size=8
).map(lambda found: [Trials(f"problem {place}", *counts) for place, counts in enumerate(found)])


@given(TRIALS, st.integers(0, 500), st.sampled_from(Allocation))
def test_rows_add_up_and_nobody_starves(problems: list[Trials], rows: int, by: Allocation) -> None:
    """Exactly the rows asked for are divided, and each problem has one if there are enough."""
    shares = allocated(problems, rows, by)
    assert sum(shares.values()) == rows
    assert min(shares.values()) >= (1 if rows >= len(problems) else 0)


@given(TRIALS, st.integers(10, 500))
def test_difficult_problems_have_no_fewer_rows(problems: list[Trials], rows: int) -> None:
    """Proportional shares grow with difficulty, equal ones are level, equal trials do the opposite."""
    by_difficulty = allocated(problems, rows, Allocation.PROPORTIONAL)
    even = allocated(problems, rows, Allocation.UNIFORM)
    kept = kept_by_equal_trials(problems, rows)
    assert max(even.values()) - min(even.values()) <= 1
    for one in problems:
        for two in problems:
            if one.difficulty < two.difficulty:
                assert by_difficulty[one.name] <= by_difficulty[two.name] + 1
                assert kept[one.name] + 1 >= kept[two.name]


def test_histogram_before_and_after() -> None:
    """Three problems, of which the difficult one is starved by equal trials."""
    problems = [Trials("easy", 98, 94), Trials("middle", 98, 49), Trials("hard", 98, 4)]
    before = histogram(problems, kept_by_equal_trials(problems, 300))
    after = histogram(problems, allocated(problems, 300, Allocation.PROPORTIONAL))
    assert before.counts == (190, 0, 0, 0, 0, 100, 0, 0, 0, 10)
    assert after.counts == (11, 0, 0, 0, 0, 100, 0, 0, 0, 189)
    assert before.rows == after.rows == 300
    assert before.mean < 0.3 < 0.7 < after.mean
    assert before.lines()[0] == f"0.0-0.1 {'#' * 40} 190"
    assert after.lines()[5] == f"0.5-0.6 {'#' * 21:40} 100"


def test_tries_follow_the_acceptance_up_to_a_limit() -> None:
    """A problem that is accepted half of the time needs twice the tries, a hopeless one ends at the limit."""
    assert tries_for(Trials("middle", 98, 49), 50) == 100
    assert tries_for(Trials("new", 0, 0), 5) == 10
    assert tries_for(Trials("hopeless", 998, 0), 5) == 100


@pytest.mark.parametrize("problems", [[], [Trials("a", 1, 1), Trials("a", 2, 1)]])
def test_problems_must_be_told_apart(problems: list[Trials]) -> None:
    """No problem at all, or one name twice."""
    with pytest.raises(Nl2optError, match="cannot be divided"):
        allocated(problems, 5, Allocation.UNIFORM)
    with pytest.raises(Nl2optError, match="5 rows from 3 tries"):
        Trials("a", 3, 5)
