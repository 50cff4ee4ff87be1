"""Laws of the operations on instances of families: every operation on every family that takes it."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.fingerprint import Fingerprint, fingerprint
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import SolveOptions
from nl2opt.synth.augmentation.operation import Operation
from nl2opt.synth.augmentation.operations.remove_constraint import removable
from nl2opt.synth.augmentation.registry import all_operations, operation
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import Instance, draw
from nl2opt.synth.families.registry import family, names
from nl2opt.synth.narrative.reading import read_back
from nl2opt.synth.narrative.same_model import same_model
from nl2opt.synth.narrative.telling import tell
from nl2opt.synth.randomness import stream

SEED = 4


@functools.cache
def instance_of(name: str) -> Instance:
    """One instance of each family."""
    return draw(family(name), SEED)


def told_again(instance: Instance, seed: int = 1) -> Formulation:
    """What the text of an instance says to the inverse of its telling."""
    narrative = instance.family.narrative_in(instance.setting)
    model = instance.family.model
    told = tell(narrative, instance.setting, model, instance.data, stream(seed, "tell"))
    return read_back(narrative, instance.setting, model, told.text, instance.data)


def print_of(formulation: Formulation) -> Fingerprint:
    """With two copies, each solved for a second at most."""

    def solved(each: Formulation) -> tuple[str, float | None]:
        solution = solve(each, SolveOptions(time_limit=1, threads=1))
        return str(solution.status), solution.objective

    return fingerprint(formulation, solved, k=2)


@pytest.mark.parametrize("name", names())
def test_operations_are_told_again(name: str) -> None:
    """Whatever is changed is deterministic, passes the checks, and its text is read back into the same model."""
    instance = instance_of(name)
    applied = [each for each in all_operations() if each.applicable(instance)]
    for each in applied:
        changed = each.apply(instance, stream(SEED, each.name))
        assert changed == each.apply(instance, stream(SEED, each.name))
        assert not [fault for fault in check(changed.formulation) if fault.severity is Severity.ERROR]
        assert same_model(told_again(changed), changed.formulation)
        assert each.same_model or not same_model(changed.formulation, instance.formulation)
        assert changed != instance
    assert applied


@pytest.mark.parametrize(
    ("name", "family_name"),
    [
        ("change_data", "transportation"),
        ("tighten_limit", "transportation"),
        ("add_constraint", "knapsack"),
        ("remove_constraint", "site_rules"),
    ],
)
def test_another_model_has_another_fingerprint(name: str, family_name: str) -> None:
    """Among a few tries, the change shows in the optimum over the data or over moved data."""
    before = [draw(family(family_name), seed) for seed in range(6)]
    after = [operation(name).apply(each, stream(1, "try")) for each in before]
    pairs = zip(before, after, strict=True)
    assert any(not print_of(one.formulation).agrees(print_of(two.formulation)) for one, two in pairs)


def test_another_story_has_the_same_fingerprint() -> None:
    """Only names change; every label of the old story is gone."""
    before = instance_of("transportation")
    after = operation("change_story").apply(before, stream(1, "story"))
    assert after.setting != before.setting
    assert print_of(after.formulation).agrees(print_of(before.formulation))
    assert not set(after.data["SOURCES"]) & set(before.data["SOURCES"])  # type: ignore[arg-type]
    assert list(after.data["supply"].values()) == list(before.data["supply"].values())  # type: ignore[union-attr]


def test_numbers_stay_in_their_declared_ranges() -> None:
    """Data that a range declares are drawn from it again."""
    before = instance_of("knapsack")
    for seed in range(8):
        after = operation("change_data").apply(before, stream(seed, "data"))
        changed = [name for name in after.data if after.data[name] != before.data[name]]
        assert changed
        assert len(changed) <= 2
        values = after.data["value"]
        assert isinstance(values, dict)
        assert all(value in before.family.ranges["value"] for value in values.values())


def test_a_tighter_limit_never_makes_the_optimum_better() -> None:
    """The cost of transports does not fall."""
    before = instance_of("transportation")
    cost = solve(before.formulation).objective
    assert cost is not None
    for seed in range(6):
        solution = solve(operation("tighten_limit").apply(before, stream(seed, "limit")).formulation)
        assert solution.objective is None or solution.objective >= cost - 1e-6


def test_what_readers_take_for_granted_is_not_removed() -> None:
    """Only rules with a number of their own can be left unsaid."""
    for name in names():
        for rule in removable(family(name)):
            assert not rule.implied
            assert rule.tells


def test_what_leaves_nothing_to_decide_is_not_removed() -> None:
    """Without the number of sites, or of those assigned, the best is to choose none or all; a ratio needs its parts."""
    for name in ("p_dispersion", "maxisum_dispersion", "structure_assignment"):
        assert ("number",) not in [rule.tells for rule in removable(family(name))]
    assert [rule.tells for rule in removable(family("return_on_cost"))] == [("enough",)]


def test_operations_that_do_not_apply_say_so() -> None:
    """A family with one story has no other one, and asking for it is an error; so is an unknown name."""
    knapsack: Family = family("knapsack")
    alone = replace(instance_of("knapsack"), family=replace(knapsack, settings=(instance_of("knapsack").setting,)))
    story: Operation = operation("change_story")
    assert not story.applicable(alone)
    with pytest.raises(Nl2optError, match="does not apply"):
        story.apply(alone, stream(1))
    with pytest.raises(Nl2optError, match="no operation 'change_storey'"):
        operation("change_storey")
