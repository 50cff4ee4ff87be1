"""Laws of the operations on word problems of the composer."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Status
from nl2opt.synth.augmentation.operations.change_variable_types import OTHER
from nl2opt.synth.augmentation.registry import all_operations, operation
from nl2opt.synth.augmentation.word_problems import WordProblem, tell, word_problem
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.composer.composition import compose
from nl2opt.synth.composer.reading import read_back
from nl2opt.synth.narrative.same_model import same_model
from nl2opt.synth.pairs import Origin
from nl2opt.synth.randomness import stream
from nl2opt.synth.sources.augmented import augmented_word_problem
from nl2opt.synth.stories.registry import story
from nl2opt.synth.verification import fingerprint_of, require_inverse

SEEDS = range(5)


@functools.cache
def composed(seed: int) -> Candidate:
    """A word problem of the composer."""
    return compose(seed)


@functools.cache
def bakery() -> WordProblem:
    """Three activities with bounds, counted."""
    chosen = (0, 1, 2)
    return WordProblem(
        story=story("furniture_workshop"),
        seed=1,
        chosen=chosen,
        data=tuple(("profit", place, 20 + 11 * place) for place in chosen)
        + tuple(("measure:0", place, 2 + place) for place in chosen),
        clauses=(
            ("resource limit", {"m": 0, "n": 240}),
            ("lower bound", {"a": 0, "n": 8}),
            ("upper bound", {"a": 0, "n": 30}),
            ("lower bound", {"a": 1, "n": 6}),
            ("upper bound", {"a": 1, "n": 25}),
        ),
        goal="profit",
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_operations_are_told_again(seed: int) -> None:
    """Whatever is changed is deterministic, passes the checks, and its text is read back into the same model."""
    problem = word_problem(composed(seed))
    applied = [each for each in all_operations() if each.applicable(problem)]
    assert len(applied) >= 5
    for each in applied:
        changed = each.apply(problem, stream(seed, each.name))
        assert changed == each.apply(problem, stream(seed, each.name))
        assert changed != problem
        text, formulation = tell(changed, stream(seed, "tell"))
        assert same_model(read_back(text, changed.story), formulation)
        assert not [fault for fault in check(formulation) if fault.severity is Severity.ERROR]


def test_fingerprints_change_with_the_model_alone() -> None:
    """Another story and merged bounds do what the problem did; other operations do something else."""
    problem = bakery()
    own = fingerprint_of(problem.formulation)
    for each in all_operations():
        if each.applicable(problem):
            changed = [each.apply(problem, stream(seed, each.name)) for seed in range(3)]
            agree = [fingerprint_of(one.formulation).agrees(own) for one in changed]
            assert all(agree) if each.same_model else not all(agree), each.name


def test_bounds_are_combined_and_merged() -> None:
    """Two upper bounds become one on the sum, and a lower and an upper bound one range."""
    combined = operation("combine_constraints").apply(bakery(), stream(2))
    names = [name for name, _ in combined.clauses]
    assert len(names) == 4
    assert names[-1] in ("pair lower bound", "pair upper bound")
    assert combined.clauses[-1][1]["n"] == (14 if names[-1] == "pair lower bound" else 55)
    merged = operation("merge_bounds").apply(bakery(), stream(2))
    assert [name for name, _ in merged.clauses].count("range") == 1


def test_types_of_variables_change_with_the_things_told_of() -> None:
    """Whole things become amounts; both ways the kind of the story changes and the numbers stay."""
    changed = operation("change_variable_types").apply(bakery(), stream(3))
    assert changed.story.kind is OTHER[bakery().story.kind]
    assert [value for *_, value in changed.data] == [value for *_, value in bakery().data]
    assert not any(variable.kind == "integer" for variable in changed.formulation.variables)


def test_added_bounds_mostly_leave_a_solution() -> None:
    """They are drawn around a plan near the optimum."""
    problem = bakery()
    changed = [operation("add_bound").apply(problem, stream(seed, "bound")) for seed in range(6)]
    assert all(len(each.clauses) == len(problem.clauses) + 1 for each in changed)
    assert sum(solve(each.formulation).status is Status.OPTIMAL for each in changed) >= 5


def test_what_works_against_the_objective_stays() -> None:
    """A profit keeps a limit, and a cost would keep a requirement."""
    problem = replace(bakery(), clauses=bakery().clauses[:2])
    assert operation("remove_constraint").apply(problem, stream(1)).clauses == problem.clauses[:1]
    assert not operation("remove_constraint").applicable(replace(problem, clauses=problem.clauses[:1]))


def test_data_that_nothing_needs_are_dropped() -> None:
    """Without the limit on a measure, nobody tells how much of it is used."""
    kept = bakery().with_clauses(*bakery().clauses[1:])
    assert {key for key, *_ in kept.data} == {"profit"}
    dear = replace(bakery(), goal="profit after fees").with_clauses(*bakery().clauses)
    assert dear.goal == "profit"


def test_augmented_candidates_are_read_back() -> None:
    """A candidate names its operations and has an inverse of its own."""
    for seed in (1, 2):
        changed = augmented_word_problem(composed(seed))
        assert changed == augmented_word_problem(composed(seed))
        assert changed.origin is Origin.AUGMENTATION
        assert changed.operations
        assert changed.text != composed(seed).text
        require_inverse(changed)
