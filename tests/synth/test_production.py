"""The rows of a shard: they depend on the plan alone, and are divided as it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.synth.pairs import Origin, Pair, Route
from nl2opt.synth.production import produce
from nl2opt.synth.production_plan import Allocation, Order, Rejection, ShardPlan, Unreached

KNAPSACK = Order(Origin.FAMILY, "knapsack", "easy", Route.CODE, 4)
FLOW = Order(Origin.FAMILY, "max_flow", "trivial", Route.CODE, 4)
WORDS = Order(Origin.COMPOSER, "", "trivial", Route.CODE, 4)
PLAN = ShardPlan(1, 0, (KNAPSACK, FLOW, WORDS))


@pytest.fixture(scope="module")
def made() -> list[Pair | Rejection | Unreached]:
    """What the plan gives."""
    return list(produce(PLAN))


def test_rows_depend_on_the_plan_alone(made: list[Pair | Rejection | Unreached]) -> None:
    """The same plan gives the same rows, in another order of orders the same rows of each, and another seed others."""
    pairs = [each for each in made if isinstance(each, Pair)]
    again = [each for each in produce(replace(PLAN, orders=PLAN.orders[::-1])) if isinstance(each, Pair)]
    assert sorted(pair.id for pair in pairs) == sorted(pair.id for pair in again)
    other = [each for each in produce(replace(PLAN, seed=2, orders=(WORDS,))) if isinstance(each, Pair)]
    assert not {pair.id for pair in pairs} & {pair.id for pair in other}


def test_orders_are_fulfilled(made: list[Pair | Rejection | Unreached]) -> None:
    """Every order has its rows, in its band."""
    counts = Counter((each.origin, each.band) for each in made if isinstance(each, Pair))
    assert counts == {("family", "easy"): 4, ("family", "trivial"): 4, ("composer", "trivial"): 4}
    assert not [each for each in made if isinstance(each, Unreached)]


def test_band_that_cannot_be_reached_is_said() -> None:
    """An order that cannot be had is told with the reason, and the others go on."""
    impossible = replace(KNAPSACK, family="fencing", band="hard")
    told = list(produce(replace(PLAN, orders=(impossible, replace(KNAPSACK, count=1)))))
    assert isinstance(told[0], Unreached)
    assert "fencing does not reach the band 'hard'" in told[0].reason
    assert isinstance(told[-1], Pair)


def test_others_of_the_band_make_up_for_what_cannot_be_had() -> None:
    """The rows of an order that does not reach its band come from the other orders of that band and route."""
    impossible = replace(KNAPSACK, family="fencing", count=2)
    told = list(produce(replace(PLAN, orders=(impossible, replace(KNAPSACK, count=1)))))
    assert [type(each) for each in told if not isinstance(each, Rejection)] == [Unreached, Pair, Pair, Pair]


def test_tries_are_limited() -> None:
    """An order that uses up its tries ends short, and says what stood in its way."""
    narrow = replace(WORDS, band="easy", count=3)
    told = list(produce(replace(PLAN, orders=(narrow,), tries=1)))
    pairs = [each for each in told if isinstance(each, Pair)]
    rejections = [each for each in told if isinstance(each, Rejection)]
    assert len(pairs) + len(rejections) <= 3
    assert len(pairs) == 3 or "rows after 3 tries" in next(each.reason for each in told if isinstance(each, Unreached))


def test_proportional_allocation_gives_difficult_orders_more_rows() -> None:
    """Rows move to the order whose candidates are rejected more often, and their number stays."""
    easy, hard = replace(KNAPSACK, count=12), replace(KNAPSACK, family="fleet_routing", count=12)
    plan = replace(PLAN, orders=(easy, hard), allocation=Allocation.PROPORTIONAL, tries=40)
    told = list(produce(plan))
    rows = Counter(each.family for each in told if isinstance(each, Pair))
    rejected = Counter(each.family for each in told if isinstance(each, Rejection))
    assert rows.total() == 24
    assert rejected["fleet_routing"] > rejected["knapsack"]
    assert rows["fleet_routing"] > rows["knapsack"] > 0


def test_texts_by_model_need_a_model() -> None:
    """A plan whose texts a language model writes, without one, is an error that says what to add."""
    with pytest.raises(Nl2optError, match="names none") as failure:
        list(produce(replace(PLAN, orders=(replace(KNAPSACK, route=Route.MODEL, count=1),))))
    assert "model:" in failure.value.hint
