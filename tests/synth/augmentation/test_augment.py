from __future__ import annotations

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.synth.augmentation.augment import augmented
from nl2opt.synth.augmentation.registry import names, operation
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.registry import family
from nl2opt.synth.pairs import Origin, Pair, Route
from nl2opt.synth.production import produce
from nl2opt.synth.production_plan import Order, ShardPlan
from nl2opt.synth.randomness import stream


def test_operations_follow_each_other() -> None:
    """As many as asked for, each once, deterministic, and none takes back what another did."""
    instance = draw(family("knapsack"), 5)
    for seed in range(12):
        changed, done = augmented(instance, stream(seed, "augment"), 3)
        assert (changed, done) == augmented(instance, stream(seed, "augment"), 3)
        assert len(set(done)) == len(done)
        assert set(done) <= set(names())
        assert changed.formulation != instance.formulation


def test_a_problem_that_nothing_applies_to_is_an_error() -> None:
    """The error says what to do."""
    instance = draw(family("knapsack"), 5)
    with pytest.raises(Nl2optError, match="No operation"):
        augmented(instance, stream(1), operations=[])
    assert augmented(instance, stream(1), 9, [operation("change_story")])[1] == ("change_story",)


def test_augmented_pairs_are_verified_like_others() -> None:
    """A shard of augmentations gives pairs that name their operations; what is rejected has a reason."""
    order = Order(Origin.AUGMENTATION, "transportation", "easy", Route.CODE, 4)
    made = list(produce(ShardPlan(3, 0, (order,))))
    pairs = [each for each in made if isinstance(each, Pair)]
    assert len(pairs) == 4
    assert all(pair.operations and pair.origin is Origin.AUGMENTATION for pair in pairs)
    assert all(each.reason for each in made if not isinstance(each, Pair))
