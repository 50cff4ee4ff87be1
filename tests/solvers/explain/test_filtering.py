"""The searches for irreducible conflicts, on sets whose conflicts are known."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nl2opt.solvers.explain.filtering import Verdict, deletion_filter, quickxplain

Question = Callable[[Collection[int]], Verdict]


def by_deletion(items: Sequence[int], has_solution: Question) -> tuple[list[int], bool]:
    """The deletion filter without cores."""
    return deletion_filter(items, has_solution, lambda _: None)


SEARCHES = [by_deletion, quickxplain]
conflicts = st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=5), min_size=1, max_size=4)


def asked(minimal: Sequence[frozenset[int]], unknown: frozenset[int] = frozenset()) -> Question:
    """Whether a set holds none of these conflicts; not known where it lacks all of ``unknown``."""

    def has_solution(kept: Collection[int]) -> Verdict:
        if unknown and not unknown & set(kept):
            return None
        return not any(conflict <= set(kept) for conflict in minimal)

    return has_solution


@pytest.mark.parametrize("search", SEARCHES)
@given(conflicts)
def test_irreducible(search: Callable[..., tuple[list[int], bool]], minimal: list[frozenset[int]]) -> None:
    """What is found is in conflict, and no proper part of it is."""
    has_solution = asked(minimal)
    found, proven = search(list(range(10)), has_solution)
    assert proven
    assert has_solution(found) is False
    assert all(has_solution(part) for part in itertools.combinations(found, len(found) - 1))


@pytest.mark.parametrize("search", SEARCHES)
@given(conflicts, st.frozensets(st.integers(0, 9), min_size=1, max_size=4))
def test_unknown_answers_cost_the_proof_only(
    search: Callable[..., tuple[list[int], bool]], minimal: list[frozenset[int]], unknown: frozenset[int]
) -> None:
    """Where an answer is not known, what is found is still in conflict; it is called proven only if it is."""
    truth = asked(minimal)
    found, proven = search(list(range(10)), asked(minimal, unknown))
    assert truth(found) is False
    if proven:
        assert all(truth(part) for part in itertools.combinations(found, len(found) - 1))


@given(conflicts)
def test_cores_shorten_the_search(minimal: list[frozenset[int]]) -> None:
    """With cores, the deletion filter asks about the members of a core only."""
    questions = 0

    def has_solution(kept: Collection[int]) -> Verdict:
        nonlocal questions
        questions += 1
        return asked(minimal)(kept)

    def core(kept: Collection[int]) -> Collection[int]:
        return next(conflict for conflict in minimal if conflict <= set(kept))

    first = sorted(core(range(10)))
    found, proven = deletion_filter(first, has_solution, core)
    assert proven
    assert asked(minimal)(found) is False
    assert questions <= len(first)


@given(st.integers(20, 200), st.integers(0, 19))
def test_few_questions_for_a_small_conflict(size: int, place: int) -> None:
    """QuickXplain finds one culprit among n with about two questions for each halving."""
    questions = 0

    def has_solution(kept: Collection[int]) -> Verdict:
        nonlocal questions
        questions += 1
        return place not in kept

    found, proven = quickxplain(list(range(size)), has_solution)
    assume(proven)
    assert found == [place]
    assert questions <= 2 * size.bit_length() + 2
