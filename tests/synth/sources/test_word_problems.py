from __future__ import annotations

import pytest

from nl2opt.synth.complexity.bands import BANDS
from nl2opt.synth.pairs import Origin, Pair, Route
from nl2opt.synth.production import produce
from nl2opt.synth.production_plan import Order, ShardPlan, Unreached


@pytest.mark.parametrize("origin", [Origin.COMPOSER, Origin.AUGMENTATION])
def test_word_problems_become_verified_pairs(origin: Origin) -> None:
    """Composed, and composed and changed: the rows that were asked for are of the band."""
    made = list(produce(ShardPlan(5, 0, (Order(origin, "", "trivial", Route.CODE, 2),))))
    pairs = [each for each in made if isinstance(each, Pair)]
    assert len(pairs) == 2
    assert all(pair.origin is origin and pair.complexity in BANDS["trivial"] for pair in pairs)
    assert all(bool(pair.operations) is (origin is Origin.AUGMENTATION) for pair in pairs)


def test_a_band_beyond_word_problems_is_told() -> None:
    """The order ends with the reason, and the job goes on."""
    made = list(produce(ShardPlan(5, 0, (Order(Origin.COMPOSER, "", "extreme", Route.CODE, 3),))))
    assert [type(each) for each in made] == [Unreached]
    assert "word_problems does not reach the band 'extreme'" in str(made[0])
